"""What is coming: touches of the last seven days, and the forecast."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from peerprep.core.schedule import Memory, Rating, review, study_day
from peerprep.core.upcoming import forecast, needs_touch, touches
from tests.builders import MORNING

EXAM = study_day(MORNING) + timedelta(days=20)
SECURE = tuple(date(2026, 11, day) for day in (1, 2, 3))


def seen(days_ago: int, *, name: str = "it", secure: bool = False) -> Memory:
    at = MORNING - timedelta(days=days_ago)
    days = SECURE if secure else ()
    return Memory(name, at + timedelta(days=60), 5.0, 5.0, at, secure_days=days)


@pytest.mark.parametrize(
    ("day", "needs"),
    [(0, False), (12, False), (13, True), (16, True), (19, True), (20, False), (25, False)],
)
def test_what_is_not_secure_needs_a_touch_on_each_of_the_last_seven_days(day, needs):
    assert needs_touch(seen(0), MORNING + timedelta(days=day), EXAM) is needs


def test_once_touched_in_these_days_it_needs_no_other():
    touched = review(seen(0), item="it", given=Rating.GOOD, at=MORNING + timedelta(days=13))
    assert not needs_touch(touched, MORNING + timedelta(days=14), EXAM)
    assert not needs_touch(touched, MORNING + timedelta(days=19), EXAM)


def test_secure_items_and_a_candidate_without_an_exam_day_need_none():
    on = MORNING + timedelta(days=15)
    assert not needs_touch(seen(0, secure=True), on, EXAM)
    assert touches([seen(0)], on, None) == ()
    assert touches([seen(0)], MORNING, EXAM) == ()


def test_touches_name_the_weakest_first():
    memories = [seen(1, name="newer"), seen(30, name="older"), seen(9, name="s", secure=True)]
    assert touches(memories, MORNING + timedelta(days=14), EXAM) == ("older", "newer")


def test_the_forecast_counts_what_is_overdue_for_today_and_the_rest_on_its_day():
    again = [review(None, item=f"a{n}", given=Rating.AGAIN, at=MORNING) for n in range(3)]
    easy = review(None, item="e", given=Rating.EASY, at=MORNING)
    later = MORNING + timedelta(days=2)
    counts = forecast([*again, easy], later, 8)
    assert counts[0] == (study_day(later), 3)
    assert counts[6] == (study_day(MORNING) + timedelta(days=8), 1)
    assert sum(count for _, count in counts) == 4


def test_the_forecast_knows_the_exam_day():
    easy = review(None, item="e", given=Rating.EASY, at=MORNING)
    counts = dict(forecast([easy], MORNING, 14, EXAM))
    assert counts[study_day(MORNING) + timedelta(days=4)] == 1
