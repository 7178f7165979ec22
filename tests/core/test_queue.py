"""What is asked today, and in which order."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.form import Exposure
from peerprep.core.queue import interleave, todays
from peerprep.core.schedule import Rating, review
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
    exposures = exposures or {name: Exposure(1, MORNING) for name in memories}
    return todays(
        {one.id: one for one in library},
        memories,
        exposures,
        length=length,
        now=MORNING,
        dice=random.Random(1),
    )


def test_today_mixes_due_reviews_with_new_items_and_keeps_a_third_for_the_new():
    library = items(30)
    chosen, due = draw(library, remembered([f"it-{n}" for n in range(1, 13)]), length=9)
    assert (len(chosen), due) == (9, 6)


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


def test_a_sitting_starts_with_an_easier_item():
    chosen = [*items(4), item("easy", level="recall", principle="z")]
    assert interleave(chosen)[0].id == "easy"


def test_siblings_are_kept_apart_while_there_are_others_and_fill_a_narrow_topic():
    pair = [item("a", enemies=frozenset({"b"})), item("b", enemies=frozenset({"a"}))]
    chosen, _ = draw([*pair, *items(5)], {}, length=5)
    assert not {"a", "b"} <= {one.id for one in chosen}
    chosen, _ = draw(pair, {}, length=5)
    assert {"a", "b"} == {one.id for one in chosen}
