"""The rules about banks, and about items beside other items."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.core.blueprint import Exam, Fact
from peerprep.core.checks.bank import Sitting, chi_square_tail
from peerprep.core.checks.near import NEAR, asked, nearly_twice, twice
from peerprep.core.checks.registry import BANK_CHECKS, SITTING_CHECKS
from tests.core.checks.cases import case

WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def fired(items) -> set[str]:
    return {found.rule for check in BANK_CHECKS for found in check.find(items)}


def bank(places, longest=None, **more):
    """Items whose keys stand in the places and whose longest options stand in the other ones."""
    made = []
    for number, place in enumerate(places):
        texts = ["xx"] * 4
        if longest is not None:
            texts[longest[number]] = "xxxx"
        options = tuple(f"{text} {n}" for n, text in enumerate(texts))
        made.append(case(options=options, key=place, name=f"i{number}", **more))
    return made


def test_keys_that_are_the_longest_more_often_than_chance_are_noted():
    even = [n % 4 for n in range(40)]
    assert "LONG-KEY" in fired(bank(even, even))
    assert "LONG-KEY" not in fired(bank(even, [0] * 40))
    assert "LONG-KEY" not in fired(bank(even[:19], even[:19]))
    assert "LONG-KEY" not in fired(bank(even))  # options of one length say nothing


def test_keys_in_one_place_too_often_are_noted():
    assert "KEY-POSITION" in fired(bank([2] * 20 + [0, 1, 3] * 4))
    assert "KEY-POSITION" not in fired(bank([0, 1, 2, 3] * 8))
    assert "KEY-POSITION" not in fired(bank([2] * 19))


def test_a_run_of_one_place_is_noted_only_where_options_are_not_shuffled():
    places = [0, 1, 2, 3, 3, 3, 3, 3, 0, 1]
    assert "KEY-POSITION" in fired(bank(places, shuffle=False))
    assert "KEY-POSITION" not in fired(bank(places))
    assert "KEY-POSITION" not in fired(bank([0, 1, 2, 3, 3, 3, 3, 0], shuffle=False))


@pytest.mark.parametrize(
    ("value", "degrees", "tail"),
    [(3.841, 1, 0.05), (9.210, 2, 0.01), (11.345, 3, 0.01), (21.666, 9, 0.01), (0.0, 3, 1.0)],
)
def test_the_chi_square_tail_is_that_of_the_tables(value, degrees, tail):
    assert chi_square_tail(value, degrees) == pytest.approx(tail, abs=2e-5)


def sitting(words: int, count: int = 30, minutes: int | None = 120):
    none = Fact(None)
    exam = Exam(
        "ex", "An exam", "Board", Fact(75), Fact(minutes), none, none, none, none, (), none, none
    )
    stem = " ".join(["word"] * words) + "?"
    return Sitting(exam, [case(stem, name=f"i{n}", pool="mock") for n in range(count)])


def test_a_mock_that_cannot_be_read_in_its_minutes_is_noted():
    (check,) = SITTING_CHECKS
    assert [found.rule for found in check.find(sitting(200))] == ["TIME-FIT"]
    assert list(check.find(sitting(40))) == []
    assert list(check.find(sitting(200, minutes=None))) == []
    assert list(check.find(sitting(200, count=19))) == []


LONG = "She has a job and a cat and asks what to do with the long days that she spent at the bar."


def test_the_later_of_two_equal_items_is_reported():
    one, two = case(LONG, name="a"), case(f"{LONG.lower()} ", name="b")
    shuffled = case(
        LONG, ["Call a friend", "Listen first", "Go for a walk", "Write it down"], name="c"
    )
    assert [(f.rule, f.item) for f in twice([one, two, shuffled])] == [
        ("ITEM-DUP", "b"),
        ("ITEM-DUP", "c"),
    ]
    assert list(nearly_twice([one, two])) == []
    assert list(twice([one, case(LONG, ["A", "B", "C", "D"], name="d")])) == []


def test_an_item_with_another_word_is_nearly_the_same_and_another_case_is_not():
    one = case(LONG, name="a")
    two = case(LONG.replace("bar", "pub"), name="b")
    other = case("He sleeps in his car and asks for a shower. What is best?", name="c")
    assert [(f.rule, f.item) for f in nearly_twice([one, two, other])] == [("ITEM-NEAR", "b")]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_the_index_finds_exactly_what_comparing_all_with_all_finds(seed):
    dice = random.Random(seed)
    items = []
    for number in range(12):
        base = list(dice.choice(items).stem.split()) if items and dice.random() < 0.7 else None
        said = base or [dice.choice(WORDS) for _ in range(30)]
        said[dice.randrange(len(said))] = dice.choice(WORDS)
        items.append(case(" ".join(said), name=f"i{number}"))
    runs = [asked(item) for item in items]
    wanted = set()
    for later in range(len(items)):
        likeness = [
            (len(runs[n] & runs[later]) / len(runs[n] | runs[later]), -n) for n in range(later)
        ]
        best = max(likeness, default=(0.0, 0))
        if best[0] >= NEAR and items[-best[1]].stem != items[later].stem:
            wanted.add(items[later].id)
    assert {found.item for found in nearly_twice(items)} == wanted
