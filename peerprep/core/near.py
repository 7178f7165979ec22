"""Near-duplicates: pairs of items that ask nearly the same in nearly the same words.

Likeness is the Jaccard index of 3-word shingles (Broder 1997, "On the resemblance and containment
of documents"): shingles that both have over shingles that either has, 0…1. Shingles never reach
from the stem into an option or from one option into the next, so the order of options is nothing.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerprep.core.item import Item

SIZE = 3
"""Words in a shingle."""

Shingle = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Pair:
    """Two things, by id in the order given, and how alike they are (0…1)."""

    one: str
    two: str
    similarity: float


@dataclass(frozen=True)
class Stretch:
    """A run of words of a text, and whether the other text has it too."""

    text: str
    shared: bool


def words(text: str) -> list[str]:
    """The words of a text in order, without case; an apostrophe inside belongs to its word."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def shingles(text: str) -> frozenset[Shingle]:
    """The different runs of 3 words of a text; a shorter text is one shingle, no words are none."""
    listed = words(text)
    if len(listed) <= SIZE:
        return frozenset([tuple(listed)] if listed else [])
    return frozenset(tuple(listed[n : n + SIZE]) for n in range(len(listed) - SIZE + 1))


def asked(item: Item) -> frozenset[Shingle]:
    """The shingles of all that a candidate reads before answering: exhibit, stem, options."""
    parts = [item.exhibit or "", item.stem, *(option.text for option in item.options)]
    return frozenset().union(*map(shingles, parts))


def near_pairs(items: Iterable[Item], at_least: float = 0.8) -> tuple[Pair, ...]:
    """The pairs of items at least so alike in all that is asked, most alike first.

    `at_least` lies over 0 and up to 1, else ValueError.
    """
    return near_sets({item.id: asked(item) for item in items}, at_least)


def near_texts(texts: Mapping[str, str], at_least: float) -> tuple[Pair, ...]:
    """The same for any texts by id, for instance stems alone."""
    return near_sets({name: shingles(text) for name, text in texts.items()}, at_least)


def near_sets(sets: Mapping[str, frozenset[Shingle]], at_least: float) -> tuple[Pair, ...]:
    """The pairs of shingle sets with a Jaccard index of `at_least` or more; exact, none left out.

    Two sets so alike must share one of the rarest |s| - ⌈at_least · |s|⌉ + 1 shingles of each
    (the prefix filter of Bayardo, Ma and Srikant 2007), so only sets that meet in an index of
    those are compared, not every two.
    """
    if not 0 < at_least <= 1:
        raise ValueError(f"at_least must lie over 0 and up to 1, not at {at_least}")
    rarity = Counter(shingle for one in sets.values() for shingle in one)
    places = {name: place for place, name in enumerate(sets)}
    index: dict[Shingle, list[str]] = defaultdict(list)
    found: list[Pair] = []
    for name, mine in sets.items():
        prefix = _rarest(mine, rarity, at_least)
        met = {other for shingle in prefix for other in index[shingle]}
        pairs = (Pair(other, name, jaccard(sets[other], mine)) for other in met)
        found += [pair for pair in pairs if pair.similarity >= at_least]
        for shingle in prefix:
            index[shingle].append(name)
    return tuple(sorted(found, key=lambda p: (-p.similarity, places[p.one], places[p.two])))


def jaccard(one: frozenset[Shingle], two: frozenset[Shingle]) -> float:
    """Shared over all, 0…1; two empty sets are not alike."""
    shared = len(one & two)
    return shared / (len(one) + len(two) - shared) if shared else 0.0


def _rarest(
    mine: frozenset[Shingle], rarity: Mapping[Shingle, int], at_least: float
) -> list[Shingle]:
    # A hair is taken off, so that a product like 0.7 * 10 never rounds up to one shingle too few.
    kept = len(mine) - math.ceil(at_least * len(mine) - 1e-9) + 1 if mine else 0
    return sorted(mine, key=lambda shingle: (rarity[shingle], shingle))[:kept]


def contrast(one: str, two: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both texts in stretches that are shared and stretches that are not, to be set side by side.

    Compared by words: case, spacing and punctuation beside a word do not count as a difference.
    """
    left, right = one.split(), two.split()
    matcher = difflib.SequenceMatcher(
        None, [*map(_bare, left)], [*map(_bare, right)], autojunk=False
    )
    sides: tuple[list[Stretch], list[Stretch]] = ([], [])
    for tag, i, j, k, m in matcher.get_opcodes():
        for side, part in zip(sides, (left[i:j], right[k:m]), strict=True):
            if part:
                side.append(Stretch(" ".join(part), tag == "equal"))
    return tuple(sides[0]), tuple(sides[1])


def _bare(word: str) -> tuple[str, ...]:
    return tuple(words(word)) or (word,)
