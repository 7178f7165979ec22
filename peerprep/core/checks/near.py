"""Items that are there twice, or nearly: found through an index, never by comparing all with all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.words import normal, words
from peerprep.core.item import Item

NEAR = 0.8
SHINGLE = 3

ITEM_DUP = Rule(
    "ITEM-DUP", "error", "bank", "provable",
    "The same stem with the same options as an item above",
    "A form can hold both, and responses to one question are counted as two.",
    "A fact about the files; no study is needed.",
    "The same item pasted twice under two ids.",
    "One item.",
)  # fmt: skip
ITEM_NEAR = Rule(
    "ITEM-NEAR", "warning", "bank", "high",
    "Nearly the same words as an item above",
    "A candidate who has seen one has seen the other, so the second measures memory.",
    f"Jaccard similarity of runs of {SHINGLE} words over stem and options, {NEAR} or more (Broder 1997, resemblance of documents).",
    "Two items that differ in a name.",
    "Two cases in which another fact decides.",
)  # fmt: skip


def _fingerprint(item: Item) -> tuple[str, frozenset[str]]:
    return normal(item.stem), frozenset(normal(option.text) for option in item.options)


def twice(items: Sequence[Item]) -> Iterator[Finding]:
    """Items with the same stem and options as an earlier one."""
    seen: dict[tuple[str, frozenset[str]], Item] = {}
    for item in items:
        first = seen.setdefault(_fingerprint(item), item)
        if first is not item:
            yield Finding(
                ITEM_DUP.id,
                ITEM_DUP.tier,
                f"Item {item.id} has the stem and the options of {first.id}.",
                "Delete one of them.",
                item.id,
                ("stem",),
            )


def shingles(item: Item) -> frozenset[int]:
    """The runs of three words in stem and options, options in the order of their words."""
    runs: set[tuple[str, ...]] = set()
    for text in (item.stem, *(option.text for option in item.options)):
        said = words(text)
        width = min(SHINGLE, len(said))
        runs |= {tuple(said[n : n + width]) for n in range(len(said) - width + 1)}
    return frozenset(map(hash, runs))


def nearly_twice(items: Sequence[Item]) -> Iterator[Finding]:
    """Items that share four fifths of their runs of words with an earlier one.

    Prefix filtering (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): two sets of
    sizes m <= n with Jaccard >= t share a member among the rarest m - ceil(t m) + 1 of each, and
    m >= t n. So only items with a rare run in common are ever compared.
    """
    runs = [shingles(item) for item in items]
    counts = Counter(run for found in runs for run in found)
    index: dict[int, list[int]] = defaultdict(list)
    fingerprints: dict[int, tuple[str, frozenset[str]]] = {}
    for number, item in enumerate(items):
        mine = runs[number]
        rare = sorted(mine, key=lambda run: (counts[run], run))
        # A run that stands nowhere else leads to nobody, but keeps its place in the prefix.
        prefix = [r for r in rare[: len(mine) - math.ceil(NEAR * len(mine)) + 1] if counts[r] > 1]
        near = _nearest(mine, {other for run in prefix for other in index[run]}, runs)
        for run in prefix:
            index[run].append(number)
        if near is None:
            continue
        for n in (number, near[0]):
            if n not in fingerprints:
                fingerprints[n] = _fingerprint(items[n])
        if fingerprints[number] != fingerprints[near[0]]:
            yield Finding(
                ITEM_NEAR.id,
                ITEM_NEAR.tier,
                f"Item {item.id} shares {near[1]:.0%} of its wording with {items[near[0]].id}.",
                "Delete one, or let another fact of the case decide.",
                item.id,
                ("stem",),
            )


def _nearest(
    mine: frozenset[int], candidates: set[int], runs: Sequence[frozenset[int]]
) -> tuple[int, float] | None:
    """The most similar of the candidates that are similar enough; the earliest of equals."""
    best: tuple[int, float] | None = None
    for other in sorted(candidates):
        theirs = runs[other]
        if not NEAR * len(theirs) <= len(mine) <= len(theirs) / NEAR:
            continue
        shared = len(mine & theirs)
        likeness = shared / (len(mine) + len(theirs) - shared)
        if likeness >= NEAR and (best is None or likeness > best[1]):
            best = other, likeness
    return best


CHECKS: tuple[Check[Sequence[Item]], ...] = (Check(ITEM_DUP, twice), Check(ITEM_NEAR, nearly_twice))
