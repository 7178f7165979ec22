"""Small charts add to numbers, never carry them alone, and know an ASCII form."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.score import Share
from peerprep.terminal.charts import (
    WIDTH,
    count_bar,
    day_dots,
    interval_bar,
    range_bar,
    secure_dots,
)


def test_a_range_is_drawn_with_its_whiskers_its_point_and_the_target():
    assert range_bar(Share(Fraction(12), 18), 75, unicode=True).plain == "·······━━━●━┆━··"
    assert range_bar(Share(Fraction(12), 18), None, unicode=True).plain == "·······━━━●━━━··"


def test_too_few_responses_and_ascii_draw_no_range():
    assert range_bar(Share(Fraction(3), 4), 75, unicode=True).plain == ""
    assert range_bar(Share(Fraction(12), 18), 75, unicode=False).plain == ""


def test_secure_dots_are_one_for_each_day():
    assert [secure_dots(n, unicode=False).plain for n in range(4)] == [
        ". . .", "o . .", "o o .", "o o o",
    ]  # fmt: skip
    assert secure_dots(2, unicode=True).plain == "● ● ·"


def test_a_day_without_practice_is_a_dot_without_colour():
    text = day_dots([True, False, True], unicode=True)
    assert text.plain == "● · ●"
    coloured = {place for span in text.spans for place in range(span.start, span.end)}
    assert coloured == {0, 4}
    assert day_dots([True, False], unicode=False).plain == "o ."


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_bar_shows_anything_above_none_and_never_leaves_its_width(number, more):
    bar = count_bar(number, number + more, unicode=True).plain
    assert (len(bar) > 0) == (number > 0)
    assert len(bar) <= WIDTH


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.integers(50, 95))
def test_a_bar_is_as_wide_as_every_other(point, one, other, target):
    ends = (min(one, other), max(one, other))
    assert len(interval_bar(point, ends, target, unicode=True).plain) == WIDTH
