"""What the catalog holds, as a library: whole where it is small, else fetched when asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from operator import itemgetter
from pathlib import Path

from peerprep.banks.files import shown_name
from peerprep.banks.holdings import Holdings, Later
from peerprep.banks.packing import unpack, unpack_item
from peerprep.banks.table import checksum, named
from peerprep.core.bank import Bank, Library, Topic
from peerprep.core.item import Item
from peerprep.core.problem import Problem

WHOLE = 2000
"""A library of so many items is read whole: that takes less than anyone can notice."""

_FILES = (
    "SELECT n, kind, path, CASE kind WHEN 'exam' THEN body END, problems,"
    " bank IS NOT NULL AND NOT shut, used FROM file ORDER BY place"
)


def holdings(
    db: sqlite3.Connection,
    shown_from: Path | None,
    spare: Callable[[], Library],
) -> Holdings:
    """The holdings as `library.load` would find them, out of a catalog that is up to date.

    `spare` gives the library without the catalog, should it turn out to be damaged later.
    """
    rows = db.execute(_FILES).fetchall()
    paths = {n: path for n, _, path, *_ in rows}

    def name(file: int) -> str:
        return shown_name(Path(paths[file]), shown_from)

    exams = [unpack(named(row[3], name, row[0])) for row in rows if row[1] == "exam"]
    topics = all_topics(db)
    across = db.execute("SELECT value FROM about WHERE name = 'across'").fetchone()[0]
    library: Library
    if sum(row[6] for row in rows if row[5]) <= WHOLE:
        library = Library(tuple(_banks(db, name)), topics)
    else:
        from peerprep.banks.stacks import Stacks

        library = Stacks(db, topics, name, spare)
    return Holdings(
        library,
        tuple(exam for exam in exams if exam is not None),
        Later(lambda: _problems(rows, across, name)),
        Later(lambda: [Path(path) for _, kind, path, *_ in rows if kind == "bank"]),
        tuple(name(row[0]) for row in rows if row[1] == "bank" and not row[5]),
        {Path(path).stem: Path(path) for _, kind, path, *_ in rows if kind == "lesson"},
    )


def all_topics(db: sqlite3.Connection) -> dict[str, Topic]:
    """The topics of all topics files; of two with one id the earlier stands."""
    topics: dict[str, Topic] = {}
    for (body,) in db.execute("SELECT body FROM file WHERE kind = 'topics' ORDER BY place"):
        topics = unpack(body) | topics
    return topics


def item_of(body: str, kept: int) -> Item:
    """An item as it was kept. ValueError where it is not what was kept."""
    if checksum(body) != kept:
        raise ValueError("damaged")
    return unpack_item(body)


def bank_of(header: str, items: Sequence[Item], file: str) -> Bank:
    """A bank from its header and its items."""
    bank, title, language, licence, version, sources, authors = unpack(header)
    return Bank(bank, title, language, licence, version, sources, items, authors, file)


def _banks(db: sqlite3.Connection, name: Callable[[int], str]) -> list[Bank]:
    items: dict[int, list[tuple[int, Item]]] = {}
    # In the order they lie in: sorting here takes less than having whole bodies sorted there.
    for file, place, body, kept in db.execute(
        "SELECT file, place, body, checksum FROM item ORDER BY n"
    ):
        items.setdefault(file, []).append((place, item_of(body, kept)))
    return [
        bank_of(header, _in_order(items.get(n, [])), name(n))
        for n, header in db.execute(
            "SELECT n, body FROM file WHERE bank IS NOT NULL AND NOT shut ORDER BY place"
        )
    ]


def _in_order(items: list[tuple[int, Item]]) -> tuple[Item, ...]:
    return tuple(item for _, item in sorted(items, key=itemgetter(0)))


def _problems(
    rows: Sequence[tuple[int, str, str, str, str, bool, int]],
    across: str,
    name: Callable[[int], str],
) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for n, _, _, _, problems, *_ in rows:
        found += unpack(named(problems, name, n)) if problems else ()
    return (*found, *unpack(named(across, name))) if across else tuple(found)
