"""What the disk holds, read with plain SQL from a copy: the program's own reading is not asked."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stress.window import squeezed


@dataclass(frozen=True)
class Given:
    """One response on disk."""

    stem: str
    again: bool
    options: frozenset[str]
    """The texts of the options chosen."""
    sure: int | None
    scheduled: bool
    """Whether the item has a date on which it comes back."""


@dataclass(frozen=True)
class Disk:
    """The newest sitting on disk."""

    is_sound: bool
    kind: str | None = None
    """None where there is no sitting yet."""
    is_open: bool = False
    steps: int = 0
    used: float = 0.0
    given: tuple[Given, ...] = ()
    limit: float | None = None


def file_of(home: Path) -> Path:
    """The records of a home."""
    return home / "peerprep" / "history.db"


@contextlib.contextmanager
def copied(home: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the records, write log included, as a crash has left them."""
    source = file_of(home)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        for path in source.parent.glob(source.name + "*"):
            if path.is_file():
                shutil.copyfile(path, Path(folder) / path.name)
        with contextlib.closing(sqlite3.connect(Path(folder) / source.name)) as db:
            yield db


def look(home: Path) -> Disk:
    """The state of the records."""
    if not file_of(home).exists():
        return Disk(is_sound=True)
    with copied(home) as db:
        if not is_sound(db):
            return Disk(is_sound=False)
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sitting'").fetchone():
            return Disk(is_sound=True)
        row = db.execute(
            "SELECT id, kind, ended_at IS NULL, mode FROM sitting ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return Disk(is_sound=True)
        sitting, kind, is_open, mode = row
        steps, used = db.execute(
            "SELECT COUNT(*), COALESCE(MAX(used), 0) FROM step WHERE sitting = ?", (sitting,)
        ).fetchone()
        limit = json.loads(mode).get("limit")
        return Disk(True, kind, bool(is_open), steps, used, tuple(_given(db, sitting)), limit)


def is_sound(db: sqlite3.Connection) -> bool:
    """Whether SQLite finds every page, row and reference in order, and no step is missing."""
    whole = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if not whole or db.execute("PRAGMA foreign_key_check").fetchall():
        return False
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'step'").fetchone():
        return True
    gaps = db.execute("SELECT 1 FROM step GROUP BY sitting HAVING MAX(n) != COUNT(*) - 1")
    return gaps.fetchone() is None


def _given(db: sqlite3.Connection, sitting: int) -> Iterator[Given]:
    rows = db.execute(
        "SELECT body, first_time, options, certainty,"
        " EXISTS (SELECT 1 FROM memory WHERE memory.item = response.item)"
        " FROM response JOIN item_text USING (item, revision) WHERE sitting = ?",
        (sitting,),
    )
    for body, first_time, options, sure, scheduled in rows:
        item = json.loads(body)
        texts = {option[0]: squeezed(option[1]) for option in item["options"]}
        chosen = frozenset(texts[option] for option in json.loads(options))
        yield Given(squeezed(item["stem"]), not first_time, chosen, sure, bool(scheduled))
