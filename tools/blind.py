"""Blind solving: hand items out without their keys, and grade what comes back.

    python tools/blind.py hand-out stem --round 1 --seed 11 --parts 4 --to DIR --keys KEYS
    python tools/blind.py hand-out options --round 1 --seed 7 --sample 150 --to DIR --keys KEYS
    python tools/blind.py grade --keys KEYS --answers DIR --date 2026-11-21

`hand-out` writes DIR/part-N/questions.txt: numbered anew, options shuffled by the seed, no id, no
key, no topic, no rationale. What it drew goes to the file KEYS, which no solver gets. A solver
writes part-N/answers.txt with lines such as `17 C`. `grade` writes question_banks/record/
blind-WHAT-round-N.json with the revision of every item that was solved, so that one can see later
which items have changed since.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

from peerprep.banks.library import load
from peerprep.core.form import LETTERS
from peerprep.core.item import Item

ROOT = Path(__file__).resolve().parent.parent
BANKS = ROOT / "question_banks"
RECORD = BANKS / "record"


def draw(args: argparse.Namespace) -> list[tuple[Item, list[str]]]:
    """The items to be solved and the order of their options, by the seed."""
    dice = random.Random(args.seed)
    banks = load([BANKS]).library.banks
    items = [
        item
        for bank in banks
        if not args.banks or bank.id in args.banks
        for item in bank.items
        if item.status != "retired"
        and (args.what == "stem" or item.kind.name == "single-best")
        and (not args.only or item.id in args.only)
    ]
    items.sort(key=lambda item: item.id)
    if args.sample:
        items = dice.sample(items, args.sample)
    dice.shuffle(items)
    drawn = []
    for item in items:
        order = [option.id for option in item.options]
        if item.kind.name != "true-false":
            dice.shuffle(order)
        drawn.append((item, order))
    return drawn


def question(number: int, item: Item, order: list[str], what: str) -> str:
    """One numbered question as the solver sees it."""
    lines = [f"### {number}"]
    if what == "stem":
        lines += ([item.exhibit] if item.exhibit else []) + [item.stem]
        lines += [item.kind.describe()] if item.kind.describe() else []
    lines += [f"{LETTERS[i]}. {item.option(o).text}" for i, o in enumerate(order)]
    return "\n".join(lines) + "\n"


def hand_out(args: argparse.Namespace) -> None:
    """Write the sheets, and what was drawn."""
    drawn = draw(args)
    size = -(-len(drawn) // args.parts)
    for part in range(args.parts):
        folder = args.to / f"part-{part + 1}"
        folder.mkdir(parents=True, exist_ok=True)
        numbered = list(enumerate(drawn, start=1))[part * size : (part + 1) * size]
        text = "\n".join(question(n, item, order, args.what) for n, (item, order) in numbered)
        (folder / "questions.txt").write_text(text)
        print(f"{folder}: {len(numbered)} questions")
    kept = {
        "what": args.what,
        "round": args.round,
        "seed": args.seed,
        "drawn": [
            {
                "item": item.id,
                "revision": item.revision,
                "options": [item.option(o).text for o in order],
                "key": "".join(sorted(LETTERS[order.index(o)] for o in item.key)),
            }
            for item, order in drawn
        ],
    }
    args.keys.write_text(json.dumps(kept))


def answers(folder: Path) -> dict[int, str]:
    """Question number → letters, from every answers.txt below the folder."""
    found: dict[int, str] = {}
    for path in sorted(folder.glob("part-*/answers.txt")):
        for line in path.read_text().splitlines():
            match = re.match(r"\s*#*\s*(\d+)[.:)]?\s+([A-J](?:[ ,]*[A-J])*)\b", line)
            if match:
                found[int(match[1])] = "".join(sorted(set(re.findall(r"[A-J]", match[2]))))
    return found


def grade(args: argparse.Namespace) -> None:
    """Compare the answers with the keys and write the record."""
    kept = json.loads(args.keys.read_text())
    given = answers(args.answers)
    rows = []
    for number, asked in enumerate(kept["drawn"], start=1):
        chosen = given.get(number, "")
        row = {
            "item": asked["item"],
            "revision": asked["revision"],
            "right": chosen == asked["key"],
        }
        if not row["right"]:
            places = [LETTERS.index(letter) for letter in chosen]
            row["chose"] = [asked["options"][p] for p in places if p < len(asked["options"])]
        rows.append(row)
    right = sum(row["right"] for row in rows)
    record = {
        "what": kept["what"],
        "round": kept["round"],
        "date": args.date,
        "seed": kept["seed"],
        "solver": args.solver,
        "items": len(rows),
        "right": right,
        "percent": round(100 * right / len(rows), 1),
        "responses": sorted(rows, key=lambda row: row["item"]),
    }
    path = RECORD / f"blind-{kept['what']}-round-{kept['round']}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    print(f"{path.relative_to(ROOT)}: {right} of {len(rows)} right ({record['percent']} %)")
    print("not right:", " ".join(r["item"] for r in record["responses"] if not r["right"]))


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    out = commands.add_parser("hand-out")
    out.add_argument("what", choices=["stem", "options"])
    out.add_argument("--round", required=True)
    out.add_argument("--seed", type=int, required=True)
    out.add_argument("--sample", type=int)
    out.add_argument("--banks", nargs="*", default=[])
    out.add_argument("--only", nargs="*", default=[])
    out.add_argument("--parts", type=int, default=1)
    out.add_argument("--to", type=Path, required=True)
    out.add_argument("--keys", type=Path, required=True)
    back = commands.add_parser("grade")
    back.add_argument("--keys", type=Path, required=True)
    back.add_argument("--answers", type=Path, required=True)
    back.add_argument("--date", required=True)
    back.add_argument("--solver", default="a language model that saw only the sheet")
    args = parser.parse_args()
    if args.command == "hand-out":
        hand_out(args)
    else:
        grade(args)


if __name__ == "__main__":
    main()
