"""Where errors become sentences: what a command ends with, whatever ended it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from peerprep.errors import Interrupted, PeerprepError

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment

CRASHED = 1
"""The exit code of a fault of ours."""

UNUSABLE = 5

LEFT_BETWEEN = "Left. Your practice answers are saved. Go on any time with: peerprep"


def ended(world: Environment, error: BaseException) -> tuple[int, str]:
    """The exit code and the sentence of an error; no sentence where there is nobody to hear it."""
    if isinstance(error, PeerprepError):
        return error.exit_code, _sentence(world, error)
    if isinstance(error, KeyboardInterrupt):
        return Interrupted.exit_code, _sentence(world, Interrupted(LEFT_BETWEEN))
    if _is_closed_pipe(error):
        hush(sys.__stdout__)  # type: ignore[arg-type]
        return 0, ""
    if _is_closed_window(world, error):
        return Interrupted.exit_code, ""
    if hasattr(error, "format_message"):  # Typer's own: the words of the command are off
        return int(getattr(error, "exit_code", 2)), f"{error.format_message()} Try: peerprep --help"
    return _unexpected(world, error)


def _sentence(world: Environment, error: PeerprepError) -> str:
    if isinstance(error, Interrupted) and world.private:
        from peerprep.cli.private import LEFT

        return LEFT
    return str(error)


def _is_closed_pipe(error: BaseException) -> bool:
    """Whether the reader of our output has gone (`| head`): nothing more to say to anyone."""
    # Typer turns a closed pipe into an exit of its own.
    return isinstance(error, BrokenPipeError) or (
        isinstance(error, SystemExit) and isinstance(error.__context__, BrokenPipeError)
    )


def _is_closed_window(world: Environment, error: BaseException) -> bool:
    """Whether the terminal went away while we wrote: seen sometimes before SIGHUP says so."""
    gone = isinstance(error, OSError) and error.errno == errno.EIO
    return gone and world.interactive and not world.stdout.isatty()


def hush(stream: TextIO) -> None:
    """Let what is still buffered go nowhere, or the interpreter complains at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _unexpected(world: Environment, error: BaseException) -> tuple[int, str]:
    """Damaged records are brought back; anything else is a fault of ours, told without values."""
    if isinstance(error, SystemExit):
        return int(error.code or 0) if isinstance(error.code, int | None) else 2, ""
    try:
        words = world.mend_records()
    except PeerprepError as unusable:
        return unusable.exit_code, str(unusable)
    if words:
        return UNUSABLE, f"{words} Call the command again."
    if type(error).__module__ == "sqlite3":
        from peerprep.history.file import what_failed

        return UNUSABLE, (
            f"Your records in {world.paths.history} cannot be used: {what_failed(error)}."  # type: ignore[arg-type]
        )
    return CRASHED, crash_words(error, private=world.private)


def crash_words(error: BaseException, *, private: bool) -> str:
    """What is said of a fault of ours: where it was, and no word of what was asked or answered.

    The exception's own message and the values of variables are left out on purpose: they may hold
    an answer. So the lines can be sent to anyone.
    """
    import platform
    import traceback

    from peerprep import __version__

    kept = "" if private else " Nothing you answered is lost: every step was kept as you took it."
    lines = [
        f"Something went wrong inside peerprep. That is our fault, not yours.{kept}",
        "To report it, send these lines; they hold nothing of yours:",
        f"  peerprep {__version__}, Python {platform.python_version()}, {sys.platform}",
        *(
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-6:]
        ),
        f"  {type(error).__name__}",
    ]
    return "\n".join(lines)


def _place(file: str) -> str:
    """The last three parts of a path: enough to find it, and no home folder's name in it."""
    return "/".join(Path(file).parts[-3:])
