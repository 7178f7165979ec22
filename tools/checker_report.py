"""Measures the checker on labeled items and writes docs/checker-report.md.

`python -m tools.checker_report [FOLDER]`. Each sub-folder of the folder (tests/checker) is a set.
It holds banks, and labels.yaml with `items: {id: [RULE, RULE:tier]}`: the rules that should fire on
each item, with the tier where a rule has two. A rule that is not named for an item should not fire
on it. first-sight.yaml beside the sets, where there is one, keeps what was counted when the rules
first met them: `sets: {name: {RULE: [labeled, found, true]}}`. Rules about whole banks are measured
on banks that are made here by lot, with the flaw or without it.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from peerprep.banks.check import check
from peerprep.banks.files import TOPICS_FILE
from peerprep.banks.library import shipped
from peerprep.core.blueprint import Exam, Fact
from peerprep.core.checks.bank import Sitting
from peerprep.core.checks.registry import BANK_CHECKS, RULES, SITTING_CHECKS
from peerprep.core.item import Citation, Item, Option, SingleBest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "checker"
REPORT = ROOT / "docs" / "checker-report.md"
LABELS = "labels.yaml"
FIRST_SIGHT = "first-sight.yaml"
TIERS = ("error", "warning", "note")
SEED = 20261121
SOUND, FLAWED, SIZE = 200, 50, 60
"""Banks made without and with each flaw, and items in each."""

Marks = Mapping[tuple[str, str], str | None]
"""(item, rule) → tier, or None where any tier will do."""


@dataclass(frozen=True)
class Count:
    """How a rule or tier did: labeled, found, and found where labeled."""

    labeled: int = 0
    found: int = 0
    true: int = 0

    def __add__(self, other: Count) -> Count:
        """Both together."""
        return Count(self.labeled + other.labeled, self.found + other.found, self.true + other.true)

    @property
    def cells(self) -> str:
        """Labeled, found, true, precision and recall as cells of a table."""
        precision = f"{self.true / self.found:.2f}" if self.found else "–"
        recall = f"{self.true / self.labeled:.2f}" if self.labeled else "–"
        return f"{self.labeled} | {self.found} | {self.true} | {precision} | {recall}"


def labels(folder: Path) -> dict[tuple[str, str], str | None]:
    """What should fire, from labels.yaml. SystemExit for a rule that does not exist."""
    marks: dict[tuple[str, str], str | None] = {}
    for item, rules in _given(folder).items():
        for entry in rules or ():
            rule, _, tier = entry.partition(":")
            if rule not in RULES or (tier and tier not in TIERS):
                raise SystemExit(f"{LABELS}: {item}: there is no {entry}.")
            marks[str(item), rule] = tier or None
    return marks


def findings(folder: Path) -> dict[tuple[str, str], str]:
    """What fires: each rule once an item, in its heaviest tier."""
    files = [p for p in sorted(folder.glob("*.yaml")) if p.name not in {LABELS, TOPICS_FILE}]
    found: dict[tuple[str, str], str] = {}
    for problem in check(files, [shipped()]).problems:
        if problem.item is not None:
            key = (problem.item, problem.rule)
            found[key] = min(found.get(key, problem.tier), problem.tier, key=TIERS.index)
    return found


def tally(wanted: Marks, found: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Count]:
    """Counts by rule and tier. What fires in another tier than labeled is missed, and false."""
    counts: dict[tuple[str, str], Count] = defaultdict(Count)
    for key, tier in wanted.items():
        rule = key[1]
        hit = key in found and tier in {None, found[key]}
        of = tier or found.get(key) or RULES[rule].tier
        counts[rule, of] += Count(labeled=1, true=int(hit))
    for (_, rule), tier in found.items():
        counts[rule, tier] += Count(found=1)
    return counts


def _item(number: int, dice: random.Random, place: int, longest: int, words: int = 12) -> Item:
    lengths = [dice.randint(20, 40) for _ in range(4)]
    lengths[longest] = 50
    options = tuple(Option(f"o{n}", "x" * size, "Why.") for n, size in enumerate(lengths))
    return Item(
        id=f"i{number}",
        topic="strengths",
        level="recall",
        stem=" ".join(["word"] * words),
        options=options,
        kind=SingleBest(frozenset({f"o{place}"})),
        principle="A principle.",
        citation=Citation("src", "1"),
        pool="mock",
    )


def _bank(dice: random.Random, flaw: str) -> list[Item]:
    """A bank by lot; with a flaw, six keys of ten are the longest option, or stand third."""
    made = []
    for number in range(SIZE):
        place = dice.randrange(4)
        if flaw == "KEY-POSITION" and dice.random() < 0.6:
            place = 2
        longest = place if flaw == "LONG-KEY" and dice.random() < 0.6 else dice.randrange(4)
        made.append(_item(number, dice, place, longest))
    return made


def _sitting(dice: random.Random, flaw: str) -> Sitting:
    """An exam of 1.6 minutes an item; its mock pool takes less, or with the flaw more."""
    none: Fact[str] = Fact(None)
    exam = Exam(
        "ex", "Exam", "Board", Fact(75), Fact(120), Fact(4), none, none, none, (), none, none
    )
    low, high = (110, 200) if flaw == "TIME-FIT" else (30, 75)
    made = [_item(n, dice, 0, 1, dice.randint(low, high)) for n in range(SIZE)]
    return Sitting(exam, [replace(item, pool="mock") for item in made])


def made_banks() -> dict[str, Count]:
    """How the rules about banks do on banks made by lot."""
    dice = random.Random(SEED)
    counts: dict[str, Count] = defaultdict(Count)
    for flaw in ("", "LONG-KEY", "KEY-POSITION", "TIME-FIT"):
        for _ in range(FLAWED if flaw else SOUND):
            bank, sitting = _bank(dice, flaw), _sitting(dice, flaw)
            fired = {c.rule.id for c in BANK_CHECKS if any(c.find(bank))}
            fired |= {c.rule.id for c in SITTING_CHECKS if any(c.find(sitting))}
            for rule in ("LONG-KEY", "KEY-POSITION", "TIME-FIT"):
                counts[rule] += Count(flaw == rule, rule in fired, flaw == rule and rule in fired)
    return counts


def _table(rows: Iterable[tuple[str, Count]], *heads: str) -> Iterator[str]:
    yield f"| {' | '.join(heads)} | labeled | found | true | precision | recall |"
    yield f"|{' --- |' * len(heads)}{' ---: |' * 5}"
    yield from (f"| {name} | {count.cells} |" for name, count in rows)


Counts = Mapping[tuple[str, str], Count]
"""(rule, tier) → how it did."""


@dataclass(frozen=True)
class Labeled:
    """One set of labeled items: its name, how many items, its labels and what was found."""

    name: str
    items: int
    wanted: Marks
    found: Mapping[tuple[str, str], str]

    @property
    def counts(self) -> dict[tuple[str, str], Count]:
        """How each rule did on this set."""
        return tally(self.wanted, self.found)


def sets(folder: Path) -> list[Labeled]:
    """The sets below the folder, by name."""
    return [
        Labeled(place.name, len(_given(place)), labels(place), findings(place))
        for place in sorted(path.parent for path in folder.glob(f"*/{LABELS}"))
    ]


def _given(folder: Path) -> dict[str, list[str] | None]:
    given: dict[str, list[str] | None] = yaml.safe_load((folder / LABELS).read_text("utf-8"))[
        "items"
    ]
    return given


def together(every: Iterable[Counts]) -> dict[tuple[str, str], Count]:
    """The counts of several sets as one."""
    total: dict[tuple[str, str], Count] = defaultdict(Count)
    for counts in every:
        for key, count in counts.items():
            total[key] += count
    return total


def _tiers(counts: Counts) -> list[tuple[str, Count]]:
    return [
        (tier, sum((c for (_, of), c in counts.items() if of == tier), Count())) for tier in TIERS
    ]


def _rules(counts: Counts) -> list[tuple[str, Count]]:
    order = {rule: number for number, rule in enumerate(RULES)}
    rows = sorted(counts.items(), key=lambda pair: (order[pair[0][0]], TIERS.index(pair[0][1])))
    return [(f"`{rule}` | {tier}", count) for (rule, tier), count in rows]


def disagreements(labeled: Labeled) -> list[str]:
    """Every label that was missed and every finding without label, for the author of the rules."""
    wanted, found = labeled.wanted, labeled.found
    missed = [
        f"missed {item} {rule}{f':{tier}' if tier else ''} ({found.get((item, rule), 'not found')})"
        for (item, rule), tier in wanted.items()
        if (item, rule) not in found or tier not in {None, found[item, rule]}
    ]
    false = [f"false {i} {r}:{tier}" for (i, r), tier in found.items() if (i, r) not in wanted]
    return sorted(missed) + sorted(false)


def first_sight(folder: Path) -> dict[str, dict[str, Count]]:
    """Set → rule → what was counted at first sight; empty where nothing was kept.

    SystemExit for a rule that does not exist.
    """
    path = folder / FIRST_SIGHT
    kept = yaml.safe_load(path.read_text("utf-8"))["sets"] if path.is_file() else {}
    for name, rules in kept.items():
        if unknown := rules.keys() - RULES.keys():
            raise SystemExit(f"{FIRST_SIGHT}: {name}: there is no {min(unknown)}.")
    return {
        str(name): {rule: Count(*map(int, three)) for rule, three in rules.items()}
        for name, rules in kept.items()
    }


def _first_sight(kept: Mapping[str, Mapping[str, Count]]) -> Iterator[str]:
    yield from (
        "## First sight",
        "",
        "These numbers were counted when a set was measured for the first time, before any rule",
        "was mended because of it: `open` with the first rules, `kept` with those that had been",
        "mended on `open`. They say more about a bank that is new to the rules than the tables",
        "above. The labels of five items of `kept` were completed afterward, where the rules had",
        "not been clear: a waiver without a reason silences nothing.",
    )
    for name, rules in kept.items():
        rows = [(f"`{rule}`", rules[rule]) for rule in RULES if rule in rules]
        total = ("all", sum(rules.values(), Count()))
        yield from ("", f"### {name}", "", *_table([*rows, total], "rule"))
    yield ""


def _set_section(labeled: Labeled) -> Iterator[str]:
    yield from (f"## The set {labeled.name}", "")
    yield from (f"{labeled.items} labeled items, {len(labeled.wanted)} labels.", "")
    yield from (*_table(_tiers(labeled.counts), "tier"), "")
    yield from (*_table(_rules(labeled.counts), "rule", "tier"), "")
    apart = disagreements(labeled)
    yield f"Where labels and rules disagree: {'nowhere.' if not apart else ''}".rstrip()
    yield ""
    if apart:
        yield from (*(f"- {line}" for line in apart), "")


def report(folder: Path) -> str:
    """The page: all sets together, each set, first sight, made banks."""
    every = sets(folder)
    whole = together(labeled.counts for labeled in every)
    kept = first_sight(folder)
    lines = [
        "# How often the checker is right",
        "",
        "Written by `make checker-report`; do not edit. Precision: of what was found, the share",
        "that was labeled. Recall: of what was labeled, the share that was found. A rule that is",
        "not named in an item's labels should not fire on it, so sound items count, too. Items and",
        "labels were drafted by language models for this purpose, not by people.",
        "",
        "## All sets together",
        "",
        f"{sum(s.items for s in every)} labeled items, {sum(len(s.wanted) for s in every)} labels "
        f"in {len(every)} {'set' if len(every) == 1 else 'sets'}.",
        "",
        *_table(_tiers(whole), "tier"),
        "",
        *_table(_rules(whole), "rule", "tier"),
        "",
        *(line for labeled in every for line in _set_section(labeled)),
        *(_first_sight(kept) if kept else ()),
        "## Rules about whole banks",
        "",
        f"Measured on banks of {SIZE} items made by lot (seed {SEED}): {SOUND} without a flaw, and",
        f"{FLAWED} each in which six keys of ten are the longest option (LONG-KEY), six of ten",
        "stand third (KEY-POSITION), or the items of a mock pool are too long for 1.6 minutes each",
        "(TIME-FIT). The tests behind the first two allow one false finding in a hundred.",
        "",
        *_table(((f"`{rule}`", count) for rule, count in made_banks().items()), "rule"),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    REPORT.write_text(report(chosen), "utf-8")
    for one in sets(chosen):
        print("\n".join(f"{one.name}: {line}" for line in disagreements(one)))
