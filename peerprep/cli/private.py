"""Private sessions: what is said about them, and a screen that leaves nothing behind.

The standard and large looks move to the terminal's other screen, the one that editors use: it has
no scrollback, and what was there before comes back when the session ends. Plain never writes an
escape, so there the terminal keeps what was printed, and the candidate is told so.
"""

from __future__ import annotations

import contextlib
import os
import signal
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment

KEPT_BY_NOBODY = (
    "Private session: nothing of it is kept, and your records stay closed. "
    "This screen is wiped when you leave."
)
KEPT_BY_THE_TERMINAL = (
    "Private session: nothing of it is kept, and your records stay closed. "
    "But your terminal keeps what is printed in this look: clear it afterwards."
)
LEFT = "Left. This was a private session, so nothing was kept."
NOT_HERE = (
    "A private session keeps nothing, so there is nothing to do this with. "
    "Leave out --private (or PEERPREP_PRIVATE)."
)

_OTHER, _BACK = "\x1b[?1049h\x1b[2J\x1b[H", "\x1b[2J\x1b[H\x1b[?1049l"
_TITLE, _OLD_TITLE = "\x1b[22;2t\x1b]2;Terminal\x1b\\", "\x1b[23;2t"


class OtherScreen:
    """The terminal's other screen, entered and left; Ctrl-Z shows the first one meanwhile."""

    def __init__(self, stream: TextIO, *, titles: bool) -> None:
        self._stream = stream
        self._titles = titles
        self._before: Any = None
        self.on = False

    def enter(self) -> None:
        """Turn to it, under a title that says nothing."""
        self._write((_TITLE if self._titles else "") + _OTHER)
        self.on = True
        if hasattr(signal, "SIGTSTP"):
            self._before = signal.signal(signal.SIGTSTP, self._stopped)

    def leave(self) -> None:
        """Wipe it, and show the first one as it was."""
        if not self.on:
            return
        self.on = False
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, self._before)
        with contextlib.suppress(OSError):  # the terminal may be gone
            self._write(_BACK + (_OLD_TITLE if self._titles else ""))

    def _write(self, escapes: str) -> None:
        self._stream.write(escapes)
        self._stream.flush()

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        self.leave()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        self.enter()  # after fg
        signal.raise_signal(signal.SIGCONT)  # so that the ear draws the card anew


class PrivateSession:
    """What the candidate sees of a private session, from its first page to the wiped screen."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._other = OtherScreen(
            environment.stdout, titles=environment.variables.get("TERM") != "linux"
        )
        self._line = ""
        self._begun = False

    def begin(self) -> None:
        """Turn to the other screen where there is one; else say what the terminal keeps. Once."""
        environment = self._environment
        if self._begun:
            return
        self._begun = True
        screen = environment.screen
        if environment.interactive and screen.console.is_terminal and not screen.plain:
            self._other.enter()
            self._line = KEPT_BY_NOBODY
        elif environment.interactive:
            self._line = KEPT_BY_THE_TERMINAL
        else:
            environment.say(KEPT_BY_THE_TERMINAL)

    def take_line(self) -> str:
        """What the first page says of the session; once."""
        line, self._line = self._line, ""
        return line

    def wait(self) -> None:
        """Let the candidate read the last page before it is wiped."""
        if self._other.on:
            from peerprep.cli.pages import ask_act

            ask_act(self._environment, "Any key ends the private session and wipes this screen.")

    def end(self) -> None:
        """Back to the first screen, as it was."""
        self._other.leave()
