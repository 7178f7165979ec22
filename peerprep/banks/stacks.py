"""A library too large to be read whole: its items stay in the catalog until they are asked for."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from itertools import accumulate
from typing import Any

from peerprep.banks.holdings import Later
from peerprep.banks.shelves import bank_of, item_of
from peerprep.banks.table import DAMAGE
from peerprep.core.bank import Bank, Library, Topic
from peerprep.core.excerpt import Excerpt, Fall, Wish, gaps, sample
from peerprep.core.item import Item

AT_ONCE = 500
"""So many values fit into one question to any SQLite."""

_SOUND = " JOIN file ON file.n = item.file WHERE item.used AND file.bank IS NOT NULL AND NOT shut"
_ORDER = " ORDER BY file.place, item.place"


class Stacks(Library):
    """The library in the catalog. Should the catalog fail, `spare` reads the files instead."""

    def __init__(
        self,
        db: sqlite3.Connection,
        topics: Mapping[str, Topic],
        name: Callable[[int], str],
        spare: Callable[[], Library],
    ) -> None:
        # Not by way of the frozen parent: banks are found when asked for, and are no field here.
        self.__dict__.update(db=db, topics=topics, name=name, _spare=spare)

    db: sqlite3.Connection
    name: Callable[[int], str]

    @cached_property
    def spare(self) -> Library:
        """The same library, read without the catalog."""
        found: Library = self.__dict__["_spare"]()
        return found

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items in use by id, in the order of the files, each fetched when asked for."""
        return Fetched(self)

    @cached_property
    def banks(self) -> tuple[Bank, ...]:
        """Every bank, with its items fetched when asked for."""
        try:
            rows = self.db.execute(
                "SELECT n, body FROM file WHERE bank IS NOT NULL AND NOT shut ORDER BY place"
            )
            return tuple(self._bank(n, header) for n, header in rows)
        except DAMAGE:
            return self.spare.banks

    def bank_of(self, item_id: str) -> Bank | None:
        """The bank that holds the item, or None when it is no longer in the library."""
        try:
            row = self.db.execute(
                "SELECT file.n, file.body FROM item JOIN file ON file.n = item.file"
                " WHERE item.id = ? AND bank IS NOT NULL AND NOT shut",
                (item_id,),
            ).fetchone()
            return self._bank(*row) if row else None
        except DAMAGE:
            return self.spare.bank_of(item_id)

    def _bank(self, file: int, header: str) -> Bank:
        return bank_of(header, Later(lambda: self._items_of(file)), self.name(file))

    def _items_of(self, file: int) -> tuple[Item, ...]:
        try:
            rows = self.db.execute(
                "SELECT body, checksum FROM run JOIN item"
                " ON item.n >= first AND item.n < first + run.size WHERE run.file = ?"
                " ORDER BY place",
                (file,),
            )
            return tuple(item_of(body, kept) for body, kept in rows)
        except DAMAGE:
            name = self.name(file)
            return next((tuple(b.items) for b in self.spare.banks if b.file == name), ())

    def excerpt(self, wish: Wish, dice: Fall) -> Excerpt:
        """What the records know, and of each group so many others, each of them equally likely."""
        try:
            self.db.execute("BEGIN")  # one look at the catalog, whatever another process does
            try:
                return self._excerpt(wish, dice)
            finally:
                self.db.execute("COMMIT")
        except DAMAGE:
            return self.spare.excerpt(wish, dice)

    def _excerpt(self, wish: Wish, dice: Fall) -> Excerpt:
        known = [row for row in self._rows("item.id", sorted(wish.known)) if wish.takes(row[3])]
        groups, numbers, left = self._runs(wish), [row[0] for row in known], 0
        drawn: list[int] = []
        for group in sorted(groups):
            unknown = gaps(groups[group], numbers)
            ends = list(accumulate(size for _, size in unknown))
            chosen = sample(ends[-1] if ends else 0, wish.each, dice)
            left += (ends[-1] if ends else 0) - len(chosen)
            for one in chosen:
                place = bisect_right(ends, one)
                first, size = unknown[place]
                drawn.append(first + one - (ends[place] - size))
        rows = sorted([*known, *self._rows("item.n", drawn)], key=lambda row: row[1:3])
        return Excerpt({row[3].id: row[3] for row in rows}, left)

    def _runs(self, wish: Wish) -> dict[str, list[tuple[int, int]]]:
        """By group, the runs of items in use that the wish takes, in the order of the files."""
        found: dict[str, list[tuple[int, int]]] = {}
        groups: dict[tuple[str, str], str | None] = {}
        for first, size, topic, labels in self.db.execute(
            "SELECT first, run.size, topic, labels FROM run JOIN file ON file.n = run.file"
            " WHERE pool = ? AND run.used AND bank IS NOT NULL AND NOT shut"
            " ORDER BY file.place, first",
            (wish.pool,),
        ):
            if (topic, labels) not in groups:
                taken = wish.takes_from(topic, labels.split(","))
                groups[topic, labels] = wish.groups.get(topic, topic) if taken else None
            group = groups[topic, labels]
            if group is not None:
                found.setdefault(group, []).append((first, size))
        return found

    def _rows(self, column: str, values: Sequence[Any]) -> Iterator[tuple[int, int, int, Item]]:
        """Number, places of file and item, and the item, of those items in use that are there."""
        for start in range(0, len(values), AT_ONCE):
            some = values[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self.db.execute(
                "SELECT item.n, file.place, item.place, item.body, checksum FROM item"
                f"{_SOUND} AND {column} IN ({marks})",
                some,
            )
            for n, file_place, place, body, kept in rows:
                yield n, file_place, place, item_of(body, kept)


class Fetched(Mapping[str, Item]):
    """Items by id, fetched one by one when asked for, and not kept when all are gone through."""

    def __init__(self, stacks: Stacks) -> None:
        self._stacks = stacks
        self._fetched: dict[str, Item] = {}

    def __getitem__(self, name: str) -> Item:
        if name not in self._fetched:
            try:
                found = [item for *_, item in self._stacks._rows("item.id", [name])]
            except DAMAGE:
                found = [item for item in [self._stacks.spare.items.get(name)] if item]
            if not found:
                raise KeyError(name)
            self._fetched[name] = found[0]
        return self._fetched[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __len__(self) -> int:
        try:
            sizes = "SELECT COALESCE(SUM(used), 0) FROM file WHERE bank IS NOT NULL AND NOT shut"
            return int(self._stacks.db.execute(sizes).fetchone()[0])
        except DAMAGE:
            return len(self._stacks.spare.items)

    def __iter__(self) -> Iterator[str]:
        try:
            rows = self._stacks.db.execute(f"SELECT id FROM item{_SOUND}{_ORDER}").fetchall()
        except DAMAGE:
            return iter(self._stacks.spare.items)
        return (name for (name,) in rows)

    def values(self) -> ValuesView[Item]:
        """All items, in the order of the files."""
        return _All(self)

    def _every(self) -> Iterator[Item]:
        done = 0
        try:
            rows = f"SELECT item.body, checksum FROM item{_SOUND}{_ORDER}"
            for body, kept in self._stacks.db.execute(rows):
                yield item_of(body, kept)
                done += 1
        except DAMAGE:
            yield from list(self._stacks.spare.items.values())[done:]


class _All(ValuesView[Item]):
    def __init__(self, fetched: Fetched) -> None:
        super().__init__(fetched)
        self._fetched = fetched

    def __iter__(self) -> Iterator[Item]:
        return self._fetched._every()
