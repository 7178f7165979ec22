"""kill -9 in the middle of a mock or a drill, and what is left of it.

Every run has a home of its own and a seed. A candidate plays for a random while, each stroke seen
on the window before the next. The last strokes are not waited for: the process is killed a random
number of milliseconds after them, so that kills fall before, into and after the write to the disk
and the drawing of the screen. What was on the window by then must be there after a restart.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stress.seat import Seat

LATEST = 0.06
"""Seconds after the last keystroke by which the program has long been idle again."""


@dataclass
class Run:
    """One kill and what came of it."""

    seed: int
    kind: str
    place: str = ""
    """The screen that the last keystrokes were pressed on."""
    hit: str = ""
    """What was done by then: nothing, the write, or the write and the drawing."""
    responses: int = 0
    """Responses that had been on the window."""
    wrong: list[str] = field(default_factory=list)

    def check(self, is_right: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not is_right:
            self.wrong.append(words)


NOTHING, KEPT, DRAWN = "before the write", "between write and screen", "after the screen"
HITS = (NOTHING, KEPT, DRAWN)


def kill_during(seat: Seat, strokes: Sequence[str], dice: random.Random) -> float:
    """Press, and kill a random moment later; returns when. The window is read to its end."""
    for stroke in strokes:
        seat.tap(stroke)
    delay = dice.choice([0.0, dice.uniform(0, LATEST / 3), dice.uniform(0, LATEST)])
    time.sleep(delay)
    seat.signal(signal.SIGKILL)
    when = time.monotonic()
    seat.wait()
    return when


def hit_of(lower: int, found: int, last: int) -> str:
    """Where a kill fell: `found` strokes were on disk, `lower` on the window, of `last`."""
    if lower == last:
        return DRAWN
    return KEPT if found > lower else NOTHING


def tally(runs: Sequence[Run]) -> Counter[tuple[str, str]]:
    """How many kills fell where, by kind of sitting."""
    return Counter((run.kind, run.hit) for run in runs)


def one(kind: str, seed: int, practiced: Path, folder: Path) -> Run:
    """One run of that kind and seed, in a home below `folder`."""
    from stress import drill_kill, mock_kill

    play = mock_kill.play if kind == "mock" else drill_kill.play
    run = Run(seed, kind)
    try:
        play(run, practiced, folder / f"{kind}-{seed}")
    except (AssertionError, TimeoutError) as error:
        run.wrong.append(str(error))
    return run
