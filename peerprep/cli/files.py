"""Files that a command writes for the candidate."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from peerprep.errors import UsageError


def must_be_there(paths: Iterable[Path]) -> None:
    """UsageError when there is nothing at one of the paths, or when one may not look."""
    for path in paths:
        try:
            path.stat()
        except FileNotFoundError:
            raise UsageError(f"{path} does not exist.") from None
        except OSError as error:
            raise UsageError(f"{path} cannot be looked at: {error.strerror}.") from None


def write_new(path: Path, text: str) -> None:
    """Write a file that only its owner can read; UsageError when it is there or cannot be."""
    from peerprep.history.places import open_private

    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path} cannot be written: There is no folder {path.parent}.")
    try:
        # Never over a file that is there: nothing of anyone's is lost by a slip.
        # Line ends stay as the text has them: a calendar asks for its own.
        descriptor = open_private(path, os.O_EXCL)
        try:
            with open(descriptor, "w", encoding="utf-8", newline="") as out:  # noqa: PTH123
                out.write(text)
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()  # half a file would only look like one
            raise
    except FileExistsError:
        raise UsageError(f"{path} is there already. Name another file.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
