"""Cues are measured as their sentences say, and rules share the mark where options tie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.cues import CUES, Sight, WordLists, see
from peerprep.core.strategies import STRATEGIES, chance, commonest_place, mark, tried, try_all
from tests.builders import item

LISTS = WordLists(
    hedges=("may", "in most cases"),
    absolutes=("always", "all"),
    negations=("not", "*n't"),
    gentle=("listen*",),
    firm=("report*",),
)


def sight(*options: str, key: int = 0, stem: str = "") -> Sight:
    return Sight("it", options, key, stem, LISTS)


def measured(name: str, *options: str, stem: str = "") -> list[float]:
    (cue,) = (cue for cue in CUES if cue.name == name)
    return [round(value, 3) for value in cue.measure(sight(*options, stem=stem))]


def test_phrases_count_once_and_a_star_is_any_ending():
    assert LISTS.hits("hedges", "This may help, in most cases") == 2
    assert LISTS.hits("gentle", "Listening is what she listens for") == 2
    assert LISTS.hits("negations", "She doesn’t go, and cannot") == 1


def test_a_word_within_a_word_is_no_hit():
    assert LISTS.hits("absolutes", "Call the hall") == 0


def test_a_list_without_words_never_hits():
    assert WordLists().hits("firm", "Report it") == 0


def test_length_is_relative_and_ties_share_being_longest():
    assert measured("length", "aa", "aa") == [0, 0]
    assert measured("longest", "aaaa", "bbbb", "c") == [0.5, 0.5, 0]
    assert measured("shortest", "aaaa", "bbbb", "c") == [0, 0, 1]


def test_echo_is_the_share_of_content_words_that_the_stem_has_too():
    stem = "She was calling the manager about the ride."
    assert measured("echo", "Call the manager", "Write a letter", stem=stem) == [0.5, 0]
    assert measured("echo", "Managers called", "Go", stem=stem) == [0.5, 0]


def test_the_common_core_is_with_the_option_that_shares_most():
    low, high, other = measured("core", "Leave quietly", "Call mother today", "Call mother later")
    assert low == 0
    assert high == other == 0.25


def test_marks_of_punctuation_speech_and_digits_are_counted():
    assert measured("commas", "One, two; three", "One") == [2, 0]
    assert measured("speech", "Say 'no' to it", "It's a peer's job") == [1, 0]
    assert measured("digits", "Call 911", "Call her") == [1, 0]
    assert measured("and", "Sit and wait and see", "Sandy") == [2, 0]
    assert measured("letters", "aaaa bb", "…") == [3, 0]


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
@given(texts=st.lists(st.text("abc ,'9", min_size=1), min_size=2, max_size=5), seed=st.randoms())
def test_what_is_measured_goes_with_the_option_not_with_its_place(cue, texts, seed):
    order = list(range(len(texts)))
    seed.shuffle(order)
    before = cue.measure(sight(*texts, stem="abc aaaa"))
    after = cue.measure(sight(*(texts[place] for place in order), stem="abc aaaa"))
    assert after == pytest.approx([before[place] for place in order])


def test_the_stem_is_seen_with_its_exhibit_and_the_key_at_its_place():
    one = item(key="c", exhibit="House rules.", stem="What now?")
    seen = see(one, LISTS)
    assert (seen.key, seen.stem) == (2, "House rules. What now?")


def test_options_that_tie_share_the_mark():
    assert mark([1, 1, 0, 0], 0) == 0.5
    assert mark([1, 1, 0, 0], 2) == 0
    assert mark([0.1 + 0.2, 0.3], 1) == 0.5


def test_a_rule_that_sees_no_difference_earns_what_chance_does():
    alike = [sight("Go home", "Go away", "Go back", key=n % 3) for n in range(9)]
    rules = {found.name: found.share for found in try_all(alike)}
    assert rules["hedged"] == rules["no-absolutes"] == pytest.approx(1 / 3)


def test_each_rule_finds_the_key_that_it_is_made_for():
    made = {
        "longest": sight("Go to her and stay", "Go", "Wait"),
        "shortest": sight("Go", "Wait here", "Leave them"),
        "hedged": sight("It may help", "It helps", "It hurts"),
        "no-absolutes": sight("It helps", "It always helps", "All of it"),
        "echo": sight("The manager", "The nurse", "The court", stem="A manager asks."),
        "core": sight("Call mother today", "Call mother", "Write today"),
        "gentlest": sight("Listen to her", "Speak to her", "Report it"),
        "firmest": sight("Report it", "Speak to her", "Listen to her"),
    }
    assert set(made) == {strategy.name for strategy in STRATEGIES}
    for strategy in STRATEGIES:
        assert mark(strategy.rank(made[strategy.name]), 0) == 1, strategy.name


def test_the_commonest_place_is_counted_as_written_and_ties_are_shared():
    places = [sight("a", "b", "c", "d", key=key) for key in (1, 1, 1, 3)]
    assert commonest_place(places).share == 0.75
    assert commonest_place(places).words == "the option written as B"
    even = [sight("a", "b", key=key) for key in (0, 1)]
    assert commonest_place(even).share == 0.5


def test_an_item_without_the_commonest_place_is_guessed_blindly():
    last = [sight("a", "b", "c", "d", key=3)] * 3 + [sight("a", "b", key=0)]
    assert commonest_place(last).share == (3 + 0.5) / 4


def test_chance_is_the_mean_over_items_of_one_over_their_options():
    assert chance([sight("a", "b"), sight("a", "b", "c", "d")]) == pytest.approx(0.375)


def test_a_share_comes_with_its_range():
    found = tried("x", "x", [1.0] * 31 + [0.0] * 69)
    assert found.low < 0.31 < found.high
    assert (found.low, found.high) == pytest.approx((0.24, 0.39), abs=0.01)
