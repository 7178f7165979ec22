"""When an item comes back: laws over simulated histories."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.core.schedule import Rating, is_due, rating, review, study_day
from tests.builders import MORNING

ONE, NONE, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


@pytest.mark.parametrize(
    ("mark", "certainty", "seconds", "first", "expected"),
    [
        (ONE, 3, 30, True, Rating.GOOD),
        (ONE, 3, 5, True, Rating.GOOD),  # never easy at first sight
        (ONE, 3, 5, False, Rating.EASY),
        (ONE, 2, 5, False, Rating.HARD),
        (ONE, None, 5, False, Rating.HARD),
        (ONE, 1, 5, False, Rating.AGAIN),  # a lucky guess is not knowledge
        (NONE, 3, 5, False, Rating.AGAIN),
        (HALF, 3, 5, False, Rating.AGAIN),
    ],
)
def test_a_rating_comes_from_response_and_certainty(mark, certainty, seconds, first, expected):
    assert rating(mark, certainty, seconds=seconds, first_sight=first) is expected


@pytest.mark.parametrize(("hour", "day"), [(3, 20), (4, 21), (23, 21)])
def test_days_roll_over_at_four_in_the_morning(hour, day):
    at = datetime(2026, 11, 21, hour, 59 if hour == 3 else 0, tzinfo=timezone(timedelta(hours=-5)))
    assert study_day(at) == date(2026, 11, day)


RATINGS = st.lists(st.tuples(st.sampled_from(list(Rating)), st.integers(-3, 40)), max_size=12)


@settings(max_examples=60)
@given(RATINGS)
def test_dates_never_run_backwards_and_the_next_look_is_at_least_a_day_away(history):
    memory, at = None, MORNING
    for given_rating, days in history:
        at += timedelta(days=days)  # the clock may jump back, too
        after = review(memory, item="it", given=given_rating, at=at)
        if memory is not None:
            assert after.last_review >= memory.last_review
        assert after.due >= after.last_review + timedelta(days=1)
        assert after.reviews == (memory.reviews if memory else 0) + 1
        memory = after


def test_better_ratings_bring_an_item_back_later():
    first = review(None, item="it", given=Rating.GOOD, at=MORNING)
    dues = [
        review(first, item="it", given=one, at=MORNING + timedelta(days=3)).due for one in Rating
    ]
    assert dues == sorted(dues)
    assert dues[0] < dues[2]


def test_the_exam_day_caps_the_next_look_at_a_fifth_of_the_days_left():
    memory = review(None, item="it", given=Rating.EASY, at=MORNING, exam_day=date(2026, 12, 1))
    assert memory.due <= MORNING + timedelta(days=2)


def test_secure_is_right_and_not_guessed_on_three_different_days():
    memory = None
    for hours in (0, 5, 24, 72):
        assert memory is None or not memory.secure
        memory = review(memory, item="it", given=Rating.GOOD, at=MORNING + timedelta(hours=hours))
    assert memory is not None
    assert memory.secure
    missed = review(memory, item="it", given=Rating.AGAIN, at=MORNING + timedelta(days=9))
    assert len(missed.secure_days) == 2
    assert missed.lapses == 1


def test_sure_and_wrong_is_urgent_until_it_is_right():
    memory = review(None, item="it", given=Rating.AGAIN, at=MORNING, sure=True)
    assert memory.urgent
    later = review(memory, item="it", given=Rating.GOOD, at=MORNING + timedelta(days=1))
    assert not later.urgent


def test_due_is_a_matter_of_days_not_of_hours():
    memory = review(None, item="it", given=Rating.AGAIN, at=MORNING)
    evening_before = MORNING + timedelta(hours=13)
    assert not is_due(memory, evening_before)
    assert is_due(memory, MORNING + timedelta(hours=20))  # 5 a.m.: the new day has begun
