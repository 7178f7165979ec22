"""Checking: files → every problem, of reading and of the rules, with waivers applied."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from peerprep.banks.fields import did_you_mean
from peerprep.banks.files import TOPICS_FILE
from peerprep.banks.items import Waiver
from peerprep.banks.library import Holdings, load
from peerprep.banks.places import Places, open_places
from peerprep.banks.reader import Reading
from peerprep.banks.wordlists import word_lists
from peerprep.core.checks.bank import Sitting
from peerprep.core.checks.cues import content_words
from peerprep.core.checks.finding import Finding
from peerprep.core.checks.language import PROVENANCE, remembered
from peerprep.core.checks.registry import BANK_CHECKS, CHECKS, RULES, SITTING_CHECKS, TOGETHER
from peerprep.core.checks.subject import Subject
from peerprep.core.item import Item
from peerprep.core.problem import Location, Problem

COMMON_SHARE = 0.05
"""A word in the stems of so many items of a bank belongs to its subject and gives nothing away."""
PARENTS = 3
"""How far up a topics.yaml is looked for."""

Told = Callable[[int, int], object]
"""Hears after each item how many of how many have been checked."""


@dataclass(frozen=True)
class Checked:
    """What a check looked at and every problem it found, in the order of their places."""

    problems: tuple[Problem, ...]
    files: int
    items: int


def topics_folder(path: Path) -> Path | None:
    """The folder whose topics.yaml a file or folder goes by: itself, or one of three above it."""
    folder = path if path.is_dir() else path.parent
    above = [folder, *folder.resolve().parents[:PARENTS]]
    return next((place for place in above if (place / TOPICS_FILE).is_file()), None)


def check(
    paths: Sequence[Path],
    library: Sequence[Path],
    *,
    shown_from: Path | None = None,
    told: Told | None = None,
) -> Checked:
    """Check bank files and folders; none at all means the library itself.

    Each goes by the topics.yaml of its own folder or of one above it, else by those of the library.
    """
    own = [topics_folder(path) for path in paths]
    found = list(dict.fromkeys(folder for folder in own if folder))
    folders = found if paths and all(own) else [*library, *found]
    holdings = load(folders, only=list(paths) or None, shown_from=shown_from)
    named = list(_files(holdings))
    problems = list(holdings.problems)
    problems += _wording(named, told)
    if not paths or any(path.is_dir() and (path / TOPICS_FILE).is_file() for path in paths):
        problems += _sittings(holdings)
    problems = _waived(problems, named)
    items = sum(len(reading.items) + len(reading.damaged) for reading in holdings.readings)
    return Checked(tuple(sorted(problems, key=_order)), len(holdings.files), items)


def _order(problem: Problem) -> tuple[Location, str, str]:
    return problem.location, problem.rule, problem.message


@dataclass(frozen=True)
class _File:
    """One file that was read: its path, the name it is shown by, and what came of it."""

    path: Path | None
    name: str
    reading: Reading
    kept: bytes | None = None
    """The text that was read, where it is still at hand."""

    @property
    def raw(self) -> bytes:
        if self.kept is not None or self.path is None:
            return self.kept or b""
        return self.path.read_bytes()

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.reading.items, *self.reading.damaged)


def _files(holdings: Holdings) -> Iterator[_File]:
    for path, name, reading in zip(holdings.files, holdings.names, holdings.readings, strict=True):
        yield _File(path, name, reading)


def wording(parts: Iterable[tuple[bytes, str, Reading]]) -> tuple[Problem, ...]:
    """The problems of the rules in banks that stand in no folder yet: (text, name, reading)."""
    files = [_File(None, name, reading, raw) for raw, name, reading in parts]
    return tuple(sorted(_waived(_wording(files, None), files), key=_order))


def _wording(files: Sequence[_File], told: Told | None) -> Iterator[Problem]:
    """The problems of the rules, file by file."""
    total = sum(len(file.items) for file in files)
    together = _together(files)
    done = 0
    for file in files:
        findings: list[Finding] = []
        common = _common(file.items)
        for item in file.items:
            findings += _of_item(file, item, common)
            done += 1
            if told:
                told(done, total)
        findings += [found for check in BANK_CHECKS for found in check.find(file.items)]
        findings += together.get(file.name, ())
        yield from _placed(file, findings)


def _of_item(file: _File, item: Item, common: frozenset[str]) -> Iterator[Finding]:
    source = file.reading.sources.get(item.citation.source)
    subject = Subject(item, word_lists(), common, source.describe() if source else "")
    for rule_check in CHECKS:
        yield from rule_check.find(subject)


def _common(items: Sequence[Item]) -> frozenset[str]:
    """The content words that belong to the subject of a bank."""
    if len(items) < 20:
        return frozenset()
    counts = Counter(root for item in items for root in content_words(item.stem))
    return frozenset(root for root, count in counts.items() if count >= COMMON_SHARE * len(items))


def _together(files: Sequence[_File]) -> dict[str, list[Finding]]:
    """The findings about items that are like others, by the file of the later one."""
    owner: dict[int, str] = {}
    every: list[Item] = []
    for file in files:
        for item in file.items:
            owner[id(item)] = file.name
            every.append(item)
    by_id = {item.id: owner[id(item)] for item in every}
    found: dict[str, list[Finding]] = defaultdict(list)
    for rule_check in TOGETHER:
        for finding in rule_check.find(every):
            found[by_id[finding.item or ""]].append(finding)
    return found


def _placed(file: _File, findings: Sequence[Finding]) -> Iterator[Problem]:
    """The findings with their lines; files without any are not parsed a second time."""
    raw = file.raw if findings or file.reading.places else b""
    told = b"#" in raw and _TELLING.search(raw)
    places = open_places(raw, file.name) if findings or told else None
    if places is None:
        return
    yield from map(places.problem, findings)
    if told:
        yield from _remarks(places)


_TELLING = re.compile(
    rb"#[^\n]*(?:exam|test|recall|remember|memory|memori|dump|leak|stolen)", re.IGNORECASE
)


def _remarks(places: Places) -> Iterator[Problem]:
    """Comments by which an item is told to come from a real exam."""
    lists = word_lists()
    for item, at, text in places.remarks():
        hit = remembered(text, (*lists.provenance, *lists.labels))
        if hit:
            yield Problem(
                Location(at.file, at.line, at.column + hit.start()),
                PROVENANCE.id,
                f'"{hit.group()}" says that the item was remembered from a real exam.',
                "Delete the item and write one of your own from a publication.",
                PROVENANCE.tier,
                item,
                places.line(at.line),
                len(hit.group()),
            )


def _sittings(holdings: Holdings) -> Iterator[Problem]:
    """Whether the mocks of the library's exams can be read in their time."""
    items = list(holdings.library.items.values())
    for exam in holdings.exams:
        for rule_check in SITTING_CHECKS:
            for found in rule_check.find(Sitting(exam, items)):
                yield Problem(Location(exam.file), found.rule, found.message, found.fix, found.tier)


