"""How much practice fits before a date: the day's length, and what comes on which drilling day.

A drilling day is a day with a drill, counted from 0 for today; days of a mock are left out. The
days are filled much as `today` fills them: both ask as many items, and both keep a third of the
places for what is new. What the other places go to is an estimate here; the drill decides by worth.
"""

from __future__ import annotations

from itertools import count

from peerprep.core.value import dataclass

USUAL_SECONDS = 48.0
"""Seconds an item takes with its feedback until the candidate's own pace is known."""

PACE_FROM = 20
"""Answers from which the candidate's own pace counts."""

RETURNS = (2, 6, 12)
"""Drilling days after which a new item comes back.

An assumption: two more looks to be right on three days, one more for a miss on the way, at gaps
that widen as those of FSRS-6 with default parameters do. The real dates are the scheduler's.
"""

TOUCH_DAYS = 7
"""The last days before the exam, in which everything not secure is touched."""


@dataclass(frozen=True)
class Work:
    """What is there to do: unseen items, reviews by drilling day, items already done today."""

    unseen: int
    waiting: tuple[int, ...] = ()
    """Reviews that come due on each drilling day; the first holds what is due or overdue now."""
    done: int = 0

    def looks(self, drilling: int) -> int:
        """Looks at items in so many drilling days, when each new item comes back as assumed."""
        return self.unseen * min(1 + len(RETURNS), drilling) + sum(self.waiting)


def pace(seconds: float, answered: int) -> float:
    """Seconds an item: the candidate's own from 20 answers up, kept within 20 to 150."""
    if answered < PACE_FROM:
        return USUAL_SECONDS
    return min(150.0, max(20.0, seconds / answered))


def room(minutes: int, seconds: float) -> int:
    """The items that fit into so many minutes at so many seconds an item; at least one."""
    return max(1, int(minutes * 60 / seconds))


def spread(work: Work, length: int, drilling: int, meeting: int) -> tuple[tuple[int, int], ...]:
    """(new, due) of each drilling day when every day has `length` items at most.

    Reviews take up to two thirds of a day while there is something new; new
    items come on the first `meeting` days alone. Reviews due after the last day are drawn into the
    last days, where everything not secure is touched.
    """
    arriving = [0] * drilling
    for day, looks in enumerate(work.waiting):
        arriving[day if day < drilling else max(0, drilling - TOUCH_DAYS + 1)] += looks
    left, waiting, days = work.unseen, 0, []
    for day in range(drilling):
        waiting += arriving[day]
        size = max(0, length - work.done) if day == 0 else length
        open_ = left if day < meeting else 0
        due = min(waiting, max(size - open_, -(-size * 2 // 3)))
        new = min(open_, size - due)
        waiting, left = waiting - due, left - new
        for gap in RETURNS:
            if day + gap < drilling:
                arriving[day + gap] += new
        days.append((new, due))
    return tuple(days)


def met(work: Work, length: int, drilling: int, meeting: int) -> int:
    """How many of the unseen items such days hold."""
    return sum(new for new, _ in spread(work, length, drilling, meeting))


def enough(work: Work, drilling: int, meeting: int) -> int:
    """The shortest day that holds all: every unseen item is met, and the looks fit in sum."""
    looks = work.looks(drilling)
    if not looks:
        return 0
    # What is done today counts for today alone: a long drill is no reason for longer days after.
    least = -(-(looks + work.done) // drilling)
    if drilling > 1:
        least = min(least, -(-looks // (drilling - 1)))
    # Ends: a first day as long as all there is holds all there is.
    return next(
        length for length in count(least) if met(work, length, drilling, meeting) == work.unseen
    )
