"""The proctor's desk: shows, listens, keeps time, records. Drills and exams both sit at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from typing import Protocol

from rich.console import RenderableType

from peerprep.core.form import Dice, Slot
from peerprep.core.item import Item
from peerprep.core.session import Session, Step, StepKind, Value
from peerprep.core.value import dataclass
from peerprep.terminal.commands import Act, Said, heard
from peerprep.terminal.keys import Ear
from peerprep.terminal.layout import Hint, last_cells
from peerprep.terminal.page import Page, page
from peerprep.terminal.screen import Screen
from peerprep.terminal.support import SUPPORT_PAGE

BEAT = 15.0
"""Seconds after which a wait wakes to record a heartbeat and to look at the clock."""

AWAY = 60.0
"""A gap longer than this between two wakes means the machine slept or the program was stopped."""


class TimeUp(Exception):
    """The time of the sitting is used up."""


class Leave(Exception):
    """The candidate saves and leaves."""


class Clock(Protocol):
    """Tells the time; handed in, so that tests own it."""

    def now(self) -> datetime:
        """Wall time, aware."""

    def tick(self) -> float:
        """Seconds of a clock that never jumps."""


class Notebook(Protocol):
    """What the desk asks of the records and the library beside the steps."""

    def source(self, item: Item) -> str:
        """The item's source and the place in it."""

    def returns(self, item: Item) -> str:
        """When the item comes back, as a sentence."""

    def note(self, item: Item) -> str:
        """The candidate's newest note on the item."""

    def remark(self, item: Item, kind: str, text: str) -> None:
        """Keep a note, or that the item looks wrong."""


Record = Callable[[Session, Step], None]


