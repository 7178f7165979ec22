"""Bringing the catalog up to date: what is gone is forgotten, what is new or changed is read."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence

from peerprep.banks.compiling import Compiled, compile_banks, unreadable
from peerprep.banks.exams import read_exam
from peerprep.banks.files import Found, read_stamped
from peerprep.banks.library import clashes, lost_enemies
from peerprep.banks.packing import pack
from peerprep.banks.reader import Reading, read_topics
from peerprep.banks.shelves import all_topics
from peerprep.banks.table import MARK, RACY, ROWS, SELF, Row, mark, settle
from peerprep.banks.table import stale as stale_files
from peerprep.core.bank import Bank
from peerprep.core.problem import Location, Problem


def refresh(
    db: sqlite3.Connection, listed: Sequence[Found], now: int, told: Callable[[int, int], None]
) -> None:
    """Bring the tables up to what is listed: forget what is gone, read what is new or changed."""
    rows: list[Row] = db.execute(ROWS).fetchall()
    stale = stale_files(rows, listed)
    there = {(found.kind, found.path) for found in listed}
    gone = [row[0] for row in rows if (row[1], row[2]) not in there]
    changed = {found.kind for found in stale} | {row[1] for row in rows if row[0] in gone}
    _forget(db, gone)
    _read_topics(db, [found for found in stale if found.kind == "topics"], now)
    _place(db, listed)
    topics = all_topics(db)
    if "topics" in changed:
        # Topics are checked while banks and exams are read.
        stale = [found for found in listed if found.kind != "topics"]
    _read_exams(db, [found for found in stale if found.kind == "exam"], topics, now)
    banks = [found for found in stale if found.kind == "bank"]
    for number, (found, compiled) in enumerate(compile_banks(banks, topics or None), start=1):
        _take_in(db, found, compiled, now)
        told(number, len(banks))
    for found in stale:
        if found.kind == "lesson":
            _put(db, found, Compiled(found.stamp, b""), now)
    _place(db, listed)
    settle(db, now)
    if changed & {"topics", "bank"}:
        _look_across(db)


def _forget(db: sqlite3.Connection, files: Iterable[int]) -> None:
    for file in files:
        db.execute("DELETE FROM file WHERE n = ?", (file,))
        _forget_items(db, file)


def _forget_items(db: sqlite3.Connection, file: int) -> None:
    runs = db.execute("SELECT first, first + size FROM run WHERE file = ?", (file,)).fetchall()
    db.executemany("DELETE FROM item WHERE n >= ? AND n < ?", runs)
    db.execute("DELETE FROM run WHERE file = ?", (file,))
    db.execute("DELETE FROM enemy WHERE file = ?", (file,))


def _put(db: sqlite3.Connection, found: Found, compiled: Compiled, now: int, used: int = 0) -> int:
    """One row of `file`; returns its number, the same as before for a file that was there."""
    before = db.execute(
        "SELECT n FROM file WHERE kind = ? AND path = ?", (found.kind, found.path)
    ).fetchone()
    racy = now - max(compiled.stamp[1:3]) < RACY and bool(compiled.digest)
    cursor = db.execute(
        "INSERT OR REPLACE INTO file VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        (before[0] if before else None, found.kind, found.path, *compiled.stamp, int(racy),
         compiled.digest, compiled.bank, compiled.header, compiled.problems, used),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def _place(db: sqlite3.Connection, listed: Iterable[Found]) -> None:
    """Note the order of the files."""
    db.executemany(
        "UPDATE file SET place = ? WHERE kind = ? AND path = ? AND place != ?",
        [(place, found.kind, found.path, place) for place, found in enumerate(listed)],
    )


def _read_topics(db: sqlite3.Connection, files: Iterable[Found], now: int) -> None:
    for found in files:
        stamp, raw = read_stamped(found.path)
        topics, problems = ({}, (unreadable(SELF, raw),)) if isinstance(raw, str) else read_topics(
            raw, SELF
        )  # fmt: skip
        _put(db, found, _kept(found, stamp, raw, pack(topics), problems), now)


def _read_exams(
    db: sqlite3.Connection, files: Iterable[Found], topics: Collection[str], now: int
) -> None:
    for found in files:
        stamp, raw = read_stamped(found.path)
        exam, problems = (None, (unreadable(SELF, raw),)) if isinstance(raw, str) else read_exam(
            raw, SELF, topics or None
        )  # fmt: skip
        _put(db, found, _kept(found, stamp, raw, pack(exam), problems), now)


def _kept(
    found: Found, stamp: Sequence[int], raw: bytes | str, body: str, problems: Sequence[Problem]
) -> Compiled:
    kept = pack(tuple(problems)) if problems else ""
    if isinstance(raw, str):
        return Compiled(found.stamp, b"", None, body, kept)
    size, changed, touched, number = stamp
    return Compiled(
        (size, changed, touched, number), hashlib.sha256(raw).digest(), None, body, kept
    )


def _take_in(db: sqlite3.Connection, found: Found, compiled: Compiled, now: int) -> None:
    """Keep one bank file. Items of one topic, pool and set of labels lie side by side, as a run."""
    used = sum(row[4] for row in compiled.items)
    file = _put(db, found, compiled, now, used)
    _forget_items(db, file)
    first = db.execute("SELECT COALESCE(MAX(n), 0) + 1 FROM item").fetchone()[0]
    rows = sorted(compiled.items, key=lambda row: (row[1:5], row[5]))
    db.executemany(
        "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(n, row[0], file, row[5], int(row[4]), *row[6:]) for n, row in enumerate(rows, first)],
    )
    sizes: dict[tuple[str, str, str, bool], int] = {}
    for row in rows:
        sizes[row[1:5]] = sizes.get(row[1:5], 0) + 1
    for (topic, pool, labels, in_use), size in sizes.items():
        run = (first, size, file, topic, pool, labels, int(in_use))
        db.execute("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?)", run)
        first += size
    db.executemany(
        "INSERT INTO enemy VALUES (?, ?, ?, ?, ?)", [(file, *row) for row in compiled.enemies]
    )


def _look_across(db: sqlite3.Connection) -> None:
    """What only shows between files: ids that two of them use, enemies that none holds."""
    doubled = clashes(_suspects(db))
    shut = {problem.location.file for problem in doubled}
    db.execute("UPDATE file SET shut = 0 WHERE shut")
    db.executemany(
        "UPDATE file SET shut = 1 WHERE n = ?", [(int(file.strip(MARK)),) for file in shut]
    )
    problems = [*doubled, *_lost(db)]
    db.execute("UPDATE about SET value = ? WHERE name = 'across'", (pack(tuple(problems)),))


def _suspects(db: sqlite3.Connection) -> list[Reading]:
    """The banks without errors, each with those of its ids alone that stand somewhere else too."""
    places: dict[int, dict[str, Location]] = {}
    for item, file, line, column in db.execute(
        "SELECT id, file, line, col FROM item WHERE id IN"
        " (SELECT id FROM item GROUP BY id HAVING COUNT(*) > 1) ORDER BY file, place"
    ):
        places.setdefault(file, {})[item] = Location(mark(file), line, column)
    banks = db.execute("SELECT n, bank FROM file WHERE bank IS NOT NULL ORDER BY place")
    return [
        Reading(Bank(bank, "", "", "", "", {}, (), (), mark(n)), (), places.get(n, {}))
        for n, bank in banks
    ]


def _lost(db: sqlite3.Connection) -> list[Problem]:
    """Notes on enemies that no sound bank holds."""
    rows = db.execute(
        "SELECT file.n, enemy.item, enemy.enemy, enemy.line, enemy.col FROM enemy"
        " JOIN file ON file.n = enemy.file WHERE NOT EXISTS (SELECT 1 FROM item JOIN file AS home"
        " ON home.n = item.file WHERE item.id = enemy.enemy AND NOT home.shut)"
        " ORDER BY file.place, enemy.rowid"
    )
    lost: dict[int, list[tuple[str, str, Location]]] = {}
    for file, item, enemy, line, column in rows:
        lost.setdefault(file, []).append((item, enemy, Location(mark(file), line, column)))
    nobody = Bank("", "", "", "", "", {}, ())
    readings = [Reading(nobody, (), {}, tuple(found)) for found in lost.values()]
    return lost_enemies(readings, frozenset())
