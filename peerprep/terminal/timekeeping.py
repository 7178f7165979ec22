"""How time is told in a mock: the corner, the warnings, the sentence on request."""

from __future__ import annotations

from enum import StrEnum

from peerprep.terminal.desk import Desk
from peerprep.terminal.words import count, duration, long_duration

WARNINGS = (30, 15, 5, 1)
"""Minutes left at which one sentence says so, between items."""

MINUTES_UNTIL = 10 * 60
"""Above so many seconds the clock shows whole minutes."""

HIDDEN_RETURNS = 5 * 60
"""A hidden clock comes back when so many seconds are left."""


class ClockView(StrEnum):
    """Whether the time left is shown on every item, hidden until 5 minutes, or only on request."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    ASK = "ask"


class Timekeeper:
    """Tells the time of one sitting, in the way its candidate chose."""

    def __init__(self, desk: Desk, view: ClockView) -> None:
        self.desk = desk
        self.view = view
        left = desk.time_left()
        # At the start, or after coming back, warnings that lie behind are not given any more.
        self._warned = {m for m in WARNINGS if left is not None and left <= m * 60}

    def clock_text(self) -> str:
        """What stands in the corner."""
        left = self.desk.time_left()
        if left is None:
            return "" if not self.desk.session.extended else "No clock: for learning"
        if self.view is ClockView.ASK or (self.view is ClockView.HIDDEN and left > HIDDEN_RETURNS):
            return "Time: hidden (t)"
        plain = self.desk.screen.plain
        rounded = left // 60 * 60 if left >= MINUTES_UNTIL else left
        return f"Time left: {long_duration(rounded) if plain else duration(rounded)}"

    def warning(self) -> str:
        """One sentence when a warning has fallen due since the last item, else nothing."""
        left = self.desk.time_left()
        if left is None:
            return ""
        due = [m for m in WARNINGS if left <= m * 60 and m not in self._warned]
        if not due:
            return ""
        self._warned.update(due)
        # Said between items, so a little less than the warning's own number may be left.
        return f"{duration(left // 60 * 60) if left >= 60 else duration(left)} left."

    def time_line(self) -> str:
        """Time left, items left and pace, in one sentence."""
        session, left = self.desk.session, self.desk.time_left()
        waiting = len(session.unanswered)
        if left is None:
            return f"There is no limit. {count(waiting, 'item')} not answered yet."
        words = long_duration(left) if self.desk.screen.plain else duration(left)
        if not waiting:
            return f"{words} left; every item is answered."
        each, planned = left / waiting, (session.mode.limit or 0) / len(session.form)
        # A tenth is no difference worth a worry.
        pace = "on pace" if each >= 0.9 * planned else "a little behind; shorter looks will do"
        return f"{words} left; {count(waiting, 'item')}; about {each:.0f} s each; {pace}."
