"""Keystroke fuzzing: the real program on a pseudo-terminal, typed at without sense.

    python -m fuzz.keystrokes --runs 200 --seed 1

Every run is forked from a process that has imported the program already (see stress/seat.py);
from there on it is the real one. What has to hold: an exit code of the documented ones, no
traceback, no escape sequence but colors and the clearing of the screen, the terminal as it was
before, and as long as it listens, words at the end of the screen that say what can be pressed.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import json
import os
import re
import shutil
import signal
import tempfile
import termios
import time
from dataclasses import asdict
from pathlib import Path

import pyte

from fuzz.own import FINDINGS, Run, megabytes
from fuzz.typing import Burst, Play, play_of
from peerprep.terminal.keys import HELD_DOWN
from stress.seat import Seat, warm

CODES = frozenset({0, 2, 3, 4, 5, 130})
BANKS = Path(__file__).parent.parent / "tests" / "cli" / "banks"

_OURS = re.compile(rb"\x1b\[[0-9;]*m|\x1b\[2J|\x1b\[H")
"""Colors and bold, and the clearing of the screen: no other escape sequence is ever written."""

_HINT = re.compile(
    r"Enter|\bback\b|keys|leave|quit|support|\bdone\b|Type |not now|peerprep|How sure|go on|letter"
    r"|question|:|\?"
)
_SELECT = {b"23", b"270", b"72", b"82", b"142"}
"""The numbers of select and pselect6 on x86-64, 64-bit ARM and others."""

_PATIENCE = 15.0
"""Seconds after which a program that should have ended is called hung: fifty times the usual."""


class Homes:
    """Three homes that every run starts from: new, with a past, with an open mock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = [folder / f"home-{number}" for number in range(3)]
        for home, scripts in zip(self.made, self._scripts(), strict=True):
            home.mkdir()
            for line, keys in scripts:
                self._prepare(home, line, keys)

    @staticmethod
    def _scripts() -> list[list[tuple[str, list[str]]]]:
        answered = ["b", "3", "\r"]
        past = [
            ("drill -n 2", ["\r", "\r", *answered, *answered]),
            ("exam little", ["\r", "a", "\r", "b", "\r", "l", "e", "y", "q"]),
            ("settings exam little", []),
        ]
        return [[], past, [*past, ("exam little", ["\r", "\r", "b", "\r", "m", "q"])]]

    def _prepare(self, home: Path, line: str, keys: list[str]) -> None:
        with Seat(
            home, line.split(), variables={"PEERPREP_BANKS": str(BANKS)}, watch=False
        ) as seat:
            settle(seat)
            for key in keys:
                seat.press(key)
                settle(seat)
                time.sleep(HELD_DOWN)  # two quick Enters are one held key
            seat.press("q\x04")
            seat.wait()

    def copy(self, number: int) -> Path:
        """A home for one run, to be thrown away."""
        home = self.folder / "now"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.made[number], home)
        return home


def window(raw: bytes, columns: int, lines: int) -> str:
    """What is on the window after all that: drawn from the last clearing on, as pyte is slow."""
    screen = pyte.Screen(columns, lines)
    pyte.ByteStream(screen).feed(raw[max(0, raw.rfind(b"\x1b[2J")) :][-80_000:])
    return "\n".join(line.rstrip() for line in screen.display).rstrip()


def play(homes: Homes, what: Play) -> str:
    """Run it; returns what is wrong, or nothing."""
    columns, lines = what.size
    variables = {"PEERPREP_BANKS": str(BANKS)} | ({} if what.colour else {"NO_COLOR": "1"})
    home = homes.copy(what.home)
    with Seat(
        home, what.line.split(), columns=columns, lines=lines, variables=variables, watch=False
    ) as seat:
        before = _fresh_modes()
        settle(seat)
        for burst in what.bursts:
            _send(seat, burst)
        wrong = _listening(seat, "--plain" in what.line)
        _end(seat, what.end)
        if not _ends(seat):
            return f"it did not end after {what.end}; it was here:\n{_where(seat)}"
        code = seat.wait()
        return wrong or _left_as_it_was(seat, before, code)


def _waits(seat: Seat) -> bool:
    """Whether the program listens: it is blocked in select. Only Linux can tell."""
    try:
        call = Path(f"/proc/{seat.pid}/syscall").read_bytes().split()[0]
    except (OSError, IndexError):
        return False
    return call in _SELECT


