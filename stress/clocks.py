"""Clocks that jump: sleep, stop and go on, a clock set wrong or right, another zone, summer time.

The program is real; the two clocks that it reads are set off by what the run says, through memory
that the run shares with it. The run keeps its own account of the time that must count.
"""

from __future__ import annotations

import contextlib
import mmap
import random
import signal
import sqlite3
import struct
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from stress.homes import EXAM, copy_of, pass_pages
from stress.records import file_of, look
from stress.seat import Seat
from stress.window import read_card

ZONES = ("America/New_York", "America/Phoenix", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia")
STARTS = (
    datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
    datetime(2027, 3, 14, 6, 55, tzinfo=UTC),  # 01:55 in New York, before an hour is left out
    datetime(2026, 11, 1, 5, 55, tzinfo=UTC),  # 01:55 in New York, before an hour comes again
    datetime(2027, 3, 28, 0, 58, tzinfo=UTC),  # 01:58 in Berlin, before an hour is left out
    datetime(2026, 12, 31, 23, 59, 50, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, 50, tzinfo=UTC),
)
DAY = 86400.0
_SHAPE = "ddd"


class Offsets:
    """How far the clocks of a seat are off, and its zone; changed while it runs."""

    def __init__(self, start: datetime, zone: str) -> None:
        self._memory = mmap.mmap(-1, struct.calcsize(_SHAPE))
        self._wall = start.timestamp() - time.time()
        self._tick = 0.0
        self.turn_to(zone)

    def turn_to(self, zone: str) -> None:
        """Travel."""
        self._zone = float(ZONES.index(zone))
        self._keep()

    def jump(self, *, wall: float = 0.0, tick: float = 0.0) -> None:
        """Set the wall clock, the clock that only counts, or both (which is what sleep does)."""
        self._wall += wall
        self._tick += tick
        self._keep()

    @property
    def now(self) -> datetime:
        """What the wall clock says."""
        return datetime.fromtimestamp(time.time() + self._wall, UTC)

    def _keep(self) -> None:
        self._memory[:] = struct.pack(_SHAPE, self._wall, self._tick, self._zone)

    def _read(self) -> tuple[float, float, float]:
        wall, tick, zone = struct.unpack(_SHAPE, self._memory[:])
        return wall, tick, zone

    def prepare(self) -> None:
        """In the seat: let the program read these clocks."""
        from peerprep.cli.environment import SystemClock

        real = SystemClock.tick

        def now(clock: SystemClock) -> datetime:
            wall, _, zone = self._read()
            return datetime.fromtimestamp(time.time() + wall, ZoneInfo(ZONES[int(zone)]))

        def tick(clock: SystemClock) -> float:
            return real(clock) + self._read()[1]

        setattr(SystemClock, "now", now)  # noqa: B010
        setattr(SystemClock, "tick", tick)  # noqa: B010


@dataclass
class Account:
    """A run with clocks that jump, and the time that must count by its own reckoning."""

    seed: int
    kind: str
    events: list[str] = field(default_factory=list)
    counted: float = 0.0
    """Seconds of jumps that count as used."""
    real: float = 0.0
    """Seconds that went by beside them, at most."""
    wrong: list[str] = field(default_factory=list)

    def check(self, is_right: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not is_right:
            self.wrong.append(f"{words} (after {', '.join(self.events)})")


# Mocks


def mock(seed: int, practiced: Path, home: Path) -> Account:
    """A mock over several sittings while the clocks do what clocks do."""
    dice = random.Random(f"clock {seed}")
    account = Account(seed, "strict clock" if seed % 4 == 0 else "mock")
    copy_of(practiced, home)
    offsets = Offsets(dice.choice(STARTS), dice.choice(ZONES))
    strict = ["--strict-clock"] if account.kind == "strict clock" else []
    for number in range(3):
        start = time.monotonic()
        first = [EXAM, "-n", "40", "--seed", str(seed)]
        arguments = ["exam", *(first if number == 0 else ["--resume"]), *strict]
        with Seat(home, arguments, lines=60, prepare=offsets.prepare) as seat:
            pass_pages(seat, " of 40")
            for _ in range(6):
                _stroke(account, seat, dice)
                _event(account, seat, offsets, dice, strict=bool(strict))
                _stroke(account, seat, dice)
            _leave(seat, dice)
        account.real += time.monotonic() - start
        disk = look(home)
        account.check(disk.is_sound and disk.is_open, "the mock is not there")
        account.check(
            account.counted <= disk.used <= account.counted + account.real,
            f"{disk.used:.2f} s used, {account.counted:.2f} to "
            f"{account.counted + account.real:.2f} s by the account",
        )
        offsets.turn_to(dice.choice(ZONES))
        offsets.jump(wall=dice.uniform(-3, 3) * DAY, tick=dice.uniform(0, DAY))
        account.events.append("closed a while")
    _dates_are_sane(account, home, offsets)
    return account


def _stroke(account: Account, seat: Seat, dice: random.Random) -> None:
    letter = dice.choice("abcd")
    seat.tap(letter)
    seen = seat.until(lambda text: (card := read_card(text)) is not None and card.letters == letter)
    account.check(seen, f"{letter} never showed: {seat.text}")


def _event(
    account: Account, seat: Seat, offsets: Offsets, dice: random.Random, *, strict: bool
) -> None:
    """One thing that happens to clocks, and to whom it counts."""
    name = dice.choice(
        ["short wait", "sleep", "sleep", "set back", "set forward", "stopped", "support", "zone"]
    )
    account.events.append(name)
    match name:
        case "short wait":
            seconds = dice.uniform(1, 55)
            offsets.jump(wall=seconds, tick=seconds)
            account.counted += seconds
        case "sleep":
            seconds = dice.uniform(61, 90) if strict else dice.uniform(61, 2 * DAY)
            offsets.jump(wall=seconds, tick=seconds)
            account.counted += seconds if strict else 0.0
        case "set back":
            offsets.jump(wall=-dice.uniform(1, 3 * DAY))
        case "set forward":
            offsets.jump(wall=dice.uniform(1, 3 * DAY))
        case "stopped":
            seat.signal(signal.SIGSTOP)
            time.sleep(0.1)
            seat.signal(signal.SIGCONT)
            seat.settle()
        case "support":
            seat.tap("h")
            account.check(seat.until("988 Suicide"), "no support page")
            seconds = dice.uniform(1, 3600)
            offsets.jump(wall=seconds, tick=seconds)
            seat.tap("b")
            seat.until(" of 40")
        case _:
            offsets.turn_to(dice.choice(ZONES))


def _leave(seat: Seat, dice: random.Random) -> None:
    match dice.choice(["q", "Ctrl-C", "kill"]):
        case "q":
            seat.tap("q")
            seat.wait()
        case "Ctrl-C":
            seat.press("\x03")
            seat.wait()
        case _:
            seat.kill()


# Drills


def drills(seed: int, practiced: Path, home: Path) -> Account:
    """Drills on days that come in the wrong order: dates stay dates, and lie ahead."""
    dice = random.Random(f"days {seed}")
    account = Account(seed, "drill")
    copy_of(practiced, home)
    offsets = Offsets(dice.choice(STARTS), dice.choice(ZONES))
    for number in range(4):
        kind = "today" if number == 0 else dice.choice(["today", "missed", "due"])
        start = offsets.now
        arguments = ["drill", kind, "-n", "4", "--seed", str(seed + number)]
        with Seat(home, arguments, lines=60, prepare=offsets.prepare) as seat:
            seat.until(lambda text: "Enter start" in text)
            if seat.status is None:
                _answer_all(account, seat, offsets, dice)
            seat.wait()
            account.check(seat.status in {0, 4}, f"ended with {seat.status}: {seat.text}")
        account.events.append(f"{kind} in {offsets.now - start}")
        _dates_are_sane(account, home, offsets)
        days = dice.choice([-400.0, -30.0, -2.0, -0.04, 0.0, 0.5, 1.0, 3.0, 40.0, 3000.0])
        offsets.jump(wall=days * DAY, tick=max(days, 0.0) * DAY)
        offsets.turn_to(dice.choice(ZONES))
        account.events.append(f"{days:+g} days")
    return account


def _answer_all(account: Account, seat: Seat, offsets: Offsets, dice: random.Random) -> None:
    pass_pages(seat, "Question 1 of")
    while read_card(seat.text) is not None:
        seat.tap(dice.choice("ab"))
        seat.until("How sure?")
        if dice.random() < 0.2:
            offsets.jump(wall=dice.uniform(-DAY, DAY))
            account.events.append("clock set while answering")
        seat.tap(dice.choice("123"))
        account.check(
            seat.until(lambda text: (card := read_card(text)) is not None and card.told),
            f"no feedback: {seat.text}",
        )
        seat.tap("\r")
        seat.until(
            lambda text: (
                "Drill done" in text or ((card := read_card(text)) is not None and not card.told)
            )
        )


LONGEST = timedelta(days=36500)
"""What FSRS itself takes for the longest interval."""


def _dates_are_sane(account: Account, home: Path, offsets: Offsets) -> None:
    """Every item comes back after it was seen, within a life; no time is below zero."""
    with contextlib.closing(sqlite3.connect(file_of(home))) as db:
        rows = db.execute("SELECT item, due, due_at, last_review, stability FROM memory").fetchall()
        for item, due_text, due_at, last_text, stability in rows:
            due, last = datetime.fromisoformat(due_text), datetime.fromisoformat(last_text)
            is_aware = due.tzinfo is not None and last.tzinfo is not None
            account.check(is_aware, f"{item}: a date without a zone")
            account.check(timedelta(0) < due - last <= LONGEST, f"{item}: {last} to {due}")
            account.check(abs(due.timestamp() - due_at) < 1, f"{item}: two dates")
            account.check(0 < stability < 1e6, f"{item}: stability {stability}")
        below = "SELECT COUNT(*) FROM response WHERE seconds < 0"
        account.check(db.execute(below).fetchone() == (0,), "a response took less than no time")
        back = (
            "SELECT COUNT(*) FROM step AS a JOIN step AS b ON a.sitting = b.sitting"
            " AND b.n = a.n + 1 WHERE b.used < a.used OR a.used < 0"
        )
        account.check(db.execute(back).fetchone() == (0,), "time used went back")
