"""The Beta distribution against values known elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.chance import beta_cdf, beta_quantile, binomial, jeffreys, total


@pytest.mark.parametrize(
    ("x", "a", "b", "value"),
    [
        (0.5, 1, 1, 0.5),
        (0.3, 2, 1, 0.09),  # I_x(2, 1) = x squared
        (0.3, 1, 2, 0.51),  # 1 - (1 - x) squared
        (0.5, 3.7, 3.7, 0.5),
        (0.25, 0.5, 0.5, 1 / 3),  # arcsine law: 2/pi asin(sqrt(x))
        (0.75, 0.5, 0.5, 2 / 3),
    ],
)
def test_the_incomplete_beta_function_has_its_known_values(x, a, b, value):
    assert beta_cdf(x, a, b) == pytest.approx(value, abs=1e-12)


@given(st.floats(0.01, 0.99), st.floats(0.5, 200), st.floats(0.5, 200))
def test_the_quantile_undoes_the_distribution(p, a, b):
    assert beta_cdf(beta_quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-6)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # The ranges that the design's evidence gives for 75 % observed, and for two mocks.
    [(15, 20, 57, 88), (56, 75, 66, 82), (112.5, 150, 69, 80), (225, 300, 71, 79)],
)
def test_ranges_at_three_quarters_right_are_the_published_ones(right, of, low, high):
    found = jeffreys(right, of)
    assert (round(found[0] * 100), round(found[1] * 100)) == pytest.approx((low, high), abs=1)


@given(st.integers(1, 300), st.data())
def test_a_range_holds_its_share_and_stays_within_bounds(of, data):
    right = data.draw(st.integers(0, of))
    low, high = jeffreys(right, of)
    assert 0 <= low <= right / of <= high <= 1


def test_none_and_all_right_reach_the_ends():
    assert jeffreys(0, 10)[0] == 0
    assert jeffreys(10, 10)[1] == 1


@given(st.floats(0.001, 0.999), st.floats(0.02, 300), st.floats(0.02, 300))
def test_a_quantile_of_any_beta_is_found_within_its_bounds(p, a, b):
    found = beta_quantile(p, a, b)
    assert 0 <= found <= 1
    inside = 1e-9 < found < 1 - 1e-9
    assert not inside or beta_cdf(found, a, b) == pytest.approx(p, abs=1e-6)


def test_counts_of_two_coins_add_up_as_everyone_knows():
    assert total([binomial(1, 0.5), binomial(1, 0.5)]) == [0.25, 0.5, 0.25]
    assert total([]) == [1.0]


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), min_size=1, max_size=4))
def test_chances_of_a_sum_add_to_one_and_have_its_mean(parts):
    chances = total(binomial(n, p) for n, p in parts)
    assert sum(chances) == pytest.approx(1)
    mean = sum(k * chance for k, chance in enumerate(chances))
    assert mean == pytest.approx(sum(n * p for n, p in parts))
