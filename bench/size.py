"""Size: making the catalog of a large library, and checking it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from bench.measure import (
    ROOT,
    Program,
    Row,
    in_turn,
    processor,
    python,
    ratio,
    seconds,
    variables,
)

GIB = 1024 * 1024
"""In KiB."""


def rows(home: Path, vast: Path, rounds: int) -> list[Row]:
    """The goals of size. Each run begins without a catalog."""
    home.mkdir(parents=True, exist_ok=True)
    cache = home / "data" / "cache"
    alone = variables(home)
    compose = Program(python(str(ROOT / "bench" / "floors" / "compose.py"), str(vast)), alone)
    cold = Program(python("-m", "bench.cold", str(vast), str(cache)), alone, without=cache)
    checked = Program(
        python("-m", "peerprep", "bank", "check", "--structure"),
        variables(home, PEERPREP_BANKS=str(vast)),
        without=cache,
    )
    runs = in_turn({"compose": compose, "cold": cold, "check": checked}, rounds)
    floor = "libyaml composing the same bytes, one process"
    work = {name: ratio(runs[name], runs["compose"], processor) for name in ("cold", "check")}
    return [
        Row(
            "catalog made from nothing",
            floor,
            ratio(runs["cold"], runs["compose"], seconds),
            1.5,
            _bound(work["cold"]),
        ),
        Row(
            "`bank check --structure`",
            floor,
            ratio(runs["check"], runs["compose"], seconds),
            2.0,
            _bound(work["check"]),
        ),
        Row("peak memory of that, all processes", "1 GiB", _peak(cold) / GIB, 1.0),
    ]


def _bound(work: float) -> str:
    cores = os.cpu_count() or 1
    return (
        f"it takes {work:.2f} times the floor's processor time in all: libyaml's events, a tree "
        f"with places, every check of the format, SQLite. On {cores} cores with nothing else to do "
        f"that cannot come below {work / cores:.2f}."
    )


def _peak(cold: Program) -> float:
    """The peak memory in KiB that making the catalog says of itself and its processes."""
    assert cold.without is not None
    subprocess.run(["rm", "-rf", str(cold.without)], check=True)
    done = subprocess.run(
        cold.words, env=dict(cold.variables), cwd=cold.variables["HOME"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout)
