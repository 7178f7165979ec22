"""Where bank files are found, and the library that they make together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from peerprep.banks.exams import read_exam
from peerprep.banks.files import (
    EXAMS_FOLDER,
    LESSONS_FOLDER,
    MAX_BYTES,
    TOPICS_FILE,
    bank_files,
    roots,
    shipped,
    shown_name,
)
from peerprep.banks.holdings import Holdings
from peerprep.banks.reader import Reading, read_bank, read_topics
from peerprep.core.bank import Bank, Library, Topic
from peerprep.core.blueprint import Exam
from peerprep.core.problem import Location, Problem, has_errors

__all__ = ["Holdings", "bank_files", "load", "roots", "shipped", "sound"]


def load(
    folders: Sequence[Path], *, only: Sequence[Path] | None = None, shown_from: Path | None = None
) -> Holdings:
    """Read every file of the folders. With `only`, banks come from those paths alone.

    `shown_from` is the folder that file names in reports are given relative to.
    """
    topics, problems = _topics(folders, shown_from)
    exams, more = _exams(folders, topics, shown_from)
    problems += more
    places = folders if only is None else only
    # A library within the person's folder is a root itself: its files are read once.
    files = list(dict.fromkeys(path for root in places for path in bank_files(root)))
    readings = [_read_one(path, topics or None, shown_from) for path in files]
    problems += [problem for reading in readings for problem in reading.problems]
    doubled = clashes(readings)
    problems += doubled
    shut = {problem.location.file for problem in doubled}
    banks: list[Bank] = []
    left_out: list[str] = []
    for path, reading in zip(files, readings, strict=True):
        name = shown_name(path, shown_from)
        if reading.bank is None or name in shut:
            left_out.append(name)
        else:
            banks.append(reading.bank)
    known = {item.id for bank in banks for item in bank.items}
    problems += lost_enemies(readings, known)
    library = Library(tuple(banks), topics)
    lessons = {
        path.stem: path
        for root in folders
        if root.is_dir()
        for path in sorted((root / LESSONS_FOLDER).glob("*.md"))
    }
    found = tuple(exams), tuple(problems), tuple(files), tuple(left_out)
    names = tuple(shown_name(path, shown_from) for path in files)
    return Holdings(library, *found, lessons, tuple(readings), names)


def _raw(path: Path) -> bytes | str:
    """The file's bytes, one more than allowed at most; or why it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return error.strerror or str(error)


def _unreadable(name: str, why: str) -> Problem:
    return Problem(
        Location(name), "UNREADABLE", f"The file cannot be read: {why}.", "Mend its permissions."
    )


def _read_one(path: Path, topics: dict[str, Topic] | None, shown_from: Path | None) -> Reading:
    name = shown_name(path, shown_from)
    raw = _raw(path)
    if isinstance(raw, str):
        return Reading(None, (_unreadable(name, raw),))
    return read_bank(raw, name, topics)


def _topics(
    folders: Iterable[Path], shown_from: Path | None
) -> tuple[dict[str, Topic], list[Problem]]:
    topics: dict[str, Topic] = {}
    problems: list[Problem] = []
    for root in folders:
        path = root / TOPICS_FILE
        if path.is_file():
            raw = _raw(path)
            if isinstance(raw, str):
                problems.append(_unreadable(shown_name(path, shown_from), raw))
                continue
            found, wrong = read_topics(raw, shown_name(path, shown_from))
            # What a later folder brings never renames a topic that an earlier one has.
            topics |= {name: topic for name, topic in found.items() if name not in topics}
            problems += wrong
    return topics, problems


def _exams(
    folders: Iterable[Path], topics: dict[str, Topic], shown_from: Path | None
) -> tuple[list[Exam], list[Problem]]:
    exams: list[Exam] = []
    problems: list[Problem] = []
    for root in folders:
        for path in sorted((root / EXAMS_FOLDER).glob("*.yaml")):
            raw = _raw(path)
            if isinstance(raw, str):
                problems.append(_unreadable(shown_name(path, shown_from), raw))
                continue
            exam, wrong = read_exam(raw, shown_name(path, shown_from), topics or None)
            problems += wrong
            if exam is not None:
                exams.append(exam)
    return exams, problems


def clashes(readings: Iterable[Reading]) -> list[Problem]:
    """Item ids and bank ids that two files use; the later file is the one that has to give way."""
    items: dict[str, Location] = {}
    banks: dict[str, str] = {}
    problems: list[Problem] = []
    for reading in readings:
        if reading.bank is None:
            continue  # it is left out anyway, and must not take a sound bank with it
        bank, file = reading.bank.id, reading.bank.file
        if bank in banks:
            problems.append(
                Problem(
                    Location(file),
                    "BANK-ID",
                    f"The bank id `{bank}` is taken by {banks[bank]}.",
                    "Give this bank an id of its own.",
                )
            )
        banks.setdefault(bank, file)
        for item_id, place in reading.places.items():
            if item_id in items and items[item_id].file != place.file:
                problems.append(
                    Problem(
                        place,
                        "ITEM-ID",
                        f"The id `{item_id}` is taken: {items[item_id]}.",
                        "Give one of the two items another id.",
                        item=item_id,
                    )
                )
            items.setdefault(item_id, place)
    return problems


def lost_enemies(readings: Iterable[Reading], known: Collection[str]) -> list[Problem]:
    """Enemies that no bank holds: a note, as the other bank may simply not be installed."""
    return [
        Problem(
            place,
            "REF-BROKEN",
            f"The enemy `{enemy}` of {item_id} is in no bank here.",
            "Mend the id, or delete it.",
            tier="note",
            item=item_id,
        )
        for reading in readings
        if reading.bank is not None
        for item_id, enemy, place in reading.enemies
        if enemy not in known
    ]


def sound(holdings: Holdings) -> bool:
    """Whether no file has an error."""
    return not has_errors(holdings.problems)
