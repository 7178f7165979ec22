"""Files that a command writes for the candidate."""

from __future__ import annotations

from pathlib import Path

from peerprep.errors import UsageError


def write_new(path: Path, text: str) -> None:
    """Write a file that only its owner can read; UsageError when it is there or cannot be."""
    try:
        # Never over a file that is there: nothing of anyone's is lost by a slip.
        # Line ends stay as the text has them: a calendar asks for its own.
        with path.open("x", encoding="utf-8", newline="") as out:
            path.chmod(0o600)
            out.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already. Name another file.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
