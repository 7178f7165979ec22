"""The guesser: a model of the key from features of options, always tried on items it never saw.

It is a conditional logit (`choice`) on the cues of `cues`, and on two more that are learned: the
wording and the opening of an option, as the log odds of its words in keys against distractors.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from peerprep.core.choice import Case, centered, chances, fit, scaled, spreads
from peerprep.core.cues import CUES, Sight, Values
from peerprep.core.form import Dice
from peerprep.core.strategies import STRATEGIES, mark

PENALTY = 4.0
"""Weights are believed to be 0 give or take ½ before any item is seen. Chosen beforehand."""
FOLDS = 10
REPEATS = 3

Taken = tuple[frozenset[str], ...]
"""The words of each option that a learned cue goes by."""

Sets = Mapping[str, str]
"""By item, the name of the set that is held out together."""


LEARNED: tuple[tuple[str, Callable[[Sight], Taken]], ...] = (
    ("wording", lambda sight: sight.wording),
    ("opening", lambda sight: sight.opening),
)
NAMES = (*(cue.name for cue in CUES), *(name for name, _ in LEARNED))
"""The names of all features, in the order of weights and pulls."""


@dataclass(frozen=True)
class Tally:
    """In how many keys and how many distractors each word stood, and how many there were."""

    keys: Counter[str]
    rest: Counter[str]
    n_keys: int = 0
    n_rest: int = 0


def tally(sights: Iterable[Sight], take: Callable[[Sight], Taken]) -> Tally:
    """Count the words of keys and of distractors."""
    keys, rest, n_keys, n_rest = Counter[str](), Counter[str](), 0, 0
    for sight in sights:
        for place, found in enumerate(take(sight)):
            (keys if place == sight.key else rest).update(found)
        n_keys += 1
        n_rest += len(sight.options) - 1
    return Tally(keys, rest, n_keys, n_rest)


NOTHING = Tally(Counter(), Counter())


def log_odds(taken: Taken, counted: Tally, own: Tally = NOTHING) -> Values:
    """The summed log odds of each option's words, add-one smoothed (naive Bayes).

    `own` is what the item and its siblings brought to the count: it is taken out, else the model
    would learn from the answers themselves how far to trust this cue.
    """
    base = math.log(counted.n_rest - own.n_rest + 2) - math.log(counted.n_keys - own.n_keys + 2)

    def odds(word: str) -> float:
        key = counted.keys[word] - own.keys[word] + 1
        return math.log(key / (counted.rest[word] - own.rest[word] + 1)) + base

    return tuple(sum(map(odds, sorted(option))) for option in taken)


@dataclass(frozen=True)
class Guesser:
    """What was learned: a weight for each feature in units of its spread, and the words counted."""

    weights: tuple[float, ...]
    spreads: tuple[float, ...]
    tallies: tuple[Tally, ...]

    def look(self, sight: Sight) -> Case:
        """An item that was not learned from, as the model sees it."""
        learned = [
            log_odds(take(sight), counted)
            for (_, take), counted in zip(LEARNED, self.tallies, strict=True)
        ]
        return scaled(_case(sight, learned), self.spreads)

    def pulls(self, case: Case) -> tuple[float, ...]:
        """How far each feature lifts the key's log odds over the mean of the distractors."""
        share = len(case.rows) / (len(case.rows) - 1)
        return tuple(w * x * share for w, x in zip(self.weights, case.rows[case.key], strict=True))


def learn(sights: Sequence[Sight], sets: Sets, start: Sequence[float] = ()) -> Guesser:
    """Fit the model to the items, from the weights of `start`."""
    members = defaultdict(list)
    for sight in sights:
        members[sets[sight.item]].append(sight)
    whole = tuple(tally(sights, take) for _, take in LEARNED)
    cases: list[Case] = []
    for siblings in members.values():
        own = [tally(siblings, take) for _, take in LEARNED]
        for sight in siblings:
            counts = zip(LEARNED, whole, own, strict=True)
            learned = [log_odds(take(sight), all_, mine) for (_, take), all_, mine in counts]
            cases.append(_case(sight, learned))
    by = spreads(cases)
    return Guesser(fit([scaled(case, by) for case in cases], PENALTY, start), by, whole)


def _case(sight: Sight, learned: Sequence[Values]) -> Case:
    return Case(centered([*zip(*sight.values, *learned, strict=True)]), sight.key)


@dataclass(frozen=True)
class Split:
    """Items to learn from, and items held out."""

    shown: tuple[Sight, ...]
    held: tuple[Sight, ...]


def splits(sights: Sequence[Sight], sets: Sets, dice: Dice, repeats: int) -> tuple[Split, ...]:
    """Each item held out once in every repeat; sets stay whole, folds are about equally large."""
    return tuple(split for _ in range(repeats) for split in _folds(sights, sets, dice))


def _folds(sights: Sequence[Sight], sets: Sets, dice: Dice) -> list[Split]:
    sizes = Counter(sets[sight.item] for sight in sights)
    names = list(sizes)
    dice.shuffle(names)
    room = [0] * min(FOLDS, len(names))
    fold_of: dict[str, int] = {}
    for name in names:
        fold_of[name] = room.index(min(room))
        room[fold_of[name]] += sizes[name]
    folds: list[Split] = []
    for fold in range(len(room)):
        held = tuple(s for s in sights if fold_of[sets[s.item]] == fold)
        folds.append(Split(tuple(s for s in sights if fold_of[sets[s.item]] != fold), held))
    return folds


@dataclass(frozen=True)
class Guess:
    """What models that never saw an item made of it, averaged over the repeats.

    `chances` are of the options in the order written, `mark` is that of taking the likeliest, and
    `pulls` say by feature what spoke for the key.
    """

    item: str
    chances: tuple[float, ...]
    mark: float
    pulls: tuple[float, ...]


def guess(over: Sequence[Split], sets: Sets) -> tuple[Guess, ...]:
    """Guess every item that is held out, each time by a model of the others."""
    found: dict[str, list[Guess]] = defaultdict(list)
    start: tuple[float, ...] = ()
    for split in over:
        model = learn(split.shown, sets, start)
        start = model.weights
        for sight in split.held:
            case = model.look(sight)
            odds = chances(case.rows, model.weights)
            marked = mark(odds, sight.key)
            found[sight.item].append(Guess(sight.item, odds, marked, model.pulls(case)))
    return tuple(_mean(guesses) for guesses in found.values())


def _mean(guesses: Sequence[Guess]) -> Guess:
    odds = tuple(fmean(column) for column in zip(*(g.chances for g in guesses), strict=True))
    pulls = tuple(fmean(column) for column in zip(*(g.pulls for g in guesses), strict=True))
    return Guess(guesses[0].item, odds, fmean(g.mark for g in guesses), pulls)


def best_rule(over: Sequence[Split]) -> dict[str, float]:
    """By item, the mark of the single strategy that did best on the items it was not tried on.

    The best of several strategies, chosen on the items it is judged by, always looks better than it
    is; chosen on others, it does not.
    """
    marks = {
        sight.item: [mark(s.rank(sight), sight.key) for s in STRATEGIES]
        for split in over
        for sight in split.held
    }
    found: dict[str, list[float]] = defaultdict(list)
    for split in over:
        columns = zip(*(marks[sight.item] for sight in split.shown), strict=True)
        sums = [sum(column) for column in columns]
        best = sums.index(max(sums))
        for sight in split.held:
            found[sight.item].append(marks[sight.item][best])
    return {item: fmean(marked) for item, marked in found.items()}
