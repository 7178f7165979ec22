"""Locks that end with the process that holds them, whatever ended it.

A lock is the operating system's own, on an open file, so that a killed program leaves none behind.
Where a file system knows no locks (some network drives) nobody is kept out: the records' own
transactions still keep every step whole.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from peerprep.history.places import make_folder, open_private

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, *, wait: bool) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    def _take(descriptor: int, *, wait: bool) -> bool:
        """Whether the lock is ours now; a file system without locks says yes to everybody."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError as error:
            return error.errno not in {errno.EWOULDBLOCK, errno.EACCES}
        return True


@contextlib.contextmanager
def alone(records: Path) -> Iterator[None]:
    """Wait until no other process prepares, mends or replaces the records, and keep them out."""
    descriptor = open_private(records.with_name(records.name + ".lock"))
    try:
        _take(descriptor, wait=True)
        yield
    finally:
        os.close(descriptor)  # closing lets go


class Hold:
    """A sitting in the hands of this process: while it lives, no other window ends the sitting."""

    def __init__(self, records: Path, uid: str) -> None:
        self._path = _place(records, uid)
        make_folder(self._path.parent)
        with alone(records):  # or somebody who only looks might seem to be the holder
            self._descriptor = open_private(self._path)
            self.first = _take(self._descriptor, wait=False)
            """Whether nobody else had it."""

    def let_go(self) -> None:
        """The sitting is in nobody's hands any more."""
        if self.first:
            with contextlib.suppress(OSError):
                self._path.unlink()
        os.close(self._descriptor)


def is_live(records: Path, uid: str) -> bool:
    """Whether a living process has the sitting in its hands; yes where it cannot be told."""
    try:
        with alone(records):
            return _is_taken(_place(records, uid))
    except OSError:
        return True


def any_live(records: Path) -> bool:
    """Whether any window is in the middle of a sitting."""
    folder = folder_of(records)
    if not folder.is_dir():
        return False
    with alone(records):
        return any(_is_taken(path) for path in folder.iterdir())


def folder_of(records: Path) -> Path:
    """The folder with a file for each sitting that is open in some window."""
    return records.with_name("open")


def _place(records: Path, uid: str) -> Path:
    return folder_of(records) / "".join(c for c in uid if c.isalnum())[:64]


def _is_taken(path: Path) -> bool:
    """Whether somebody has it; what a killed process left there is taken away."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        if not _take(descriptor, wait=False):
            return True
        with contextlib.suppress(OSError):
            path.unlink()
        return False
    finally:
        os.close(descriptor)
