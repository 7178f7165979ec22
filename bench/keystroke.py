"""From a keystroke to its painted feedback, the durable write included; and today's screen.

The program runs on a pseudo-terminal. A time is taken from the moment a keystroke is written to the
terminal to the moment the last line of the card that answers it has been read back. Before feedback
is painted, the response, its mark and the item's next date are on the disk (SQLite in WAL mode with
synchronous = FULL: one fsync a step), so the disk's own fsync is measured beside it.

Records without a past and with a long one take turns in one run.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.past import fill
from stress.seat import Seat, warm

PAINTED = b"\x1b[2mkeys\x1b[0m"
"""The end of the key line, with which every card of a sitting ends."""

SUMMARY = b"Drill done"
QUESTIONS = 30


@dataclass(frozen=True)
class Times:
    """Seconds, one for each time something was done."""

    seconds: Sequence[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        """The 99th percentile, nearest rank."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, round(0.99 * len(ranked)))]


@contextmanager
def homes(responses: int, seed: int) -> Iterator[dict[str, Path]]:
    """Two homes: one whose records hold nothing yet, one with a long past."""
    warm()
    with tempfile.TemporaryDirectory(dir=".") as folder:
        found = {name: Path(folder).resolve() / name for name in ("empty", "full")}
        for home in found.values():
            (home / "peerprep").mkdir(parents=True)
        fill(found["full"] / "peerprep" / "history.db", responses, seed)
        for home in found.values():
            _drill(home, 1)  # the first-run page is turned, the caches of both are warm
        yield found


def keystrokes(found: dict[str, Path], drills: int) -> dict[str, tuple[Times, Times]]:
    """By home: times of choosing an option, and of committing it with a certainty."""
    chosen: dict[str, list[float]] = {name: [] for name in found}
    told: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(drills):
        for name, home in found.items():
            choosing, telling = _drill(home, QUESTIONS)
            chosen[name] += choosing
            told[name] += telling
    return {name: (Times(chosen[name]), Times(told[name])) for name in found}


def _drill(home: Path, questions: int) -> tuple[list[float], list[float]]:
    choosing, telling = [], []
    with Seat(home, ["drill", "-n", str(questions)], lines=60, watch=False) as seat:
        _await(seat, lambda raw: b"not now" in raw or b"go on" in raw)
        if b"go on" in seat.raw:
            _time(seat, "\r", b"not now")
        _time(seat, "\r")
        going = True
        while going:
            choosing.append(_time(seat, "a"))
            telling.append(_time(seat, "2"))
            _pause(seat)
            before = len(seat.raw)
            seat.press("\r")
            _await(seat, lambda raw, at=before: PAINTED in raw[at:] or SUMMARY in raw[at:])
            going = SUMMARY not in seat.raw[before:]
        seat.wait()
    return choosing, telling


def _pause(seat: Seat) -> None:
    """As long as nobody reads faster: quick second keys count as one held down."""
    end = time.monotonic() + 0.05
    while (left := end - time.monotonic()) > 0:
        seat.read(left)


def _time(seat: Seat, keys: str, painted: bytes = PAINTED) -> float:
    start, before = time.perf_counter(), len(seat.raw)
    seat.press(keys)
    _await(seat, lambda raw: painted in raw[before:])
    return time.perf_counter() - start


def _await(seat: Seat, seen: Callable[[bytes], bool]) -> None:
    end = time.monotonic() + 30
    while not seen(seat.raw):
        if not seat.read(1.0) and time.monotonic() > end:
            raise TimeoutError(seat.raw[-2000:].decode("utf-8", "replace"))


def today(found: dict[str, Path], runs: int) -> dict[str, Times]:
    """By home: process start to today's screen, from a process that has imported the program."""
    seconds: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(runs):
        for name, home in found.items():
            start = time.perf_counter()
            with Seat(home, ["today"], watch=False) as seat:
                seat.wait()
            seconds[name].append(time.perf_counter() - start)
    return {name: Times(values) for name, values in seconds.items()}


def fsync(folder: Path, times: int = 200) -> Times:
    """What the disk takes for one small durable write, as the log of the records makes it."""
    seconds = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(times):
            start = time.perf_counter()
            os.write(file.fileno(), b"x" * 4096)
            os.fsync(file.fileno())
            seconds.append(time.perf_counter() - start)
    return Times(seconds)


def measure(responses: int, drills: int, runs: int, seed: int) -> list[tuple[str, ...]]:
    """The rows of the table: what, goal, measured, met."""
    with homes(responses, seed) as found:
        times, screens = keystrokes(found, drills), today(found, runs)
        disk = fsync(found["empty"])
    empty, full = times["empty"][1], times["full"][1]
    count = len(empty.seconds)
    past = f"{responses:,} past responses"

    def row(what: str, goal: float, value: float, unit: str) -> tuple[str, ...]:
        shown, of = (f"{value * 1000:.1f} ms", f"≤ {goal * 1000:.0f} ms") if unit == "s" else (
            f"{value:.2f} ×", f"≤ {goal:.2f} ×")  # fmt: skip
        return what, of, shown, "met" if value <= goal else "**not met**"

    return [
        row(f"keystroke → feedback painted, saved: median of {count}", 0.015, empty.median, "s"),
        row("the same, 99th percentile", 0.050, empty.p99, "s"),
        row(f"with {past}: median", 0.015, full.median, "s"),
        row(f"with {past}: 99th percentile", 0.050, full.p99, "s"),
        row(f"median with {past}, against none", 1.2, full.median / empty.median, "x"),
        row(f"99th percentile with {past}, against none", 1.2, full.p99 / empty.p99, "x"),
        row(
            f"today's screen with {past}, against none: medians of {runs}",
            1.2,
            screens["full"].median / screens["empty"].median,
            "x",
        ),
        (
            "for comparison: one 4 kB write with fsync on the same disk, median, 99th percentile",
            "",
            f"{disk.median * 1000:.1f}, {disk.p99 * 1000:.1f} ms",
            "",
        ),
    ]
