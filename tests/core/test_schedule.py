"""When an item comes back: laws over simulated histories."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.core.schedule import (
    Memory,
    Rating,
    days_left,
    first_worth,
    is_due,
    is_leech,
    look_ahead,
    next_look,
    rating,
    retrievability,
    review,
    study_day,
    worth,
)
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


def test_evening_to_the_next_afternoon_is_a_day_to_the_scheduler():
    evening = MORNING.replace(hour=19)
    first = review(None, item="it", given=Rating.GOOD, at=evening)
    afternoon = review(first, item="it", given=Rating.GOOD, at=evening + timedelta(hours=22))
    night = review(first, item="it", given=Rating.GOOD, at=evening + timedelta(hours=24))
    assert afternoon.stability == night.stability
    same_day = review(first, item="it", given=Rating.GOOD, at=evening + timedelta(hours=3))
    assert same_day.stability < night.stability


def test_an_exam_day_set_later_brings_a_kept_date_forward():
    memory = review(None, item="it", given=Rating.EASY, at=MORNING)
    assert memory.due == MORNING + timedelta(days=8)
    exam = study_day(MORNING) + timedelta(days=15)
    assert next_look(memory, exam) == MORNING + timedelta(days=3)
    assert next_look(memory) == memory.due
    assert is_due(memory, MORNING + timedelta(days=3), exam)
    assert not is_due(memory, MORNING + timedelta(days=3))


@given(st.integers(-30, 400), st.sampled_from(list(Rating)))
def test_with_an_exam_to_come_the_next_look_is_a_day_off_or_within_a_fifth(days, how):
    memory = review(None, item="it", given=how, at=MORNING)
    gap = (next_look(memory, study_day(MORNING) + timedelta(days=days)) - MORNING).days
    assert 1 <= gap <= (memory.due - MORNING).days
    if days > 0:
        assert gap <= max(1, days // 5)


def test_an_exam_that_is_over_changes_nothing():
    memory = review(None, item="it", given=Rating.EASY, at=MORNING)
    assert next_look(memory, study_day(MORNING) - timedelta(days=3)) == memory.due
    assert days_left(MORNING, study_day(MORNING)) is None
    assert days_left(MORNING, None) is None


def test_an_item_missed_on_four_days_it_came_back_is_a_leech():
    memory = review(None, item="it", given=Rating.AGAIN, at=MORNING)
    for day in range(1, 5):
        assert not is_leech(memory)
        at = MORNING + timedelta(days=day)
        memory = review(memory, item="it", given=Rating.AGAIN, at=at)
        # The repeat in the same sitting, missed too, is the same lapse.
        memory = review(memory, item="it", given=Rating.AGAIN, at=at + timedelta(minutes=5))
    assert memory.lapses == 4
    assert is_leech(memory)


def test_what_is_remembered_fades_and_stability_is_where_nine_in_ten_recall():
    memory = Memory("it", MORNING, 10.0, 5.0, MORNING)
    chances = [retrievability(memory, MORNING + timedelta(days=days)) for days in range(40)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == 1
    assert chances[10] == pytest.approx(0.9)
    assert retrievability(memory, MORNING - timedelta(days=2)) == 1  # a clock that jumped back


def test_a_look_is_judged_over_a_week_or_to_the_exam():
    assert look_ahead(MORNING, None) == 7
    assert look_ahead(MORNING, study_day(MORNING) + timedelta(days=60)) == 7
    assert look_ahead(MORNING, study_day(MORNING) + timedelta(days=3)) == 3


def test_a_look_is_worth_more_at_what_has_faded():
    fresh, faded = (
        Memory(name, MORNING, 5.0, 5.0, MORNING - timedelta(days=days))
        for name, days in (("fresh", 1), ("faded", 20))
    )
    assert worth(faded, MORNING, 7) > worth(fresh, MORNING, 7) > 0


def test_a_first_look_is_worth_nothing_at_what_is_known_and_most_at_what_is_not():
    assert first_worth(0.0, 7) == 0
    assert 0.5 < first_worth(1.0, 7) < 0.7


@given(
    st.floats(0.1, 300), st.floats(1, 10), st.integers(1, 90), st.integers(1, 7)
)  # fmt: skip
def test_worth_is_the_mean_of_what_fsrs_says_of_both_ways_a_look_can_go(
    stability, difficulty, gone, ahead
):
    memory = Memory("it", MORNING, stability, difficulty, MORNING)
    now, later = MORNING + timedelta(days=gone), MORNING + timedelta(days=gone + ahead)
    chance = retrievability(memory, now)
    ways = {
        how: retrievability(review(memory, item="it", given=how, at=now), later)
        for how in (Rating.GOOD, Rating.AGAIN)
    }
    mean = chance * ways[Rating.GOOD] + (1 - chance) * ways[Rating.AGAIN]
    assert worth(memory, now, ahead) == pytest.approx(mean - retrievability(memory, later))
