"""The page that the measurements are written to."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence

from bench.bounds import by_owner
from bench.measure import Row

PAGE = """\
# Performance

Written by `make bench`; not edited by hand. Measured on {date}, on a machine with {cores} cores and
Python {python}. Numbers are multiples of a floor that was measured in turn with the program in the
same run: seconds would say more about the machine.

| what | floor | goal | measured | |
| --- | --- | ---: | ---: | --- |
{rows}

| a keystroke, and a long past | goal | measured | |
| --- | ---: | ---: | --- |
{keystrokes}

The large library has {items:,} items in {files:,} files: copies of the shipped ones, with ids of
their own.

## How it is measured

- Whole processes, {rounds} rounds ({big} for making and checking the catalog), one more before
  them that does not count. In each round every program runs once, one after the other. A number is
  the median of the program over the median of its floor.
- **First question**: `peerprep drill` in a pseudo-terminal of a home that has seen the first pages.
  From just before the process is made until the start page is wholly drawn; Enter is sent at once;
  until the key line of the first question is drawn, which is the last of it. The floor imports
  Typer and Rich and draws one panel.
- **Large library**: the same with its catalog made.
- **`--help`, `--version`**: until the process has ended, without a terminal. The floor is a Typer
  program with two commands and `--version`.
- **Catalog**: without a catalog at the start of each run. The floor is `yaml.compose` with libyaml
  over the same files, one process. The program uses all cores; this machine has {cores}.
- **Peak memory** is what the system says of the ended process; for the catalog the peaks of all
  processes are added up, as if they fell together.
- **A keystroke**: from the moment it is written to the pseudo-terminal until the last line of the
  card that answers it has been read back, in drills of 30 questions. By then the response, its mark
  and the item's next date are on the disk (SQLite in WAL mode, synchronous = FULL). The program was
  forked from a process that had imported it. Records without a past and with one take turns; the
  long past is that of `bench/past.py`, seed {seed}: some 4,000 responses given step by step,
  repeated as older sittings.
- Nothing else is drawn by lot but the questions of the drills; the library is the same every time.

## What bounds it

{bounds}
"""

MISSED = """\
{missed}

Imports by Python's own clock of them, in ms, which it slows down a little:

| | floor | first question |
| --- | ---: | ---: |
{imports}

`peerprep` and `peerprep drill` do without Typer, which is in the floor: they have no words to read.
A frozen dataclass of six fields takes {usual:.2f} ms to make here; made by `core/value.py`, which
shares what can be shared, {quick:.2f} ms.
"""


def page(
    rows: Sequence[Row],
    keystrokes: Sequence[Sequence[str]],
    imports: Mapping[str, Mapping[str, int]],
    classes: tuple[float, float],
    *,
    date: str,
    rounds: int,
    big: int,
    items: int,
    files: int,
    seed: int,
) -> str:
    """The whole page."""
    missed = [f"- **{row.what}** is not met: {row.bound}" for row in rows if not row.met]
    usual, quick = classes
    bounds = MISSED.format(
        missed="\n".join(missed) or "Every goal is met.",
        imports=_imports({name: by_owner(modules) for name, modules in imports.items()}),
        usual=usual,
        quick=quick,
    )
    return PAGE.format(
        date=date,
        cores=os.cpu_count(),
        python=platform.python_version(),
        rows="\n".join(map(_row, rows)),
        keystrokes="\n".join("| " + " | ".join(cells) + " |" for cells in keystrokes),
        seed=seed,
        items=items,
        files=files,
        rounds=rounds,
        big=big,
        bounds=bounds.strip(),
    )


def _row(row: Row) -> str:
    met = "met" if row.met else "**not met**"
    return f"| {row.what} | {row.floor} | {row.limit:g} × | {row.times:.2f} × | {met} |"


def _imports(imports: Mapping[str, Counter[str]]) -> str:
    owners = sorted({owner for spent in imports.values() for owner in spent})
    floor, ours = imports["floor"], imports["first question"]
    spent = [(owner, floor[owner], ours[owner]) for owner in owners]
    spent.append(("all", floor.total(), ours.total()))
    return "\n".join(
        f"| {name} | {one / 1000:.0f} | {two / 1000:.0f} |" for name, one, two in spent
    )
