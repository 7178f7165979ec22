"""Arrival: what a bank brings to a shelf that may hold an earlier state of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from peerprep.core.bank import Bank
from peerprep.core.item import Item

State = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Arrival:
    """A bank that is to be added, beside the bank of the same id that is there."""

    bank: Bank
    before: Bank | None = None

    @property
    def state(self) -> State:
        """Whether anything of it is news. The file's name and its comments are not."""
        if self.before is None:
            return "new"
        return "same" if replace(self.before, file=self.bank.file) == self.bank else "changed"

    @property
    def added(self) -> tuple[str, ...]:
        """The ids of items that were not there, in the order of the bank."""
        return tuple(name for name in self._now if name not in self._then)

    @property
    def changed(self) -> tuple[str, ...]:
        """The ids of items of which anything was rewritten, in the order of the bank."""
        both = (name for name in self._now if name in self._then)
        return tuple(name for name in both if self._now[name] != self._then[name])

    @property
    def removed(self) -> tuple[str, ...]:
        """The ids of items that are there and will not be, in the order of the former bank."""
        return tuple(name for name in self._then if name not in self._now)

    @property
    def head_changed(self) -> bool:
        """Whether something outside the items was rewritten: title, version, sources."""
        if self.before is None:
            return False
        return replace(self.before, file="", items=()) != replace(self.bank, file="", items=())

    @cached_property
    def _now(self) -> dict[str, Item]:
        return {item.id: item for item in self.bank.items}

    @cached_property
    def _then(self) -> dict[str, Item]:
        return {item.id: item for item in self.before.items} if self.before else {}


def taken_ids(bank: Bank, owners: Mapping[str, Bank]) -> Iterator[tuple[str, Bank]]:
    """Every id of the bank's items that another bank has, with that bank.

    `owners` are the banks by the ids of their items.
    """
    for item in bank.items:
        other = owners.get(item.id)
        if other is not None and other.id != bank.id:
            yield item.id, other


def owners_of(banks: Iterable[Bank]) -> dict[str, Bank]:
    """The banks by the ids of their items; the first that has an id is its owner."""
    found: dict[str, Bank] = {}
    for bank in banks:
        for item in bank.items:
            found.setdefault(item.id, bank)
    return found
