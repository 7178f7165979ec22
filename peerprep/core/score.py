"""Score, DomainScore, ranges; fresh and seen apart."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import Literal

from peerprep.core.attempt import SURE, Attempt, MarkedResponse
from peerprep.core.chance import jeffreys
from peerprep.core.value import dataclass

Standing = Literal["too few to judge", "below", "near the line", "above"]

RANGE_FROM = 5
"""A range is drawn from five responses up; below that it says nothing."""

JUDGE_FROM = 10
"""A domain with fewer responses is not judged."""

LAST_STRETCH = 15


@dataclass(frozen=True)
class Share:
    """So many marks of so many items; an exact fraction with its evidence."""

    right: Fraction = Fraction(0)
    of: int = 0

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; None when there is nothing to count."""
        return int(self.right * 100 / self.of + Fraction(1, 2)) if self.of else None

    @cached_property
    def range(self) -> tuple[int, int] | None:
        """The Jeffreys 90 % range in whole percent; None below five responses."""
        if self.of < RANGE_FROM:
            return None
        low, high = jeffreys(float(self.right), float(self.of))
        return round(low * 100), round(high * 100)

    def standing(self, target: int) -> Standing:
        """Where the range lies against the practice target (percent)."""
        if self.range is None or self.of < JUDGE_FROM:
            return "too few to judge"
        low, high = self.range
        if low >= target:
            return "above"
        return "below" if high < target else "near the line"


@dataclass(frozen=True)
class DomainScore:
    """How one domain went, over all counted items and over the fresh ones alone."""

    id: str
    name: str
    all: Share
    fresh: Share


@dataclass(frozen=True)
class Pace:
    """Seconds an item: the median, and the last stretch apart when there is one."""

    median: float | None
    last: float | None
    last_share: Share


@dataclass(frozen=True)
class Changes:
    """What became of changed responses."""

    wrong_to_right: int = 0
    right_to_wrong: int = 0
    wrong_to_wrong: int = 0

    @property
    def total(self) -> int:
        """All changes."""
        return self.wrong_to_right + self.right_to_wrong + self.wrong_to_wrong


@dataclass(frozen=True)
class Score:
    """What an attempt came to, with its evidence."""

    all: Share
    fresh: Share
    seen: Share
    domains: tuple[DomainScore, ...]
    pace: Pace
    changes: Changes
    answered: int
    sure: Share
    overtime: Share | None = None


def share(responses: Iterable[MarkedResponse]) -> Share:
    """Add the marks up."""
    counted = list(responses)
    return Share(sum((response.mark for response in counted), Fraction(0)), len(counted))


def score(attempt: Attempt) -> Score:
    """Score an attempt: total, fresh, seen and each domain."""
    counted = attempt.counted
    overtime = None
    if attempt.extended:
        marks = [r.slot.item.mark(r.overtime or frozenset()) for r in counted]
        overtime = Share(sum(marks, Fraction(0)), len(counted))
    return Score(
        all=share(counted),
        fresh=share(r for r in counted if r.fresh),
        seen=share(r for r in counted if not r.fresh),
        domains=tuple(
            DomainScore(
                domain,
                name,
                share(r for r in counted if r.slot.domain == domain),
                share(r for r in counted if r.slot.domain == domain and r.fresh),
            )
            for domain, name in attempt.form.domain_names
            if any(r.slot.domain == domain for r in counted)
        ),
        pace=_pace(counted),
        changes=_changes(counted),
        answered=sum(not r.blank for r in counted),
        sure=share(r for r in counted if r.certainty == SURE),
        overtime=overtime,
    )


def _pace(counted: tuple[MarkedResponse, ...]) -> Pace:
    timed = [r for r in counted if not r.blank and r.seconds > 0]
    if not timed:
        return Pace(None, None, Share())
    middle = median(r.seconds for r in timed)
    if len(timed) < 3 * LAST_STRETCH:
        return Pace(middle, None, Share())
    last = timed[-LAST_STRETCH:]
    return Pace(middle, median(r.seconds for r in last), share(last))


def _changes(counted: tuple[MarkedResponse, ...]) -> Changes:
    tally = {(False, True): 0, (True, False): 0, (False, False): 0}
    for response in counted:
        item = response.slot.item
        for before, after in response.changes:
            move = (item.mark(before) == 1, item.mark(after) == 1)
            if move in tally:
                tally[move] += 1
    return Changes(tally[(False, True)], tally[(True, False)], tally[(False, False)])


def most_to_gain(result: Score) -> str | None:
    """The id of the domain with the most marks still to be won, judged on enough fresh items."""
    judged = [d for d in result.domains if d.fresh.of >= JUDGE_FROM and d.fresh.right < d.fresh.of]
    if not judged:
        return None
    return min(judged, key=lambda d: (d.fresh.right / d.fresh.of, d.name)).id
