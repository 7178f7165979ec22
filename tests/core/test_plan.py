"""The plan: its laws, and a candidate who follows it, misses a week, and goes on."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.form import Exposure
from peerprep.core.plan import Plan, left_out, looks_ahead, mock_days, plan
from peerprep.core.schedule import Memory
from peerprep.core.shelf import Shelf
from peerprep.core.today import today
from peerprep.core.workload import USUAL_SECONDS, Work, met, pace, room, spread
from tests.builders import MORNING, items

TODAY = date(2026, 11, 21)


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def before(exam_day: date, *days: int) -> tuple[date, ...]:
    return tuple(exam_day - timedelta(days=n) for n in days)


def made(days: int = 55, **more) -> Plan:
    usual = {
        "today": TODAY, "minutes": 25, "seconds": 48.0, "unseen": 293, "due": {},
        "done": 0, "forms": 3, "sat": (),
    }  # fmt: skip
    return plan(exam_day=after(days), **{**usual, **more})


horizons = st.integers(1, 731)
dues = st.dictionaries(st.integers(-30, 400).map(after), st.integers(0, 60), max_size=12)
situations = st.fixed_dictionaries(
    {
        "minutes": st.integers(5, 240),
        "seconds": st.floats(20, 150),
        "unseen": st.integers(0, 600),
        "due": dues,
        "done": st.integers(0, 40),
        "forms": st.integers(0, 12),
    }
)


# Laws


@given(horizons, situations)
def test_the_days_run_from_today_to_the_eve_and_hold_no_more_than_the_minutes(days, now):
    one = made(days, **now)
    assert [day.date for day in one.days] == [after(n) for n in range(days)]
    assert all(day.new >= 0 and day.due >= 0 for day in one.days)
    assert all(day.items <= one.a_day <= one.room for day in one.days)
    assert all(day.items == 0 for day in one.days if day.mock)
    assert one.days[0].mock or one.days[0].items <= max(0, one.a_day - now["done"])
    assert one.a_day == one.room or one.a_day * one.seconds <= one.minutes * 60


@given(horizons, st.integers(0, 12), st.lists(st.integers(1, 60).map(lambda n: after(-n))))
def test_no_mock_is_on_the_exam_day_the_day_before_or_right_after_another(days, forms, sat):
    mocks = mock_days(TODAY, after(days), forms, sat)
    assert len(mocks) <= forms
    assert all(TODAY <= day <= after(days - 2) for day in mocks)
    gaps = [(b - a).days for a, b in pairwise(mocks)]
    assert all(gap >= 4 for gap in gaps)
    assert not mocks or not sat or (mocks[0] - max(sat)).days >= 4


@given(horizons, situations)
def test_new_items_sum_to_the_unseen_ones_when_the_date_can_hold_them(days, now):
    one = made(days, **now)
    assert one.seen <= one.unseen
    assert one.holds == (one.seen == one.unseen)
    assert one.holds or one.needed > one.room


@given(horizons, situations, st.integers(1, 100))
def test_more_minutes_never_mean_fewer_items(days, now, more):
    less = made(days, **now)
    longer = made(days, **{**now, "minutes": now["minutes"] + more})
    assert longer.seen >= less.seen
    assert longer.a_day >= less.a_day


@given(st.integers(1, 600), situations, st.integers(1, 60))
def test_a_longer_horizon_never_means_more_a_day(days, now, more):
    # The reviews are those of the shorter time: a longer one may bring reviews of its own.
    now["due"] = {day: looks for day, looks in now["due"].items() if day <= after(days // 2)}
    assert made(days + more, **now).a_day <= made(days, **now).a_day


@given(horizons, situations)
def test_more_days_off_never_mean_less_on_the_others(days, now):
    none, one, two = made(days, **now).missed
    assert none.a_day <= one.a_day <= two.a_day
    assert none.seen >= one.seen >= two.seen


@given(
    st.dictionaries(st.sampled_from("abcde"), st.integers(0, 40), min_size=1),
    st.integers(0, 250),
)
def test_what_is_left_out_and_what_is_seen_make_up_the_unseen(unseen, seen):
    waiting = left_out(unseen, {"a": Fraction(1, 2), "b": Fraction(1, 2)}, seen)
    assert sum(waiting.values()) == max(0, sum(unseen.values()) - seen)
    assert all(0 < number <= unseen[name] for name, number in waiting.items())


@given(st.integers(0, 60), st.integers(0, 90), st.integers(1, 40))
def test_the_first_day_holds_what_the_drill_asks_and_both_keep_a_third_for_the_new(
    new, due, length
):
    pool = items(new + due)
    old = {i.id: Memory(i.id, MORNING, 1.0, 5.0, MORNING) for i in pool[:due]}
    shelf = Shelf(
        items={i.id: i for i in pool},
        memories=old,
        exposures={name: Exposure(1, MORNING) for name in old},
        pasts={},
        now=MORNING + timedelta(days=9),
    )
    asked = today(shelf, length, random.Random(1))
    planned_new, planned_due = spread(Work(new, (due,)), length, 9, 9)[0]
    assert planned_new + planned_due == len(asked)
    kept = min(new, length // 3)
    assert planned_new >= kept
    assert sum(i.id not in old for i in asked) >= kept


# Mocks


def test_the_two_honest_mocks_stand_fourteen_and_five_days_before():
    assert mock_days(TODAY, after(55), 2) == before(after(55), 14, 5)
    assert mock_days(TODAY, after(55), 3) == before(after(55), 28, 14, 5)
    assert mock_days(TODAY, after(55), 1) == before(after(55), 5)
    assert mock_days(TODAY, after(55), 0) == ()


@pytest.mark.parametrize(
    ("left", "days"), [(1, ()), (2, (2,)), (4, (4,)), (8, (5,)), (9, (9, 5)), (13, (9, 5)),
                       (14, (14, 5)), (27, (14, 5)), (28, (28, 14, 5))],
)  # fmt: skip
def test_a_near_date_has_fewer_mocks(left, days):
    assert mock_days(TODAY, after(left), 9) == before(after(left), *days)


def test_who_sits_each_mock_on_its_day_sits_three_and_the_plan_does_not_move():
    exam_day, sat, forms = after(40), [], 3
    for n in range(40):
        if after(n) in mock_days(after(n), exam_day, forms, sat):
            sat.append(after(n))
            forms -= 1
    assert tuple(sat) == before(exam_day, 28, 14, 5)


def test_a_mock_that_was_not_sat_moves_and_none_is_piled_on_at_the_end():
    exam_day = after(40)
    late = exam_day - timedelta(days=12)
    assert mock_days(late, exam_day, 3, ()) == before(exam_day, 9, 5)
    assert mock_days(late, exam_day, 2, before(exam_day, 13)) == before(exam_day, 5)
    assert mock_days(late, exam_day, 5, before(exam_day, 16, 13)) == ()


# Days


def test_the_last_seven_days_bring_nothing_new_when_there_is_time():
    one = made(55)
    assert one.touch_from == after(48)
    assert [day.touch for day in one.days] == [n >= 48 for n in range(55)]
    assert sum(day.new for day in one.days if day.touch) == 0
    assert made(3).touch_from == TODAY


def test_a_full_pool_in_eight_weeks_is_about_eighteen_minutes_a_day():
    one = made(55)
    assert (one.a_day, one.room, one.seen, one.holds) == (23, 31, 293, True)
    assert [(m.days, m.a_day) for m in one.missed] == [(0, 23), (1, 27), (2, 31)]


def test_a_week_is_filled_to_the_minutes_and_says_that_it_holds_a_part():
    one = made(7)
    assert not one.holds
    assert one.a_day == one.room == 31
    assert one.seen == 82


def test_nothing_left_to_see_and_nothing_due_asks_for_nothing():
    one = made(20, unseen=0, done=4)
    assert (one.a_day, one.seen, one.holds) == (0, 0, True)


def test_what_was_done_today_is_not_asked_again():
    morning = made(55)
    evening = made(55, unseen=293 - 23, due={after(2): 23}, done=23)
    assert morning.days[0].items == 23
    assert evening.days[0].items == 0
    assert evening.days[1].items > 0


def test_a_long_drill_today_is_no_reason_for_longer_days_after():
    assert made(10, unseen=4, done=200, forms=0).a_day <= 4


def test_a_missed_week_changes_the_numbers_and_nothing_is_lost():
    planned, later = made(55), made(55, today=after(7))
    assert planned.a_day < later.a_day <= later.room
    assert later.holds
    assert later.mocks == planned.mocks


@pytest.mark.parametrize(("days", "off"), [(55, ()), (55, range(10, 17)), (30, (3, 8, 21))])
def test_who_follows_the_plan_meets_all_within_the_minutes_whatever_days_were_off(days, off):
    unseen, waiting, exam_day = 120, {}, after(days)
    for n in range(days):
        today = plan(
            today=after(n), exam_day=exam_day, minutes=25, seconds=48.0, unseen=unseen,
            due=waiting, done=0, forms=0, sat=(),
        )  # fmt: skip
        assert today.holds
        assert today.a_day <= today.room
        if n in off:
            continue
        first, unseen = today.days[0], unseen - today.days[0].new
        left = first.due
        for day in sorted(waiting):
            done = min(left, waiting[day]) if day <= after(n) else 0
            waiting[day], left = waiting[day] - done, left - done
        for gap in (2, 6, 12):
            waiting[after(n + gap)] = waiting.get(after(n + gap), 0) + first.new
    assert unseen == 0
    assert sum(looks for day, looks in waiting.items() if day < exam_day) == 0


def test_the_exam_day_must_be_ahead():
    with pytest.raises(ValueError, match="not after today"):
        made(0)


# Reviews ahead


def memory(name: str, due: date, known: int = 0) -> Memory:
    at = datetime(due.year, due.month, due.day, 12, tzinfo=UTC)
    dots = tuple(after(-n) for n in range(known))
    return Memory(name, at, 3.0, 5.0, at, secure_days=dots)


def test_overdue_items_are_due_today_and_come_back_until_they_are_secure():
    looks = looks_ahead(
        [memory("a", after(-9), 2), memory("b", after(3), 1), memory("c", after(1))],
        today=TODAY, exam_day=after(55), zone=UTC,
    )  # fmt: skip
    assert looks == {TODAY: 1, after(3): 1, after(9): 1, after(1): 1, after(7): 1, after(19): 1}


def test_a_secure_item_due_after_the_exam_rests_and_an_unsecured_one_does_not():
    memories = [memory("a", after(70), 3), memory("b", after(70), 2), memory("c", after(4), 3)]
    looks = looks_ahead(memories, today=TODAY, exam_day=after(55), zone=UTC)
    assert looks == {after(70): 1, after(4): 1}
    drawn_in = made(55, unseen=0, due=looks, forms=0)
    assert sum(day.due for day in drawn_in.days) == 2
    assert sum(day.due for day in drawn_in.days if day.touch) == 1


# Pace and what waits


def test_the_own_pace_counts_from_twenty_answers_and_stays_within_reason():
    assert pace(19 * 100, 19) == USUAL_SECONDS
    assert pace(20 * 70, 20) == 70
    assert pace(20 * 4000, 20) == 150
    assert pace(20, 20) == 20
    assert room(25, 48) == 31
    assert room(5, 150) == 2


def test_what_is_left_out_is_first_what_the_exam_asks_least_for():
    shares = {"ethics": Fraction(3, 4), "history": Fraction(1, 4)}
    assert left_out({"ethics": 30, "history": 30, "other": 5}, shares, 40) == {
        "history": 20, "other": 5
    }  # fmt: skip


def test_days_that_bring_something_new_let_the_first_ones_come_back():
    days = spread(Work(10), 4, 14, 8)
    assert met(Work(10), 4, 14, 8) == 10
    assert days[0] == (4, 0)
    assert days[2][1] > 0
