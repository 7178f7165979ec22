"""Measures the checker on labeled items and writes docs/checker-report.md.

`python -m tools.checker_report [FOLDER]`. The folder (tests/checker) holds banks, and labels.yaml
with `items: {id: [RULE, RULE:tier]}`: the rules that should fire on each item, with the tier where
a rule has two. A rule that is not named for an item should not fire on it. Rules about whole banks
are measured on banks that are made here by lot, with the flaw or without it.
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
    given = yaml.safe_load((folder / LABELS).read_text("utf-8"))["items"]
    for item, rules in given.items():
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


def report(folder: Path) -> str:
    """The page: rules, tiers, made banks."""
    wanted, found = labels(folder), findings(folder)
    counts = tally(wanted, found)
    given = yaml.safe_load((folder / LABELS).read_text("utf-8"))["items"]
    order = {rule: number for number, rule in enumerate(RULES)}
    by_rule = sorted(counts.items(), key=lambda pair: (order[pair[0][0]], TIERS.index(pair[0][1])))
    tiers = [
        (tier, sum((c for (_, of), c in counts.items() if of == tier), Count())) for tier in TIERS
    ]
    lines = [
        "# How often the checker is right",
        "",
        "Written by `make checker-report`; do not edit. Precision: of what was found, the share",
        "that was labeled. Recall: of what was labeled, the share that was found. A rule that is",
        "not named in an item's labels should not fire on it, so sound items count, too.",
        "",
        f"{len(given)} labeled items, {len(wanted)} labels.",
        "",
        "## By tier",
        "",
        *_table(tiers, "tier"),
        "",
        "## By rule",
        "",
        *_table(((f"`{rule}` | {tier}", count) for (rule, tier), count in by_rule), "rule", "tier"),
        "",
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


def disagreements(folder: Path) -> list[str]:
    """Every label that was missed and every finding without label, for the author of the rules."""
    wanted, found = labels(folder), findings(folder)
    missed = [
        f"missed {item} {rule}{f':{tier}' if tier else ''} ({found.get((item, rule), 'not found')})"
        for (item, rule), tier in wanted.items()
        if (item, rule) not in found or tier not in {None, found[item, rule]}
    ]
    false = [f"false {i} {r}:{tier}" for (i, r), tier in found.items() if (i, r) not in wanted]
    return sorted(missed) + sorted(false)


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    REPORT.write_text(report(chosen), "utf-8")
    print("\n".join(disagreements(chosen)))
