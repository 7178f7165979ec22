"""The catalog's tables, and whether they still hold the files as they are.

A file counts as unchanged while its stamp is the same. A stamp taken within `RACY` of the file's
last change proves nothing, as a second change may have fallen into the same tick: then its bytes
decide.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence

from peerprep.banks.files import Found, read_stamped

RACY = 2_000_000_000
"""The coarsest clock of a file system that is still met ticks every two seconds; in ns."""

DAMAGE = (
    sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    RecursionError,
)  # fmt: skip
"""How a catalog makes itself known that is not what was written, or is there no more."""

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE file (
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, place INTEGER NOT NULL,
    size INTEGER, changed INTEGER, touched INTEGER, number INTEGER,
    racy INTEGER NOT NULL, digest BLOB NOT NULL,
    bank TEXT, body TEXT NOT NULL, problems TEXT NOT NULL,
    shut INTEGER NOT NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, path)
);
CREATE TABLE run (
    first INTEGER PRIMARY KEY, size INTEGER NOT NULL, file INTEGER NOT NULL,
    topic TEXT NOT NULL, pool TEXT NOT NULL, labels TEXT NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX run_file ON run (file);
CREATE TABLE item (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, file INTEGER NOT NULL, place INTEGER NOT NULL,
    used INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,
    body TEXT NOT NULL, checksum INTEGER NOT NULL
);
CREATE INDEX item_id ON item (id);
CREATE TABLE enemy (
    file INTEGER NOT NULL, item TEXT NOT NULL, enemy TEXT NOT NULL, line INTEGER, col INTEGER
);
CREATE INDEX enemy_file ON enemy (file);
"""

Row = tuple[int, str, str, int, int, int, int, int, int, bytes]
ROWS = (
    "SELECT n, kind, path, size, changed, touched, number, place, racy, digest FROM file"
    " ORDER BY place"
)


def is_made(db: sqlite3.Connection) -> bool:
    """Whether the tables are there."""
    return bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'enemy'").fetchone())


def make(db: sqlite3.Connection) -> None:
    """Make the tables, unless another process has just done so."""
    if not is_made(db):
        for statement in TABLES.split(";\n"):
            db.execute(statement)
        db.execute("INSERT INTO about VALUES ('across', '')")


def is_fresh(db: sqlite3.Connection, listed: Sequence[Found]) -> bool:
    """Whether the tables hold exactly the files listed, as they are."""
    rows: list[Row] = db.execute(ROWS).fetchall()
    kept = [(kind, path, (size, *rest)) for _, kind, path, size, *rest, _, _, _ in rows]
    if kept != listed:
        return False
    return not any(row[8] for row in rows) or not stale(rows, listed)


def stale(rows: Iterable[Row], listed: Iterable[Found]) -> list[Found]:
    """The files that are not as they were read."""
    kept = {(row[1], row[2]): row for row in rows}
    return [found for found in listed if _differs(kept.get((found.kind, found.path)), found)]


def _differs(row: Row | None, found: Found) -> bool:
    if row is None or row[3:7] != found.stamp:
        return True
    return bool(row[8]) and digest_of(found.path) != row[9]


def digest_of(path: str) -> bytes:
    """A hash of the file's bytes; nothing where it cannot be read."""
    raw = read_stamped(path)[1]
    return hashlib.sha256(raw).digest() if isinstance(raw, bytes) else b""


def is_ripe(db: sqlite3.Connection, now: int) -> bool:
    """Whether there are racy stamps that time has proved since."""
    row = db.execute(
        "SELECT 1 FROM file WHERE racy AND MAX(changed, touched) <= ? LIMIT 1", (now - RACY,)
    ).fetchone()
    return row is not None


def settle(db: sqlite3.Connection, now: int) -> None:
    """Stamps that have grown old enough need no second look any more."""
    db.execute("UPDATE file SET racy = 0 WHERE racy AND MAX(changed, touched) <= ?", (now - RACY,))


def checksum(body: str) -> int:
    """What tells a damaged body from a whole one."""
    return zlib.crc32(body.encode())


MARK = "\ufdd0"
"""Stands around the number of a file in what is kept: how a file is called depends on from where
one looks. Unicode has given this character no meaning and never will."""

SELF = MARK + MARK
"""The name of the file that something was read from."""

_MARKED = re.compile(f"{MARK}(\\d*){MARK}")


def mark(file: int) -> str:
    """What stands for a file's name in what is kept."""
    return f"{MARK}{file}{MARK}"


def named(text: str, name: Callable[[int], str], file: int = 0) -> str:
    """Packed text with the names of files put in; `file` is the one that it was read from."""
    return _MARKED.sub(lambda m: json.dumps(name(int(m[1] or file)))[1:-1], text)
