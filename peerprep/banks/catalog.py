"""The catalog: banks as they were last read, kept in the cache so that a start reads what it needs.

It is disposable and never trusted: a file that changed is read again, a damaged or older catalog is
made anew in silence, and where none can be kept everything works without one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from peerprep import __version__
from peerprep.banks import table
from peerprep.banks.files import find
from peerprep.banks.holdings import Holdings
from peerprep.core.bank import Library

WAIT_SECONDS = 5.0
"""How long one process waits for another that makes the catalog; then it reads without one."""

READING, WRITING = 256, 32_768
"""KiB that SQLite may remember of the catalog: a start reads each page once."""

WITHOUT = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH,
}  # fmt: skip
"""What is no damage: the catalog is left as it is, and the banks are read without it."""

Told = Callable[[int, int], None]
"""Hears how many of how many files have been read."""


def holdings(
    folders: Sequence[Path], cache: Path, shown_from: Path | None, now: int, told: Told
) -> Holdings | None:
    """What `library.load` finds in the folders, by way of the catalog in the folder `cache`.

    `now` is the time in ns by the clock that stamps files. None where no catalog can be used.
    """
    file = cache / _name(folders)
    for _ in range(2):
        try:
            return _through(file, folders, shown_from, now, told)
        except sqlite3.Error as error:
            if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in WITHOUT:
                return None
        except OSError:
            return None
        except table.DAMAGE:
            pass
        _remove(file)
    return None


def _through(
    file: Path, folders: Sequence[Path], shown_from: Path | None, now: int, told: Told
) -> Holdings:
    from peerprep.banks import shelves

    def spare() -> Library:
        from peerprep.banks.library import load

        db.close()
        _remove(file)
        return load(folders, shown_from=shown_from).library

    listed = find(folders)
    db = _open(file)
    try:
        with transaction(db, "DEFERRED"):
            is_fresh, is_ripe = table.is_fresh(db, listed), table.is_ripe(db, now)
            found = shelves.holdings(db, shown_from, spare) if is_fresh else None
        if found is None:
            from peerprep.banks.refreshing import refresh

            db.execute(f"PRAGMA cache_size = -{WRITING}")
            with transaction(db):
                refresh(db, listed, now, told)
                found = shelves.holdings(db, shown_from, spare)
        elif is_ripe:
            with transaction(db):
                table.settle(db, now)
    except BaseException:
        db.close()
        raise
    if type(found.library) is Library:
        db.close()  # all of it has been read
    return found


def _open(file: Path) -> sqlite3.Connection:
    """The catalog, private to its owner; made empty where there is none."""
    is_new = not file.exists()
    if is_new:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for older in file.parent.glob(f"{file.name.split('-', maxsplit=1)[0]}-*"):
            _remove(older)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)
    db.execute(f"PRAGMA cache_size = -{READING}")
    try:
        if is_new or not table.is_made(db):
            with transaction(db):
                table.make(db)
    except BaseException:
        db.close()
        raise
    return db


@contextlib.contextmanager
def transaction(db: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """One transaction: of what other processes do in it all is seen or nothing."""
    db.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _remove(file: Path) -> None:
    for ending in ("", "-journal"):
        with contextlib.suppress(OSError):
            file.with_name(file.name + ending).unlink()


def _name(folders: Sequence[Path]) -> str:
    """One catalog for each set of folders and each version of what reads them."""
    places = "\n".join(f"{folder}\t{Path(folder).absolute()}" for folder in folders)
    return f"{_short(places)}-{_short(_reader())}.db"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _reader() -> str:
    """What changes with the program: its version and, for who works on it, its files."""
    here = Path(__file__).parent
    parts = [__version__]
    for name in READ_BY:
        with contextlib.suppress(OSError):
            status = (here / name).stat()
            parts.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(parts)


READ_BY = (
    "compiling.py", "exams.py", "fields.py", "items.py", "packing.py", "files.py", "reader.py",
    "refreshing.py", "table.py", "tree.py", "../core/bank.py", "../core/blueprint.py",
    "../core/item.py",
)  # fmt: skip
