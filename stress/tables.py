"""What the runs came to, as tables, and the place in docs/reliability.md where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from stress.clocks import Account
from stress.crowd import Crowd
from stress.disk import Failure
from stress.killing import HITS, Run, tally
from stress.leaving import WAYS, Left, spread
from stress.starting import Awkward

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reliability.md"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column is words, the others numbers."""
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def kills(runs: Sequence[Run]) -> str:
    """Where the kills fell, and whether anything was missing."""
    fell = tally(runs)
    rows = []
    for kind in ("mock", "drill"):
        mine = [run for run in runs if run.kind == kind]
        counts = [fell[kind, hit] for hit in HITS]
        early = len(mine) - sum(counts)
        seen = sum(run.responses for run in mine)
        rows.append((kind, len(mine), *counts, early, seen, sum(bool(run.wrong) for run in mine)))
    columns = ("sitting", "kills", *HITS, "before the first item", "responses seen", "not as seen")
    return table(columns, rows)


def leaving(left: Sequence[Left]) -> str:
    """Exit codes, and times from the signal to the message and to the end."""
    rows = []
    for way in WAYS:
        mine = [one for one in left if one.way == way]
        message = [1000 * one.message for one in mine if one.message is not None]
        end = [1000 * one.end for one in mine]
        told = [f"{value:.0f} ms" for value in spread(message)] if message else ["none"] * 3
        ended = [f"{value:.0f} ms" for value in spread(end)]
        rows.append((way, len(mine), *told, ended[0], ended[2], sum(bool(o.wrong) for o in mine)))
    columns = (
        "left by", "screens", "message: median", "99 in 100", "longest",
        "end: median", "longest", "not as it must be",
    )  # fmt: skip
    return table(columns, rows)


def disks(failures: Sequence[Failure]) -> str:
    """How often a write failed, and whether anything was missing afterwards."""
    names = list(Counter(failure.name for failure in failures))
    rows = []
    for name in names:
        mine = [failure for failure in failures if failure.name == name]
        rows.append(
            (
                name,
                len(mine),
                sum(one.refused for one in mine),
                sum(one.answered for one in mine),
                sum(bool(one.wrong) for one in mine),
            )
        )
    columns = ("the disk", "runs", "ended with a sentence", "responses seen", "not as seen")
    return table(columns, rows)


def crowds(found: Sequence[Crowd]) -> str:
    """Windows on one profile, by how many."""
    rows = []
    for windows in sorted({crowd.windows for crowd in found}):
        mine = [crowd for crowd in found if crowd.windows == windows]
        rows.append(
            (
                f"{windows} windows",
                len(mine),
                sum(crowd.answered for crowd in mine),
                sum(crowd.read for crowd in mine),
                sum(bool(crowd.wrong) for crowd in mine),
            )
        )
    columns = ("on one profile", "runs", "responses seen", "other commands", "not as seen")
    return table(columns, rows)


def times(accounts: Sequence[Account]) -> str:
    """Clocks that jump, by what was sat."""
    rows = []
    for kind in sorted({account.kind for account in accounts}, reverse=True):
        mine = [account for account in accounts if account.kind == kind]
        events = sum(len(account.events) for account in mine)
        rows.append((kind, len(mine), events, sum(bool(account.wrong) for account in mine)))
    return table(("sitting", "runs", "jumps and stops", "time or dates not right"), rows)


def moments(runs: Sequence[Awkward]) -> str:
    """Leaving at awkward moments."""
    rows = []
    for name in Counter(run.name for run in runs):
        mine = [run for run in runs if run.name == name]
        rows.append((name, len(mine), sum(bool(run.wrong) for run in mine)))
    return table(("moment", "runs", "not as it must be"), rows)


def put(name: str, words: str, page: Path = PAGE) -> None:
    """Write a table between its markers. KeyError when the page has none of that name."""
    text = page.read_text("utf-8")
    place = re.compile(rf"(<!-- stress:{name} -->\n).*?(<!-- /stress:{name} -->)", re.DOTALL)
    if not place.search(text):
        raise KeyError(name)
    page.write_text(place.sub(lambda found: found[1] + words + "\n" + found[2], text), "utf-8")
