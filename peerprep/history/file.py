"""Opening the records: private to their owner, of a known shape, or refused with a sentence."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from peerprep.errors import RecordsUnusable
from peerprep.history.migrations import MIGRATIONS, migrate, version_of

WAIT_SECONDS = 20.0
"""How long one process waits for another that is just writing."""


def open_records(path: Path | None) -> sqlite3.Connection:
    """A connection to the records at `path`, created when missing; None keeps them in memory.

    Raises RecordsUnusable, the file untouched, when they are damaged, of a newer version, or may
    not be written.
    """
    try:
        if path is not None:
            make_private(path)
        connection = sqlite3.connect(path or ":memory:", timeout=WAIT_SECONDS, isolation_level=None)
        if version_of(connection) > len(MIGRATIONS):
            connection.close()
            raise RecordsUnusable(
                f"{path} was written by a newer peerprep. Update peerprep; nothing was changed."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        migrate(connection)
    except sqlite3.DatabaseError as error:
        raise RecordsUnusable(
            f"Your records in {path} cannot be used ({error}). "
            "Move the file aside and start again, or put a copy of yours in its place."
        ) from None
    except OSError as error:
        raise RecordsUnusable(
            f"Your records in {path} cannot be opened ({error.strerror}). "
            "Set PEERPREP_HOME to a folder you may write to."
        ) from None
    return connection


def make_private(path: Path) -> None:
    """Create the folder and the file readable by their owner alone, whatever the umask."""
    for folder in reversed([path.parent, *path.parent.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
    if not path.exists():
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        os.fchmod(descriptor, 0o600)
        os.close(descriptor)
