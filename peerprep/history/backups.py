"""Copies of the records, beside them: made whole, checked, and the last seven of a kind kept."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from peerprep.core.schedule import study_day
from peerprep.history.migrations import MIGRATIONS, version_of
from peerprep.history.places import write_whole
from peerprep.history.soundness import answers_in, is_sound

KEPT = 7
"""So many copies of each automatic kind are kept; those made by hand are never taken away."""

FRESH = timedelta(hours=1)
"""So long the copy of today is left as it is; later in the day a newer one takes its place."""

DAILY = "daily"
BEFORE_UPDATE = "before-update"
BEFORE_RESTORE = "before-restore"
BEFORE_IMPORT = "before-import"
BY_HAND = "by-hand"

_NAME = re.compile(r"history-(\d{4}-\d{2}-\d{2}-\d{6}[+-]\d{4})-([a-z-]+)\.db")
_STAMP = "%Y-%m-%d-%H%M%S%z"


@dataclass(frozen=True)
class Backup:
    """One copy of the records."""

    path: Path
    at: datetime
    kind: str


def folder_of(records: Path) -> Path:
    """The folder of the copies."""
    return records.with_name("backups")


def backups(records: Path) -> tuple[Backup, ...]:
    """The copies that are there, newest first. Other files in the folder are passed over."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder_of(records).iterdir():
            if name := _NAME.fullmatch(path.name):
                with contextlib.suppress(ValueError):  # a name with a 31 February was not ours
                    found.append(Backup(path, datetime.strptime(name[1], _STAMP), name[2]))
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def keep_copy(db: sqlite3.Connection, records: Path, at: datetime, kind: str) -> Path:
    """Copy the records into their folder of copies. OSError or sqlite3.Error: nothing changed."""
    while (path := folder_of(records) / f"history-{at.strftime(_STAMP)}-{kind}.db").exists():
        at += timedelta(seconds=1)  # never over another copy
    copy_to(db, path)
    if kind != BY_HAND:
        for old in [one for one in backups(records) if one.kind == kind][KEPT:]:
            old.path.unlink(missing_ok=True)
    return path


def copy_to(db: sqlite3.Connection, path: Path) -> None:
    """Write the records as they stand to a file: whole, without what was deleted, owner's alone."""
    write_whole(path, lambda beside: _vacuum(db, beside))


def _vacuum(db: sqlite3.Connection, beside: Path) -> None:
    db.execute("VACUUM INTO ?", (str(beside),))


def daily_due(db: sqlite3.Connection, records: Path, at: datetime) -> bool:
    """Whether today has no copy yet, or an old one, and there is anything to copy."""
    made = _of_today(records, at)
    if made and at - made[0].at < FRESH:
        return False
    return worth_keeping(db)


def keep_daily_copy(db: sqlite3.Connection, records: Path, at: datetime) -> None:
    """Keep the copy of today, in the place of an older one of today."""
    before = _of_today(records, at)
    keep_copy(db, records, at, DAILY)
    for old in before:
        old.path.unlink(missing_ok=True)


def _of_today(records: Path, at: datetime) -> list[Backup]:
    """The daily copies of the study day of `at`, newest first."""
    made = (one for one in backups(records) if one.kind == DAILY)
    return [one for one in made if study_day(one.at.astimezone(at.tzinfo)) == study_day(at)]


def worth_keeping(db: sqlite3.Connection) -> bool:
    """Whether there is anything in the records that would be missed."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM step WHERE kind = 'selected')"
        " OR EXISTS (SELECT 1 FROM remark)"
    )
    return bool(row.fetchone()[0])


def usable(path: Path) -> bool:
    """Whether the copy is sound and of a shape that this program knows."""
    try:
        return is_sound(path, still=True, deep=True) and 0 < _peek(path, version_of) <= len(
            MIGRATIONS
        )
    except (OSError, sqlite3.Error):
        return False


def answers(path: Path) -> int:
    """How many answers a sound copy holds."""
    return _peek(path, answers_in)


def is_newer(path: Path) -> bool:
    """Whether the copy was written by a newer program."""
    try:
        return _peek(path, version_of) > len(MIGRATIONS)
    except sqlite3.Error:
        return False


def open_copy(path: Path) -> sqlite3.Connection:
    """A connection that can only read. Raises sqlite3.Error."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _peek(path: Path, ask: Callable[[sqlite3.Connection], int]) -> int:
    with contextlib.closing(open_copy(path)) as db:
        return ask(db)
