"""The plan to an exam day: how many items a day, which days are for mocks, what if days are missed.

Computed anew each day from what is left to do, so that a missed week changes the numbers and
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from fractions import Fraction

from peerprep.core.schedule import SECURE_DAYS, Memory, study_day
from peerprep.core.value import dataclass
from peerprep.core.workload import RETURNS, TOUCH_DAYS, Work, enough, met, room, spread

FURTHEST = 731
"""How many days ahead a plan may look: two years."""

LATE, EARLY, EARLY_AT_LEAST = 5, 14, 9
"""Days before the exam of the two mocks that are kept for the end, and the nearest for the first.

Late enough to tell, early enough to act on what they tell.
"""

APART = 14
"""Days between the earlier mocks, where the pool holds more than two forms."""

REST = 4
"""Days that a mock needs after it, for looking back and drilling what it missed."""

AT_THE_END = 18
"""A mock sat so few days before the exam was one of the two for the end."""

LAST_BEFORE = 2
"""No mock is nearer to the exam than this many days: never the day before."""


@dataclass(frozen=True)
class Day:
    """One day of the plan: items new and due, whether it is for a mock, whether in the touch."""

    date: date
    new: int
    due: int
    mock: bool = False
    touch: bool = False

    @property
    def items(self) -> int:
        """Items to drill on that day."""
        return self.new + self.due


@dataclass(frozen=True)
class Missed:
    """What so many days off a week come to."""

    days: int
    a_day: int
    """Items on each other day with which all is met in time."""
    seen: int
    """Unseen items that are met when the minutes a day stay as they are."""


@dataclass(frozen=True)
class Plan:
    """The days from today to the day before the exam, and what they hold."""

    today: date
    exam_day: date
    minutes: int
    """Minutes a day that the candidate has."""
    seconds: float
    """Seconds an item."""
    unseen: int
    forms: int
    """Whole forms of unseen mock items that the pool holds."""
    room: int
    """Items that fit into the minutes."""
    a_day: int
    """Items a day that the plan asks for: no more than needed, no more than fit."""
    days: tuple[Day, ...]
    missed: tuple[Missed, ...]
    """For none, one and two days off a week."""

    @property
    def days_left(self) -> int:
        """Days from today to the exam day."""
        return (self.exam_day - self.today).days

    @property
    def touch_from(self) -> date:
        """When the last seven days begin, or today where they have begun."""
        return max(self.today, self.exam_day - timedelta(days=TOUCH_DAYS))

    @property
    def mocks(self) -> tuple[date, ...]:
        """The days of the mocks."""
        return tuple(day.date for day in self.days if day.mock)

    @property
    def seen(self) -> int:
        """How many of the unseen items are met before the exam."""
        return sum(day.new for day in self.days)

    @property
    def holds(self) -> bool:
        """Whether every unseen item is met before the exam."""
        return self.seen == self.unseen

    @property
    def needed(self) -> int:
        """Items a day with which everything is met and comes back as it should."""
        return self.missed[0].a_day


def mock_days(
    today: date, exam_day: date, forms: int, sat: Sequence[date] = ()
) -> tuple[date, ...]:
    """The days of the mocks, earliest first: no more than whole unseen forms, `sat` ones counted.

    The last two stand about 14 and 5 days before the exam, further ones two weeks apart before
    them. None is on the exam day, the day before, or within four days after one that was sat.
    """
    left = (exam_day - today).days
    before = [(exam_day - day).days for day in sat]
    furthest = min([left, *(days - REST for days in before)])
    if furthest < LAST_BEFORE:
        return ()
    wanted = 2 - sum(days <= AT_THE_END for days in before)
    chosen: list[int] = []
    if wanted > 0:
        chosen.append(min(LATE, furthest))
    if wanted > 1 and furthest >= EARLY_AT_LEAST:
        chosen.append(EARLY if furthest >= EARLY else EARLY_AT_LEAST)
    chosen += range(EARLY + APART, furthest + 1, APART)
    return tuple(exam_day - timedelta(days=days) for days in reversed(chosen[:forms]))


def looks_ahead(
    memories: Iterable[Memory], *, today: date, exam_day: date, zone: tzinfo | None
) -> dict[date, int]:
    """How many reviews of items already met fall on which day, overdue ones on today.

    An item that is not secure comes back until it has been right on three days; a secure one only
    where its own date is before the exam. `zone` is the candidate's.
    """
    looks: dict[date, int] = {}
    for memory in memories:
        day = max(today, study_day(memory.due.astimezone(zone)))
        if memory.secure and day >= exam_day:
            continue
        further = RETURNS[1:][: max(0, SECURE_DAYS - 1 - len(memory.secure_days))]
        for gap in (0, *further):
            day += timedelta(days=gap)
            looks[day] = looks.get(day, 0) + 1
    return looks


def plan(
    *,
    today: date,
    exam_day: date,
    minutes: int,
    seconds: float,
    unseen: int,
    due: Mapping[date, int],
    done: int,
    forms: int,
    sat: Sequence[date],
) -> Plan:
    """The plan for `minutes` a day at `seconds` an item, from what is left to do.

    `unseen` items of the drill pool, reviews `due` by day, `done` items today, `forms` whole
    unseen forms of the mock pool, and the days on which mocks were `sat`. Raises ValueError where
    the exam day is not after today.
    """
    left = (exam_day - today).days
    if left < 1:
        raise ValueError("the exam day is not after today")
    mocks = frozenset(mock_days(today, exam_day, forms, sat))
    calendar = [today + timedelta(days=n) for n in range(left)]
    drilling = [day for day in calendar if day not in mocks]
    touch = exam_day - timedelta(days=TOUCH_DAYS)
    # New items come before the last days, so that each can come back; in a short time, on two
    # thirds of the days.
    meeting = max(sum(day < touch for day in drilling), len(drilling) - len(drilling) // 3)
    # Items done today stand against today's drill, so they count only where today has one.
    work = Work(unseen, _by_day(due, today), 0 if today in mocks else done)
    fits = room(minutes, seconds)
    missed = _missed(work, len(drilling), meeting, fits)
    a_day = min(missed[0].a_day, fits)
    spans = dict(zip(drilling, spread(work, a_day, len(drilling), meeting), strict=True))
    days = tuple(
        Day(day, *spans.get(day, (0, 0)), mock=day in mocks, touch=day >= touch) for day in calendar
    )
    return Plan(today, exam_day, minutes, seconds, unseen, forms, fits, a_day, days, missed)


def _by_day(due: Mapping[date, int], today: date) -> tuple[int, ...]:
    looks: dict[int, int] = {}
    for day, number in due.items():
        place = max(0, (day - today).days)
        looks[place] = looks.get(place, 0) + number
    return tuple(looks.get(place, 0) for place in range(max(looks, default=-1) + 1))


def _missed(work: Work, drilling: int, meeting: int, fits: int) -> tuple[Missed, ...]:
    """None, one and two days off a week, taken evenly from the drilling days."""
    rows: list[Missed] = []
    needed, seen = 0, work.unseen
    for off in (0, 1, 2):
        kept = drilling - drilling * off // 7
        early = min(kept, max(1, meeting - meeting * off // 7))
        # Whole days may fall so that a shorter time serves by one item more: never said as a gain.
        needed = max(needed, enough(work, kept, early))
        seen = min(seen, met(work, min(needed, fits), kept, early))
        rows.append(Missed(off, needed, seen))
    return tuple(rows)


def left_out(
    unseen: Mapping[str, int], shares: Mapping[str, Fraction], seen: int
) -> dict[str, int]:
    """How many unseen items of each domain wait when only `seen` of them all are met.

    The ones met follow the exam's shares, so that what waits is first what the exam asks least
    for the number there is: one by one to the domain with the greatest share / (2 met + 1), the
    method of Sainte-Laguë. A domain without a share comes last.
    """
    taken = dict.fromkeys(unseen, 0)
    for _ in range(min(seen, sum(unseen.values()))):
        still = [name for name in unseen if taken[name] < unseen[name]]
        best = max(still, key=lambda n: shares.get(n, Fraction(0)) / (2 * taken[n] + 1))
        taken[best] += 1
    return {name: unseen[name] - taken[name] for name in unseen if unseen[name] > taken[name]}
