"""Excerpt: the part of a library that a draw may look at, however large the library is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from peerprep.core.item import Item, Pool
from peerprep.core.value import dataclass


class Fall(Protocol):
    """What drawing an excerpt needs of a random.Random."""

    def random(self) -> float:
        """A number from 0 up to but not including 1."""


@dataclass(frozen=True)
class Wish:
    """What a draw may look at.

    `known` are the ids that the records know: those of the library are always taken, of every pool.
    Left out are the topics of `shut`, what bears a label of `hidden`, and, where `only` is given,
    every other topic. `groups` gives a topic the group that it is drawn with; a topic without one
    is a group by itself. `each` is how many unknown items of the pool a group is to have at least,
    while there are so many.
    """

    pool: Pool
    known: Collection[str]
    shut: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    each: int = 0

    def takes_from(self, topic: str, labels: Collection[str]) -> bool:
        """Whether the draw may look at items of the topic with these labels."""
        wanted = topic not in self.shut and (self.only is None or topic in self.only)
        return wanted and self.hidden.isdisjoint(labels)

    def takes(self, item: Item) -> bool:
        """Whether the draw may look at the item."""
        return self.takes_from(item.topic, item.sensitive)


@dataclass(frozen=True)
class Excerpt:
    """What was taken, and how many unknown items of the pool were left where they are."""

    items: Mapping[str, Item]
    left: int = 0


def sample(size: int, wanted: int, dice: Fall) -> list[int]:
    """So many different numbers from 0 up to `size`, each equally likely, in order.

    Floyd's method (Bentley and Floyd, Programming Pearls, 1987): one throw a number, however many
    there are to choose from.
    """
    chosen: set[int] = set()
    for top in range(max(0, size - wanted), size):
        number = int(dice.random() * (top + 1))
        chosen.add(top if number in chosen else number)
    return sorted(chosen)


def gaps(runs: Sequence[tuple[int, int]], without: Sequence[int]) -> list[tuple[int, int]]:
    """The runs (first, size) of numbers with some numbers cut out of them, as runs again."""
    cuts, left = sorted(without), []
    for first, size in runs:
        inside = cuts[bisect_left(cuts, first) : bisect_left(cuts, first + size)]
        start = first
        for cut in [*inside, first + size]:
            if cut > start:
                left.append((start, cut - start))
            start = cut + 1
    return left
