"""Progress counts what was done; nothing in it falls back to zero."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.progress import (
    CALENDAR_DAYS,
    FORECAST_DAYS,
    FirstLook,
    by_domain,
    calendar,
    dots,
    forecast,
    pace,
    recent,
    share_of,
    sureness,
)
from peerprep.core.schedule import Memory, study_day
from tests.builders import MORNING


def look(n=1, *, right=True, certainty=3, days=0.0, topic="hope", seconds=20.0, kind="drill"):
    at = MORNING - timedelta(days=days)
    return FirstLook(f"it-{n}", topic, Fraction(int(right)), certainty, seconds, at, kind)


def memory(n=1, *, known=0, days=0.0):
    at = MORNING + timedelta(days=days)
    known_on = tuple(date(2026, 11, day) for day in range(1, known + 1))
    return Memory(f"it-{n}", at, 1.0, 5.0, MORNING, secure_days=known_on)


def test_looks_of_the_last_28_days_count_and_older_ones_when_there_are_no_others():
    near, old = look(1, days=27), look(2, days=29)
    assert recent([old, near], MORNING) == ((near,), 28)
    assert recent([old], MORNING) == ((old,), None)
    assert recent([], MORNING) == ((), 28)


def test_of_what_one_was_sure_of_so_many_were_right():
    looks = [look(n, right=n > 3) for n in range(20)] + [look(30, certainty=1, right=False)]
    looks.append(look(31, certainty=None))
    sure, guessed = sureness(looks)
    assert (sure.certainty, sure.share.right, sure.share.of) == (3, 16, 20)
    assert (guessed.certainty, guessed.share.right, guessed.share.of) == (1, 0, 1)


LOOKS = st.lists(
    st.builds(
        look,
        st.integers(1, 99),
        right=st.booleans(),
        topic=st.sampled_from(["hope", "rights", "elsewhere"]),
        certainty=st.sampled_from([None, 1, 2, 3]),
    )
)


@given(LOOKS)
def test_the_domains_and_what_lies_outside_add_up(looks):
    inside, outside = by_domain(looks, [("a", "A"), ("b", "B")], {"hope": "a", "rights": "b"}.get)
    assert sum(d.share.of for d in inside) + outside.of == len(looks)
    total = sum((d.share.right for d in inside), outside.right)
    assert total == share_of(looks).right


def test_pace_is_the_median_of_answered_drill_questions():
    looks = [look(1, seconds=10), look(2, seconds=30), look(3, seconds=0)]
    looks += [look(4, seconds=500, kind="exam")]
    found = pace(looks, [50.0, 70.0], 96.0)
    assert (found.drill, found.drill_of, found.mock, found.allowed) == (20.0, 2, 60.0, 96.0)
    assert pace([], (), None).drill is None


def test_dots_sort_items_by_the_days_they_were_known_on():
    assert dots([memory(known=0), memory(known=2), memory(known=3), memory(known=3)]) == (
        1, 0, 1, 2,
    )  # fmt: skip


@given(st.dictionaries(st.dates(date(2026, 10, 1), date(2026, 12, 24)), st.integers(1, 40)))
def test_the_calendar_is_the_last_fourteen_days_whatever_the_records_hold(answered):
    days = calendar(answered, MORNING)
    assert len(days) == CALENDAR_DAYS
    assert days[-1].day == study_day(MORNING)
    assert [day.answered for day in days] == [answered.get(day.day, 0) for day in days]


@given(st.lists(st.floats(-400, 400)))
def test_the_forecast_counts_every_memory_once_and_what_waited_is_today(days):
    memories = [memory(n, days=ahead) for n, ahead in enumerate(days)]
    near, later = forecast(memories, MORNING)
    assert len(near) == FORECAST_DAYS
    assert sum(day.items for day in near) + later == len(memories)
    assert near[0].items >= sum(ahead <= 0 for ahead in days)
