"""The border: words in, an exit code out, and errors that become sentences."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Collection, Sequence
from types import FrameType
from typing import Any

from peerprep.cli.environment import Environment
from peerprep.errors import Interrupted

GLOBAL_FLAGS = {"--plain", "--large", "--standard", "--no-color", "--private"}


def hoist(arguments: Sequence[str]) -> list[str]:
    """The arguments with the flags that any command takes put first, wherever they stood."""
    stop = arguments.index("--") if "--" in arguments else len(arguments)
    before, after = list(arguments[:stop]), list(arguments[stop:])
    own = [a for a in before if a in GLOBAL_FLAGS]
    return own + [a for a in before if a not in GLOBAL_FLAGS] + after


LEAVING = 2.0
"""Seconds in which every further Ctrl-C, or signal, is the same wish to leave."""


def _leave_on_signals(tick: Callable[[], float]) -> None:
    """A closed window and a shutdown leave the way Ctrl-C does: saved, and politely.

    One interrupt is enough to leave; what comes on top of it must not cut off the saving.
    """
    since: list[float] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if not since or tick() - since[0] > LEAVING:
            since[:] = [tick()]
            raise KeyboardInterrupt

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Who started us with nohup, or behind a shell's back, wants some of them ignored.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def run(arguments: Sequence[str], environment: Environment | None = None) -> int:
    """Run one command and return its exit code. Every error ends in one sentence on stderr."""
    world = environment or Environment()
    if environment is not None:
        return _border(arguments, world)
    _leave_on_signals(world.clock.tick)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = _border(arguments, world)
    _last_words()
    return code


def _last_words() -> None:
    """Write what is still buffered while we can tell: at its end the interpreter only complains."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            from peerprep.cli.border import hush

            hush(stream)


def _call(arguments: Sequence[str], world: Environment) -> Any:
    """Run what is called. Where there are no words to read, nobody is asked to read them.

    Typer and what it brings take longer than all else between the shell and the first question.
    """
    words = [word for word in arguments if word not in GLOBAL_FLAGS]
    if words not in ([], ["drill"]):
        from peerprep.cli.program import call

        return call(arguments, world)
    begin(world, arguments)
    if words:
        from peerprep.cli.drill import drill

        drill(world)
    else:
        from peerprep.cli.start import start

        start(world)
    return 0


def begin(world: Environment, flags: Collection[str]) -> None:
    """Take the flags that hold for every command; a private session begins with them."""
    world.flags.set(flags)
    if world.private:
        world.private_session.begin()


def _border(arguments: Sequence[str], world: Environment) -> int:
    try:
        code = _command(arguments, world)
    except BaseException as error:
        from peerprep.cli.border import ended

        _end_private(world)  # or the sentence would be wiped with it
        code, sentence = ended(world, error)
        with contextlib.suppress(OSError):
            if sentence:
                world.say(sentence)
    finally:
        _end_private(world)
    with contextlib.suppress(KeyboardInterrupt):
        world.keep_daily_copy()
    return code


def invoke(arguments: Sequence[str], world: Environment) -> int:
    """Run one command and return its exit code; KeyboardInterrupt and every error go through."""
    said = _call(hoist(arguments), world)
    code = said if isinstance(said, int) else 0
    if code == Interrupted.exit_code:
        raise KeyboardInterrupt  # Typer had made a return value of it
    return code


def _command(arguments: Sequence[str], world: Environment) -> int:
    code = invoke(arguments, world)
    if code == 0 and world.private:
        world.private_session.wait()
    world.stdout.flush()
    return code


def _end_private(world: Environment) -> None:
    if world.private:
        world.private_session.end()
