"""A mock that is killed: the same item, order, selections, marks, strikes and time come back."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from stress.homes import EXAM, copy_of, new_home, page_on
from stress.killing import Run, hit_of, kill_during
from stress.records import Disk, look
from stress.seat import Seat
from stress.sheet import Line, Sheet, line_of
from stress.window import Card, read_card, time_left

LENGTHS = (4, 8)
MOST = 30
"""Strokes before the last ones."""
SECOND = 1.5
"""A clock that shows whole seconds may be so much off."""


@dataclass
class _Played:
    """What the candidate has pressed and seen."""

    seat: Seat
    sheet: Sheet
    cards: dict[int, Card] = field(default_factory=dict)
    pressed_start: float = 0.0
    """Just before the stroke that starts the clock."""
    began: float | None = None
    """When the first item was seen."""
    stopped: float = 0.0
    """Seconds for which the clock may have stood still."""
    last_step: float = 0.0
    """When the last stroke that is kept, and was seen, was pressed."""
    ahead: list[Sheet] = field(default_factory=list)
    """The notes as they were, then after each stroke that was not waited for."""

    def see(self) -> Card | None:
        card = read_card(self.seat.text)
        if card is not None and card.number is not None:
            self.cards.setdefault(card.number, card)
        return card

    def stroke(self, keys: str) -> None:
        """Press and wait until the window has it."""
        after, at = self.sheet.pressed(keys), time.monotonic()
        self.seat.tap(keys)
        assert self.seat.until(lambda text: after.shows(text, read_card(text))), (
            f"{keys!r} never showed:\n{self.seat.text}\n{after}"
        )
        if after != self.sheet and not after.on_list:
            self.last_step = at
        self.sheet = after
        self.see()

    def support(self) -> None:
        """Open the page that stops the clock, and close it."""
        at = time.monotonic()
        self.seat.tap("h")
        assert self.seat.until("988 Suicide"), self.seat.text
        self.seat.tap("b")
        assert self.seat.until(lambda text: self.sheet.shows(text, read_card(text)))
        self.stopped += time.monotonic() - at


def play(run: Run, practiced: Path, home: Path) -> None:
    """Play until killed, then look at what is left."""
    dice = random.Random(f"mock {run.seed}")
    is_new = dice.random() < 0.1
    if is_new:
        new_home(home)
    else:
        copy_of(practiced, home)
    length = dice.randint(*LENGTHS)
    left = dice.randint(1, 5) if is_new else dice.randint(1, MOST)
    arguments = ["exam", EXAM, "-n", str(length), "--seed", str(run.seed)]
    with Seat(home, arguments, lines=60) as seat:
        played = _Played(seat, Sheet((Line(),) * length))
        left = _pages(run, played, left, dice)
        while left > 0:
            left -= 1
            if not played.sheet.on_list and dice.random() < 0.05:
                played.support()
            else:
                played.stroke(played.sheet.move(dice))
        if seat.status is None:
            run.place = "the list" if played.sheet.on_list else "an item"
            _die(run, played, dice)
    _look_after(run, played, home)


def _pages(run: Run, played: _Played, left: int, dice: random.Random) -> int:
    """Go through the pages before the first item; the strokes that are left after them."""
    seat = played.seat
    while True:
        assert seat.until(lambda text: bool(page_on(text)) or read_card(text) is not None)
        if (page := page_on(seat.text)) is None:
            played.began = played.last_step = time.monotonic()
            played.see()
            return left
        played.pressed_start = time.monotonic()
        left -= 1
        if left == 0:
            run.place = "a page before it"
            played.ahead = [played.sheet]
            played.last_step = kill_during(seat, [page[1]], dice)
            return 0
        seat.tap(page[1])
        seat.until(lambda text, page=page: page_on(text) != page)  # type: ignore[misc]


def _die(run: Run, played: _Played, dice: random.Random) -> None:
    sheets = [played.sheet]
    strokes: list[str] = []
    for _ in range(dice.randint(1, 3)):
        stroke = sheets[-1].move(dice)
        if strokes and stroke[0] == strokes[-1][-1]:
            continue  # so soon it would be a key held down
        strokes.append(stroke)
        sheets.append(sheets[-1].pressed(stroke))
    played.ahead = sheets
    kill_during(played.seat, strokes, dice)


def _look_after(run: Run, played: _Played, home: Path) -> None:
    killed = time.monotonic()
    text, card = played.seat.text, played.see()
    disk = look(home)
    run.check(disk.is_sound, "the records are damaged")
    run.responses = sum(bool(line.chosen) for line in played.sheet.lines)
    was_seen = bool(played.cards)
    run.check((disk.is_open and disk.kind == "exam") or not was_seen, "the mock is not there")
    if not disk.is_open:
        run.hit = "no item was on the window yet"
        _starts(run, home)
        return
    shown = [n for n, sheet in enumerate(played.ahead) if sheet.shows(text, card)] or [0]
    _times(run, played, disk, killed)
    after, found, seconds = _resume(run, played, disk, home)
    fitting = [
        n for n, sheet in enumerate(played.ahead) if n >= shown[0] and _is(sheet, after, found)
    ]
    run.check(bool(fitting), f"resumed as {after}, at {found}; was {played.ahead[shown[0] :]}")
    run.hit = hit_of(shown[-1], max(fitting, default=0), len(played.ahead) - 1)
    if not was_seen:
        run.hit = "no item was on the window yet"
    before = time_left(text)
    if before is not None and seconds is not None:
        run.check(seconds <= before, f"time left grew from {before} to {seconds} s")


def _is(sheet: Sheet, lines: tuple[Line, ...], current: int) -> bool:
    return sheet.lines == lines and sheet.current == current


def _times(run: Run, played: _Played, disk: Disk, killed: float) -> None:
    """Used time is that up to the last stroke that was seen, or a little more; never less."""
    if played.began is None:
        return
    least = played.last_step - played.began - played.stopped
    most = killed - played.pressed_start
    run.check(
        least <= disk.used <= most,
        f"time used: {disk.used:.3f} s on disk, {least:.3f} to {most:.3f} s by the wall",
    )


def _resume(
    run: Run, played: _Played, disk: Disk, home: Path
) -> tuple[tuple[Line, ...], int, int | None]:
    """Start again; every item as it is now, the one that is open, and the seconds left."""
    started = time.monotonic()
    with Seat(home, ["exam", "--resume"], lines=60) as seat:
        assert seat.until(lambda text: read_card(text) is not None), seat.text
        spent = time.monotonic() - started
        first = read_card(seat.text)
        assert first is not None and first.number is not None
        again = look(home)
        run.check(
            disk.used <= again.used <= disk.used + spent,
            f"time used went from {disk.used:.3f} to {again.used:.3f} s over the restart",
        )
        shown = time_left(seat.text)
        if disk.limit is not None and shown is not None and shown < 600:
            run.check(
                abs(disk.limit - again.used - shown) <= SECOND,
                f"{shown} s left on the window, {disk.limit - again.used:.1f} s on disk",
            )
        lines = []
        for number in range(1, len(played.sheet.lines) + 1):
            seat.tap(f"g{number}\r")
            assert seat.until(lambda text, n=number: _at(text) == n), seat.text  # type: ignore[misc]
            card = read_card(seat.text)
            assert card is not None
            before = played.cards.get(number, card)
            run.check(
                before.options == card.options and before.stem == card.stem,
                f"item {number} came back as another, or in another order",
            )
            lines.append(line_of(card))
        return tuple(lines), first.number, shown


def _at(text: str) -> int | None:
    card = read_card(text)
    return None if card is None or "Go to which question" in text else card.number


def _starts(run: Run, home: Path) -> None:
    """Nothing was begun: the program starts as if nothing had happened."""
    with Seat(home, ["exam", EXAM, "-n", "4"], lines=60) as seat:
        run.check(seat.until(lambda text: page_on(text) is not None), "it does not start again")
