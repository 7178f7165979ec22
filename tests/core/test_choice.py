"""The conditional logit stands at its summit, and is the logit that everybody knows for two."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.choice import Case, centered, chances, fit, scaled, solve, spreads


def test_without_weights_every_option_is_as_likely():
    assert chances([(1.0,), (5.0,), (9.0,)], [0.0]) == pytest.approx((1 / 3,) * 3)


def test_huge_scores_neither_overflow_nor_vanish():
    assert chances([(1e4,), (0.0,)], [1.0]) == pytest.approx((1.0, 0.0))


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=2, max_size=5))
def test_what_all_options_of_an_item_share_changes_nothing(rows):
    weights = [0.3, -0.7]
    assert chances(centered(rows), weights) == pytest.approx(chances(rows, weights))


def cases(count: int, seed: int, weights: tuple[float, ...]) -> list[Case]:
    dice = random.Random(seed)
    made = []
    for _ in range(count):
        rows = centered([[dice.gauss(0, 1) for _ in weights] for _ in range(4)])
        odds = chances(rows, weights)
        made.append(Case(rows, dice.choices(range(4), odds)[0]))
    return made


def test_at_the_summit_the_slope_is_nothing():
    made, penalty = cases(200, 1, (0.8, -0.5, 0.0)), 4.0
    weights = fit(made, penalty)
    for feature, weight in enumerate(weights):
        slope = -penalty * weight
        for case in made:
            odds = chances(case.rows, weights)
            mean = sum(p * row[feature] for p, row in zip(odds, case.rows, strict=True))
            slope += case.rows[case.key][feature] - mean
        assert slope == pytest.approx(0, abs=1e-4)


def test_weights_are_found_again_in_what_they_have_made():
    assert fit(cases(4000, 2, (0.8, -0.5, 0.0)), 0.01) == pytest.approx((0.8, -0.5, 0.0), abs=0.1)


def test_any_start_leads_to_the_same_summit():
    made = cases(100, 3, (1.0, 0.2))
    assert fit(made, 1.0, (5.0, -5.0)) == pytest.approx(fit(made, 1.0), abs=1e-4)


def test_a_key_that_one_feature_always_tells_has_a_weight_that_ends():
    told = [Case(((0.5,), (-0.5,)), 0)] * 50
    (weight,) = fit(told, 1.0)
    # For two options it is the plain logit: penalty · w = n · (1 - P(key)).
    assert weight == pytest.approx(50 * (1 - 1 / (1 + math.exp(-weight))), abs=1e-3)


def test_a_stronger_penalty_draws_weights_to_nothing():
    made = cases(100, 4, (1.0,))
    sizes = [abs(fit(made, penalty)[0]) for penalty in (0.1, 10, 1000)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 0.1


def test_a_feature_that_never_differs_keeps_its_unit():
    flat = Case(centered([(1.0, 7.0), (3.0, 7.0)]), 0)
    assert spreads([flat]) == (1.0, 1.0)
    assert scaled(flat, (2.0, 1.0)).rows == ((-0.5, 0.0), (0.5, 0.0))


def test_equations_are_solved():
    matrix = [[4.0, 2.0, 0.0], [2.0, 5.0, 1.0], [0.0, 1.0, 3.0]]
    found = solve(matrix, [2.0, -3.0, 7.0])
    back = [sum(a * x for a, x in zip(row, found, strict=True)) for row in matrix]
    assert back == pytest.approx([2.0, -3.0, 7.0])
