"""Write question_banks/record/README.md from the records of blind solving and the banks.

    python tools/record.py

Every number is counted here; the words about single items come from record/resolutions.yaml, which
a person or a session writes when a disagreement is settled.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from peerprep.banks.library import load

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "question_banks" / "record"

INTRODUCTION = """\
# Record of blind solving

Written by `tools/record.py` from the files beside it; nothing here is typed by hand but the words
about single items (`resolutions.yaml`).

`tools/blind.py` hands items out without keys, rationales, topics or ids, numbered anew, options
shuffled by the seed. Solvers are separate sessions of a language model of the same family as the
drafters; they were told to open nothing but their sheet, worked in a folder of its own, and saw no
result before they had answered. They are no human experts, and a model may share the drafters'
blind spots. `blind-stem-*.json` and `blind-options-*.json` hold every response, with the revision
of the item that was solved.
"""


def natural(name: str) -> list[object]:
    """Sort key: round 2 before round 10, 0 before 0a."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def records(what: str) -> list[dict[str, Any]]:
    """The records of one kind, in the order of their rounds."""
    paths = sorted(RECORD.glob(f"blind-{what}-round-*.json"), key=lambda p: natural(p.stem))
    return [json.loads(path.read_text()) for path in paths]


def table(rows: list[dict[str, Any]]) -> list[str]:
    """A Markdown table of rounds."""
    lines = [
        "| round | date | seed | items | right | share |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        lines.append(
            f"| {row['round']} | {row['date']} | {row['seed']} | {row['items']} "
            f"| {row['right']} | {row['percent']} % |"
        )
    return lines


def main() -> None:
    """Count and write."""
    items = load([ROOT / "question_banks"]).library.items
    stem, options = records("stem"), records("options")
    words = yaml.safe_load((RECORD / "resolutions.yaml").read_text()) or {}
    settled: dict[str, str] = words.get("items", {})
    lines = [
        INTRODUCTION,
        "## With the stem",
        "",
        words.get("stem", "").strip(),
        "",
        *table(stem),
        "",
    ]
    current = {(item.id, item.revision) for item in items.values()}
    solved: dict[tuple[str, str], list[bool]] = {}
    missed: dict[str, list[str]] = {}
    for record in stem:
        for row in record["responses"]:
            solved.setdefault((row["item"], row["revision"]), []).append(row["right"])
            if not row["right"]:
                missed.setdefault(row["item"], []).append(f"round {record['round']}")
    agreed = sum(any(solved.get(key, [])) for key in current)
    open_items = sorted(i for i, r in current if not solved.get((i, r)))
    against = sorted(i for i, r in current if solved.get((i, r)) and not any(solved[i, r]))
    lines += [
        f"Of the {len(current)} items as they stand now, {agreed} were solved blind in exactly "
        f"this wording with the answer of the key; {len(against)} only with another answer"
        + (f" ({', '.join(against)})" if against else "")
        + f"; {len(open_items)} have been reworded since they were last solved"
        + (f" ({', '.join(open_items)})" if open_items else "")
        + ".",
        "",
        "Every disagreement, and what became of it:",
        "",
    ]
    for item in sorted(missed):
        lines.append(f"- **{item}** ({', '.join(missed[item])}): {settled.get(item, 'OPEN')}")
    lines += [
        "",
        "## With the options alone",
        "",
        words.get("options", "").strip(),
        "",
        *table(options),
        "",
    ]
    last = options[-1]
    unchanged = [row for row in last["responses"] if (row["item"], row["revision"]) in current]
    right = sum(row["right"] for row in unchanged)
    lines += [
        f"Of the {last['items']} items of the last round, {len(unchanged)} stand unchanged; "
        f"{right} of these were guessed ({100 * right / max(1, len(unchanged)):.0f} %). "
        "Chance is 25 %.",
        "",
    ]
    (RECORD / "README.md").write_text("\n".join(lines))
    print(f"solved as they stand: {agreed}; against: {against}; open: {len(open_items)}")


if __name__ == "__main__":
    main()
