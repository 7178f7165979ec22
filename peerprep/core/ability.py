"""What responses of different age let one believe of an ability, and what that says of a new form.

docs/simulation-readiness.md shows how often these ranges and chances are true, and what else was
tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from fractions import Fraction
from statistics import NormalDist

from peerprep.core.chance import beta_quantile, binomial, total
from peerprep.core.value import dataclass

HALF_LIFE = timedelta(days=14)
"""A response of this age weighs half of one given now."""

TAIL = 0.05
"""Left out at each end of a 90 % range."""

A_FEW_MORE = 10
"""So many further right answers are imagined to see how far they would move an estimate."""


@dataclass(frozen=True)
class Belief:
    """What is believed of a share right: Beta(a, b), in which a + b counts responses."""

    a: float
    b: float

    @property
    def size(self) -> float:
        """The weight of it in responses, prior and all."""
        return self.a + self.b

    @property
    def mean(self) -> float:
        """The estimate, 0…1."""
        return self.a / self.size

    @property
    def variance(self) -> float:
        """Of the share, 0…¼."""
        return self.mean * (1 - self.mean) / (self.size + 1)

    @property
    def range(self) -> tuple[float, float]:
        """The equal-tailed 90 % range, 0…1."""
        return self.quantile(TAIL), self.quantile(1 - TAIL)

    @property
    def room(self) -> float:
        """How far a few more right answers would move the estimate: room × weight of evidence."""
        return (1 - self.mean) * A_FEW_MORE / (self.size + A_FEW_MORE)

    def quantile(self, p: float) -> float:
        """The share below which the ability is believed to be with chance `p`."""
        return beta_quantile(p, self.a, self.b)


def weighed(marks: Iterable[tuple[Fraction, timedelta]]) -> tuple[float, float]:
    """The weighed marks and the effective count of (mark, age): a weight halves every 14 days.

    The effective count is the sum of the weights, not Kish's larger (sum)²/(sum of squares): for an
    ability that drifts it is the precision of a Kalman filter whose gain has this half-life. So old
    evidence also widens the range, which is how forgetting enters. An age below 0 counts as 0.
    """
    right = of = 0.0
    for mark, age in marks:
        weight = 0.5 ** (max(age, timedelta(0)) / HALF_LIFE)
        right += weight * float(mark)
        of += weight
    return right, of


def beliefs(evidence: Mapping[str, tuple[float, float]]) -> dict[str, Belief]:
    """What is believed of each domain within the whole, from weighed marks and effective counts.

    Jeffreys' prior Beta(½, ½) is used once, for the share right over all domains together. The
    prior of each domain then is one response, as heavy as Jeffreys', at that share. Beta(½, ½) in
    every domain anew would pull the whole towards one half as often as there are domains.
    """
    right = sum(one for one, _ in evidence.values())
    of = sum(one for _, one in evidence.values())
    overall = (right + 0.5) / (of + 1)
    return {d: Belief(r + overall, n - r + 1 - overall) for d, (r, n) in evidence.items()}


def whole(parts: Mapping[str, Belief], shares: Mapping[str, Fraction]) -> Belief:
    """The sum of the domains by share as one Beta of the same mean and variance.

    A sum of independent Betas has no closed form. One Beta of equal moments stays within 0…1, is
    exact for one domain, and its ends lie within half a point of the sum's for exams as they are.
    """
    mean = sum(float(share) * parts[domain].mean for domain, share in shares.items())
    variance = sum(float(share) ** 2 * parts[d].variance for d, share in shares.items())
    size = mean * (1 - mean) / variance - 1
    return Belief(mean * size, (1 - mean) * size)


def chance(
    parts: Mapping[str, Belief], together: Belief, quotas: Mapping[str, int], target: int
) -> tuple[float, float]:
    """The chance that a new form, sat now, reaches `target` percent: one deviation either side.

    The ends are the binomial chances of the form if the ability were at the 16 % and the 84 % point
    of what is believed, so the range holds the true chance two times in three or more. Their middle
    stands for the chance over all that is believed (the two-point Gauss-Hermite rule). Never 0,
    never 1: no evidence makes it certain.
    """
    points = [together.quantile(NormalDist().cdf(deviation)) for deviation in (-1, 1)]
    low, high = (_reached(_moved(parts, together.mean, x), quotas, target) for x in points)
    return max(0.01, min(low, 0.99)), max(0.01, min(high, 0.99))


def _moved(parts: Mapping[str, Belief], mean: float, to: float) -> dict[str, float]:
    """The domains' estimates when the whole moves from `mean` to `to`, each within 0…1."""
    if to < mean:
        return {d: part.mean * to / mean for d, part in parts.items()}
    return {d: 1 - (1 - part.mean) * (1 - to) / (1 - mean) for d, part in parts.items()}


def _reached(abilities: Mapping[str, float], quotas: Mapping[str, int], target: int) -> float:
    """The chance that at least `target` percent of a form with those quotas is right."""
    chances = total(binomial(quota, abilities[domain]) for domain, quota in quotas.items())
    enough = -(-target * sum(quotas.values()) // 100)
    return sum(chances[enough:])
