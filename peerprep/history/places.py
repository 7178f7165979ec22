"""Files and folders for their owner's eyes alone, whatever the umask; whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def make_folder(folder: Path) -> None:
    """Create the folder and those above it that are missing, each for its owner alone."""
    for one in reversed([folder, *folder.parents]):
        if not one.exists():
            one.mkdir(mode=FOLDER_MODE, exist_ok=True)
            with contextlib.suppress(PermissionError):  # a FAT drive knows no modes
                one.chmod(FOLDER_MODE)


def open_private(path: Path, flags: int = 0) -> int:
    """A descriptor of a file for reading and writing, made for its owner alone where missing."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | flags, FILE_MODE)
    with contextlib.suppress(PermissionError):
        os.fchmod(descriptor, FILE_MODE)
    return descriptor


def is_open_to_others(path: Path) -> bool:
    """Whether anyone but the owner may read or write the file."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a new private file beside, then put it in the place of `path` at once.

    The old file stays until the new one is wholly on disk. OSError leaves everything as it was.
    """
    make_folder(path.parent)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")  # two windows may write at once
    try:
        os.close(open_private(beside, os.O_TRUNC))
        write(beside)
        to_disk(beside)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    to_disk(path.parent)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk and not in a cache alone."""
    try:
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except OSError:  # some systems open no folders
        return
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)
