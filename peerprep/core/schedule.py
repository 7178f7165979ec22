"""Spaced repetition. The only file that knows fsrs.

FSRS-6 with its default parameters and no fuzz; a multiple-choice response becomes a rating by the
certainty that came with it, because one right answer in four is luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Scheduler

DAY_STARTS_AT = 4
"""The hour at which a study day begins: work after midnight still belongs to the evening."""

SECURE_DAYS = 3
QUICK_SECONDS = 20.0


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
    return (at - timedelta(hours=DAY_STARTS_AT)).date()


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


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler  # here, because start-up needs no scheduler

    # No learning steps: minutes do not exist for a candidate, the sitting's own re-ask does that.
    return Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())


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
    from fsrs import Card, State
    from fsrs import Rating as FsrsRating

    when = max(at, memory.last_review) if memory else at
    utc = when.astimezone(UTC)
    if memory is None:
        card = Card(card_id=0, due=utc)
    else:
        card = Card(
            card_id=0,
            state=State(memory.state),
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=memory.due.astimezone(UTC),
            last_review=memory.last_review.astimezone(UTC),
        )
    card, _ = _scheduler().review_card(card, FsrsRating(int(given)), review_datetime=utc)
    due = when + max(card.due - utc, timedelta(days=1))
    if exam_day is not None:
        left = (exam_day - study_day(when)).days
        if left > 0:
            due = min(due, when + timedelta(days=max(1, left // 5)))
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
        lapses=(memory.lapses if memory else 0) + int(bool(memory) and given is Rating.AGAIN),
        secure_days=days,
        urgent=given is Rating.AGAIN and sure,
    )


def is_due(memory: Memory, at: datetime) -> bool:
    """Whether the item is to be asked on the study day of `at`."""
    return study_day(memory.due.astimezone(at.tzinfo)) <= study_day(at)
