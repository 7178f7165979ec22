"""Measuring whole processes: plainly, or in a pseudo-terminal up to what is on the screen.

Time is the wall's, from just before the process is made. Peak memory is what the system says of
the process when it has ended (ru_maxrss; Linux counts it in KiB). Programs that are compared run in
turn within one loop, so that whatever else the machine does falls on all of them alike.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600.0
"""Seconds until a program that shows nothing counts as hung."""


@dataclass(frozen=True)
class Run:
    """One run: seconds to each point that was waited for, the last one its whole; peak memory.

    `cpu` is in seconds of processor time, its own processes included.
    """

    points: tuple[float, ...]
    kib: int
    cpu: float

    @property
    def seconds(self) -> float:
        """How long it took in all."""
        return self.points[-1]


@dataclass(frozen=True)
class Program:
    """What is measured: the words that start it, its variables, and the points to be waited for.

    A point is what has to stand on the screen, and the keystrokes that are sent as soon as it does.
    Without points the process runs to its end, without a terminal.
    """

    words: tuple[str, ...]
    variables: Mapping[str, str]
    points: tuple[tuple[str, str], ...] = ()
    without: Path | None = None
    """A folder that is removed before each run."""
    stopped: bool = False
    """Whether it is stopped at the last point, so that nothing after it is measured."""


def python(*words: str) -> tuple[str, ...]:
    """The words that start this Python."""
    return (sys.executable, *words)


def variables(home: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing is found but what the measurement puts there."""
    return {
        "PATH": os.environ["PATH"], "HOME": str(home), "PEERPREP_HOME": str(home / "data"),
        "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8", **more,
    }  # fmt: skip


def run(program: Program) -> Run:
    """Run it once."""
    if program.without is not None:
        shutil.rmtree(program.without, ignore_errors=True)
    return _in_terminal(program) if program.points else _to_its_end(program)


def _to_its_end(program: Program) -> Run:
    began = time.perf_counter()
    child = subprocess.Popen(
        program.words, env=dict(program.variables), cwd=program.variables["HOME"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    took = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{program.words} ended with {child.returncode}: {said[-2000:]!r}")
    return Run((took,), usage.ru_maxrss, usage.ru_utime + usage.ru_stime)


def _in_terminal(program: Program) -> Run:
    began = time.perf_counter()
    child, screen = pty.fork()
    if child == 0:
        os.chdir(program.variables["HOME"])
        os.execvpe(program.words[0], program.words, dict(program.variables))
    taken = []
    try:
        for awaited, keys in program.points:
            _read_until(screen, re.compile(awaited.encode(), re.DOTALL))
            taken.append(time.perf_counter() - began)
            os.write(screen, keys.encode())
        if program.stopped:
            os.kill(child, signal.SIGKILL)
        _read_to_the_end(screen)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, _, usage = os.wait4(child, 0)
        os.close(screen)
    return Run(tuple(taken), usage.ru_maxrss, usage.ru_utime + usage.ru_stime)


def _read_until(screen: int, awaited: re.Pattern[bytes]) -> None:
    seen = b""
    while not awaited.search(seen):
        ready, _, _ = select.select([screen], [], [], PATIENCE)
        if not ready:
            raise RuntimeError(f"never showed {awaited.pattern!r}: {seen[-2000:]!r}")
        seen += os.read(screen, 65536)


@dataclass(frozen=True)
class Row:
    """One goal: what was measured, as a multiple of its floor, and how much it may be."""

    what: str
    floor: str
    times: float
    limit: float
    bound: str = ""
    """What stands in the way of the goal, for the case that it is not met."""

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.times <= self.limit


def _read_to_the_end(screen: int) -> None:
    """Until the program has left; its last words count for nothing."""
    with contextlib.suppress(OSError):  # how Linux says that nobody writes any more
        while select.select([screen], [], [], PATIENCE)[0] and os.read(screen, 65536):
            pass


def in_turn(programs: Mapping[str, Program], rounds: int) -> dict[str, list[Run]]:
    """Run the programs one after another, so many rounds; the first round is not counted."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, program in programs.items():
            one = run(program)
            if number:
                runs[name].append(one)
    return runs


def ratio(runs: Sequence[Run], floor: Sequence[Run], of: Callable[[Run], float]) -> float:
    """Median over median."""
    return median(map(of, runs)) / median(map(of, floor))


def seconds(one: Run) -> float:
    """For `ratio`: the time of a run."""
    return one.seconds


def processor(one: Run) -> float:
    """For `ratio`: the processor time of a run, all its processes together."""
    return one.cpu


def memory(one: Run) -> float:
    """For `ratio`: the peak memory of a run."""
    return float(one.kib)
