"""Beliefs about an ability against dice, and laws that they keep."""

from __future__ import annotations

import random
from datetime import timedelta
from fractions import Fraction
from statistics import fmean, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.ability import Belief, beliefs, chance, weighed, whole

SHARES = {"a": Fraction(1, 2), "b": Fraction(3, 10), "c": Fraction(1, 5)}
QUOTAS = {"a": 38, "b": 22, "c": 15}
EVIDENCE = {"a": (30.0, 40.0), "b": (14.0, 21.0), "c": (11.0, 12.5)}


def days(number: float) -> timedelta:
    return timedelta(days=number)


def test_a_weight_halves_every_fourteen_days_and_never_exceeds_one():
    right, wrong = Fraction(1), Fraction(0)
    assert weighed([(right, days(0))]) == (1, 1)
    assert weighed([(right, days(14)), (wrong, days(28))]) == pytest.approx((0.5, 0.75))
    assert weighed([(Fraction(1, 2), days(-3))]) == (0.5, 1)


def test_the_prior_weighs_one_response_and_hardly_moves_what_was_seen():
    only = beliefs({"a": (7.0, 9.0)})["a"]
    assert only.size == 10
    assert only.mean == pytest.approx((7 + 7.5 / 10) / 10)
    assert only.mean == pytest.approx(7 / 9, abs=0.005)


def test_a_domain_without_evidence_is_believed_to_be_like_the_others():
    both = beliefs({"a": (15.0, 20.0), "b": (0.0, 0.0)})
    assert both["b"].mean == pytest.approx(15.5 / 21)
    assert both["b"].size == 1


def test_the_whole_has_the_ends_of_the_sum_of_its_parts():
    parts = beliefs(EVIDENCE)
    together = whole(parts, SHARES)
    dice = random.Random(4)
    sums = [
        sum(float(SHARES[d]) * dice.betavariate(one.a, one.b) for d, one in parts.items())
        for _ in range(20_000)
    ]
    cuts = quantiles(sums, n=20)
    assert together.range == pytest.approx((cuts[0], cuts[-1]), abs=0.005)


def test_the_whole_of_one_part_is_that_part():
    part = Belief(7, 3)
    together = whole({"a": part}, {"a": Fraction(1)})
    assert (together.a, together.b) == pytest.approx((7, 3))


@pytest.mark.parametrize("target", [60, 70, 75, 80, 90])
def test_the_middle_of_the_chance_is_what_sitting_many_new_forms_comes_to(target):
    parts = beliefs(EVIDENCE)
    dice = random.Random(9)
    reached = []
    for _ in range(4_000):
        right = 0
        for domain, quota in QUOTAS.items():
            ability = dice.betavariate(parts[domain].a, parts[domain].b)
            right += sum(dice.random() < ability for _ in range(quota))
        reached.append(100 * right >= target * 75)
    low, high = chance(parts, whole(parts, SHARES), QUOTAS, target)
    assert (low + high) / 2 == pytest.approx(fmean(reached), abs=0.03)


evidence = st.integers(5, 80).flatmap(
    lambda of: st.integers(0, of).map(lambda right: (float(right), float(of)))
)


@given(st.fixed_dictionaries({"a": evidence, "b": evidence, "c": evidence}), st.integers(1, 100))
def test_estimates_lie_in_their_ranges_and_chances_are_never_certain(found, target):
    parts = beliefs(found)
    together = whole(parts, SHARES)
    low, high = together.range
    assert 0 <= low <= together.mean <= high <= 1 or together.mean > 0.99 or together.mean < 0.01
    least, most = chance(parts, together, QUOTAS, target)
    assert 0.01 <= least <= most <= 0.99


@given(st.fixed_dictionaries({"a": evidence, "b": evidence, "c": evidence}))
def test_one_more_right_answer_never_lowers_the_estimate(found):
    more = {**found, "b": (found["b"][0] + 1, found["b"][1] + 1)}
    before, after = (whole(beliefs(one), SHARES).mean for one in (found, more))
    assert after >= before - 1e-12
