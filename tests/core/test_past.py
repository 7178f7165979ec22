"""What history says of each item, and of the pace."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.past import Look, length_for, minutes_for, pasts_of, seconds_an_item
from tests.builders import MORNING


def look(item="it", mark=1, certainty=3, *, minute=0, **more):
    at = MORNING + timedelta(minutes=minute)
    return Look(item, Fraction(mark), certainty, at, **more)


def test_a_guess_that_was_right_is_lucky_until_it_is_known():
    assert pasts_of([look(certainty=1)])["it"].lucky
    assert not pasts_of([look(certainty=1), look(certainty=2, minute=1)])["it"].lucky


def test_the_first_fresh_look_and_the_last_one_are_kept_in_whatever_order_they_come():
    looks = [
        look(mark=1, certainty=2, minute=9),
        look(mark=0, certainty=3, minute=1, fresh=True),
        look(mark=0, certainty=None, minute=5),
    ]
    past = pasts_of(looks, flagged={"it"})["it"]
    assert (past.first_mark, past.first_certainty) == (0, 3)
    assert (past.last_mark, past.last_certainty) == (1, 2)
    assert (past.times_missed, past.flagged, past.known_at_first) == (2, True, False)


def test_sure_and_wrong_is_told_from_wrong():
    assert pasts_of([look(mark=0)])["it"].sure_and_wrong
    assert not pasts_of([look(mark=0, certainty=2)])["it"].sure_and_wrong
    assert not pasts_of([look()])["it"].sure_and_wrong


def test_the_repeat_within_a_sitting_does_not_make_a_miss_look_mended():
    past = pasts_of([look(mark=0), look(mark=1, minute=3, again=True)])["it"]
    assert not past.right


def test_without_a_fresh_look_nothing_is_said_of_first_sight():
    assert pasts_of([look()])["it"].known_at_first is None


def test_the_pace_is_the_median_of_the_newest_looks_once_there_are_ten():
    assert seconds_an_item([look(seconds=5)] * 9) == 48
    slow = [look(seconds=200, minute=n) for n in range(100)]
    quick = [look(seconds=30, minute=200 + n) for n in range(100)]
    assert seconds_an_item([*quick, *slow]) == 30
    assert seconds_an_item([look(seconds=3000)] * 20) == 300  # someone went for a walk


@pytest.mark.parametrize(("minutes", "seconds", "length"), [(25, 48, 31), (10, 60, 10), (1, 90, 1)])
def test_minutes_become_a_length(minutes, seconds, length):
    assert length_for(minutes, seconds) == length


@given(st.floats(1, 300), st.floats(10, 300))
def test_a_length_never_takes_longer_than_the_minutes_that_it_came_from(minutes, seconds):
    length = length_for(minutes, seconds)
    assert length == 1 or length * seconds <= minutes * 60
    assert minutes_for(length, seconds) >= 1
