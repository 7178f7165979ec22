"""One bank file brought into its usual form on disk: wholly or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from peerprep.banks.canonical import canonical
from peerprep.banks.files import MAX_BYTES
from peerprep.banks.tree import Unreadable, decode
from peerprep.core.problem import Location, Problem


@dataclass(frozen=True)
class Outcome:
    """What came of one file: its text before and after, or the problem that left it untouched."""

    file: str
    before: bytes = b""
    after: bytes = b""
    problem: Problem | None = None

    @property
    def changed(self) -> bool:
        """Whether the usual form differs from what is there."""
        return self.problem is None and self.before != self.after


def consider(path: Path, shown: str | None = None) -> Outcome:
    """What the file would become; nothing is written. `shown` is its name in reports.

    A link is a problem: to replace it would part it from its file, and that may be another's.
    """
    name = shown or str(path)
    if path.is_symlink():
        problem = _problem(name, "LINK", "The file is a link.", "Name the file itself.")
        return Outcome(name, problem=problem)
    try:
        before = _read(path)
        return Outcome(name, before, canonical(decode(before, name), name).encode())
    except Unreadable as error:
        return Outcome(name, problem=error.problem)
    except OSError as error:
        return Outcome(name, problem=_unreadable(name, error))


def rewrite(path: Path, shown: str | None = None) -> Outcome:
    """The same, and the file is replaced if its form differs.

    It is written beside and moved into its place, so that whoever reads it finds the old or the
    new text and never a part. Its mode is kept, and its owner where possible. A file that somebody
    else has changed in the meantime is left alone.
    """
    name = shown or str(path)
    if path.is_symlink():
        return Outcome(
            name, problem=_problem(name, "LINK", "The file is a link.", "Name its file.")
        )
    outcome = consider(path, shown)
    if not outcome.changed:
        return outcome
    try:
        if _read(path) != outcome.before:
            return Outcome(name, problem=_changed_meanwhile(name))
        _replace(path, outcome.after)
    except OSError as error:
        why = f"The file cannot be written: {error.strerror or error}."
        return Outcome(name, problem=_problem(name, "UNWRITABLE", why, "Mend its permissions."))
    return outcome


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _replace(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, in one move."""
    was = path.stat()
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(OSError, AttributeError):  # not everyone may, and not everywhere
            os.chown(beside, was.st_uid, was.st_gid)
        Path(beside).chmod(stat.S_IMODE(was.st_mode))
        Path(beside).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


def _problem(name: str, rule: str, message: str, fix: str) -> Problem:
    return Problem(Location(name), rule, message, fix)


def _unreadable(name: str, error: OSError) -> Problem:
    why = f"The file cannot be read: {error.strerror or error}."
    return _problem(name, "UNREADABLE", why, "Mend its permissions.")


def _changed_meanwhile(name: str) -> Problem:
    return _problem(
        name, "CHANGED", "The file was changed while it was being read.", "Run the command again."
    )
