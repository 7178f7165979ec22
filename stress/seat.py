"""Seat: the real program on a pseudo-terminal of its own, and what a candidate sees on it.

A thousand starts of the interpreter would take most of a run's time, so a seat is forked from a
process that has imported the program already. From there on all is real: a process of its own, its
own controlling terminal, its own open files, real signals, the real clock and the real disk.
"""

from __future__ import annotations

import fcntl
import importlib
import os
import pkgutil
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

import peerprep

BASE = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": os.defpath}

APART = 0.15
"""Seconds between two strokes of one key: closer ones count as one that is held down."""


def warm() -> None:
    """Import every module of the program, so that the seats forked later need not."""
    for module in pkgutil.walk_packages(peerprep.__path__, "peerprep."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


class Seat:
    """One run of `peerprep ARGUMENTS` in a window of `columns` by `lines`.

    A `cold` seat is a new interpreter, as a shell starts it; any other may `prepare` its process
    before the program begins. With `command` another program, such as a shell, sits there.
    """

    def __init__(
        self,
        home: Path,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        variables: Mapping[str, str] | None = None,
        watch: bool = True,
        cold: bool = False,
        prepare: Callable[[], None] | None = None,
        command: str | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        # Drawing the window takes longer than the program does: who measures looks at `raw`.
        self._stream = pyte.ByteStream(self.screen) if watch else None
        self.raw = b""
        """Everything that was written to the terminal."""
        self.status: int | None = None
        """The exit code, or the signal's number below zero; None while it runs."""
        self._tapped = ("", 0.0)
        ours = {**BASE, "HOME": str(home), "PEERPREP_HOME": str(home / "peerprep")}
        size = struct.pack("HHHH", lines, columns, 0, 0)
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            everything = {**ours, **(variables or {})}
            if command:
                begin([command, *arguments], everything, home)
            if cold:
                begin([sys.executable, "-m", "peerprep", *arguments], everything, home)
            _become(arguments, everything, home, size, prepare)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    # What the candidate does

    def press(self, keys: str | bytes) -> None:
        """Send keystrokes; nothing happens when nobody listens any more."""
        data = keys.encode() if isinstance(keys, str) else keys
        try:
            os.write(self._terminal, data)
        except OSError:
            self.wait()

    def tap(self, keys: str) -> None:
        """Press, but the same key never again so soon that the program takes it for held down."""
        end = self._tapped[1] + APART if keys[:1] == self._tapped[0] else 0.0
        while (left := end - time.monotonic()) > 0:
            self.read(left)
        self.press(keys)
        self._tapped = (keys[-1:], time.monotonic())

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send a signal."""
        if self.status is None:
            os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._terminal)
        self._terminal = -1

    # What the candidate sees

    @property
    def text(self) -> str:
        """The window as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take in what is written within that time; False when nothing came."""
        if self._terminal < 0 or not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # the other side is closed
            data = b""
        if not data:
            return False
        self.raw += data
        if self._stream is not None:
            self._stream.feed(data)
        return True

    def until(self, seen: str | Callable[[str], bool], seconds: float = 20.0) -> bool:
        """Read until the words (or the condition) are on the window; False if they never are."""
        is_seen = seen if callable(seen) else lambda text: seen in text
        end = time.monotonic() + seconds
        while not is_seen(self.text):
            left = end - time.monotonic()
            if left <= 0 or (not self.read(min(left, 0.2)) and self.ended()):
                return is_seen(self.text)
        return True

    def settle(self, quiet: float = 0.05, seconds: float = 5.0) -> None:
        """Read until nothing has been written for `quiet` seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.read(quiet):
            pass

    @property
    def is_quiet(self) -> bool:
        """Whether the terminal is as a shell wants it: lines, echoed."""
        flags = termios.tcgetattr(self._terminal)[3]
        return bool(flags & termios.ICANON) and bool(flags & termios.ECHO)

    # How it ends

    @property
    def terminal(self) -> int:
        """Our end of the terminal, for its modes; -1 once the window is closed."""
        return self._terminal

    def ended(self) -> bool:
        """Whether it has ended; `status` then tells how."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait(self, seconds: float = 20.0) -> int:
        """Read to the end and give the status. Raises TimeoutError when it has to be killed."""
        end = time.monotonic() + seconds
        while not self.ended():
            if time.monotonic() > end:
                self.kill()
                raise TimeoutError(f"the program did not end:\n{self.text}")
            self.read(0.02)
        while self.read(0):
            pass
        assert self.status is not None
        return self.status

    def kill(self) -> None:
        """kill -9, and take away the body."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def __enter__(self) -> Seat:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        if self._terminal >= 0:
            self.hang_up()


def begin(command: Sequence[str], variables: Mapping[str, str], home: Path) -> None:
    """In a forked child: become that command, which may import the program; never returns."""
    root = str(Path(peerprep.__file__).parent.parent)
    os.chdir(home)
    os.execve(command[0], list(command), {**variables, "PYTHONPATH": root})


def _become(
    arguments: Sequence[str],
    variables: Mapping[str, str],
    home: Path,
    size: bytes,
    prepare: Callable[[], None] | None,
) -> None:
    """In the forked child: take on the terminal, the environment and the program; never returns."""
    code = 70
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.environ.clear()
        os.environ.update(variables)
        os.chdir(home)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.argv = ["peerprep", *arguments]
        from peerprep.cli.app import run

        if prepare is not None:
            prepare()
        code = run(list(arguments))
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)
