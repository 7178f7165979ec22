"""One keystroke, or one typed line, with a time-out."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import sys
from collections import deque
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Protocol, Self

_ESCAPES = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
}
# One keystroke each: an escape sequence whole (CSI, SS3), or a single character.
_TOKENS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1bO.|.", re.DOTALL)
_UNFINISHED = re.compile(r"\x1b(\[[0-9;?]*|O)?$")
_NAMES = {"\r": "enter", "\n": "enter", "\x7f": "backspace", "\x08": "backspace", "\x1b": "esc"}

ESCAPE_WAIT = 0.05
"""Seconds within which the rest of an arrow key's sequence arrives."""

HELD_DOWN = 0.12
"""The same key twice closer than this, and none between, is held down: it must not skip items."""

REPEATING = frozenset({"enter", "n", "p", "right", "left", "up", "down"})
"""The keys that move on, for which being held down would do harm."""


class EndOfInput(Exception):
    """Nothing more will be typed: the pipe is empty or the terminal is gone."""


class Ear(Protocol):
    """Listens to the candidate."""

    typed: bool
    """Whether it hears whole lines (typed words) and not single keys."""

    def listen(self, timeout: float | None) -> str | None:
        """The next keystroke by name, or typed line; None when `timeout` seconds have passed."""

    def ask(self, prompt: Callable[[str], None], timeout: float | None) -> str | None:
        """A line of words; `prompt` is called with what is there so far. None at time-out."""


class LineEar:
    """Typed lines from a file descriptor: plain mode, pipes, voice input."""

    typed = True

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._buffer = b""
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def listen(self, timeout: float | None) -> str | None:
        """The next line without its end, or None at time-out. Raises EndOfInput at the end."""
        while b"\n" not in self._buffer and not self._ended:
            ready, _, _ = select.select([self._descriptor], [], [], timeout)
            if not ready:
                return None
            try:
                chunk = os.read(self._descriptor, 4096)
            except OSError:
                chunk = b""
            self._ended = not chunk
            self._buffer += chunk
        if not self._buffer:
            raise EndOfInput
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.decode("utf-8", "replace").strip()[:500] or "enter"

    def ask(self, prompt: Callable[[str], None], timeout: float | None) -> str | None:
        """The next line, as words."""
        line = self.listen(timeout)
        return "" if line == "enter" else line


class KeyEar:
    """Single keystrokes from a terminal in cbreak mode; use it as a context."""

    typed = False

    def __init__(self, descriptor: int, tick: Callable[[], float]) -> None:
        self._descriptor = descriptor
        self._tick = tick
        self._waiting: deque[str] = deque()
        self._before: list[Any] | None = None
        self._last = ("", 0.0)
        self._words = ""
        self._old_handlers: dict[signal.Signals, Any] = {}
        self._woken = os.pipe()
        self._old_wakeup = -1

    def __enter__(self) -> Self:
        import termios

        self._before = termios.tcgetattr(self._descriptor)
        self._quiet()
        self._old_handlers = {
            signal.SIGCONT: signal.signal(signal.SIGCONT, self._continued),
            signal.SIGWINCH: signal.signal(signal.SIGWINCH, self._wake),
        }
        # A signal in the instant before select would otherwise wait until the next key is pressed.
        os.set_blocking(self._woken[1], False)
        self._old_wakeup = signal.set_wakeup_fd(self._woken[1], warn_on_full_buffer=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        import termios

        signal.set_wakeup_fd(self._old_wakeup)
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)
        self._old_handlers = {}
        if self._before is not None:
            with contextlib.suppress(termios.error):  # the terminal may be gone
                termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def _quiet(self) -> None:
        import termios
        import tty

        # At once, without throwing away what was typed while the program was still loading.
        tty.setcbreak(self._descriptor, termios.TCSANOW)
        # Ctrl-S would freeze the screen until Ctrl-Q, and few know that; the exam's clock runs on.
        modes = termios.tcgetattr(self._descriptor)
        modes[0] &= ~termios.IXON
        termios.tcsetattr(self._descriptor, termios.TCSANOW, modes)

    def _continued(self, number: int, frame: FrameType | None) -> None:
        """After Ctrl-Z and fg the shell has put the terminal back to lines: take keys again."""
        import contextlib
        import termios

        with contextlib.suppress(termios.error):  # a closed window, too, wakes whom it leaves
            self._quiet()
        self._wake(number, frame)

    def _wake(self, number: int, frame: FrameType | None) -> None:
        """The window has another size, or the program is in front again."""
        with contextlib.suppress(BlockingIOError):  # it is full of such news already
            os.write(self._woken[1], b".")

    def listen(self, timeout: float | None) -> str | None:
        """The next keystroke by name, or None at time-out. Raises EndOfInput when it is gone."""
        if not self._waiting:
            ready, _, _ = select.select([self._descriptor, self._woken[0]], [], [], timeout)
            if not ready:
                return None
            if self._woken[0] in ready:
                os.read(self._woken[0], 64)
                return "redraw"
            self._read()
        name = self._waiting.popleft()
        last, before = self._last
        self._last = (name, self._tick())
        if name == last and name in REPEATING and self._last[1] - before < HELD_DOWN:
            return "held"
        return name

    def _read(self) -> None:
        text = self._take()
        if _UNFINISHED.search(text):
            # An arrow key comes as several bytes; Esc alone is followed by silence.
            ready, _, _ = select.select([self._descriptor], [], [], ESCAPE_WAIT)
            if ready:
                text += self._take()
        for token in _TOKENS.findall(text):
            if token == "\x04":
                raise EndOfInput
            if len(token) > 1:  # a function key or a paste bracket is not for us
                self._waiting.append(_ESCAPES.get(token, "unknown"))
            else:
                self._waiting.append(_NAMES.get(token, token))

    def _take(self) -> str:
        try:
            chunk = os.read(self._descriptor, 1024)
        except OSError:
            chunk = b""
        if not chunk:
            raise EndOfInput
        # A character may arrive in pieces; what is incomplete becomes a mark nobody binds.
        return chunk.decode("utf-8", "replace")

    def ask(self, prompt: Callable[[str], None], timeout: float | None) -> str | None:
        """A line of words, echoed by `prompt`; Esc gives none. None at time-out, kept so far."""
        prompt(self._words)
        until = None if timeout is None else self._tick() + timeout
        while True:
            # One time-out for the whole prompt: typing does not hold off the end of the time.
            left = None if until is None else max(0.0, until - self._tick())
            name = self.listen(left)
            if name is None or left == 0.0:
                return None
            if name == "enter":
                words, self._words = self._words, ""
                return words
            if name == "esc":
                self._words = ""
                return ""
            if name == "backspace":
                self._words = self._words[:-1]
            elif len(name) == 1 and name.isprintable() and len(self._words) < 500:
                self._words += name
            prompt(self._words)


def open_ear(interactive: bool, plain: bool, tick: Callable[[], float]) -> KeyEar | LineEar:
    """Keys where there is a terminal and the look uses them, typed lines everywhere else."""
    if sys.stdin is None:  # closed before we began: nobody will say anything
        return LineEar(os.open(os.devnull, os.O_RDONLY))
    descriptor = sys.stdin.fileno()
    if interactive and not plain and os.name == "posix":
        return KeyEar(descriptor, tick)
    return LineEar(descriptor)
