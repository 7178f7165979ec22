"""The engine of our own: mutated inputs one after another, watched for time and memory.

    python -m fuzz.own TARGET --runs 1000 --seed 1

Runs one target in this process and prints what came of it as one line of JSON, so that a caller
can have several side by side and outlive the death of one.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import sys
import time
from dataclasses import asdict, dataclass, field
from types import FrameType

from fuzz.mutation import mutated
from fuzz.targets import Target, named

HANG = 2.0
"""Seconds that no input may take."""

MEMORY = 500
"""Megabytes that the process may never have held at once."""

FINDINGS = 20
"""A run stops at so many: they are mostly one and the same."""


class Hang(Exception):
    """An input took longer than HANG."""


@dataclass
class Run:
    """What came of one target."""

    target: str
    engine: str
    runs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    memory: int = 0
    """The most that the process held, in megabytes."""
    findings: list[tuple[int, str, str]] = field(default_factory=list)
    """(number, what, the input in hexadecimal)."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found and the memory stayed in its bound."""
        return not self.findings and self.memory <= MEMORY


def megabytes() -> int:
    """The most memory that this process has held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 1_000_000


def _hang(number: int, frame: FrameType | None) -> None:
    raise Hang(f"over {HANG:g} s")


def try_all(target: Target, *, runs: int, seed: int, first: int = 0) -> Run:
    """Inputs `first` to `first + runs` of the seed."""
    found = Run(target.name, "own")
    seeds = target.seeds()
    before = signal.signal(signal.SIGALRM, _hang)
    begun = time.monotonic()
    for seed_input in seeds:
        _try_one(target, found, -1, seed_input)
    for number in range(first, first + runs):
        raw = mutated(seeds, random.Random(f"{target.name} {seed} {number}"))
        _try_one(target, found, number, raw)
        if len(found.findings) >= FINDINGS:
            break
    signal.signal(signal.SIGALRM, before)
    found.seconds = time.monotonic() - begun
    found.memory = megabytes()
    return found


def _try_one(target: Target, found: Run, number: int, raw: bytes) -> None:
    signal.setitimer(signal.ITIMER_REAL, HANG)
    begun = time.monotonic()
    try:
        target.try_one(raw)
    except Exception as error:  # whatever comes out is what we look for
        found.findings.append((number, f"{type(error).__name__}: {error}"[:300], raw.hex()))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    found.slowest = max(found.slowest, time.monotonic() - begun)
    found.runs += 1


def main() -> None:
    """One target, one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.own")
    parser.add_argument("target")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(json.dumps(asdict(try_all(named(given.target), runs=given.runs, seed=given.seed))))


if __name__ == "__main__":
    main()
