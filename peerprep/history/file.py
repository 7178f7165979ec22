"""Opening the records: private to their owner, of a known shape, or refused with a sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peerprep.errors import RecordsUnusable
from peerprep.history import backups
from peerprep.history.locks import alone
from peerprep.history.migrations import MIGRATIONS, migrate, version_of
from peerprep.history.places import FILE_MODE, is_open_to_others, make_folder, open_private
from peerprep.history.recovery import BESIDE, recover
from peerprep.history.soundness import is_cut, is_damage

WAIT_SECONDS = 20.0
"""How long one process waits for another that is just writing."""

PRIVATE_HINT = "To practice without keeping anything: peerprep --private"


@dataclass(frozen=True)
class Opened:
    """Records ready for use, and what the candidate has to be told about them."""

    connection: sqlite3.Connection
    said: tuple[str, ...] = ()


def open_records(path: Path | None, at: datetime | None = None) -> Opened:
    """The records at `path`, created when missing; None keeps them in memory.

    Damaged records are put aside and the newest sound copy takes their place. With `at`, the time
    of now, a copy is kept before the records get a newer shape. Raises RecordsUnusable, the file
    untouched, when they are damaged without a copy, of a newer version, or may not be written.
    """
    if path is None:
        return Opened(_prepared(_connect(None), None, at))
    try:
        was_there = path.exists()
        said = secure(path)
        try:
            if was_there and (is_cut(path) or _emptied(path)):
                raise _Damaged
            return Opened(_prepared(_connect(path), path, at), said)
        except (_Damaged, UnicodeDecodeError, sqlite3.DatabaseError) as error:
            if isinstance(error, sqlite3.DatabaseError) and not is_damage(error):
                raise
        words = recover(path)
        return Opened(_prepared(_connect(path), path, at), (*said, words) if words else said)
    except sqlite3.Error as error:
        raise RecordsUnusable(
            f"Your records in {path} cannot be used: {what_failed(error)}. {PRIVATE_HINT}"
        ) from None
    except OSError as error:
        raise RecordsUnusable(
            f"Your records in {path} cannot be opened ({error.strerror}). "
            f"Set PEERPREP_HOME to a folder you may write to. {PRIVATE_HINT}"
        ) from None


class _Damaged(Exception):
    """The file is visibly not whole."""


def _emptied(path: Path) -> bool:
    """Whether there is nothing in a file that had something: an empty one beside copies.

    Alone it cannot be told from one that another window is just making.
    """
    return path.stat().st_size == 0 and bool(backups.backups(path))


def _connect(path: Path | None) -> sqlite3.Connection:
    return sqlite3.connect(path or ":memory:", timeout=WAIT_SECONDS, isolation_level=None)


def _prepared(
    connection: sqlite3.Connection, path: Path | None, at: datetime | None
) -> sqlite3.Connection:
    """The connection with its rules set and the records in the newest shape."""
    try:
        if version_of(connection) > len(MIGRATIONS):
            raise RecordsUnusable(
                f"{path} was written by a newer peerprep. Update peerprep; nothing was changed."
            )
        if path is None:
            migrate(connection)
        elif not _is_ready(connection):
            with alone(path):  # several windows may come upon a new file at once
                _bring_up(connection, path, at)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_ready(connection: sqlite3.Connection) -> bool:
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    return mode == "wal" and version_of(connection) == len(MIGRATIONS)


def _bring_up(connection: sqlite3.Connection, path: Path, at: datetime | None) -> None:
    if at is not None and 0 < version_of(connection) < len(MIGRATIONS):
        backups.keep_copy(connection, path, at, backups.BEFORE_UPDATE)
    connection.execute("PRAGMA journal_mode = WAL")
    migrate(connection)


def secure(path: Path) -> tuple[str, ...]:
    """Create folder and file for their owner alone; says what was mended, and what cannot be."""
    make_folder(path.parent)
    if _created(path) and backups.backups(path):
        return (
            f"There were no records at {path} any more, so new ones were begun. "
            "Copies of the old ones are there: peerprep data restore lists them.",
        )
    return (*_mended_modes(path), *_owner(path))


def _created(path: Path) -> bool:
    try:
        os.close(open_private(path, os.O_EXCL))
    except FileExistsError:
        return False
    return True


def _mended_modes(path: Path) -> tuple[str, ...]:
    mended = False
    for end in ("", *BESIDE):
        file = path.with_name(path.name + end)
        if file.exists() and is_open_to_others(file):
            try:
                file.chmod(FILE_MODE)
            except OSError:
                continue  # somebody else's: the owner's line says so
            # A drive without modes (FAT) says yes and does nothing: no news then, each time anew.
            mended = mended or not is_open_to_others(file)
    if not mended:
        return ()
    return ("Others on this computer could read your records. That is mended: only you can now.",)


def _owner(path: Path) -> tuple[str, ...]:
    if os.name != "posix" or path.stat().st_uid == os.geteuid():
        return ()
    return (
        f"The records in {path} belong to another account of this computer, which can read them. "
        "PEERPREP_HOME moves yours to a folder of your own.",
    )


@contextmanager
def whole(db: sqlite3.Connection) -> Iterator[None]:
    """A transaction on a connection: whatever fails in it, none of it has happened."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk may have rolled it back already
            db.execute("ROLLBACK")
        raise


def what_failed(error: sqlite3.Error) -> str:
    """Why SQLite could not go on, and what to do. Its own words may hold an answer: never them."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, words in _WORDS:
        if name.startswith(start):
            return words
    return "SQLite cannot work with them" + (f" ({name})" if name else "")


_WORDS = (
    ("SQLITE_FULL", "the disk is full; free some space and start again"),
    ("SQLITE_BUSY", "another window has been writing to them for long; close it and start again"),
    ("SQLITE_LOCKED", "another window is writing to them; close it and start again"),
    ("SQLITE_READONLY", "they may not be written to; set PEERPREP_HOME to a folder of yours"),
    ("SQLITE_CANTOPEN", "their folder may not be written to; set PEERPREP_HOME to one of yours"),
    ("SQLITE_IOERR", "the disk reported a failure; see whether it is full or unplugged"),
    ("SQLITE_CORRUPT", "they are damaged; start again, and the newest copy comes back"),
    ("SQLITE_NOTADB", "they are damaged; start again, and the newest copy comes back"),
)
