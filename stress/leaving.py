"""Leaving at every screen: Ctrl-C, SIGTERM, SIGHUP, a closed window: all save and end with 130."""

from __future__ import annotations

import re
import signal
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from stress.records import look
from stress.screens import Homes, Place, come_to
from stress.seat import Seat

WAYS: dict[str, Callable[[Seat], None]] = {
    "Ctrl-C": lambda seat: seat.press("\x03"),
    "SIGTERM": lambda seat: seat.signal(signal.SIGTERM),
    "SIGHUP": lambda seat: seat.signal(signal.SIGHUP),
    "closed window": lambda seat: seat.hang_up(),
}
INTERRUPTED = 130
_SAVED = re.compile(rb"Saved|saved|safe")


@dataclass
class Left:
    """How one screen was left in one way."""

    place: str
    way: str
    message: float | None = None
    """Seconds to the message; None where there is no window to write it to."""
    end: float = 0.0
    """Seconds to the end of the process."""
    wrong: list[str] = field(default_factory=list)

    def check(self, is_right: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not is_right:
            self.wrong.append(words)


def leave(place: Place, way: str, homes: Homes, *, plain: bool = False, cold: bool = False) -> Left:
    """Come to the screen, leave it, and look at what is left."""
    left, home = Left(place.name, way), homes.fresh(place.home)
    with come_to(place, home, plain=plain, cold=cold) as seat:
        before, written = look(home), len(seat.raw)
        start = time.perf_counter()
        WAYS[way](seat)
        while seat.status is None and time.perf_counter() - start < 10:
            seat.read(0.001)
            if left.message is None and _SAVED.search(seat.raw[written:]):
                left.message = time.perf_counter() - start
            seat.ended()
        left.end = time.perf_counter() - start
        seat.wait()
        said = seat.raw[written:]
        left.check(seat.status == INTERRUPTED, f"ended with {seat.status}")
        if way != "closed window":
            left.check(bool(_SAVED.search(said)), f"said {said[-300:]!r}")
            left.check(seat.is_quiet, "the terminal is not as it was")
    left.check(b"Traceback" not in seat.raw and b"Exception" not in seat.raw, "a traceback")
    after = look(home)
    left.check(after.is_sound, "the records are damaged")
    left.check(after.steps >= before.steps and after.used >= before.used, "steps are gone")
    left.check(set(before.given) <= set(after.given), "a response is gone")
    if place.kind in {"exam", "open"}:
        left.check(after.is_open and after.kind == "exam", "the mock is not open any more")
    return left


def spread(seconds: Iterable[float]) -> tuple[float, float, float]:
    """Median, 99th percentile (nearest rank) and greatest."""
    ranked = sorted(seconds)
    return (
        statistics.median(ranked),
        ranked[min(len(ranked) - 1, round(0.99 * len(ranked)))],
        ranked[-1],
    )
