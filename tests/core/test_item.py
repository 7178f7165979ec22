"""How a response is marked, whatever the order shown."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.form import Slot, option_order
from peerprep.core.item import BLANK, option_id
from tests.builders import item

LETTERS = "abcde"
KINDS = st.sampled_from(["single-best", "select-all", "true-false"])


@st.composite
def any_item(draw: st.DrawFn):
    kind = draw(KINDS)
    options = "ab" if kind == "true-false" else LETTERS[: draw(st.integers(2, 5))]
    most = len(options) if kind == "select-all" else 1
    key = "".join(draw(st.sets(st.sampled_from(options), min_size=1, max_size=most)))
    return item(kind=kind, options=options, key=key, partial=draw(st.booleans()))


@st.composite
def item_and_response(draw: st.DrawFn):
    one = draw(any_item())
    ids = [option.id for option in one.options]
    return one, frozenset(draw(st.sets(st.sampled_from(ids))))


@given(item_and_response())
def test_a_mark_lies_between_none_and_one(pair):
    one, response = pair
    assert 0 <= one.mark(response) <= 1


@given(any_item())
def test_the_key_earns_one_and_a_blank_nothing(one):
    assert one.mark(one.key) == 1
    assert one.mark(BLANK) == 0


@given(item_and_response(), st.integers())
def test_shuffling_never_changes_a_mark(pair, seed):
    one, response = pair
    slot = Slot(1, one, option_order(one, random.Random(seed)))
    letters = slot.letters(response).replace(", ", "")
    again = frozenset(o for letter in letters if (o := slot.option_at(letter)))
    assert again == response
    assert one.mark(again) == one.mark(response)


@given(item_and_response())
def test_only_the_whole_key_earns_the_whole_mark(pair):
    one, response = pair
    assert (one.mark(response) == 1) == (response == one.key)


@pytest.mark.parametrize(
    ("response", "mark"),
    [
        ("ab", Fraction(1)),
        ("a", Fraction(1, 2)),
        ("ac", Fraction(0)),
        ("abc", Fraction(1, 2)),
        ("abcd", Fraction(0)),
        ("cd", Fraction(0)),
    ],
)
def test_partial_marks_are_hits_minus_false_choices(response, mark):
    one = item(kind="select-all", key="ab", partial=True)
    assert one.mark(frozenset(response)) == mark


def test_all_or_nothing_gives_nothing_for_half():
    assert item(kind="select-all", key="ab").mark(frozenset("a")) == 0


def test_true_false_and_unshuffled_items_keep_their_order():
    dice = random.Random(3)
    for one in (item(kind="true-false", options="ab"), item(shuffle=False)):
        assert option_order(one, dice) == tuple(option.id for option in one.options)


def test_a_revision_changes_with_the_key_and_not_with_a_rationale():
    one = item()
    options = tuple(replace(option, rationale="Better words.") for option in one.options)
    assert replace(one, options=options).revision == one.revision
    assert item(key="c").revision != one.revision
    assert replace(one, stem="Another question?").revision != one.revision


def test_a_revision_does_not_change_when_the_author_reorders_options():
    one = item()
    assert replace(one, options=one.options[::-1]).revision == one.revision


def test_an_options_identity_is_its_words_not_its_case_or_place():
    assert option_id("Ask  her first") == option_id("ask her FIRST")
    assert option_id("Ask her first") != option_id("Ask him first")
