"""Today's queue with the exam day known."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.core.form import Exposure
from peerprep.core.past import Look, pasts_of
from peerprep.core.schedule import Rating, review, study_day
from peerprep.core.shelf import Shelf
from peerprep.core.today import today
from tests.builders import MORNING, item, items


def shelf_of(library, memories=None, **more):
    memories = memories or {}
    more.setdefault("exposures", {name: Exposure(1, MORNING) for name in memories})
    more.setdefault("pasts", {})
    return Shelf({one.id: one for one in library}, memories, now=MORNING, **more)


def remembered(names, *, days_ago=5, given=Rating.AGAIN, sure=False):
    at = MORNING - timedelta(days=days_ago)
    return {n: review(None, item=n, given=given, at=at, sure=sure) for n in names}


def ids(chosen):
    return {one.id for one in chosen}


def ask(shelf, length=10):
    return today(shelf, length, random.Random(1))


def exam_in(days):
    return study_day(MORNING) + timedelta(days=days)


def test_due_and_new_are_mixed_and_the_new_keep_a_third():
    old = [f"it-{n}" for n in range(1, 21)]
    chosen = ids(ask(shelf_of(items(40), remembered(old)), 9))
    assert len(chosen) == 9
    assert len(chosen - set(old)) >= 3
    assert len(chosen & set(old)) >= 1


def test_new_ones_beyond_an_excerpt_count_like_those_in_it():
    library, old = items(40), [f"it-{n}" for n in range(1, 21)]
    memories = remembered(old, days_ago=2, given=Rating.GOOD)
    few = shelf_of(library, memories, exam_day=exam_in(3))
    assert ids(ask(few)) & set(old)
    assert not ids(ask(replace(few, beyond=60))) & set(old)


def test_with_more_new_than_the_days_can_hold_new_ones_come_first():
    library, old = items(100), [f"it-{n}" for n in range(1, 21)]
    memories = remembered(old, days_ago=2, given=Rating.GOOD)
    chosen = ids(ask(shelf_of(library, memories, exam_day=exam_in(3))))
    assert not chosen & set(old)


def test_an_exam_far_off_leaves_what_is_not_due_alone_when_new_items_wait():
    library = items(40)
    memories = remembered([one.id for one in library[:20]], days_ago=1, given=Rating.EASY)
    assert not ids(ask(shelf_of(library, memories, exam_day=exam_in(90)))) & set(memories)


def test_with_an_exam_day_and_nothing_else_left_items_come_before_they_are_due():
    library = items(6)
    memories = remembered([one.id for one in library], days_ago=1, given=Rating.EASY)
    assert ask(shelf_of(library, memories)) == ()
    assert len(ask(shelf_of(library, memories, exam_day=exam_in(90)))) == 6


def test_what_was_looked_at_today_is_not_asked_again_today():
    library = items(6)
    memories = remembered([one.id for one in library], days_ago=0)
    assert ask(shelf_of(library, memories, exam_day=exam_in(2))) == ()


def test_the_mock_pool_is_never_touched():
    mocks = [item(f"m-{n}", pool="mock", principle=f"m{n}") for n in range(9)]
    memories = remembered(["m-1", "m-2"])
    chosen = ask(shelf_of([*items(4), *mocks], memories, exam_day=exam_in(4)), 20)
    assert {one.pool for one in chosen} == {"drill"}


def test_a_schedule_of_an_item_that_was_retired_is_passed_over():
    assert ids(ask(shelf_of(items(1), remembered(["gone", "it-1"])))) == {"it-1"}


def test_a_miss_one_was_sure_of_has_a_place_of_its_own():
    old = [f"it-{n}" for n in range(1, 30)]
    memories = remembered(old, days_ago=30) | remembered(["it-30"], days_ago=1, sure=True)
    assert "it-30" in ids(ask(shelf_of(items(60), memories), 5))


def test_a_sitting_begins_with_what_was_right_last_time_or_an_easier_level():
    library = [*items(8), item("easy", level="recall", principle="z")]
    assert ask(shelf_of(library))[0].id == "easy"
    memories = remembered(["it-1"], days_ago=9, given=Rating.GOOD)
    looks = [Look("it-1", Fraction(1), 3, MORNING - timedelta(days=9))]
    assert ask(shelf_of(library, memories, pasts=pasts_of(looks)))[0].id == "it-1"


def test_new_items_come_more_from_the_domain_with_most_to_gain_and_stay_mixed():
    def of(topic, first, count):
        numbers = range(first, first + count)
        return [item(f"{topic}-{n}", topic=topic, principle=f"{topic}{n}") for n in numbers]

    library = [*of("known", 0, 40), *of("unknown", 0, 40)]
    old = [one.id for one in library if int(one.id.split("-")[1]) < 10]
    looks = [
        Look(n, Fraction(n.startswith("known")), 2, MORNING - timedelta(days=1), fresh=True)
        for n in old
    ]
    memories = remembered(old, days_ago=0)
    chosen = ask(shelf_of(library, memories, pasts=pasts_of(looks)), 12)
    topics = [one.topic for one in chosen]
    assert topics.count("unknown") > topics.count("known") >= 0
    assert len(chosen) == 12


def test_siblings_of_one_scenario_are_kept_apart_while_there_are_others():
    pair = [item("a", enemies=frozenset({"b"})), item("b", enemies=frozenset({"a"}))]
    assert not {"a", "b"} <= ids(ask(shelf_of([*pair, *items(5)]), 5))
    assert ids(ask(shelf_of(pair), 5)) == {"a", "b"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("pqrstuv")), max_size=30),
    st.integers(1, 15),
    st.integers(-3, 30),
    st.randoms(use_true_random=False),
)
def test_no_item_twice_no_more_than_asked_and_no_principle_twice_in_a_row(
    pairs, length, days, dice
):
    library = [item(f"it-{n}", topic=t, principle=p) for n, (t, p) in enumerate(pairs)]
    old = [one.id for one in library if dice.random() < 0.5]
    chosen = today(shelf_of(library, remembered(old), exam_day=exam_in(days)), length, dice)
    assert len(ids(chosen)) == len(chosen) <= length
    assert len(chosen) == min(length, len(library))  # all are due or new
    most = max(([one.principle for one in chosen].count(p) for p in "pqrstuv"), default=0)
    if 2 * most <= len(chosen) + 1:
        assert all(a.principle != b.principle for a, b in pairwise(chosen))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 10_000))
def test_all_that_is_not_secure_is_touched_in_the_last_seven_days_when_there_is_time(
    seen, unseen, seed
):
    dice, length = random.Random(seed), 9  # 63 looks; up to 50 are needed
    library = items(seen + unseen)
    memories = remembered([one.id for one in library[:seen]], days_ago=3, given=Rating.GOOD)
    shelf = shelf_of(library, memories, exam_day=exam_in(7))
    for day in range(7):
        shelf = replace(shelf, now=MORNING + timedelta(days=day))
        for one in today(shelf, length, dice):
            given_rating = dice.choice(list(Rating))
            memory = review(memories.get(one.id), item=one.id, given=given_rating, at=shelf.now)
            memories = {**memories, one.id: memory}
            shelf = replace(shelf, memories=memories)
    assert len(memories) == seen + unseen
    assert all(m.last_review >= MORNING for m in memories.values() if not m.secure)
