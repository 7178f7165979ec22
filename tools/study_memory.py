"""The simulated candidate of the study simulation: what is known, recalled and forgotten.

FSRS-6 with its default parameters, in plain arithmetic, because a simulation takes millions of
steps; a test holds it to the fsrs package.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from fsrs.scheduler import DEFAULT_PARAMETERS

W = DEFAULT_PARAMETERS
DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
AGAIN, HARD, GOOD = 1, 2, 3


@dataclass(frozen=True)
class Trace:
    """The truth about one item in one head: FSRS stability (days), difficulty, day of last look."""

    stability: float
    difficulty: float
    day: int


def recall(stability: float, days: float) -> float:
    """The FSRS-6 forgetting curve: chance of recall after so many days."""
    return float((1 + FACTOR * days / stability) ** DECAY)


def first_difficulty(rating: int) -> float:
    """FSRS-6 difficulty after a first rating, 1…10."""
    return min(max(W[4] - math.exp(W[5] * (rating - 1)) + 1, 1.0), 10.0)


def first_trace(rating: int, day: int) -> Trace:
    """What a first look leaves."""
    return Trace(W[rating - 1], first_difficulty(rating), day)


def after(trace: Trace, rating: int, day: int, strength: float = 1.0) -> Trace:
    """The trace after a look on a later day. `strength` stretches time for a stronger memory."""
    s, d = trace.stability, trace.difficulty
    r = recall(s, (day - trace.day) / strength)
    if day == trace.day:
        grown = math.exp(W[17] * (rating - 3 + W[18])) * s ** -W[19]
        stability = s * (max(grown, 1.0) if rating > AGAIN else grown)
    elif rating == AGAIN:
        lapsed = W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * math.exp((1 - r) * W[14])
        stability = min(lapsed, s / math.exp(W[17] * W[18]))
    else:
        grown = math.exp(W[8]) * (11 - d) * s ** -W[9] * (math.exp((1 - r) * W[10]) - 1)
        stability = s * (1 + grown * (W[15] if rating == HARD else 1.0))
    return Trace(max(stability, 0.001), _next_difficulty(d, rating), day)


def _next_difficulty(d: float, rating: int) -> float:
    moved = d - W[6] * (rating - 3) * (10 - d) / 9
    easiest = W[4] - math.exp(W[5] * 3) + 1
    return min(max(W[7] * easiest + (1 - W[7]) * moved, 1.0), 10.0)


@dataclass(frozen=True)
class World:
    """The assumptions. Spreads are standard deviations; knowledge is in logits, memory in logs."""

    items: int = 280
    domains: int = 5
    minutes: float = 25.0
    seconds: float = 48.0
    guess: float = 0.25
    known: float = 0.0
    ability_spread: float = 0.7
    domain_spread: float = 0.6
    item_spread: float = 0.8
    strength: float = 1.0
    strength_spread: float = 0.35
    prior_stability: float = 60.0
    prior_difficulty: float = 5.0
    sure_when_recalled: float = 0.75
    guess_when_not: float = 0.60
    sure_when_not: float = 0.10
    certainty: bool = True


@dataclass
class Head:
    """One simulated candidate during one course of study."""

    world: World
    traces: dict[int, Trace]
    strength: float
    dice: random.Random = field(repr=False)

    def chance(self, item: int, day: int) -> float:
        """The true chance that the item is recalled on that day."""
        trace = self.traces.get(item)
        return recall(trace.stability, (day - trace.day) / self.strength) if trace else 0.0

    def answer(self, item: int, day: int) -> tuple[bool, int | None]:
        """Answer one item and learn from its feedback: (right, certainty)."""
        world, trace = self.world, self.traces.get(item)
        recalled = self.dice.random() < self.chance(item, day)
        if recalled:
            certainty = 3 if self.dice.random() < world.sure_when_recalled else 2
            right, rating = True, GOOD if certainty == 3 else HARD
        else:
            right, rating = self.dice.random() < world.guess, AGAIN
            said = self.dice.random()
            certainty = 1 if said < world.guess_when_not else 2
            certainty = 3 if said > 1 - world.sure_when_not else certainty
        self.traces[item] = (
            after(trace, rating, day, self.strength) if trace else first_trace(rating, day)
        )
        return right, certainty if world.certainty else None

    def share(self, day: int) -> float:
        """The share correct to be expected on that day over all items, guessing included."""
        chances = (self.chance(item, day) for item in range(self.world.items))
        return sum(c + (1 - c) * self.world.guess for c in chances) / self.world.items


def candidate(world: World, seed: int) -> Head:
    """A candidate by the seed: items known at the start, in domains that differ, and a memory."""
    dice = random.Random(seed)
    ability = dice.gauss(world.known, world.ability_spread)
    domains = [dice.gauss(0, world.domain_spread) for _ in range(world.domains)]
    strength = world.strength * math.exp(dice.gauss(0, world.strength_spread))
    traces = {}
    for item in range(world.items):
        logit = ability + domains[item % world.domains] + dice.gauss(0, world.item_spread)
        if dice.random() < 1 / (1 + math.exp(-logit)):
            traces[item] = Trace(world.prior_stability, world.prior_difficulty, 0)
    return Head(world, traces, strength, dice)
