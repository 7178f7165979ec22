"""The one piece of probability that honest scores need: the Beta distribution."""

from __future__ import annotations

import math

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
    """The x at which I_x(a, b) = p, by bisection to 1e-12."""
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        if beta_cdf(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def jeffreys(right: float, of: float, level: float = 0.90) -> tuple[float, float]:
    """The equal-tailed Jeffreys range for a share: quantiles of Beta(right + ½, of - right + ½).

    At none right the lower end is 0 and at all right the upper end is 1, as Brown, Cai and
    DasGupta (2001, Statistical Science 16:101-133) recommend.
    """
    tail = (1 - level) / 2
    low = 0.0 if right <= 0 else beta_quantile(tail, right + 0.5, of - right + 0.5)
    high = 1.0 if right >= of else beta_quantile(1 - tail, right + 0.5, of - right + 0.5)
    return low, high
