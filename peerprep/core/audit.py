"""The audit of a bank: what a guesser would score, what is covered, what is said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from peerprep.core import guesser, strategies
from peerprep.core.bank import Library
from peerprep.core.blueprint import Exam
from peerprep.core.coverage import Block, Forms, coverage, forms, lone_principles
from peerprep.core.cues import Sight, WordLists, see
from peerprep.core.form import Dice
from peerprep.core.guesser import Guess
from peerprep.core.item import Item
from peerprep.core.near import Pair, near_pairs, near_texts, words
from peerprep.core.reasons import reasons
from peerprep.core.siblings import sibling_sets
from peerprep.core.strategies import Tried

FEWEST = 20
"""Single-best items below which nothing is learned: a fold would hold out one or two."""
FEWEST_SETS = 5
"""Sets of siblings below which nothing is held out that says anything of the rest."""
STEM = 12
"""Words from which a stem is compared on its own: "Which of these is open?" may stand twice."""
NEAR = 0.6
"""Likeness from which two items, or their stems, are set side by side."""


@dataclass(frozen=True)
class Giveaway:
    """One item whose key a model of the other items was sure of: how sure (0…1), and why."""

    item: str
    key: str
    chance: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    """What guessing earns in the single-best items.

    `rules` are the single strategies and `place` the commonest place; `model` is all cues together
    and `rule` the best strategy, both judged on sets of siblings that they never saw; `told` is the
    model when it knows the answers of an item's siblings. These three are None for too few items.
    """

    items: int
    left_out: tuple[tuple[str, int], ...]
    other_language: int
    unshuffled: int
    chance: float
    rules: tuple[Tried, ...]
    place: Tried
    model: Tried | None = None
    rule: Tried | None = None
    told: Tried | None = None
    weights: tuple[tuple[str, float], ...] = ()
    giveaways: tuple[Giveaway, ...] = ()

    @property
    def line(self) -> Tried | None:
        """The one number: the better of the model and the single rule, each on unseen items.

        Taking the better of two favors the guesser a little, which is the side to err on. The best
        rule as it did on these very items is not used: of eight tries one looks good by luck.
        """
        if self.model is None or self.rule is None:
            return None
        return max(self.model, self.rule, key=lambda tried: tried.share)


@dataclass(frozen=True)
class Audit:
    """All that the audit found. `cues` is None where there is no single-best item."""

    items: int
    cues: Cues | None
    exam: str | None
    blocks: tuple[Block, ...]
    forms: Forms | None
    lone: tuple[tuple[str, str], ...]
    near: tuple[Pair, ...]


def audit(library: Library, exam: Exam | None, lists: WordLists, dice: Dice) -> Audit:
    """Look at every item in use."""
    items = list(library.items.values())
    return Audit(
        items=len(items),
        cues=cues(library, lists, dice),
        exam=exam.name if exam else None,
        blocks=coverage(library, exam),
        forms=forms(items, exam, dice) if exam else None,
        lone=lone_principles(items),
        near=near_duplicates(items),
    )


def near_duplicates(items: Sequence[Item]) -> tuple[Pair, ...]:
    """Pairs alike in all that is asked, or in their stems; the greater likeness counts."""
    stems = {item.id: item.stem for item in items if len(words(item.stem)) >= STEM}
    best: dict[tuple[str, str], Pair] = {}
    for pair in (*near_pairs(items, NEAR), *near_texts(stems, NEAR)):
        known = best.setdefault((pair.one, pair.two), pair)
        if pair.similarity > known.similarity:
            best[pair.one, pair.two] = pair
    return tuple(sorted(best.values(), key=lambda pair: -pair.similarity))


def cues(library: Library, lists: WordLists, dice: Dice) -> Cues | None:
    """What a guesser would score; None where there is no single-best item."""
    items = list(library.items.values())
    single = [item for item in items if item.kind.name == "single-best"]
    if not single:
        return None
    foreign = _foreign(library, lists)
    silent = WordLists(lists.language)
    sights = [see(item, silent if item.id in foreign else lists) for item in single]
    kinds = Counter(item.kind.name for item in items if item.kind.name != "single-best")
    found = Cues(
        items=len(single),
        left_out=tuple(sorted(kinds.items())),
        other_language=sum(item.id in foreign for item in single),
        unshuffled=sum(not item.shuffle for item in single),
        chance=strategies.chance(sights),
        rules=strategies.try_all(sights),
        place=strategies.commonest_place(sights),
    )
    sets = sibling_sets(single)
    if len(single) < FEWEST or len(set(sets.values())) < FEWEST_SETS:
        return found
    return _learned(found, sights, sets, dice)


def _foreign(library: Library, lists: WordLists) -> set[str]:
    """The ids of the items whose bank is in another language than the word lists."""
    own = lists.language.split("-")[0].casefold()
    return {
        item.id
        for bank in library.banks
        if bank.language.split("-")[0].casefold() != own
        for item in bank.items
    }


def _learned(found: Cues, sights: Sequence[Sight], sets: Mapping[str, str], dice: Dice) -> Cues:
    alone = {sight.item: sight.item for sight in sights}
    apart = guesser.splits(sights, sets, dice, guesser.REPEATS)
    guesses = guesser.guess(apart, sets)
    single = guesser.best_rule(apart).values()
    told = guesser.guess(guesser.splits(sights, alone, dice, guesser.REPEATS), alone)
    weights = guesser.learn(sights, sets).weights
    return replace(
        found,
        model=_held_out("model", "all cues together", [g.mark for g in guesses]),
        rule=_held_out("rule", "the best single rule", list(single)),
        told=_held_out("told", "knowing its siblings", [g.mark for g in told]),
        weights=tuple(zip(guesser.NAMES, weights, strict=True)),
        giveaways=_giveaways(guesses, sights),
    )


def _held_out(name: str, words: str, marks: Sequence[float]) -> Tried:
    return strategies.tried(name, words, marks, strategies.LEARNED)


def _giveaways(guesses: Iterable[Guess], sights: Sequence[Sight]) -> tuple[Giveaway, ...]:
    """Every item that the model got right more often than not, the surest first."""
    seen = {sight.item: sight for sight in sights}
    right = [(seen[guess.item], guess) for guess in guesses if guess.mark > 0.5]
    right.sort(key=lambda pair: -pair[1].chances[pair[0].key])
    return tuple(
        Giveaway(s.item, s.options[s.key], g.chances[s.key], reasons(s, g.pulls)) for s, g in right
    )
