"""Run all of the fuzzing and write what came of it into docs/reliability.md.

    python -m fuzz --runs 1000000 --keys 20000 --seed 1

`--runs` inputs are shared out among the targets, each share among the engines there are: atheris,
which is guided by coverage, where it is installed (`pip install 'peerprep[fuzz]'`), and the one of
our own. `--keys` sequences of keystrokes go to the real program. Everything follows from the seed.
Ends with 1 when anything was found.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fuzz import guided
from fuzz.own import Run
from fuzz.page import write
from fuzz.targets import TARGETS, Target

PIECE = 2_500
"""Sequences of keystrokes that one process plays: what it forks from stays small."""


def main() -> None:
    """Share the runs out, wait, write the page."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("--runs", type=int, default=20_000, help="Inputs for all targets together.")
    parser.add_argument("--keys", type=int, default=0, help="Sequences of keystrokes.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="How many at once.")
    parser.add_argument("--write", action="store_true", help="Write docs/reliability.md.")
    given = parser.parse_args()
    jobs = [
        (target, engine, given.runs * target.share // 100 // len(engines()))
        for target in TARGETS
        for engine in engines()
    ]
    with ThreadPoolExecutor(given.jobs) as pool:
        inputs = (
            list(pool.map(lambda job: _inputs(job[0], job[1], job[2], given.seed), jobs))
            if given.runs
            else []
        )
        starts = range(0, given.keys, PIECE)
        keys = list(pool.map(lambda at: _keys(given.seed, at, given.keys), starts))
    for run in (*inputs, *keys):
        _tell(run)
    if given.write:
        write(inputs, keys, seed=given.seed)
    sys.exit(not all(run.sound for run in (*inputs, *keys)))


def engines() -> tuple[str, ...]:
    """The engines that can run here."""
    return ("atheris", "own") if guided.available() else ("own",)


def _inputs(target: Target, engine: str, runs: int, seed: int) -> Run:
    if engine == "own":
        return _told(["fuzz.own", target.name, "--runs", str(runs), "--seed", str(seed)])
    return _guided(target, runs, seed)


def _keys(seed: int, first: int, keys: int) -> Run:
    runs = min(PIECE, keys - first)
    return _told(
        ["fuzz.keystrokes", "--runs", str(runs), "--seed", str(seed), "--first", str(first)]
    )


def _told(words: list[str]) -> Run:
    """Run one of our own in a process of its own, and take its last line."""
    done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True)
    if done.returncode:
        why = f"the process ended with {done.returncode}: {done.stderr[-300:]}"
        return Run(words[1], words[0].rpartition(".")[2], findings=[(-1, why, "")])
    body: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Run(**{**body, "findings": [tuple(found) for found in body["findings"]]})


def _guided(target: Target, runs: int, seed: int) -> Run:
    """Run atheris, whose last words say how many inputs there were and how much memory."""
    with tempfile.TemporaryDirectory(prefix="peerprep-found-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "fuzz.guided", target.name, "--runs", str(runs),
             "--seed", str(seed), "--found", folder],
            capture_output=True, text=True, errors="replace",
        )  # fmt: skip
        files = sorted(Path(folder).iterdir())
        found = [(-1, done.stderr[-1500:], path.read_bytes().hex()) for path in files]
    if done.returncode and not found:
        found = [(-1, f"it ended with {done.returncode}: {done.stderr[-1500:]}", "")]
    return Run(
        target.name,
        "atheris",
        runs=_number(done.stderr, r"number_of_executed_units:\s*(\d+)"),
        seconds=_number(done.stderr, r"Done \d+ runs in (\d+) second"),
        slowest=_number(done.stderr, r"slowest_unit_time_sec:\s*(\d+)"),
        memory=_number(done.stderr, r"peak_rss_mb:\s*(\d+)"),
        findings=found,
    )


def _number(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    return int(found.group(1)) if found else 0


def _tell(run: Run) -> None:
    print(f"{run.target:10} {run.engine:10} {run.runs:9,} {run.seconds:7.0f} s {run.memory:4} MB")
    for number, what, raw in run.findings[:5]:
        print(f"   {number}: {what}\n      {raw[:2000]}")


if __name__ == "__main__":
    main()
