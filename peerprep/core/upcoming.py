"""What is coming: the touches of the last seven days, and how many items come back on which day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from peerprep.core.schedule import (
    Memory,
    days_left,
    days_since,
    next_look,
    retrievability,
    study_day,
)

TOUCH_DAYS = 7
"""Before the exam, everything that is not secure has one more look within so many days."""


def needs_touch(memory: Memory, at: datetime, exam_day: date | None) -> bool:
    """Whether the last seven days have begun and this item, not secure, had no look in them yet."""
    left = days_left(at, exam_day)
    if left is None or left > TOUCH_DAYS or memory.secure:
        return False
    return days_since(memory, at) > TOUCH_DAYS - left


def touches(memories: Iterable[Memory], at: datetime, exam_day: date | None) -> tuple[str, ...]:
    """The ids of all items that need one more look between now and the exam, weakest first."""
    left = days_left(at, exam_day)
    if left is None or left > TOUCH_DAYS:
        return ()
    found = [memory for memory in memories if needs_touch(memory, at, exam_day)]
    found.sort(key=lambda memory: (retrievability(memory, at), memory.item))
    return tuple(memory.item for memory in found)


def forecast(
    memories: Iterable[Memory], at: datetime, days: int, exam_day: date | None = None
) -> tuple[tuple[date, int], ...]:
    """For today and each of the days after it, `days` in all: how many items come back then.

    What is overdue counts for today. Only the next look of each item is known, so later days grow.
    """
    today = study_day(at)
    counts = Counter(
        max(today, study_day(next_look(memory, exam_day).astimezone(at.tzinfo)))
        for memory in memories
    )
    return tuple(
        (day, counts[day]) for day in (today + timedelta(days=ahead) for ahead in range(days))
    )
