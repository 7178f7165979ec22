"""python -m stress: break what can be broken, and write what came of it.

`--runs` is the number of kills; the other sections grow and shrink with it. Every run has a seed,
so that what failed can be run again alone: `python -m stress --only kills --seed 1234 --runs 1`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from stress import clocks, crowd, disk, killing, leaving, screens, starting, tables
from stress.homes import practiced_home
from stress.seat import warm

RUNS = 500
AT_ONCE = 2


class Outcome(Protocol):
    """What one run came to."""

    wrong: list[str]


Task = Callable[[], Outcome]
Make = Callable[[int, Path, Path], Outcome]


def attempt(task: Task) -> Outcome | str:
    """The outcome, or why there is none: a run that breaks off is a finding, too."""
    try:
        return task()
    except (AssertionError, TimeoutError, OSError) as error:
        return f"{task}: {type(error).__name__}: {error}"


def at_once(tasks: Sequence[Task]) -> list[Outcome | str]:
    """All outcomes, two runs at a time."""
    with multiprocessing.get_context("fork").Pool(AT_ONCE) as pool:
        return pool.map(attempt, tasks, chunksize=1)


def in_turn(tasks: Sequence[Task]) -> list[Outcome | str]:
    """All outcomes, one after another."""
    return [attempt(task) for task in tasks]


class Stress:
    """The sections of one run of everything, each a list of tasks and a table."""

    def __init__(self, runs: int, seed: int, folder: Path) -> None:
        self.runs, self.seed, self.folder = runs, seed, folder
        self.practiced = practiced_home(folder / "practiced")

    def _several(self, make: Make, share: float, name: str) -> list[Task]:
        """Tasks in so large a share of the runs, with seeds one after another."""
        number = max(1, round(self.runs * share))
        seeds = range(self.seed, self.seed + number)
        return [partial(make, s, self.practiced, self.folder / f"{name}-{s}") for s in seeds]

    def kills(self) -> list[Any]:
        """kill -9 in mocks and drills, in turn."""
        return at_once(
            [
                partial(killing.one, ("mock", "drill")[s % 2], s, self.practiced, self.folder)
                for s in range(self.seed, self.seed + self.runs)
            ]
        )

    def leaving(self) -> list[Any]:
        """Every screen in every way, one after another, as times are taken."""
        homes = screens.Homes(self.folder, self.practiced)
        places = [(place, False) for place in screens.PLACES]
        places += [(place, True) for place in screens.PLAIN]
        step = max(1, round(RUNS / self.runs / 10))
        return in_turn(
            [
                partial(leaving.leave, place, way, homes, plain=plain)
                for place, plain in places[::step]
                for way in leaving.WAYS
            ]
        )

    def disk(self) -> list[Any]:
        """Writes that fail."""
        found = at_once(self._several(disk.cut_off, 0.256, "cut"))
        if not disk.has_mounts():
            print("A full disk and a read-only home need root, to mount a disk of their own.")
            return found
        mounted = (
            *self._several(disk.full, 0.128, "full"),
            *self._several(disk.full_from_the_start, 0.064, "start"),
            *self._several(disk.read_only, 0.008, "read-only"),
        )
        found += disk.in_a_namespace(partial(in_turn, mounted))
        return found

    def crowd(self) -> list[Any]:
        """Two and eight windows on one profile: drills, and one mock."""
        tasks = [
            *self._several(partial(_drills, 2), 0.02, "two"),
            *self._several(partial(_drills, 8), 0.02, "eight"),
            *self._several(partial(_one_mock, 2), 0.02, "mock-two"),
            *self._several(partial(_one_mock, 8), 0.01, "mock-eight"),
        ]
        return in_turn(tasks)

    def clocks(self) -> list[Any]:
        """Clocks that jump."""
        return at_once(
            [
                *self._several(clocks.mock, 0.12, "clock"),
                *self._several(clocks.drills, 0.08, "days"),
            ]
        )

    def moments(self) -> list[Any]:
        """Leaving at awkward moments."""
        return in_turn(
            [
                *self._several(starting.while_starting, 0.1, "starting"),
                *self._several(starting.again_and_again, 0.1, "again"),
                *self._several(starting.behind_a_shell, 0.01, "shell"),
            ]
        )


def _drills(windows: int, seed: int, practiced: Path, home: Path) -> Outcome:
    return crowd.drills(windows, seed, practiced, home)


def _one_mock(windows: int, seed: int, practiced: Path, home: Path) -> Outcome:
    return crowd.one_mock(windows, seed, practiced, home)


SECTIONS: dict[str, Callable[[Any], str]] = {
    "kills": tables.kills,
    "leaving": tables.leaving,
    "moments": tables.moments,
    "disk": tables.disks,
    "crowd": tables.crowds,
    "clocks": tables.times,
}


def main() -> int:
    """Run what is asked for; 1 when anything was not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m stress", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"kills; usually {RUNS}")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--only", choices=SECTIONS, help="one section")
    parser.add_argument("--dry", action="store_true", help="print, and leave the page as it is")
    wish = parser.parse_args()
    warm()
    failed = 0
    # Beside the project, on its disk: a folder of the system's own may be held in memory.
    with tempfile.TemporaryDirectory(dir=".", prefix=".stress-") as folder:
        stress = Stress(wish.runs, wish.seed, Path(folder).resolve())
        for name in [wish.only] if wish.only else SECTIONS:
            failed += _section(stress, name, dry=wish.dry)
    return min(failed, 1)


def _section(stress: Stress, name: str, *, dry: bool) -> int:
    """Run one section, print it and put it on the page; how many runs were not right."""
    outcomes = getattr(stress, name)()
    broken = [one for one in outcomes if isinstance(one, str)]
    found = [one for one in outcomes if not isinstance(one, str)]
    words = SECTIONS[name](found)
    print(f"{name}, seeds from {stress.seed}\n{words}\n", flush=True)
    wrong = [one for one in found if one.wrong]
    for one in [*wrong, *broken]:
        print(f"NOT RIGHT: {one}", flush=True)
    if not dry and not broken:
        tables.put(name, words)
    return len(wrong) + len(broken)


if __name__ == "__main__":
    sys.exit(main())
