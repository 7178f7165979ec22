"""Scores with their evidence."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.attempt import attempt_of
from peerprep.core.form import Form, Slot
from peerprep.core.score import Share, most_to_gain, score
from peerprep.core.session import EXAM, Session
from tests.builders import MORNING, items, walk


@pytest.mark.parametrize(
    ("right", "of", "percent"), [(1, 3, 33), (2, 3, 67), (1, 8, 13), (0, 4, 0), (0, 0, None)]
)
def test_percentages_are_whole_and_round_half_up(right, of, percent):
    assert Share(Fraction(right), of).percent == percent


def test_a_range_needs_five_responses():
    assert Share(Fraction(4), 4).range is None
    assert Share(Fraction(5), 5).range is not None


@pytest.mark.parametrize(
    ("right", "of", "standing"),
    [(9, 9, "too few to judge"), (70, 75, "above"), (56, 75, "near the line"), (40, 75, "below")],
)
def test_a_standing_is_the_ranges_place_against_the_target(right, of, standing):
    assert Share(Fraction(right), of).standing(75) == standing


def sitting(right: list[bool], fresh: list[bool], domains: list[str]):
    slots = tuple(
        Slot(n, one, tuple(o.id for o in one.options), domain, is_fresh)
        for n, (one, is_fresh, domain) in enumerate(
            zip(items(len(right)), fresh, domains, strict=True), start=1
        )
    )
    form = Form(slots, domain_names=(("adv", "Advocacy"), ("eth", "Ethics")))
    moves = [("selected", n, ("b",) if ok else ("a",)) for n, ok in enumerate(right, start=1)]
    session = walk(Session(form, EXAM, MORNING), *moves, ("submitted", 0, "candidate"))
    return score(attempt_of(session, MORNING))


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from(["adv", "eth"])), min_size=1)
)
def test_fresh_and_seen_and_the_domains_add_up_to_all(rows):
    right, fresh, domains = (list(column) for column in zip(*rows, strict=True))
    result = sitting(right, fresh, domains)
    assert result.all == Share(Fraction(sum(right)), len(right))
    assert result.fresh.right + result.seen.right == result.all.right
    assert result.fresh.of + result.seen.of == result.all.of
    assert sum(d.all.of for d in result.domains) == result.all.of


def test_most_to_gain_is_the_weakest_domain_with_enough_fresh_items():
    result = sitting([True] * 12 + [False] * 8, [True] * 20, ["adv"] * 10 + ["eth"] * 10)
    assert most_to_gain(result) == "eth"
    few = sitting([False, True], [True, True], ["adv", "eth"])
    assert most_to_gain(few) is None
