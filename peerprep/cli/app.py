"""The border: words in, an exit code out, and errors that become sentences."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any

from peerprep.cli.environment import Environment
from peerprep.errors import PeerprepError

GLOBAL_FLAGS = {"--plain", "--large", "--standard", "--no-color"}


def hoist(arguments: Sequence[str]) -> list[str]:
    """The arguments with the flags that any command takes put first, wherever they stood."""
    stop = arguments.index("--") if "--" in arguments else len(arguments)
    before, after = list(arguments[:stop]), list(arguments[stop:])
    own = [a for a in before if a in GLOBAL_FLAGS]
    return own + [a for a in before if a not in GLOBAL_FLAGS] + after


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(arguments: Sequence[str], environment: Environment | None = None) -> int:
    """Run one command and return its exit code. Every error ends in one sentence on stderr."""
    world = environment or Environment()
    if environment is None:
        # A closed terminal or a shutdown leaves the way Ctrl-C does: saved, and politely.
        signal.signal(signal.SIGTERM, _stop)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, _stop)
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    return _border(arguments, world)


def _call(arguments: Sequence[str], world: Environment) -> Any:
    """Run what is called. Where there are no words to read, nobody is asked to read them.

    Typer and what it brings take longer than all else between the shell and the first question.
    """
    words = [word for word in arguments if word not in GLOBAL_FLAGS]
    if words not in ([], ["drill"]):
        from peerprep.cli.program import call

        return call(arguments, world)
    world.flags.set(arguments)
    if words:
        from peerprep.cli.drill import drill

        drill(world)
    else:
        from peerprep.cli.start import start

        start(world)
    return 0


def _border(arguments: Sequence[str], world: Environment) -> int:
    import contextlib

    try:
        code = _call(hoist(arguments), world)
    except PeerprepError as error:
        with contextlib.suppress(OSError):
            world.say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say to anyone.
        with contextlib.suppress(OSError):
            sys.stdout = open("/dev/null", "w")  # noqa: SIM115, PTH123
        return 0
    except Exception as error:
        if type(error).__module__ == "sqlite3":
            world.say(
                f"Your records in {world.paths.history} cannot be read ({error}). Move the file "
                "aside and start again, or put a copy of yours in its place."
            )
            return 5
        if not hasattr(error, "format_message"):
            raise  # ours to mend
        world.say(f"{error.format_message()} Try: peerprep --help")
        return int(getattr(error, "exit_code", 2))
    return code if isinstance(code, int) else 0
