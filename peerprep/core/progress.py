"""What practice has come to so far: counts with their evidence, nothing that falls back to zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median

from peerprep.core.attempt import GUESSING, SURE
from peerprep.core.schedule import SECURE_DAYS, Memory, study_day
from peerprep.core.score import Changes, Share
from peerprep.core.value import dataclass

RECENT_DAYS = 28
"""First looks of so many days say where someone stands; older ones are of who they were then."""

CALENDAR_DAYS = 14
FORECAST_DAYS = 7
LEANING = 2
CERTAINTIES = (SURE, LEANING, GUESSING)


@dataclass(frozen=True)
class FirstLook:
    """The first time an item was answered, or shown and left blank in a mock."""

    item: str
    topic: str
    mark: Fraction
    certainty: int | None
    seconds: float
    at: datetime
    kind: str
    """The mode's name: "drill" or "exam"."""
    answered: bool = True


@dataclass(frozen=True)
class SureMiss:
    """An item that the candidate would have bet on, and missed at first sight."""

    item: str
    principle: str
    at: datetime
    mended: bool
    """Right and not guessed in a later sitting."""


@dataclass(frozen=True)
class MockResult:
    """A finished mock: what it came to, all and fresh apart, and how its time went."""

    sitting: int
    exam: str | None
    title: str
    at: datetime
    all: Share
    fresh: Share
    seconds: float
    limit: float | None
    in_time: bool
    """Sat to its end with the clock on, at whatever times the usual time."""


@dataclass(frozen=True)
class DomainProgress:
    """First looks at items of one domain."""

    id: str
    name: str
    share: Share


@dataclass(frozen=True)
class Sureness:
    """How often responses of one certainty (1 to 3) were right."""

    certainty: int
    share: Share


@dataclass(frozen=True)
class Pace:
    """Median seconds a question; None where there is nothing to measure."""

    drill: float | None
    drill_of: int
    mock: float | None
    allowed: float | None
    """Seconds an item that the exam gives."""


@dataclass(frozen=True)
class PracticeDay:
    """How many questions were answered on one study day."""

    day: date
    answered: int


@dataclass(frozen=True)
class DueDay:
    """How many items come back on one study day; today's include what waited."""

    day: date
    items: int


@dataclass(frozen=True)
class Progress:
    """All that the page of progress shows."""

    exam: str
    at: datetime
    target: int
    """The practice target in percent; ours, not the exam body's."""
    days: int | None
    """First looks of so many days are counted; None when only older ones are there."""
    all: Share
    domains: tuple[DomainProgress, ...]
    outside: Share
    """First looks at items that the exam does not cover."""
    gain: str | None
    """The name of the domain that would move readiness most."""
    sureness: tuple[Sureness, ...]
    misses: tuple[SureMiss, ...]
    mocks: tuple[MockResult, ...]
    other_mocks: int
    mock_command: str
    """The command that sits a mock of this exam; empty where none would be honest."""
    changes: Changes
    pace: Pace
    dots: tuple[int, ...]
    """Items with no dot, one, two, and three: the last are secure."""
    practiced: int
    """Days practiced, ever."""
    calendar: tuple[PracticeDay, ...]
    forecast: tuple[DueDay, ...]
    later: int
    """Items that come back after the days of the forecast."""

    @property
    def secure(self) -> int:
        """Items right and not guessed on three different days."""
        return self.dots[SECURE_DAYS]


def recent(looks: Sequence[FirstLook], now: datetime) -> tuple[tuple[FirstLook, ...], int | None]:
    """The looks of the last 28 days, and 28; all of them and None when the last ones are older."""
    since = now - timedelta(days=RECENT_DAYS)
    near = tuple(look for look in looks if look.at >= since)
    return (near, RECENT_DAYS) if near or not looks else (tuple(looks), None)


def share_of(looks: Iterable[FirstLook]) -> Share:
    """The marks of the looks added up."""
    marks = [look.mark for look in looks]
    return Share(sum(marks, Fraction(0)), len(marks))


def by_domain(
    looks: Sequence[FirstLook],
    domains: Iterable[tuple[str, str]],
    domain_of: Callable[[str], str | None],
) -> tuple[tuple[DomainProgress, ...], Share]:
    """A share for each domain (id, name) in the order given, and one for what lies outside."""
    found: dict[str | None, list[FirstLook]] = {}
    for look in looks:
        found.setdefault(domain_of(look.topic), []).append(look)
    inside = tuple(
        DomainProgress(domain, name, share_of(found.get(domain, ()))) for domain, name in domains
    )
    return inside, share_of(found.get(None, ()))


def sureness(looks: Sequence[FirstLook]) -> tuple[Sureness, ...]:
    """What came of each certainty that was given, the surest first."""
    return tuple(
        Sureness(certainty, share_of(said))
        for certainty in CERTAINTIES
        if (said := [look for look in looks if look.certainty == certainty])
    )


def pace(looks: Iterable[FirstLook], mock_seconds: Sequence[float], allowed: float | None) -> Pace:
    """Medians of answered questions; `mock_seconds` are those of the latest mock."""
    times = [k.seconds for k in looks if k.kind == "drill" and k.answered and k.seconds > 0]
    return Pace(
        median(times) if times else None,
        len(times),
        median(mock_seconds) if mock_seconds else None,
        allowed,
    )


def dots(memories: Iterable[Memory]) -> tuple[int, ...]:
    """How many items have no dot, one, two and three."""
    tally = Counter(min(len(memory.secure_days), SECURE_DAYS) for memory in memories)
    return tuple(tally[number] for number in range(SECURE_DAYS + 1))


def calendar(answered: Mapping[date, int], now: datetime) -> tuple[PracticeDay, ...]:
    """The last fourteen study days, today last."""
    today = study_day(now)
    days = (today - timedelta(days=back) for back in reversed(range(CALENDAR_DAYS)))
    return tuple(PracticeDay(day, answered.get(day, 0)) for day in days)


def forecast(memories: Iterable[Memory], now: datetime) -> tuple[tuple[DueDay, ...], int]:
    """What comes back on each of the next seven study days, today first, and how many later."""
    today = study_day(now)
    tally = Counter(max(today, study_day(memory.due.astimezone(now.tzinfo))) for memory in memories)
    days = [today + timedelta(days=ahead) for ahead in range(FORECAST_DAYS)]
    near = tuple(DueDay(day, tally[day]) for day in days)
    return near, tally.total() - sum(day.items for day in near)
