"""The Beta distribution against values known elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.chance import beta_cdf, beta_quantile, jeffreys


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
