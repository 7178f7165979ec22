"""Bank, Topic, Source; and Library, all banks that a sitting may draw on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from peerprep.core.excerpt import Excerpt, Fall, Wish
from peerprep.core.item import Item
from peerprep.core.value import dataclass


@dataclass(frozen=True)
class Source:
    """A publication that items cite."""

    id: str
    title: str
    publisher: str | None = None
    year: int | None = None
    number: str | None = None
    address: str | None = None
    locator: str | None = None

    def describe(self) -> str:
        """Title, publisher, year and number in one line, leaving out what is not known."""
        parts = [self.publisher, str(self.year) if self.year else None, self.number, self.address]
        known = ", ".join(part for part in parts if part)
        return f"{self.title} ({known})" if known else self.title


@dataclass(frozen=True)
class Topic:
    """A fine content area of the banks."""

    id: str
    title: str
    description: str = ""
    parent: str | None = None


@dataclass(frozen=True)
class Bank:
    """All items of one file, with the publications they cite."""

    id: str
    title: str
    language: str
    licence: str
    version: str
    sources: Mapping[str, Source]
    items: Sequence[Item]
    authors: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True)
class Library:
    """Every bank that was found sound, and the topics they are sorted by."""

    banks: tuple[Bank, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items in use by id, in the order of the files; retired ones are left out."""
        return {
            item.id: item for bank in self.banks for item in bank.items if item.status != "retired"
        }

    @cached_property
    def _bank_of(self) -> Mapping[str, Bank]:
        return {item.id: bank for bank in self.banks for item in bank.items}

    def bank_of(self, item_id: str) -> Bank | None:
        """The bank that holds the item, or None when it is no longer in the library."""
        return self._bank_of.get(item_id)

    def source_line(self, item: Item) -> str:
        """The item's source and the place in it, as shown after an answer."""
        bank = self.bank_of(item.id)
        source = bank.sources.get(item.citation.source) if bank else None
        title = source.describe() if source else item.citation.source
        return f"{title}: {item.citation.locator}"

    def only(self, items: Iterable[Item]) -> Library:
        """The same library narrowed to the given items."""
        wanted = {item.id for item in items}
        banks = (
            replace(bank, items=tuple(item for item in bank.items if item.id in wanted))
            for bank in self.banks
        )
        return replace(self, banks=tuple(bank for bank in banks if bank.items))

    def excerpt(self, wish: Wish, dice: Fall) -> Excerpt:
        """What a draw may look at: here everything that it takes, as nothing is too much."""
        return Excerpt({name: item for name, item in self.items.items() if wish.takes(item)})

    def below(self, topic_id: str) -> frozenset[str]:
        """The topic and every topic beneath it."""
        found = {topic_id}
        while True:
            more = {topic.id for topic in self.topics.values() if topic.parent in found} - found
            if not more:
                return frozenset(found)
            found |= more
