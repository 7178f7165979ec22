"""Whether records can be trusted: nothing cut off, nothing overwritten, nothing half there."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

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
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "malformed" in str(error)


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


def is_sound(path: Path, *, still: bool = False) -> bool:
    """Whether every page, row, reference and text of the records is whole; `still` for copies."""
    how = "mode=ro&immutable=1" if still else "mode=rw"
    try:
        if is_cut(path):
            return False
        with contextlib.closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)
        ) as db:
            return _is_whole(db)
    except sqlite3.OperationalError as error:
        if is_damage(error):
            return False
        raise
    except sqlite3.DatabaseError:
        return False


def _is_whole(db: sqlite3.Connection) -> bool:
    if db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return False
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return False
    return not any(
        db.execute(
            f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL AND NOT json_valid({column})"
        ).fetchone()
        for table, column in _TEXTS
    )


def answers_in(db: sqlite3.Connection) -> int:
    """How many questions were answered in these records."""
    row = db.execute("SELECT COUNT(*) FROM response WHERE options <> '[]'").fetchone()
    return int(row[0])
