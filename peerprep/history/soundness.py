"""Whether records can be trusted: nothing cut off, nothing overwritten, nothing half there."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from peerprep.history.kept import read_kept, session_of
from peerprep.history.migrations import MIGRATIONS, version_of

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100

_TEXTS = (
    ("item_text", "body"),
    ("sitting", "mode"),
    ("sitting", "form"),
    ("step", "value"),
    ("memory", "secure_days"),
)
"""What is kept as JSON: a flipped byte inside it is no damage that SQLite itself could see."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error says that the file itself is broken, not that it may not be written."""
    name = getattr(error, "sqlite_errorname", "") or ""
    words = str(error)
    return (
        name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
        or "malformed" in words
        or "Could not decode" in words
    )


def is_cut(path: Path) -> bool:
    """Whether the file is visibly not whole: another kind of file, or shorter than it says it is.

    Looks at the first hundred bytes only, so that every start can afford it. A file with a write
    log beside it may rightly be short: the log holds the rest.
    """
    size = path.stat().st_size
    if size == 0:
        return False
    with path.open("rb") as file:
        head = file.read(_HEADER)
    if not head.startswith(_MAGIC):
        return True
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    page = int.from_bytes(head[16:18], "big")
    count = int.from_bytes(head[28:32], "big")
    counted = head[24:28] == head[92:96]  # only then is the count of pages to be believed
    return counted and size < count * (65536 if page == 1 else page)


def is_sound(path: Path, *, still: bool = False, deep: bool = False) -> bool:
    """Whether every page, row, reference and text of the records is whole; `still` for copies.

    With `deep`, every sitting is read as well, which takes longer and finds a flipped byte in a
    date. Raises sqlite3.OperationalError when the file cannot be looked at now.
    """
    how = "mode=ro&immutable=1" if still else "mode=rw"
    try:
        if is_cut(path):
            return False
        where = f"{path.absolute().as_uri()}?{how}"
        with contextlib.closing(sqlite3.connect(where, uri=True)) as db:
            return _is_whole(db) and (not deep or _is_readable(db))
    except sqlite3.OperationalError as error:
        if is_damage(error):
            return False
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


def _is_readable(db: sqlite3.Connection) -> bool:
    """Whether all of it can be read back as what it was; of an old shape only SQLite can tell."""
    if version_of(db) != len(MIGRATIONS):
        return True
    try:
        kept = read_kept(db)
        for sitting in kept.sittings.values():
            session_of(sitting, kept.items).used  # noqa: B018  walks every step
        for mark, options, at in db.execute("SELECT mark, options, at FROM response"):
            Fraction(mark), json.loads(options), datetime.fromisoformat(at)
        for table in ("response", "exposure", "remarked", "past", "flag"):
            db.execute(f"SELECT * FROM {table}").fetchall()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") in {"SQLITE_ERROR", None, ""}:
            return False  # a column or a table has gone from the shape
        raise
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, ZeroDivisionError):
        return False
    return True


def _is_whole(db: sqlite3.Connection) -> bool:
    if db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return False
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return False
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return not any(
        db.execute(
            f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL AND NOT json_valid({column})"
        ).fetchone()
        for table, column in _TEXTS
        if table in tables
    )


def answers_in(db: sqlite3.Connection) -> int:
    """How many questions were answered in these records."""
    row = db.execute("SELECT COUNT(*) FROM response WHERE options <> '[]'").fetchone()
    return int(row[0])
