"""Spaced repetition. The only file that knows fsrs.

FSRS-6 with its default parameters and no fuzz; a multiple-choice response becomes a rating by the
certainty that came with it, because one right answer in four is luck.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from peerprep.core.value import dataclass

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

DAY_STARTS_AT = 4
"""The hour at which a study day begins: work after midnight still belongs to the evening."""
_NIGHT = timedelta(hours=DAY_STARTS_AT)

SECURE_DAYS = 3
QUICK_SECONDS = 20.0

LEECH_LAPSES = 4
"""From so many lapses up an item is a leech: not learned by asking, and often badly written."""

CAP = 5
"""With an exam day, the next look is no later than one in so many of the days left."""

AHEAD_DAYS = 7
"""How many days ahead the worth of a look is judged, when the exam is not sooner."""


class Rating(IntEnum):
    """How well an item was remembered."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Memory:
    """What is remembered of one item: FSRS terms, dates, and the days it was known on."""

    item: str
    due: datetime
    stability: float
    difficulty: float
    last_review: datetime
    state: int = 2
    reviews: int = 0
    lapses: int = 0
    secure_days: tuple[date, ...] = ()
    urgent: bool = False

    @property
    def secure(self) -> bool:
        """Right and not guessed on three different days."""
        return len(self.secure_days) >= SECURE_DAYS


def study_day(at: datetime) -> date:
    """The day a moment belongs to, in its own time zone: days roll over at 4 in the morning."""
    return (at - _NIGHT).date()


def rating(
    mark: Fraction, certainty: int | None, *, seconds: float = 0.0, first_sight: bool = True
) -> Rating:
    """The rating of one response.

    Sure and right is Good (Easy when also quick and not a first sight), leaning or unrated and
    right is Hard, a guess is Again even when right, and anything wrong is Again.
    """
    if mark < 1 or certainty == 1:
        return Rating.AGAIN
    if certainty == 3:
        quick = 0 < seconds <= QUICK_SECONDS and not first_sight
        return Rating.EASY if quick else Rating.GOOD
    return Rating.HARD


# fsrs counts whole days between two moments; so it is handed study days, put on a calendar of its
# own. Otherwise a look at seven in the evening and one at six the next would be the same day to it.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler  # here, because start-up needs no scheduler

    # No learning steps: minutes do not exist for a candidate, the sitting's own re-ask does that.
    return Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())


def _card(stability: float, difficulty: float, state: int = 2) -> Card:
    from fsrs import Card, State

    return Card(0, State(state), None, stability, difficulty, _EPOCH, _EPOCH)


def _new_card() -> Card:
    from fsrs import Card

    return Card(card_id=0, due=_EPOCH)


def days_since(memory: Memory, at: datetime) -> int:
    """Study days from the last look to `at`; never below 0, whatever the clock did."""
    return max(0, (study_day(at) - study_day(memory.last_review.astimezone(at.tzinfo))).days)


def _capped(due: datetime, looked: datetime, exam_day: date | None) -> datetime:
    left = (exam_day - study_day(looked)).days if exam_day else 0  # 0 and less: no exam to come
    return min(due, looked + timedelta(days=max(1, left // CAP))) if left > 0 else due


def review(
    memory: Memory | None,
    *,
    item: str,
    given: Rating,
    at: datetime,
    sure: bool = False,
    exam_day: date | None = None,
) -> Memory:
    """What is remembered after one review at `at` (aware). Dates never run backwards.

    `sure` marks a wrong response that the candidate would have bet on: it comes first next time.
    With an exam day, the next look is no later than a fifth of the days left.
    """
    from fsrs import Rating as FsrsRating

    when = max(at, memory.last_review) if memory else at
    gone = days_since(memory, when) if memory else 0
    card, _ = _scheduler().review_card(
        _card(memory.stability, memory.difficulty, memory.state) if memory else _new_card(),
        FsrsRating(int(given)),
        review_datetime=_EPOCH + timedelta(days=gone),
    )
    interval = max(1, (card.due - _EPOCH).days - gone)
    due = _capped(when + timedelta(days=interval), when, exam_day)
    before = memory.secure_days if memory else ()
    today = study_day(when)
    days = before
    if given is Rating.AGAIN:
        days = before[:-1]  # a miss takes one dot back, never all of them
    elif today not in before:
        days = (*before, today)[-SECURE_DAYS:]
    return Memory(
        item=item,
        due=due,
        stability=card.stability or 0.0,
        difficulty=card.difficulty or 0.0,
        last_review=when,
        state=int(card.state),
        reviews=(memory.reviews if memory else 0) + 1,
        # Missing the re-ask of the same sitting is the same lapse.
        lapses=(memory.lapses if memory else 0) + int(gone > 0 and given is Rating.AGAIN),
        secure_days=days,
        urgent=given is Rating.AGAIN and sure,
    )


def next_look(memory: Memory, exam_day: date | None = None) -> datetime:
    """When the item comes back: the date kept with it, or sooner when the exam day asks for it.

    The kept date may be older than the exam day, so the cap is taken here again.
    """
    return _capped(memory.due, memory.last_review, exam_day)


def is_due(memory: Memory, at: datetime, exam_day: date | None = None) -> bool:
    """Whether the item is to be asked on the study day of `at`."""
    return study_day(next_look(memory, exam_day).astimezone(at.tzinfo)) <= study_day(at)


def days_left(at: datetime, exam_day: date | None) -> int | None:
    """Days from the study day of `at` to the exam; None without an exam still to come."""
    left = (exam_day - study_day(at)).days if exam_day else 0
    return left if left > 0 else None


def is_leech(memory: Memory) -> bool:
    """Whether the item was missed again and again on days it came back."""
    return memory.lapses >= LEECH_LAPSES


def retrievability(memory: Memory, at: datetime) -> float:
    """The chance, 0…1, that the item is recalled on the study day of `at`, by the FSRS-6 curve."""
    return _recall(memory.stability, days_since(memory, at))


def look_ahead(at: datetime, exam_day: date | None) -> int:
    """The days over which a look is judged: seven, or to the exam when that is sooner.

    Judging by a far exam day would favour looks that can as well be had later.
    """
    return min(days_left(at, exam_day) or AHEAD_DAYS, AHEAD_DAYS)


def worth(memory: Memory, at: datetime, ahead: int) -> float:
    """By how much one look now raises the chance of recall `ahead` days later: -1…1.

    The mean over recalling it now (rated Good) and not (rated Again), less the chance without.
    """
    return _worth(memory.stability, memory.difficulty, days_since(memory, at), ahead)


def first_worth(unknown: float, ahead: int) -> float:
    """The same for a first look at an item that is unknown with that chance (0…1)."""
    return unknown * _recall(_scheduler().parameters[0], ahead)


def _recall(stability: float, days: int) -> float:
    return _scheduler().get_card_retrievability(
        _card(stability, 5.0), _EPOCH + timedelta(days=days)
    )


@lru_cache(maxsize=1 << 16)  # many items share a course, and a day asks about all of them
def _worth(stability: float, difficulty: float, gone: int, ahead: int) -> float:
    from fsrs import Rating as FsrsRating

    card, now = _card(stability, difficulty), _EPOCH + timedelta(days=gone)
    later = now + timedelta(days=ahead)

    def then(given: FsrsRating) -> float:
        after, _ = _scheduler().review_card(card, given, review_datetime=now)
        return _scheduler().get_card_retrievability(after, later)

    recalled = _recall(stability, gone)
    with_look = recalled * then(FsrsRating.Good) + (1 - recalled) * then(FsrsRating.Again)
    return with_look - _recall(stability, gone + ahead)