@dataclass
class Desk:
    """One sitting under way."""

    session: Session
    screen: Screen
    ear: Ear
    clock: Clock
    record: Record
    notebook: Notebook
    dice: Dice
    strict_clock: bool = False
    running: bool = True
    _used: float = field(init=False)
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._used = self.session.used
        self._last = self.clock.tick()

    # Time

    def used(self) -> float:
        """Exam seconds used up to now."""
        now = self.clock.tick()
        gap = max(0.0, now - self._last)
        self._last = now
        if not self.running:
            return self._used
        if gap > AWAY and not self.strict_clock:
            # Nobody waits over a minute without a heartbeat: the machine slept or was stopped.
            self.step(StepKind.AWAY, value=int(gap))
            return self._used
        self._used += gap
        return self._used

    def time_left(self) -> float | None:
        """Seconds left, or None without a limit."""
        return self.session.time_left(self.used())

    def stop_clock(self) -> None:
        """Time stops counting until `start_clock`."""
        self.used()
        self.running = False

    def start_clock(self) -> None:
        """Time counts again."""
        self._last = self.clock.tick()
        self.running = True

    # Steps

    def step(self, kind: StepKind, slot: int = 0, value: Value = None) -> None:
        """Take a step and have it on disk before anything else happens."""
        used = self._used if kind is StepKind.AWAY else self.used()
        step = Step(kind, self.clock.now(), used, slot, value)
        after = self.session.after(step)
        self.record(after, step)
        # Only what is on disk has happened: an interrupt in the middle leaves both as they were.
        self.session = after

    def keep_time(self) -> None:
        """Record how much time is used, so that coming back finds the clock as it was."""
        if self.running and self.session.submitted is None:
            self.step(StepKind.BEAT)

    # Listening

    def listen(self, letters: str = "", extra: dict[str, Act] | None = None) -> Said:
        """Wait for the candidate. Raises TimeUp the moment the time is gone."""
        text = self._wait(self.ear.listen)
        return heard(text, typed=self.ear.typed, letters=letters, extra=extra)

    def ask(self, prompt: str) -> str:
        """A line of the candidate's words."""
        console = self.screen.console
        room = max(8, self.screen.width - 6)
        self.screen.say(prompt)

        def draw(words: str) -> None:
            if self.ear.typed:
                return
            console.file.write("\r > " + last_cells(self.screen.fit(words), room) + " \b")
            console.file.flush()

        words = self._wait(lambda timeout: self.ear.ask(draw, timeout))
        if not self.ear.typed:
            console.print()
        return words.strip()

    def _wait(self, listen: Callable[[float | None], str | None]) -> str:
        while True:
            left = self.time_left() if self.running else None
            if left is not None and left <= 0:
                raise TimeUp
            wait = BEAT if left is None else min(BEAT, left)
            text = listen(wait)
            if text is not None:
                if self.running and self.time_left() == 0:
                    raise TimeUp  # the keystroke came too late
                return text
            if self.session.mode.limit is not None:
                self.keep_time()

    # Pages

    def show(self, what: RenderableType) -> None:
        """A new card."""
        self.screen.clear()
        self.screen.show(what)

    def turn_to(
        self, what: Page, *, stop: bool = False, acts: dict[str, Act] | None = None
    ) -> Said:
        """Show a page until the candidate goes on; support and leaving work here too."""
        was_running = self.running
        if stop:
            self.stop_clock()
        try:
            while True:
                self.show(page(self.screen, what))
                said = self.listen(extra=acts)
                if said.act is Act.SUPPORT and what is not SUPPORT_PAGE:
                    self.support()
                    continue
                if said.act is Act.LEAVE and what is not SUPPORT_PAGE:
                    raise Leave
                if said.act in {Act.NEXT, Act.BACK, Act.LEAVE} or said.act in (acts or {}).values():
                    return said
        finally:
            if stop and was_running:
                self.start_clock()

    def support(self) -> None:
        """The support page; the clock stops while it is open, even in strict mode."""
        self.turn_to(SUPPORT_PAGE, stop=True, acts={"b": Act.BACK, "h": Act.BACK})

    # What works on every item

    def mark(self, number: int) -> str:
        """Mark the item for review, or take the mark away; returns what to say."""
        flagged = self.session.state(number).flagged
        self.step(StepKind.UNFLAGGED if flagged else StepKind.FLAGGED, number)
        return "No longer marked." if flagged else "Marked for review."

    def strike(self, slot: Slot, said: Said) -> str:
        """Strike an option out, or bring it back; returns what to say."""
        letter = said.argument or self._letter("Strike which letter?")
        option = slot.option_at(letter)
        if option is None:
            return "Nothing struck."
        struck = option in self.session.state(slot.number).struck
        self.step(StepKind.UNSTRUCK if struck else StepKind.STRUCK, slot.number, option)
        return f"{letter.upper()} is back." if struck else f"{letter.upper()} is struck out."

    def _letter(self, prompt: str) -> str:
        """One letter: a single keystroke, or a typed line."""
        self.screen.say(prompt)
        said = self._wait(self.ear.listen)
        return said if len(said) == 1 else ""

    def write_note(self, item: Item, said: Said) -> str:
        """Take a note on the item, typed with the word or asked for; returns what to say."""
        words = said.argument or self.ask("Your note (Enter keeps it):")
        if not words:
            return "No note taken."
        self.notebook.remark(item, "note", words)
        return "Note kept."

    def doubt(self, item: Item, said: Said) -> str:
        """Keep that the item looks wrong; returns what to say."""
        words = said.argument or self.ask("What looks wrong? (Enter alone if you cannot say)")
        self.notebook.remark(item, "doubt", words)
        return f"Thank you. Kept with the item's id {item.id}; `peerprep data doubts` lists them."


def letters_of(slot: Slot) -> str:
    """The letters that the slot offers."""
    return "abcdefghij"[: len(slot.order)]


def option_hint(slot: Slot) -> Hint:
    """The hint for choosing: ("a-d", "choose")."""
    offered = letters_of(slot)
    return (f"{offered[0]}-{offered[-1]}", "choose")
