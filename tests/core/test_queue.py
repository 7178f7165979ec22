"""What is asked today, and in which order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.form import Exposure
from peerprep.core.past import Look, pasts_of
from peerprep.core.queue import QUEUES, interleave
from peerprep.core.schedule import Rating, review, study_day
from peerprep.core.shelf import Shelf
from tests.builders import MORNING, item, items


def remembered(names, *, sure_and_wrong=()):
    return {
        name: review(
            None,
            item=name,
            given=Rating.AGAIN,
            at=MORNING - timedelta(days=5 + n),
            sure=name in sure_and_wrong,
        )
        for n, name in enumerate(names)
    }


def draw(library, memories, exposures=None, length=10):
    shelf = Shelf(
        items={one.id: one for one in library},
        memories=memories,
        exposures=exposures or {name: Exposure(1, MORNING) for name in memories},
        pasts={},
        now=MORNING,
    )
    chosen = QUEUES["today"](shelf, length, random.Random(1))
    return chosen, sum(one.id in memories for one in chosen)


def test_today_mixes_due_reviews_with_new_items_and_keeps_a_third_for_the_new():
    library = items(30)
    chosen, due = draw(library, remembered([f"it-{n}" for n in range(1, 13)]), length=9)
    assert len(chosen) == 9
    assert 1 <= due <= 6


def test_with_nothing_new_the_reviews_fill_the_drill_and_the_other_way_round():
    library = items(12)
    everything = remembered([one.id for one in library])
    assert len(draw(library, everything, length=10)[0]) == 10
    assert len(draw(library, {}, length=10)[0]) == 10


def test_the_mock_pool_is_never_touched():
    library = [*items(5), *[item(f"m-{n}", pool="mock") for n in range(5)]]
    chosen, _ = draw(library, {}, length=10)
    assert {one.pool for one in chosen} == {"drill"}


def test_a_miss_one_was_sure_of_is_among_the_first_reviews():
    library = items(20)
    names = [f"it-{n}" for n in range(1, 15)]
    memories = remembered(names, sure_and_wrong={"it-1"})
    chosen, _ = draw(library, memories, length=3)
    assert "it-1" in {one.id for one in chosen}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("pqrs")), max_size=20))
def test_interleaving_loses_nothing(pairs):
    chosen = [
        item(f"it-{n}", topic=topic, principle=principle)
        for n, (topic, principle) in enumerate(pairs)
    ]
    assert sorted(interleave(chosen), key=lambda one: one.id) == sorted(
        chosen, key=lambda one: one.id
    )


def test_no_principle_comes_twice_in_a_row_where_that_can_be():
    chosen = [item(f"it-{n}", principle="p" if n < 3 else f"q{n}") for n in range(6)]
    ordered = interleave(chosen)
    assert all(a.principle != b.principle for a, b in pairwise(ordered))


@given(st.lists(st.sampled_from("pqrs"), max_size=14))
def test_no_principle_comes_twice_in_a_row_whenever_that_can_be(principles):
    chosen = [item(f"it-{n}", principle=p) for n, p in enumerate(principles)]
    if 2 * max(map(principles.count, principles), default=0) <= len(principles) + 1:
        assert all(a.principle != b.principle for a, b in pairwise(interleave(chosen)))


def test_a_sitting_starts_with_an_easier_item():
    chosen = [*items(4), item("easy", level="recall", principle="z")]
    assert interleave(chosen)[0].id == "easy"


def test_siblings_are_kept_apart_while_there_are_others_and_fill_a_narrow_topic():
    pair = [item("a", enemies=frozenset({"b"})), item("b", enemies=frozenset({"a"}))]
    chosen, _ = draw([*pair, *items(5)], {}, length=5)
    assert not {"a", "b"} <= {one.id for one in chosen}
    chosen, _ = draw(pair, {}, length=5)
    assert {"a", "b"} == {one.id for one in chosen}


def shelf(library, *looks, memories=(), flagged=(), **more):
    return Shelf(
        {one.id: one for one in library},
        remembered(memories),
        {look.item: Exposure(1, look.at) for look in looks},
        pasts_of(looks, flagged),
        MORNING,
        **more,
    )


def look(name, right, certainty=2, *, days_ago=1, fresh=False):
    at = MORNING - timedelta(days=days_ago)
    return Look(name, Fraction(int(right)), certainty, at, fresh=fresh)


def asked(kind, on, length=10):
    return [one.id for one in QUEUES[kind](on, length, random.Random(1))]


def test_there_is_a_queue_for_every_word():
    words = ["today", "due", "quick", "new", "missed", "lucky", "weak", "marked", "confusing"]
    assert list(QUEUES) == words


@pytest.mark.parametrize("kind", ["today", "due", "quick", "missed", "lucky", "weak", "marked"])
def test_a_queue_with_nothing_to_ask_is_empty_and_no_error(kind):
    assert asked(kind, shelf([])) == []


def test_due_leaves_new_items_alone():
    assert set(asked("due", shelf(items(9), memories=["it-1", "it-2"]))) == {"it-1", "it-2"}


def test_due_follows_the_exam_day():
    easy = review(None, item="it-1", given=Rating.EASY, at=MORNING - timedelta(days=2))
    on = Shelf({"it-1": item("it-1")}, {"it-1": easy}, {}, {}, MORNING)
    assert asked("due", on) == []
    assert asked("due", replace(on, exam_day=study_day(MORNING) + timedelta(days=8))) == ["it-1"]


def test_quick_takes_ten_minutes_at_the_candidates_own_pace():
    library = items(40)
    everything = [one.id for one in library]
    assert len(asked("quick", shelf(library, memories=everything), 40)) == 12
    assert len(asked("quick", shelf(library, memories=everything, pace=100.0), 40)) == 6
    assert len(asked("quick", shelf(library, memories=everything), 5)) == 5


def test_new_asks_only_what_was_never_shown_and_never_the_mock_pool():
    library = [*items(5), item("m", pool="mock")]
    assert set(asked("new", shelf(library, look("it-1", True)))) == {f"it-{n}" for n in range(2, 6)}


def test_missed_holds_what_was_missed_last_time_and_a_sure_miss_is_not_cut_off():
    library = [*items(5), item("m", pool="mock", principle="m")]
    looks = [look("it-1", False), look("it-2", False, 3), look("it-3", True), look("m", False)]
    mended = [look("it-4", False, days_ago=3), look("it-4", True)]
    on = shelf(library, *looks, *mended)
    assert set(asked("missed", on)) == {"it-1", "it-2", "m"}
    assert asked("missed", on, 1) == ["it-2"]


def test_lucky_holds_right_guesses_and_marked_what_was_flagged():
    on = shelf(items(4), look("it-1", True, 1), look("it-2", True), flagged={"it-2"})
    assert asked("lucky", on) == ["it-1"]
    assert asked("marked", on) == ["it-2"]


def test_weak_asks_from_the_domains_with_most_to_gain_misses_first():
    def of(topic):
        return [item(f"{topic}-{n}", topic=topic, principle=f"{topic}{n}") for n in range(9)]

    library = [*of("strong"), *of("weaker"), *of("unjudged")]
    looks = [look(f"strong-{n}", True, fresh=True) for n in range(6)]
    looks += [look(f"weaker-{n}", n > 1, fresh=True) for n in range(6)]
    looks += [look("unjudged-1", False, fresh=True)]
    assert set(asked("weak", shelf(library, *looks), 2)) == {"weaker-0", "weaker-1"}
    assert {name.split("-")[0] for name in asked("weak", shelf(library, *looks), 20)} == {"weaker"}
    one_domain = dict.fromkeys(("strong", "weaker", "unjudged"), "d")
    assert len(asked("weak", shelf(library, *looks, domains=one_domain), 40)) == 27


def test_weak_has_nothing_to_say_before_a_domain_was_seen_five_times():
    assert asked("weak", shelf(items(9), look("it-1", False, fresh=True))) == []


def test_confusing_asks_siblings_side_by_side():
    a, b = item("a", enemies=frozenset({"b"})), item("b", principle="b")
    on = shelf([*items(5), a, b], look("it-1", True), look("b", False), look("it-2", False))
    assert asked("confusing", on) == ["b", "a"]


def test_confusing_pairs_missed_items_of_one_topic_that_have_no_siblings():
    library = [item(f"{t}-{n}", topic=t, principle=f"{t}{n}") for t in "xyz" for n in range(4)]
    looks = [look(name, False) for name in ("x-1", "y-2", "x-3", "y-0", "z-1")]
    pairs = asked("confusing", shelf(library, *looks))
    assert pairs == ["x-1", "x-3", "y-0", "y-2"]
    assert len(asked("confusing", shelf(library, *looks), 3)) == 2  # no half pairs


@given(st.sampled_from(sorted(QUEUES)), st.integers(1, 12), st.randoms(use_true_random=False))
def test_every_queue_asks_no_item_twice_and_no_more_than_wanted(kind, length, dice):
    library = [*items(20), *[item(f"m-{n}", pool="mock", principle=f"m{n}") for n in range(5)]]
    names = [one.id for one in library if dice.random() < 0.6]
    looks = [look(n, dice.random() < 0.5, dice.choice([1, 2, 3]), fresh=True) for n in names]
    on = shelf(library, *looks, memories=names, flagged=set(names[::3]))
    chosen = asked(kind, on, length)
    assert len(set(chosen)) == len(chosen) <= length
    if kind not in {"missed", "lucky", "marked"}:
        assert not any(name.startswith("m-") for name in chosen)
