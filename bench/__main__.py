"""python -m bench: measure everything and write docs/performance.md."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import keystroke, size, start
from bench.bounds import class_milliseconds, imports
from bench.measure import ROOT, Row
from bench.page import page
from bench.vast import make_library


def measured(home: Path, rounds: int, big: int, files: int, items: int) -> list[Row]:
    """Every row of the table."""
    vast = make_library(home / "library", files, items // files)
    return [*start.rows(home / "start", vast, rounds), *size.rows(home / "size", vast, big)]


def main() -> None:
    """Measure, say what came out, and write the page."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--date", required=True, help="The day, for the page.")
    words.add_argument("--rounds", type=int, default=21)
    words.add_argument("--big", type=int, default=3, help="Rounds for making the catalog.")
    words.add_argument("--files", type=int, default=1000)
    words.add_argument("--items", type=int, default=100_000)
    words.add_argument("--responses", type=int, default=1_000_000, help="Of the long past.")
    words.add_argument("--drills", type=int, default=5, help="With each of the two pasts.")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--to", type=Path, default=ROOT / "docs" / "performance.md")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        rows = measured(home, asked.rounds, asked.big, asked.files, asked.items)
        presses = keystroke.measure(asked.responses, asked.drills, asked.rounds, asked.seed)
        text = page(
            rows,
            presses,
            imports(home / "start" / "usual"),
            class_milliseconds(),
            date=asked.date,
            rounds=asked.rounds,
            big=asked.big,
            items=asked.items,
            files=asked.files,
            seed=asked.seed,
        )
    asked.to.write_text(text, "utf-8")
    for cells in presses:
        print(" | ".join(cells))
    for row in rows:
        print(f"{row.times:5.2f} of {row.limit:g}  {'' if row.met else 'NOT '}met  {row.what}")


if __name__ == "__main__":
    main()
