"""What adding a parcel to the person's bank folder would do, before anything is done."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peerprep.banks.check import wording
from peerprep.banks.extras import Extras
from peerprep.banks.files import EXAMS_FOLDER, ITEMS_FOLDER, LESSONS_FOLDER, TOPICS_FILE
from peerprep.banks.moves import Move
from peerprep.banks.own import BankShelf
from peerprep.banks.parcel import Parcel, Part
from peerprep.banks.reader import Reading, read_bank, read_topics
from peerprep.banks.steady import refusal
from peerprep.core.arrival import Arrival, owners_of, taken_ids
from peerprep.core.bank import Bank, Topic
from peerprep.core.problem import Location, Problem, has_errors

_RESERVED = {ITEMS_FOLDER, EXAMS_FOLDER, LESSONS_FOLDER, "record", Path(TOPICS_FILE).stem}


@dataclass(frozen=True)
class Plan:
    """What would be added, what forbids it, what else is to be said, and the moves that do it."""

    arrivals: tuple[Arrival, ...] = ()
    beside: tuple[str, ...] = ()
    """Topics, exams and lessons that come along, in words."""
    warnings: int = 0
    """What the checker would warn of; nothing is refused for it."""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether anything forbids the whole of it."""
        return has_errors(self.problems)

    @property
    def refused_files(self) -> dict[str, int]:
        """The files with errors, and how many each has."""
        errors = (p.location.file for p in self.problems if p.tier == "error")
        return dict(Counter(errors))


def plan(parcel: Parcel, shelf: BankShelf) -> Plan:
    """Compare a parcel with what is there. Reads, and writes nothing."""
    if parcel.problems:
        return Plan(problems=parcel.problems)
    topics, problems = _topics(parcel)
    known = {**topics, **shelf.holdings.library.topics}
    readings = [read_bank(part.raw, part.shown, known) for part in parcel.of("bank")]
    problems += [problem for reading in readings for problem in reading.problems]
    found = wording(
        (part.raw, part.shown, reading)
        for part, reading in zip(parcel.of("bank"), readings, strict=True)
    )
    problems += [problem for problem in found if problem.tier == "error"]
    sound = [(p, r, r.bank) for p, r in zip(parcel.of("bank"), readings, strict=True) if r.bank]
    own = shelf.own
    arrivals = tuple(Arrival(bank, own.get(bank.id)) for _, _, bank in sound)
    problems += _clashes([(reading, bank) for _, reading, bank in sound], shelf)
    folder = _folder(parcel, [bank for _, _, bank in sound], shelf, topics)
    around = shelf.beside(folder)
    after = {**topics, **around.library.topics}
    problems += _lost_topics(sound, shelf, after)
    moves, notes = _bank_moves(sound, arrivals, shelf, folder)
    notes += _staying(sound, shelf, folder)
    extras = Extras(folder, around, after) if folder else None
    if extras:
        extras.take(parcel)
        problems += extras.problems
        moves += extras.moves
        notes += extras.notes
    problems += _in_the_way(moves)
    if has_errors(tuple(problems)):
        moves = []
    return Plan(
        arrivals,
        tuple(extras.words) if extras else (),
        sum(problem.tier == "warning" for problem in found),
        tuple(sorted(problems)),
        tuple(notes),
        tuple(moves),
    )


def _topics(parcel: Parcel) -> tuple[dict[str, Topic], list[Problem]]:
    topics: dict[str, Topic] = {}
    problems: list[Problem] = []
    for part in parcel.of("topics"):
        found, wrong = read_topics(part.raw, part.shown)
        topics |= found
        problems += wrong
    return topics, problems


def _clashes(new: Sequence[tuple[Reading, Bank]], shelf: BankShelf) -> Iterator[Problem]:
    """Ids that another bank has: a shipped one, an installed one, another one of the parcel."""
    names = {bank.id for _, bank in new}
    there = shelf.holdings.library.banks
    # The person's own banks of the same ids give way, so their items are free.
    taken = {bank.id: bank for bank in there if not shelf.is_own(bank)}
    owners = owners_of(bank for bank in there if bank.id not in names or not shelf.is_own(bank))
    for reading, bank in new:
        if other := taken.get(bank.id):
            yield refusal(
                bank.file,
                "BANK-ID",
                f"The bank id `{bank.id}` is taken by {_whose(other, shelf)}.",
                "Give this bank an id of its own.",
            )
        for item, other in taken_ids(bank, owners):
            yield Problem(
                reading.places.get(item, Location(bank.file)),
                "ITEM-ID",
                f"The id `{item}` is taken by {_whose(other, shelf)}.",
                "Give this item an id of its own.",
                item=item,
            )
        taken.setdefault(bank.id, bank)
        for name in bank.items:
            owners.setdefault(name.id, bank)


