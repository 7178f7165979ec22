"""The pieces of probability that honest scores need: the Beta distribution and counts from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import NormalDist

_TINY = 1e-300


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), 0…1.

    Continued fraction of DLMF 8.17.22, evaluated by Lentz's method; the symmetry
    I_x(a, b) = 1 - I_{1-x}(b, a) keeps it where it converges fast.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    value = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 + term * d
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = 1 + term / c
            c = c if abs(c) > _TINY else _TINY
            value *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * value / a


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x at which I_x(a, b) = p, to 1e-12.

    Newton's steps from the normal approximation, halving wherever one leaves the bracket.
    """
    low, high, mean = 0.0, 1.0, a / (a + b)
    x = mean + NormalDist().inv_cdf(p) * math.sqrt(mean * (1 - mean) / (a + b + 1))
    x = x if 0 < x < 1 else mean
    norm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(100):
        gap = beta_cdf(x, a, b) - p
        low, high = (x, high) if gap < 0 else (low, x)
        slope = math.exp(norm + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        step = x - gap / slope if slope > _TINY else low
        after = step if low < step < high else (low + high) / 2
        # Newton's error squares with each step: after one this small it is far below 1e-12.
        if abs(after - x) < 1e-8 * after * (1 - after) or high - low < 1e-15:
            return after
        x = after
    return x


def binomial(n: int, p: float) -> list[float]:
    """The chances of 0, 1, … n right of n when each is right with chance p."""
    return [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


def total(parts: Iterable[Sequence[float]]) -> list[float]:
    """The chances of 0, 1, … for the sum of independent counts, each given by its own chances."""
    whole = [1.0]
    for part in parts:
        longer = [0.0] * (len(whole) + len(part) - 1)
        for i, p in enumerate(whole):
            for j, q in enumerate(part):
                longer[i + j] += p * q
        whole = longer
    return whole


def jeffreys(right: float, of: float, level: float = 0.90) -> tuple[float, float]:
    """The equal-tailed Jeffreys range for a share: quantiles of Beta(right + ½, of - right + ½).

    At none right the lower end is 0 and at all right the upper end is 1, as Brown, Cai and
    DasGupta (2001, Statistical Science 16:101-133) recommend.
    """
    tail = (1 - level) / 2
    low = 0.0 if right <= 0 else beta_quantile(tail, right + 0.5, of - right + 0.5)
    high = 1.0 if right >= of else beta_quantile(1 - tail, right + 0.5, of - right + 0.5)
    return low, high
