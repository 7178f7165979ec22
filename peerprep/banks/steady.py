"""Reading a file that others may be writing: a plain file, whole, and the same at both ends."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from peerprep.banks.files import MAX_BYTES
from peerprep.banks.tree import Unreadable
from peerprep.core.problem import Location, Problem

_CHUNK = 1 << 18
_AS_IT_IS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Never waiting for a pipe's other end, never turning line ends into others."""


def refusal(file: str, rule: str, message: str, fix: str) -> Problem:
    """A problem of a file as a whole."""
    return Problem(Location(file), rule, message, fix)


def read_steadily(
    path: Path,
    shown: str,
    *,
    most: int = MAX_BYTES,
    follow: bool = True,
    read: Callable[[int, int], bytes] = os.read,
) -> bytes:
    """The file's bytes, one more than `most` at the utmost.

    Raises Unreadable for what is no plain file (a folder, a pipe, a device, with `follow` off a
    link), for what may not be read, and for what changed while it was read.
    """
    try:
        # Looked at before it is opened: opening a device or a pipe can already do something.
        _be_plain(path.stat() if follow else path.lstat(), shown)
        descriptor = os.open(path, os.O_RDONLY | _AS_IT_IS)
        try:
            return _read(descriptor, shown, most, read)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise Unreadable(
            refusal(
                shown,
                "UNREADABLE",
                f"The file cannot be read: {error.strerror or error}.",
                "Mend its permissions, or name another file.",
            )
        ) from None


def _read(descriptor: int, shown: str, most: int, read: Callable[[int, int], bytes]) -> bytes:
    before = os.fstat(descriptor)
    _be_plain(before, shown)
    parts: list[bytes] = []
    size = 0
    while size <= most and (part := read(descriptor, min(_CHUNK, most + 1 - size))):
        parts.append(part)
        size += len(part)
    after = os.fstat(descriptor)
    whole = size > most or size == after.st_size
    if not whole or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Unreadable(
            refusal(
                shown,
                "CHANGED",
                "The file changed while it was read.",
                "Wait until it is saved, then try again.",
            )
        )
    return b"".join(parts)


def _be_plain(found: os.stat_result, shown: str) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe, a device or a link"
    raise Unreadable(
        refusal(shown, "NO-FILE", f"This is {kind}, not a file.", "Name a plain file.")
    )
