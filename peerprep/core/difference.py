"""What has changed between two states of the banks, by meaning and not by lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from peerprep.core.bank import Bank
from peerprep.core.changes import Change, item_changes, real
from peerprep.core.item import Item


@dataclass(frozen=True)
class ItemDifference:
    """An item that is in both states, and what changed in it."""

    before: Item
    after: Item
    changes: tuple[Change, ...]

    @property
    def new_revision(self) -> bool:
        """Whether its statistics begin anew: what is asked, or what counts as right, changed."""
        return self.before.revision != self.after.revision

    @property
    def retired(self) -> bool:
        """Whether it has left the sittings with this change."""
        return self.after.status == "retired" != self.before.status


@dataclass(frozen=True)
class HeadDifference:
    """What changed at the head of one bank."""

    bank: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class BankDifference:
    """Everything that changed from one state to the other, and how many items did not."""

    banks_added: tuple[Bank, ...] = ()
    banks_removed: tuple[Bank, ...] = ()
    heads: tuple[HeadDifference, ...] = ()
    added: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()
    renamed: tuple[ItemDifference, ...] = ()
    changed: tuple[ItemDifference, ...] = ()
    same: int = 0

    @property
    def nothing(self) -> bool:
        """Whether both states say the same."""
        return self == BankDifference(same=self.same)


def difference(before: Sequence[Bank], after: Sequence[Bank]) -> BankDifference:
    """Compare two states. Items are the same item by their id, in whatever bank they stand.

    An item that is gone while another, new one asks the very same is the same item renamed.
    """
    pairs = _paired_banks(before, after)
    old, new = _by_id(before), _by_id(after)
    renamed = _renamed(
        [item for name, (_, item) in old.items() if name not in new],
        [item for name, (_, item) in new.items() if name not in old],
    )
    told_twice = {one.before.id for one in renamed} | {one.after.id for one in renamed}
    changed = _changed(old, new, {one.id: other.id for one, other in pairs})
    return BankDifference(
        banks_added=_beyond(after, (other for _, other in pairs)),
        banks_removed=_beyond(before, (one for one, _ in pairs)),
        heads=_heads(pairs),
        added=tuple(i for n, (_, i) in new.items() if n not in old and n not in told_twice),
        removed=tuple(i for n, (_, i) in old.items() if n not in new and n not in told_twice),
        renamed=renamed,
        changed=changed,
        same=len(old.keys() & new.keys()) - len(changed),
    )


Placed = Mapping[str, tuple[Bank, Item]]


def _by_id(banks: Iterable[Bank]) -> Placed:
    return {item.id: (bank, item) for bank in banks for item in bank.items}


def _beyond(banks: Iterable[Bank], paired: Iterable[Bank]) -> tuple[Bank, ...]:
    known = {bank.id for bank in paired}
    return tuple(bank for bank in banks if bank.id not in known)


def _changed(old: Placed, new: Placed, kept: Mapping[str, str]) -> tuple[ItemDifference, ...]:
    """The items of both states in which something changed, in the later order."""
    found = []
    for name in new:
        if name not in old:
            continue
        (home, before), (other, after) = old[name], new[name]
        moved = Change("bank", kept.get(home.id, home.id), other.id)
        changes = (*real([moved]), *item_changes(before, after))
        if changes:
            found.append(ItemDifference(before, after, changes))
    return tuple(found)


def _paired_banks(before: Sequence[Bank], after: Sequence[Bank]) -> list[tuple[Bank, Bank]]:
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    ids = {bank.id: bank for bank in before}
    return [(ids[bank.id], bank) for bank in after if bank.id in ids]


def _renamed(gone: Iterable[Item], come: Iterable[Item]) -> tuple[ItemDifference, ...]:
    """Items that ask the very same under another id."""
    waiting: dict[object, list[Item]] = {}
    for item in gone:
        waiting.setdefault(_asked(item), []).append(item)
    found = []
    for item in come:
        if alike := waiting.get(_asked(item)):
            before = alike.pop(0)
            found.append(ItemDifference(before, item, item_changes(before, item)))
    return tuple(found)


def _asked(item: Item) -> object:
    return item.stem, frozenset(option.text for option in item.options)


def _heads(pairs: Iterable[tuple[Bank, Bank]]) -> tuple[HeadDifference, ...]:
    heads = (HeadDifference(other.id, _head_changes(one, other)) for one, other in pairs)
    return tuple(head for head in heads if head.changes)


def _head_changes(before: Bank, after: Bank) -> tuple[Change, ...]:
    changes = [
        Change(what, getattr(before, what), getattr(after, what))
        for what in ("id", "title", "language", "licence", "version")
    ]
    changes.append(Change("authors", ", ".join(before.authors), ", ".join(after.authors)))
    for name in dict.fromkeys([*before.sources, *after.sources]):
        old, new = before.sources.get(name), after.sources.get(name)
        told = (
            "; ".join(p for p in (s.describe(), s.locator) if p) if s else "" for s in (old, new)
        )
        changes.append(Change(f"source {name}", *told))
    return real(changes)
