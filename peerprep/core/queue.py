"""What to ask next: due items, new ones, and the order that helps most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from peerprep.core.form import Dice, Exposure, least_seen, pick
from peerprep.core.item import LEVELS, Item
from peerprep.core.schedule import Memory, is_due

EASIER = frozenset(LEVELS[:2])
"""The levels that a sitting may begin with."""


def due_items(
    items: Mapping[str, Item], memories: Mapping[str, Memory], now: datetime
) -> list[Item]:
    """The items due today: misses one was sure of first, then the longest overdue."""
    due = [m for m in memories.values() if m.item in items and is_due(m, now)]
    due.sort(key=lambda memory: (not memory.urgent, memory.due, memory.item))
    return [items[memory.item] for memory in due]


def new_items(items: Iterable[Item], exposures: Mapping[str, Exposure], dice: Dice) -> list[Item]:
    """Drill items the candidate has never seen, by the dice. The mock pool is never touched."""
    unseen = [item for item in items if item.pool == "drill" and item.id not in exposures]
    return least_seen(unseen, exposures, dice)


def todays(
    items: Mapping[str, Item],
    memories: Mapping[str, Memory],
    exposures: Mapping[str, Exposure],
    *,
    length: int,
    now: datetime,
    dice: Dice,
) -> tuple[list[Item], int]:
    """Today's items in the order to ask them, and how many of them are due reviews.

    Reviews take up to two thirds, so that there is always something new; whatever one side does not
    use goes to the other.
    """
    due = due_items(items, memories, now)
    new = new_items(items.values(), exposures, dice)
    reviews = due[: max(length - len(new), -(-length * 2 // 3))][:length]
    fresh = pick(new, length - len(reviews), reviews)
    # Siblings of one scenario are kept apart while others are left; a narrow topic may have none.
    others = [item for item in new if item not in fresh]
    fresh += others[: max(0, length - len(reviews) - len(fresh))]
    if len(reviews) + len(fresh) < length:
        reviews = due[: length - len(fresh)]
    return interleave([*reviews, *fresh], memories), len(reviews)


def interleave(items: Sequence[Item], memories: Mapping[str, Memory] | None = None) -> list[Item]:
    """The same items with topics mixed: an easier one first, no principle twice in a row.

    Goes through the list once, always taking the first item whose principle, then whose topic,
    differs from the one before.
    """
    left = list(items)
    ordered: list[Item] = []
    if left:
        known = memories or {}
        first = next((i for i in left if i.level in EASIER or i.id in known), left[0])
        left.remove(first)
        ordered.append(first)
    while left:
        last = ordered[-1]
        best = min(
            left, key=lambda item: (item.principle == last.principle, item.topic == last.topic)
        )
        left.remove(best)
        ordered.append(best)
    return ordered


def missed_items(
    items: Mapping[str, Item], missed: Iterable[str], limit: int | None = None
) -> list[Item]:
    """The named items that are still in the library, in the order named."""
    found = [items[item] for item in missed if item in items]
    return interleave(found if limit is None else found[:limit])
