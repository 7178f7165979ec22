"""Guessing by one rule: choose the longest option, the kindest, the one that echoes the stem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from peerprep.core.chance import jeffreys
from peerprep.core.cues import Sight, Values, core, echo, length
from peerprep.core.form import LETTERS

TIE = 1e-9
"""Values this close are equal, so that rounding never decides a tie."""


@dataclass(frozen=True)
class Strategy:
    """A rule that ranks options: the guesser takes the highest value."""

    name: str
    words: str
    rank: Callable[[Sight], Values]


LEARNED = 0.5
"""What an item counts for in the range of something learned: see `tried`."""


@dataclass(frozen=True)
class Tried:
    """What a way of guessing earns: the share right 0…1 with its 90 % range, of so many items."""

    name: str
    words: str
    share: float
    low: float
    high: float
    of: int


def mark(values: Sequence[float], key: int) -> float:
    """The expected mark of taking the highest value: options that tie share it evenly."""
    best = max(values)
    tied = [place for place, value in enumerate(values) if value >= best - TIE]
    return 1 / len(tied) if key in tied else 0.0


def tried(name: str, words: str, marks: Sequence[float], weight: float = 1) -> Tried:
    """The marks of all items summed up, with Jeffreys' range. There must be at least one.

    Jeffreys and no bootstrap: it needs no dice, keeps its level on few items, and has a width where
    every mark is the same. `weight` is what one item counts for. Held-out marks hang together, as
    any two folds learn from mostly the same items: where keys are put by dice, the share from bank
    to bank spreads 1.2 to 1.4 times as widely as independent marks would, so that the range of
    something learned is that of half as many items (`LEARNED`; √2 = 1.41).
    """
    low, high = jeffreys(weight * sum(marks), weight * len(marks))
    return Tried(name, words, fmean(marks), low, high, len(marks))


def _tone(name: str, sign: int = 1) -> Callable[[Sight], Values]:
    return lambda sight: tuple(sign * value for value in sight.tone(name))


def _shortest(sight: Sight) -> Values:
    return tuple(-value for value in length(sight))


def _gentlest(sight: Sight) -> Values:
    return tuple(g - f for g, f in zip(sight.tone("gentle"), sight.tone("firm"), strict=True))


def _firmest(sight: Sight) -> Values:
    return tuple(-value for value in _gentlest(sight))


STRATEGIES: tuple[Strategy, ...] = (
    Strategy("longest", "the longest option", length),
    Strategy("shortest", "the shortest option", _shortest),
    Strategy("hedged", "the most hedged option", _tone("hedges")),
    Strategy("no-absolutes", "the option with fewest absolutes", _tone("absolutes", -1)),
    Strategy("echo", "the option that echoes the question most", echo),
    Strategy("core", "the option with most in common with the others", core),
    Strategy("gentlest", "the gentlest option", _gentlest),
    Strategy("firmest", "the firmest option", _firmest),
)
"""Rules that need no key to be followed. Gentle is gentle words less firm ones."""


def try_all(sights: Sequence[Sight]) -> tuple[Tried, ...]:
    """Every strategy on every item."""
    return tuple(
        tried(s.name, s.words, [mark(s.rank(sight), sight.key) for sight in sights])
        for s in STRATEGIES
    )


def commonest_place(sights: Sequence[Sight]) -> Tried:
    """Always taking the place where the key most often stands as written; ties share the mark.

    The place is chosen on the very items it is tried on, which favors the guesser a little. An item
    without that place is guessed blindly. Where options are shuffled no candidate can use it.
    """
    counts = Counter(sight.key for sight in sights)
    best = [place for place, count in counts.items() if count == max(counts.values())]
    marks = [fmean(_at(place, sight) for place in best) for sight in sights]
    letters = " or ".join(LETTERS[place] for place in sorted(best))
    return tried("place", f"the option written as {letters}", marks)


def _at(place: int, sight: Sight) -> float:
    return float(place == sight.key) if place < len(sight.options) else 1 / len(sight.options)


def chance(sights: Sequence[Sight]) -> float:
    """What blind guessing earns: the mean of one over the number of options."""
    return fmean(1 / len(sight.options) for sight in sights)