def _whose(bank: Bank, shelf: BankShelf) -> str:
    whose = "your bank" if shelf.is_own(bank) else "the bank"
    return f"{whose} `{bank.id}` ({bank.file})"


def _folder(
    parcel: Parcel, banks: Sequence[Bank], shelf: BankShelf, topics: Mapping[str, Topic]
) -> Path | None:
    """The library folder to keep the parcel in; None when its banks can stand by themselves."""
    own = shelf.own
    homes = [shelf.folder_of(own[bank.id]) for bank in banks if bank.id in own]
    if found := next((folder for folder in homes if folder), None):
        return found
    news = set(topics) - set(shelf.holdings.library.topics)
    if not (news or parcel.of("exam") or parcel.of("lesson")):
        return None
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", parcel.name).strip("-._")[:60] or "library"
    name = f"{name}-library" if name.lower() in _RESERVED else name
    taken = {path.name.casefold() for path in shelf.home.iterdir()} if shelf.home.is_dir() else ()
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name}-{number}", number + 1
    return shelf.home / free


def _lost_topics(
    sound: Iterable[tuple[Part, Reading, Bank]], shelf: BankShelf, after: Mapping[str, Topic]
) -> Iterator[Problem]:
    """Banks whose topics would be gone once the new topics file stands in for the former one."""
    new = [bank for _, _, bank in sound]
    names = {bank.id for bank in new}
    stay = [bank for name, bank in shelf.own.items() if name not in names]
    if not after:
        return
    for bank in (*new, *stay):
        for topic in sorted({item.topic for item in bank.items} - set(after)):
            yield refusal(
                bank.file,
                "REF-BROKEN",
                f"The bank `{bank.id}` needs the topic `{topic}`, which would be gone.",
                "Keep the topic in topics.yaml.",
            )


def _staying(
    sound: Iterable[tuple[Part, Reading, Bank]], shelf: BankShelf, folder: Path | None
) -> Iterator[str]:
    """Banks that came with an earlier state of the library and are not in this one."""
    new = {bank.id for _, _, bank in sound}
    for name, bank in shelf.own.items():
        if folder and name not in new and shelf.folder_of(bank) == folder:
            yield f"{name} is not part of it any more and stays. peerprep bank remove {name}"


def _bank_moves(
    sound: Iterable[tuple[Part, Reading, Bank]],
    arrivals: Iterable[Arrival],
    shelf: BankShelf,
    folder: Path | None,
) -> tuple[list[Move], list[str]]:
    moves: list[Move] = []
    notes: list[str] = []
    for (part, _, bank), arrival in zip(sound, arrivals, strict=True):
        if arrival.state == "same":
            continue
        place = _place(bank, arrival.before, shelf, folder)
        before = place.read_bytes() if place.is_file() else None
        if before is not None and arrival.before is None:
            notes.append(f"{place} is there but has errors; it gives way to {bank.id}.")
        moves.append(Move(place, part.raw, before))
    return moves, notes


def _place(bank: Bank, before: Bank | None, shelf: BankShelf, folder: Path | None) -> Path:
    """Where a bank is kept: where it was, else under a name made of its id, which is checked."""
    if before is not None:
        return shelf.place(before)
    top = folder or shelf.home
    if folder or (top / ITEMS_FOLDER).is_dir():
        top = top / ITEMS_FOLDER
    name = f"{bank.id}-bank" if bank.id.lower() in _RESERVED else bank.id
    return top / f"{name}.yaml"


def _in_the_way(moves: Sequence[Move]) -> Iterator[Problem]:
    """Places that a folder, a link or a name in other letter case already has."""
    seen: dict[str, Path] = {}
    for folder in {move.place.parent for move in moves}:
        for path in folder.iterdir() if folder.is_dir() else ():
            seen[str(path).casefold()] = path
    for move in moves:
        place, plain = move.place, str(move.place).casefold()
        taken = place.is_symlink() or (place.exists() and not place.is_file())
        if taken or seen.setdefault(plain, place) != place:
            yield refusal(
                str(place),
                "IN-THE-WAY",
                "Something else stands where this bank would be kept.",
                "Move it away, or give the bank another id.",
            )
