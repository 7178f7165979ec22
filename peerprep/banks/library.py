"""Where bank files are found, and the library that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from peerprep.banks.exams import read_exam
from peerprep.banks.reader import Reading, read_bank, read_topics
from peerprep.banks.tree import MAX_BYTES
from peerprep.core.bank import Bank, Library, Topic
from peerprep.core.blueprint import Exam
from peerprep.core.problem import Location, Problem, has_errors
from peerprep.errors import UsageError

TOPICS_FILE = "topics.yaml"
ITEMS_FOLDER = "items"
EXAMS_FOLDER = "exams"
LESSONS_FOLDER = "lessons"


@dataclass(frozen=True)
class Holdings:
    """All that was found: the sound banks, the exams, and every problem of every file."""

    library: Library
    exams: tuple[Exam, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()
    """Bank files with errors, which no sitting draws on."""
    lessons: dict[str, Path] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    """What came of each file, in the order of `files`."""
    names: tuple[str, ...] = ()
    """How each of the files is named in reports."""

    def exam(self, name: str) -> Exam | None:
        """The exam of that id or alias, or None."""
        for exam in self.exams:
            if name == exam.id or name in exam.aliases:
                return exam
        return None


def shipped() -> Path:
    """The banks that came with the program: inside the wheel, or beside it in a checkout."""
    inside = Path(__file__).resolve().parent.parent / "question_banks"
    return inside if inside.is_dir() else inside.parent.parent / "question_banks"


def roots(working: Path, personal: Path, named: str | None) -> tuple[Path, ...]:
    """The folders to read, in order.

    `named` (the value of PEERPREP_BANKS, folders or files parted as in PATH) stands in for the
    shipped banks; otherwise a `question_banks/` of the working folder does, as one works on it; the
    person's own bank folder is always read too, with the libraries that were added to it.
    """
    import os  # only for the separator that PATH has on this system

    if named:
        base = [Path(part) for part in named.split(os.pathsep) if part]
        for path in base:
            if not path.exists():
                raise UsageError(f"PEERPREP_BANKS names {path}, which does not exist.")
    elif (working / "question_banks" / TOPICS_FILE).is_file():
        base = [working / "question_banks"]
    else:
        base = [shipped()]
    own = (personal, *added_libraries(personal)) if may_be_read(personal) else ()
    return (*base, *own)


def may_be_read(folder: Path) -> bool:
    """Whether the folder is there and one may look into it."""
    import os

    return os.access(folder, os.R_OK | os.X_OK) and folder.is_dir()


def added_libraries(personal: Path) -> tuple[Path, ...]:
    """The folders of the person's bank folder that bring topics, exams or lessons of their own."""
    own = (TOPICS_FILE, EXAMS_FOLDER, LESSONS_FOLDER)
    try:
        return tuple(
            folder
            for folder in sorted(personal.iterdir())
            if folder.is_dir()
            and not folder.is_symlink()
            and not folder.name.startswith(".")
            and any((folder / name).exists() for name in own)
        )
    except OSError:  # not there, or not ours to look into: then there is nothing to read
        return ()


def bank_files(root: Path) -> list[Path]:
    """The bank files of a folder, sorted; a file stands for itself.

    In a library folder these are the files under items/; in any other folder every YAML file that
    is not a topics or exam file. Links that lead out of the folder are left alone, and so is what
    begins with a dot: a repository's own settings are YAML, too.
    """
    if root.is_file():
        return [root]
    top = root / ITEMS_FOLDER if (root / ITEMS_FOLDER).is_dir() else root
    home = root.resolve()
    found = []
    for path in sorted([*top.rglob("*.yaml"), *top.rglob("*.yml")]):
        inside = path.relative_to(root).parts
        if path.name == TOPICS_FILE or not _may_hold_banks(inside[:-1]):
            continue
        if any(part.startswith(".") for part in inside):
            continue
        if path.is_file() and path.resolve().is_relative_to(home):
            found.append(path)
    return found


def _may_hold_banks(folders: tuple[str, ...]) -> bool:
    """Not exams, lessons or records, also of a library within; nor what a dot hides."""
    others = {EXAMS_FOLDER, LESSONS_FOLDER, "record"}
    return not any(name in others or name.startswith(".") for name in folders)


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
    clashes = _clashes(readings)
    problems += clashes
    shut = {problem.location.file for problem in clashes}
    banks: list[Bank] = []
    left_out: list[str] = []
    for path, reading in zip(files, readings, strict=True):
        name = _name(path, shown_from)
        if reading.bank is None or name in shut:
            left_out.append(name)
        else:
            banks.append(reading.bank)
    problems += _lost_enemies(readings, banks)
    library = Library(tuple(banks), topics)
    lessons = {
        path.stem: path
        for root in folders
        if root.is_dir()
        for path in sorted((root / LESSONS_FOLDER).glob("*.md"))
    }
    found = tuple(exams), tuple(problems), tuple(files), tuple(left_out)
    names = tuple(_name(path, shown_from) for path in files)
    return Holdings(library, *found, lessons, tuple(readings), names)


def _name(path: Path, shown_from: Path | None) -> str:
    if shown_from and path.is_relative_to(shown_from):
        return str(path.relative_to(shown_from))
    return str(path)


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
    name = _name(path, shown_from)
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
                problems.append(_unreadable(_name(path, shown_from), raw))
                continue
            found, wrong = read_topics(raw, _name(path, shown_from))
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
                problems.append(_unreadable(_name(path, shown_from), raw))
                continue
            exam, wrong = read_exam(raw, _name(path, shown_from), topics or None)
            problems += wrong
            if exam is not None:
                exams.append(exam)
    return exams, problems


def _clashes(readings: Iterable[Reading]) -> list[Problem]:
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


def _lost_enemies(readings: Sequence[Reading], banks: Iterable[Bank]) -> list[Problem]:
    """Enemies that no bank holds: a note, as the other bank may simply not be installed."""
    known = {item.id for bank in banks for item in bank.items}
    known |= {item.id for reading in readings for item in (*reading.items, *reading.damaged)}
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
        for item_id, enemy, place in reading.enemies
        if enemy not in known
    ]


def sound(holdings: Holdings) -> bool:
    """Whether no file has an error."""
    return not has_errors(holdings.problems)
