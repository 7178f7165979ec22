"""A fixed clock and a player of keys, for the demo and the pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from peerprep.terminal.keys import EndOfInput


class Clock:
    """A clock that moves on a little with every look."""

    def __init__(self, pace: float = 0.9) -> None:
        self.seconds, self.pace = 0.0, pace

    def now(self) -> datetime:
        """Wall time."""
        return datetime(2026, 11, 21, 18, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def tick(self) -> float:
        """Seconds."""
        self.seconds += self.pace
        return self.seconds


class Player:
    """Presses the keys of a script; a call in it is made instead of a keystroke."""

    typed = False

    def __init__(self, script: list[str | Callable[[], None]]) -> None:
        self.script = script

    def __enter__(self) -> Player:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def listen(self, timeout: float | None) -> str | None:
        """The next keystroke."""
        while self.script:
            said = self.script.pop(0)
            if isinstance(said, str):
                return said
            said()
        raise EndOfInput

    def ask(self, prompt: Callable[[str], None], timeout: float | None) -> str | None:
        """The next words."""
        return self.listen(timeout)
