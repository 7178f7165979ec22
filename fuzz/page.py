"""What came of a run, between its markers in docs/reliability.md; the rest is written by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from fuzz.own import HANG, MEMORY, Run
from fuzz.targets import named

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"


def write(inputs: Sequence[Run], keys: Sequence[Run], *, seed: int) -> None:
    """Write the tables that this run has numbers for."""
    text = PAGE.read_text("utf-8")
    if inputs:
        text = put(text, "inputs", inputs_table(inputs, seed))
    if keys:
        text = put(text, "keys", keys_words(keys, seed))
    PAGE.write_text(text, "utf-8")


def put(text: str, name: str, body: str) -> str:
    """The text with the body between the two markers of that name."""
    start, end = f"<!-- fuzz:{name} -->", f"<!-- /fuzz:{name} -->"
    return re.sub(
        f"{re.escape(start)}.*{re.escape(end)}",
        lambda _: f"{start}\n{body}\n{end}",
        text,
        flags=re.DOTALL,
    )


def inputs_table(runs: Sequence[Run], seed: int) -> str:
    """One row a target, its engines side by side."""
    guided = any(run.engine == "atheris" for run in runs)
    count = sum(run.runs for run in runs)
    lines = [
        f"{count:,} inputs, seed {seed}; bounds: {HANG:g} s and {MEMORY} MB.",
        "" if guided else "\natheris was not installed: the engine of our own ran alone.\n",
        "| what comes in | law | atheris | own | most memory | findings |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name in dict.fromkeys(run.target for run in runs):
        of = {run.engine: run for run in runs if run.target == name}
        counts = [f"{of[e].runs:,}" if e in of else "none" for e in ("atheris", "own")]
        memory = max(run.memory for run in of.values())
        found = sum(len(run.findings) for run in of.values())
        target = named(name)
        lines.append(
            f"| {target.what} | {target.law} | {' | '.join(counts)} | {memory} MB | {found} |"
        )
    return "\n".join(lines)


def keys_words(runs: Sequence[Run], seed: int) -> str:
    """How many sequences there were and what was found."""
    count, found = sum(run.runs for run in runs), sum(len(run.findings) for run in runs)
    slowest = max(run.slowest for run in runs)
    return (
        f"{count:,} sequences, seed {seed}; findings: {found}. The longest took {slowest:.1f} s, "
        "with all its keystrokes and waits."
    )