def settle(seat: Seat, seconds: float = 5.0) -> None:
    """Take in what is written until the program listens again or has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        wrote = seat.read(0.002)
        if not wrote and _waits(seat) and not seat.read(0.001):
            return
        if not wrote and seat.ended():
            return


def _send(seat: Seat, burst: Burst) -> None:
    if burst.size:
        seat.resize(*burst.size)
    elif seat.status is None:
        seat.press(burst.keys)
    settle(seat)


def _listening(seat: Seat, plain: bool) -> str:
    """While it waits for a key, the end of the screen says what may come.

    In the plain look what is typed stands below that until Enter is pressed.
    """
    if seat.ended():
        return ""
    settle(seat)
    if seat.ended() or not _waits(seat):
        return ""
    shown = window(seat.raw, seat.screen.columns, seat.screen.lines)
    tail = " ".join(shown.splitlines()[0 if plain else -4 :])
    return "" if _HINT.search(tail) else f"nothing says what can be pressed:\n{shown}"


def _end(seat: Seat, how: str) -> None:
    if seat.ended():
        return
    seat.press("\x11")  # a Ctrl-S among the keys stops a terminal that is still in lines
    if how == "eof":
        # Half a character or half a line may be waiting: it ends with what is pressed next.
        for _ in range(3):
            seat.press("\x1b\x04")
            settle(seat, 1)
            seat.press("\x04\r\x04")
            settle(seat, 1)
            if seat.ended():
                return
    seat.signal(signal.SIGHUP if how == "close" else signal.SIGINT)


def _ends(seat: Seat) -> bool:
    end = time.monotonic() + _PATIENCE
    while not seat.ended() and time.monotonic() < end:
        seat.read(0.02)
    return seat.ended()


def _where(seat: Seat) -> str:
    """Where a program hangs, by its own word."""
    before = len(seat.raw)
    seat.signal(signal.SIGUSR1)
    seat.settle(0.3, 3)
    return seat.raw[before:].decode("utf-8", "replace")


def _fresh_modes() -> list[object]:
    """The modes of a terminal that nobody has touched.

    Not those of the seat just taken: on a busy machine the program may have changed them by then.
    """
    ends = os.openpty()
    try:
        return termios.tcgetattr(ends[0])
    finally:
        for end in ends:
            os.close(end)


def _left_as_it_was(seat: Seat, before: list[object], code: int) -> str:
    if code not in CODES:
        return f"exit code {code}:\n{seat.raw[-1500:]!r}"
    if b"Traceback" in seat.raw:
        return f"a traceback:\n{seat.raw[-1500:].decode('utf-8', 'replace')}"
    rest = _OURS.sub(b"", seat.raw)
    if b"\x1b" in rest:
        at = rest.index(b"\x1b")
        return f"an escape sequence that is not ours: {rest[max(0, at - 20) : at + 30]!r}"
    if termios.tcgetattr(seat.terminal) != before:
        return "the terminal is not as it was"
    return ""


def play_all(*, runs: int, seed: int, first: int = 0) -> Run:
    """Sequences `first` to `first + runs` of the seed."""
    warm()
    _rehearse()
    faulthandler.register(signal.SIGUSR1, file=2)  # a copy in each run: fork takes it along
    found = Run("terminal", "keystrokes")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="peerprep-keys-", dir=_memory()) as folder:
        homes = Homes(Path(folder))
        for number in range(first, first + runs):
            what = play_of(seed, number)
            start = time.monotonic()
            wrong = play(homes, what)
            found.slowest = max(found.slowest, time.monotonic() - start)
            found.runs += 1
            if wrong:
                found.findings.append((number, f"{what.line!r} {what.size}: {wrong}", ""))
            if len(found.findings) >= FINDINGS:
                break
    found.seconds = time.monotonic() - begun
    found.memory = megabytes()
    return found


def _rehearse() -> None:
    """Draw one screen into nowhere: what other libraries import at first use is then there."""
    from peerprep.cli.app import run
    from peerprep.cli.environment import Environment

    def nowhere() -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(), "utf-8")

    with tempfile.TemporaryDirectory() as home:
        variables = {"PEERPREP_HOME": home, "PEERPREP_BANKS": str(BANKS)}
        for line in (["exams", "little"], ["study", "strengths", "--read"], ["history"]):
            run(["--standard", *line], Environment(
                variables=variables, stdout=nowhere(), stderr=nowhere(), interactive=False, width=80
            ))  # fmt: skip


def _memory() -> str | None:
    place = Path("/dev/shm")
    return str(place) if place.is_dir() else None


def main() -> None:
    """Some sequences, one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.keystrokes")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    print(json.dumps(asdict(play_all(runs=given.runs, seed=given.seed, first=given.first))))


if __name__ == "__main__":
    main()
