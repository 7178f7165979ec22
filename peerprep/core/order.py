"""The order in which chosen items are asked: topics mixed, no principle twice in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from peerprep.core.item import LEVELS, Item
from peerprep.core.schedule import Memory

EASIER = frozenset(LEVELS[:2])
"""The levels that a sitting may begin with."""


def interleave(
    items: Sequence[Item],
    memories: Mapping[str, Memory] | None = None,
    *,
    opener: Item | None = None,
) -> list[Item]:
    """The same items with topics mixed: an easier one first, no principle twice in a row.

    Goes through the list once, always taking the first item whose principle, then whose topic,
    differs from the one before. A principle that half of what is left shares goes first, as it
    could not be kept apart later. `opener`, one of the items, is the easier one when given.
    """
    left = list(items)
    counts = Counter(item.principle for item in left)
    ordered: list[Item] = []
    while left:
        crowded = _crowded(counts, len(left))
        free = [item for item in left if crowded is None or item.principle == crowded]
        best = _following(ordered[-1], free) if ordered else _first(free, memories or {}, opener)
        left.remove(best)
        counts[best.principle] -= 1
        ordered.append(best)
    return ordered


def _crowded(counts: Counter[str], left: int) -> str | None:
    """The principle that more than half of what is left shares, or None."""
    principle, count = counts.most_common(1)[0]
    return principle if 2 * count > left else None


def _first(free: Sequence[Item], known: Mapping[str, Memory], opener: Item | None) -> Item:
    if opener is not None and opener in free:
        return opener
    return next((item for item in free if item.level in EASIER or item.id in known), free[0])


def _following(last: Item, free: Sequence[Item]) -> Item:
    return min(free, key=lambda item: (item.principle == last.principle, item.topic == last.topic))
