"""Near-duplicates are all found, by a rule that anybody can count after."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.near import (
    Stretch,
    asked,
    contrast,
    jaccard,
    near_pairs,
    near_sets,
    near_texts,
    shingles,
)
from tests.builders import item

NIGHT = "At night a man asks the peer worker to drive him home. What should she do first?"


def test_a_shingle_is_three_words_without_case_or_punctuation():
    assert shingles("The peer's ROLE, said plainly") == {
        ("the", "peer's", "role"),
        ("peer's", "role", "said"),
        ("role", "said", "plainly"),
    }
    assert shingles("Yes.") == {("yes",)}
    assert shingles("…") == frozenset()


def test_a_typographic_apostrophe_is_an_apostrophe():
    assert shingles("She doesn’t know yet") == shingles("she doesn't know yet")


def test_an_item_copied_with_its_options_in_another_order_is_wholly_alike():
    one = item("one", stem=NIGHT)
    turned = tuple(reversed(one.options))
    (pair,) = near_pairs([one, replace(one, id="two", options=turned)])
    assert (pair.one, pair.two, pair.similarity) == ("one", "two", 1.0)


def test_siblings_that_share_only_their_options_are_no_near_duplicates():
    one = item("one", stem=NIGHT)
    two = replace(one, id="two", stem="A woman wants to hear how he got through his first winter.")
    assert near_pairs([one, two]) == ()


def test_the_most_alike_come_first():
    stems = {
        "a": "one two three four five six seven eight nine ten",
        "b": "one two three four five six seven eight nine ten",
        "c": "one two three four five six seven eight nine eleven",
    }
    found = near_texts(stems, 0.5)
    assert [(pair.one, pair.two) for pair in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert found[1].similarity == pytest.approx(7 / 9)


@pytest.mark.parametrize("at_least", [0, -0.5, 1.01])
def test_a_likeness_out_of_range_is_refused(at_least):
    with pytest.raises(ValueError, match="at_least"):
        near_pairs([], at_least)


few_words = st.lists(st.sampled_from("abcd"), max_size=8).map(" ".join)


@given(st.lists(few_words, max_size=8), st.sampled_from([0.2, 0.5, 0.7, 0.8, 1.0]))
def test_the_index_finds_exactly_what_comparing_every_two_finds(texts, at_least):
    sets = {str(n): shingles(text) for n, text in enumerate(texts)}
    every = {
        (one, two)
        for one, two in combinations(sets, 2)
        if jaccard(sets[one], sets[two]) >= at_least
    }
    assert {(pair.one, pair.two) for pair in near_sets(sets, at_least)} == every


@given(few_words, few_words)
def test_likeness_has_no_direction_and_a_text_is_like_itself(one, two):
    a, b = shingles(one), shingles(two)
    assert jaccard(a, b) == jaccard(b, a)
    assert jaccard(a, a) == (1.0 if a else 0.0)


def test_what_differs_is_marked_on_both_sides():
    one, two = contrast("She calls the nurse, at once", "She calls her sponsor at once")
    assert one == (
        Stretch("She calls", True),
        Stretch("the nurse,", False),
        Stretch("at once", True),
    )
    assert [stretch.text for stretch in two if not stretch.shared] == ["her sponsor"]


@given(few_words, few_words)
def test_no_word_is_lost_in_a_contrast(one, two):
    left, right = contrast(one, two)
    assert " ".join(stretch.text for stretch in left) == one
    assert " ".join(stretch.text for stretch in right) == two


def test_an_exhibit_is_part_of_what_is_asked():
    bare = item("one", stem=NIGHT)
    assert asked(bare) < asked(replace(bare, exhibit="The house rules forbid rides at night."))
