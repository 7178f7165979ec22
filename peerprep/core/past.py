"""What history says of each item, and of the candidate's pace."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from fractions import Fraction

from peerprep.core.attempt import GUESSING, SURE
from peerprep.core.value import dataclass

SECONDS_AN_ITEM = 48.0
"""The pace of a drill until the candidate's own is known."""

PACE_FROM = 10
"""Fewer timed looks than this say nothing about a pace."""

PACE_OVER = 100
"""The pace is that of so many looks, the newest."""

PACE_BOUNDS = (10.0, 300.0)
"""Seconds an item that a drill can be planned with: below lie slips, above lie breaks."""


@dataclass(frozen=True)
class Look:
    """One response from the records. `again`: a repeat within the sitting that asked it."""

    item: str
    mark: Fraction
    certainty: int | None
    at: datetime
    seconds: float = 0.0
    fresh: bool = False
    again: bool = False


@dataclass(frozen=True)
class Past:
    """What history says of one item. The first mark is that of a fresh look, or None."""

    item: str
    last_mark: Fraction
    last_certainty: int | None
    last_at: datetime
    first_mark: Fraction | None = None
    first_certainty: int | None = None
    times_missed: int = 0
    flagged: bool = False

    @property
    def right(self) -> bool:
        """Whether the last response earned the whole mark."""
        return self.last_mark == 1

    @property
    def lucky(self) -> bool:
        """Whether the last response was right and called a guess."""
        return self.right and self.last_certainty == GUESSING

    @property
    def sure_and_wrong(self) -> bool:
        """Whether the last response was wrong and one the candidate would have bet on."""
        return not self.right and self.last_certainty == SURE

    @property
    def known_at_first(self) -> bool | None:
        """Whether the first, fresh response was right and no guess; None without one."""
        if self.first_mark is None:
            return None
        return self.first_mark == 1 and self.first_certainty != GUESSING


def pasts_of(looks: Iterable[Look], flagged: Collection[str] = ()) -> dict[str, Past]:
    """Fold the responses of all sittings, in any order, into what they say of each item.

    `flagged` holds the ids marked to come back to. Repeats within a sitting are left out: they
    follow the answer by minutes, and would make a miss look mended.
    """
    pasts: dict[str, Past] = {}
    for look in sorted(looks, key=lambda look: look.at):
        if not look.again:
            pasts[look.item] = past_after(pasts.get(look.item), look, look.item in flagged)
    return pasts


def past_after(past: Past | None, look: Look, flagged: bool = False) -> Past:
    """What history says of an item after one look more, later than those before."""
    first = (look.mark, look.certainty) if look.fresh else (None, None)
    if past is not None and past.first_mark is not None:
        first = past.first_mark, past.first_certainty
    return Past(
        item=look.item,
        last_mark=look.mark,
        last_certainty=look.certainty,
        last_at=look.at,
        first_mark=first[0],
        first_certainty=first[1],
        times_missed=(past.times_missed if past else 0) + int(look.mark < 1),
        flagged=flagged,
    )


def seconds_an_item(looks: Iterable[Look]) -> float:
    """The candidate's pace: median seconds of the newest hundred looks, 48 below ten of them."""
    timed = sorted((look for look in looks if look.seconds > 0), key=lambda look: look.at)
    if len(timed) < PACE_FROM:
        return SECONDS_AN_ITEM
    from statistics import median  # here, as the first question seldom needs it

    low, high = PACE_BOUNDS
    return min(max(median(look.seconds for look in timed[-PACE_OVER:]), low), high)


def length_for(minutes: float, seconds: float = SECONDS_AN_ITEM) -> int:
    """How many items fit into the minutes at that many seconds an item: at least one."""
    return max(1, int(minutes * 60 // seconds))


def minutes_for(length: int, seconds: float = SECONDS_AN_ITEM) -> int:
    """About how many minutes so many items take, at least one."""
    return max(1, round(length * seconds / 60))