def _waived(problems: Iterable[Problem], files: Sequence[_File]) -> list[Problem]:
    """The problems without those waived, and with those of the waivers themselves."""
    texts = {file.name: file for file in files if file.reading.waivers}
    waivers = [waiver for file in files for waiver in file.reading.waivers]
    if not waivers:
        return list(problems)
    used: set[Waiver] = set()
    by_key = {(waiver.at.file, waiver.item, waiver.rule): waiver for waiver in waivers}
    left = []
    for problem in problems:
        file = problem.location.file
        found = {by_key.get((file, item, problem.rule)) for item in (problem.item, None)}
        matched = {waiver for waiver in found if waiver is not None}
        used |= matched
        if not matched or problem.tier == "error":
            left.append(problem)
    told = [found for waiver in waivers for found in _about(waiver, used)]
    return left + [replace(found, line=_line(texts, found.location)) for found in told]


def _line(texts: Mapping[str, _File], at: Location) -> str:
    """A line as written."""
    return texts[at.file].raw.decode("utf-8-sig").splitlines()[at.line - 1]


def _about(waiver: Waiver, used: set[Waiver]) -> Iterator[Problem]:
    rule = RULES.get(waiver.rule)
    if rule is None:
        near = did_you_mean(waiver.rule, RULES)
        message, fix = (
            f"There is no rule `{waiver.rule[:40]}`.{near}",
            "Mend the name or delete the line.",
        )
    elif not rule.waivable:
        message, fix = (
            f"{rule.id} is an error, and errors cannot be waived.",
            "Mend what it reports.",
        )
    elif waiver not in used:
        message = f"{rule.id} finds nothing here, so there is nothing to waive."
        yield _waiver_problem(waiver, "WAIVE-STALE", message, "Delete the waiver.")
        return
    else:
        return
    yield _waiver_problem(waiver, "WAIVE-UNKNOWN", message, fix)


def _waiver_problem(waiver: Waiver, rule: str, message: str, fix: str) -> Problem:
    width = len(waiver.rule)
    return Problem(waiver.at, rule, message, fix, RULES[rule].tier, waiver.item, "", width=width)
