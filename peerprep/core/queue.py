"""What to ask next: one pure function a kind of drill, and the order that helps most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from peerprep.core.form import Dice, Exposure, least_seen, pick
from peerprep.core.item import Item
from peerprep.core.order import EASIER, interleave
from peerprep.core.past import Past, length_for
from peerprep.core.schedule import Memory, is_due
from peerprep.core.shelf import Shelf
from peerprep.core.today import new_by_worth, today

__all__ = [
    "EASIER", "QUEUES", "QUICK_MINUTES", "Queue", "confusing", "drillable", "due", "due_items",
    "interleave",
    "lucky", "marked", "missed", "missed_items", "new", "new_items", "quick", "today",
    "weak",
]  # fmt: skip

QUICK_MINUTES = 10
"""A quick drill takes no longer."""

WEAK_FROM = 5
"""A domain with fewer first looks is not called one with much to gain."""

Queue = Callable[[Shelf, int, Dice], tuple[Item, ...]]
"""What to ask: from a shelf, up to so many items, with the dice. Empty when there is nothing."""


def due(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """What comes back today, misses one was sure of and the longest overdue before the others."""
    chosen = [shelf.drill[memory.item] for memory in shelf.due[:length]]
    return tuple(interleave(chosen, shelf.memories))


def quick(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Mixed due items for at most ten minutes at the candidate's own pace, best worth a look."""
    best = sorted(shelf.due, key=lambda m: (not m.urgent, -shelf.worth(m), m.item))
    fitting = min(length, length_for(QUICK_MINUTES, shelf.pace))
    return tuple(interleave([shelf.drill[m.item] for m in best[:fitting]], shelf.memories))


def new(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Items never seen, siblings of one scenario kept apart while there are others."""
    unseen = [item for item in new_by_worth(shelf, dice) if item.id not in shelf.exposures]
    chosen = pick(unseen, length)
    chosen += [item for item in unseen if item not in chosen][: length - len(chosen)]
    return tuple(interleave(chosen))


def missed(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Items missed last time, sure ones first, then the ones missed most often.

    Like `lucky` and `marked` it may hold items of the mock pool: they have been seen.
    """
    return _by_past(shelf, length, lambda past: not past.right)


def lucky(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Items last right by what the candidate called a guess."""
    return _by_past(shelf, length, lambda past: past.lucky)


def marked(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Items that the candidate flagged to come back to."""
    return _by_past(shelf, length, lambda past: past.flagged)


def _by_past(shelf: Shelf, length: int, wanted: Callable[[Past], bool]) -> tuple[Item, ...]:
    found = [past for past in shelf.pasts.values() if past.item in shelf.items and wanted(past)]
    found.sort(key=lambda p: (not p.sure_and_wrong, -p.times_missed, p.last_at, p.item))
    return tuple(missed_items(shelf.items, [past.item for past in found], length))


def weak(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Items of the domains with most to gain, not secure ones: missed, then new, then the rest.

    These are the domains, seen five times or more, of which the candidate knew a smaller share at
    first sight than of all such domains together; the lowest fill their places first.
    """
    domains = {domain: n for n, domain in enumerate(_weak_domains(shelf))}

    def rank(item: Item) -> tuple[int, int]:
        past = shelf.pasts.get(item.id)
        return domains[shelf.domain_of(item)], 1 if past is None else 2 * past.right

    found = [
        item
        for item in least_seen(shelf.drill.values(), shelf.exposures, dice)
        if shelf.domain_of(item) in domains and not _secure(shelf, item)
    ]
    return tuple(interleave(sorted(found, key=rank)[:length], shelf.memories))


def _weak_domains(shelf: Shelf) -> list[str]:
    """The domains with most to gain, the lowest first."""
    firsts: dict[str, list[bool]] = {}
    for item in shelf.items.values():
        past = shelf.pasts.get(item.id)
        if past and past.known_at_first is not None:
            firsts.setdefault(shelf.domain_of(item), []).append(past.known_at_first)
    judged = {domain: looks for domain, looks in firsts.items() if len(looks) >= WEAK_FROM}
    if not judged:
        return []
    whole = sum(map(sum, judged.values())) / sum(map(len, judged.values()))
    share = {domain: sum(looks) / len(looks) for domain, looks in judged.items()}
    lowest = min(share.values())
    below = [domain for domain in share if share[domain] < whole or share[domain] == lowest < 1]
    return sorted(below, key=lambda domain: (share[domain], domain))


def _secure(shelf: Shelf, item: Item) -> bool:
    memory = shelf.memories.get(item.id)
    return memory is not None and memory.secure


def confusing(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Look-alikes side by side: an item that was missed, then what it may be taken for.

    Its look-alikes are its siblings (enemies either way); without any, the other item of its topic
    missed most. A missed item with no look-alike is left to `missed`. Most often missed first.
    """
    missed_ever = [
        past for past in shelf.pasts.values() if past.times_missed and past.item in shelf.drill
    ]
    missed_ever.sort(key=lambda p: (p.right, -p.times_missed, p.item))
    asked: list[Item] = []
    for past in missed_ever:
        item = shelf.drill[past.item]
        group = (item, *_look_alikes(shelf, item, missed_ever, asked))
        if item not in asked and len(group) > 1 and len(asked) < length - 1:
            asked += group[: length - len(asked)]
    return tuple(asked)


def _look_alikes(
    shelf: Shelf, item: Item, missed_ever: Sequence[Past], asked: Sequence[Item]
) -> list[Item]:
    siblings = [
        one
        for one in shelf.drill.values()
        if one.id != item.id and (one.id in item.enemies or item.id in one.enemies)
    ]
    if siblings:
        return [one for one in siblings if one not in asked]
    others = (shelf.drill[past.item] for past in missed_ever)
    same = [one for one in others if one.topic == item.topic and one.id != item.id]
    return [one for one in same if one not in asked][:1]


QUEUES: Mapping[str, Queue] = {
    "today": today,
    "due": due,
    "quick": quick,
    "new": new,
    "missed": missed,
    "lucky": lucky,
    "weak": weak,
    "marked": marked,
    "confusing": confusing,
}
"""Every kind of drill by the word that asks for it."""


def drillable(items: Mapping[str, Item]) -> dict[str, Item]:
    """The items of the drill pool."""
    return {name: item for name, item in items.items() if item.pool == "drill"}


def due_items(
    items: Mapping[str, Item], memories: Mapping[str, Memory], now: datetime
) -> list[Item]:
    """The items due today: misses one was sure of first, then the longest overdue."""
    found = [m for m in memories.values() if m.item in items and is_due(m, now)]
    found.sort(key=lambda memory: (not memory.urgent, memory.due, memory.item))
    return [items[memory.item] for memory in found]


def new_items(items: Iterable[Item], exposures: Mapping[str, Exposure], dice: Dice) -> list[Item]:
    """Drill items the candidate has never seen, by the dice. The mock pool is never touched."""
    unseen = [item for item in items if item.pool == "drill" and item.id not in exposures]
    return least_seen(unseen, exposures, dice)


def missed_items(
    items: Mapping[str, Item], missed: Iterable[str], limit: int | None = None
) -> list[Item]:
    """The named items that are still in the library, in the order named."""
    found = [items[item] for item in missed if item in items]
    return interleave(found if limit is None else found[:limit])
