"""Items that are there twice, or nearly: found through an index, never by comparing all with all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.words import normal
from peerprep.core.item import Item
from peerprep.core.near import SIZE, Shingle, near_sets, shingles

NEAR = 0.8

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
    f"Jaccard similarity of runs of {SIZE} words over stem and options, {NEAR} or more (Broder 1997, resemblance of documents).",
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


def asked(item: Item) -> frozenset[Shingle]:
    """The shingles of stem and options; none reaches from one text into the next."""
    return frozenset().union(*map(shingles, (item.stem, *(o.text for o in item.options))))


def nearly_twice(items: Sequence[Item]) -> Iterator[Finding]:
    """Items that share four fifths of their shingles with an earlier one; the likest is named."""
    likest: dict[int, tuple[int, float]] = {}
    for pair in near_sets({str(n): asked(item) for n, item in enumerate(items)}, NEAR):
        likest.setdefault(int(pair.two), (int(pair.one), pair.similarity))
    for number, (other, similarity) in sorted(likest.items()):
        item, first = items[number], items[other]
        if _fingerprint(item) != _fingerprint(first):
            yield Finding(
                ITEM_NEAR.id,
                ITEM_NEAR.tier,
                f"Item {item.id} shares {similarity:.0%} of its wording with {first.id}.",
                "Delete one, or let another fact of the case decide.",
                item.id,
                ("stem",),
            )


CHECKS: tuple[Check[Sequence[Item]], ...] = (Check(ITEM_DUP, twice), Check(ITEM_NEAR, nearly_twice))
