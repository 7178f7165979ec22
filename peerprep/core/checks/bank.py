"""Rules about a bank as a whole: what its items give away together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from peerprep.core.blueprint import Exam
from peerprep.core.chance import beta_cdf
from peerprep.core.checks.cues import LONG_KEY
from peerprep.core.checks.finding import Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.words import words
from peerprep.core.item import Item

FEWEST = 20
LEVEL = 0.01
LONGEST_RUN = 5
WORDS_A_MINUTE = 238.0
MINUTES_TO_DECIDE = 1.2

KEY_POSITION = Rule(
    "KEY-POSITION", "note", "bank", "high",
    "The key stands in one place too often, or many times in a row",
    "Candidates guess the favorite place; in items that are not shuffled a run makes them doubt what they know.",
    f"Attali and Bar-Hillel (2003), Journal of Educational Measurement 40(2): authors hide keys in the middle; Haladyna, Downing and Rodriguez (2002), guideline 20. "
    f"Chi-square of written places, p < {LEVEL}, {FEWEST} items at least; runs of {LONGEST_RUN} where `shuffle: false`.",
    "Thirty items, twenty of them with the key written third.",
    "Places drawn by lot, or all options shuffled.",
)  # fmt: skip
TIME_FIT = Rule(
    "TIME-FIT", "note", "library", "medium",
    "Items too long for the minutes of an exam",
    "A mock that cannot be read in its time measures speed.",
    f"Words at {WORDS_A_MINUTE:.0f} a minute (Brysbaert 2019, Journal of Memory and Language 109) and "
    f"{MINUTES_TO_DECIDE} minutes to decide an item.",
    "75 items of 200 words for 120 minutes.",
    "75 items of 80 words for 120 minutes.",
)  # fmt: skip


def chi_square_tail(value: float, degrees: int) -> float:
    """The chance that a chi-square variable exceeds the value.

    The regularized gamma function Q(degrees/2, value/2) by its recurrence (DLMF 8.8.6), begun at
    Q(1/2, x) = erfc(sqrt x) or Q(1, x) = exp(-x).
    """
    x, a = value / 2, 1.0 if degrees % 2 == 0 else 0.5
    tail = math.exp(-x) if degrees % 2 == 0 else math.erfc(math.sqrt(x))
    while a < degrees / 2:
        tail += math.exp(a * math.log(x) - x - math.lgamma(a + 1)) if x > 0 else 0.0
        a += 1
    return tail


def _single(items: Sequence[Item]) -> list[Item]:
    return [
        item
        for item in items
        if item.kind.name == "single-best" and len(item.key) == 1 and len(item.options) > 1
    ]


def long_keys(items: Sequence[Item]) -> Iterator[Finding]:
    """The key is the longest option more often than guessing would have it.

    One-sided binomial test with the mean chance 1/k of the items; P(X >= x) = I_p(x, n - x + 1).
    Where the longest option has an equal, it counts as no hit.
    """
    chosen = _single(items)
    if len(chosen) < FEWEST:
        return
    hits = 0
    for item in chosen:
        longest = sorted((len(option.text), option.id) for option in item.options)[-2:]
        hits += longest[1][0] > longest[0][0] and longest[1][1] in item.key
    chance = sum(1 / len(item.options) for item in chosen) / len(chosen)
    if hits and beta_cdf(chance, hits, len(chosen) - hits + 1) < LEVEL:
        yield Finding(
            LONG_KEY.id,
            LONG_KEY.tier,
            f"The key is the longest option in {hits} of {len(chosen)} items; by chance it would be "
            f"in {chance * len(chosen):.0f}.",
            "Lengthen distractors or shorten keys until the longest option says nothing.",
            path=("items",),
        )


def key_places(items: Sequence[Item]) -> Iterator[Finding]:
    """Written places of the key that chance does not explain, and long runs of one place."""
    by_count: dict[int, list[int]] = defaultdict(list)
    for item in _single(items):
        by_count[len(item.options)].append(_place(item))
    for count, places in sorted(by_count.items()):
        if len(places) < FEWEST:
            continue
        expected, found = len(places) / count, Counter(places)
        value = sum((found[n] - expected) ** 2 / expected for n in range(count))
        if chi_square_tail(value, count - 1) < LEVEL:
            spread = ", ".join(str(found[n]) for n in range(count))
            yield Finding(
                KEY_POSITION.id,
                KEY_POSITION.tier,
                f"Of {len(places)} items with {count} options the key stands first, second … in {spread}.",
                "Reorder options until the places are about equal.",
                path=("items",),
            )
    yield from _runs(items)


def _runs(items: Sequence[Item]) -> Iterator[Finding]:
    fixed = [item for item in _single(items) if not item.shuffle]
    for place, run in groupby(fixed, key=_place):
        row = list(run)
        if len(row) >= LONGEST_RUN:
            yield Finding(
                KEY_POSITION.id,
                KEY_POSITION.tier,
                f"From {row[0].id} on, {len(row)} items in a row that are not shuffled have the key "
                f"in place {place + 1}.",
                "Reorder the options of some, or the items.",
                path=("items",),
            )


def _place(item: Item) -> int:
    return next(n for n, option in enumerate(item.options) if option.id in item.key)


@dataclass(frozen=True)
class Sitting:
    """An exam and the items that a mock of it can draw on."""

    exam: Exam
    items: Sequence[Item]


def time_fit(sitting: Sitting) -> Iterator[Finding]:
    """Reading and deciding the average form takes longer than the exam's minutes."""
    exam, pool = sitting.exam, [item for item in sitting.items if item.pool == "mock"]
    if exam.items.value is None or exam.minutes.value is None or not pool:
        return
    if exam.domains:
        pool = [item for item in pool if exam.domain_of(item.topic)]
    if len(pool) < FEWEST:
        return
    mean = sum(_length(item) for item in pool) / len(pool)
    minutes = exam.items.value * (mean / WORDS_A_MINUTE + MINUTES_TO_DECIDE)
    if minutes > exam.minutes.value:
        yield Finding(
            TIME_FIT.id,
            TIME_FIT.tier,
            f"{exam.items.value} items of {mean:.0f} words take about {minutes:.0f} minutes; "
            f"{exam.name} gives {exam.minutes.value}.",
            "Shorten the longest stems of the mock pool.",
        )


def _length(item: Item) -> int:
    asked = " ".join([item.exhibit or "", item.stem, *(option.text for option in item.options)])
    return len(words(asked))


BANK_CHECKS: tuple[Check[Sequence[Item]], ...] = (
    Check(LONG_KEY, long_keys),
    Check(KEY_POSITION, key_places),
)
SITTING_CHECKS: tuple[Check[Sitting], ...] = (Check(TIME_FIT, time_fit),)
