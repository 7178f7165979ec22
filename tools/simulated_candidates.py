"""Candidates whose ability is known: how they study, forget, guess and meet items they have seen.

Standard library only; every candidate has dice of their own, made from the seed and their number.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from statistics import NormalDist

from peerprep.core.blueprint import apportion
from peerprep.core.readiness import Evidence

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DAYS = 28
FORM = 75
FORMS = 10
GUESS = 0.25
SPREAD_OF_ITEMS = 0.8
SHARES = {
    "adv": Fraction(20, 100),
    "eth": Fraction(32, 100),
    "men": Fraction(20, 100),
    "rec": Fraction(20, 100),
    "har": Fraction(8, 100),
}
QUOTAS = apportion(SHARES, FORM)
_PLACES = [NormalDist(0, SPREAD_OF_ITEMS).inv_cdf((i + 0.5) / 41) for i in range(41)]


@dataclass(frozen=True)
class World:
    """How abilities move: the most that a day with or without study does (logits), and chance."""

    name: str
    learning: float = 0.03
    forgetting: float = 0.03
    walk: float = 0.04


@dataclass(frozen=True)
class Candidate:
    """One candidate: what the program sees, and what only the simulation knows."""

    evidence: tuple[Evidence, ...]
    repeats: tuple[Evidence, ...]
    truths: dict[str, float]
    reached: tuple[int, ...]

    @property
    def truth(self) -> float:
        """The expected share right of a new form now, 0…1."""
        return sum(float(share) * self.truths[domain] for domain, share in SHARES.items())


def right(ability: float, place: float) -> float:
    """The chance that an item is answered right: known, or guessed among four (3PL)."""
    return GUESS + (1 - GUESS) / (1 + math.exp(place - ability))


def expected(ability: float) -> float:
    """The expected share right over all items of a domain, by their quantiles."""
    return sum(right(ability, place) for place in _PLACES) / len(_PLACES)


def candidate(world: World, seed: int, number: int) -> Candidate:
    """The candidate of that number: 28 days of study, then new forms on the last."""
    dice = random.Random(f"{seed}/{number}")
    level = dice.gauss(1.1, 0.7)
    ability = {domain: level + dice.gauss(0, 0.4) for domain in SHARES}
    learning, forgetting = dice.uniform(0, world.learning), dice.uniform(0, world.forgetting)
    evidence: list[Evidence] = []
    for day, items in enumerate(_calendar(dice)):
        at = NOW - timedelta(days=DAYS - day - 0.5)
        for domain in dice.choices(list(SHARES), [float(s) for s in SHARES.values()], k=items):
            mark = Fraction(_answered(ability[domain], dice))
            evidence.append(Evidence(f"item-{len(evidence)}", domain, mark, at))
        for domain in SHARES:
            ability[domain] += (learning if items else -forgetting) + dice.gauss(0, world.walk)
    forms = [
        sum(_answered(ability[d], dice) for d, quota in QUOTAS.items() for _ in range(quota))
        for _ in range(FORMS)
    ]
    truths = {domain: expected(one) for domain, one in ability.items()}
    return Candidate(tuple(evidence), _repeats(evidence, dice), truths, tuple(forms))


def _calendar(dice: random.Random) -> list[int]:
    """How many new items on each day: even, early and then a pause, or late; with 0-2 mocks."""
    days, chance = dice.choice([(range(DAYS), 0.55), (range(14), 0.8), (range(16, DAYS), 0.8)])
    a_day = dice.randint(4, 18)
    items = [a_day if day in days and dice.random() < chance else 0 for day in range(DAYS)]
    studied = [day for day in range(DAYS) if items[day]] or [DAYS - 1]
    for _ in range(dice.randint(0, 2)):
        items[dice.choice(studied)] += dice.randint(60, FORM)
    return items


def _answered(ability: float, dice: random.Random) -> bool:
    return dice.random() < right(ability, dice.gauss(0, SPREAD_OF_ITEMS))


def _repeats(evidence: list[Evidence], dice: random.Random) -> tuple[Evidence, ...]:
    """Items learnt by heart: two in three of them again and again, 19 of 20 right.

    With them come forty items whose first exposure, wrong, is older than the window.
    """
    old = [
        Evidence(f"old-{n}", dice.choice(list(SHARES)), Fraction(0), NOW - timedelta(days=29 + n))
        for n in range(40)
    ]
    again = [
        Evidence(one.item, one.domain, Fraction(dice.random() < 0.95), _later(one, dice))
        for one in [*evidence, *old]
        if dice.random() < 2 / 3
        for _ in range(dice.randint(1, 5))
    ]
    return (*old, *again)


def _later(one: Evidence, dice: random.Random) -> datetime:
    return one.at + (NOW - one.at) * dice.uniform(0.01, 1)
