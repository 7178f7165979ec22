"""peerprep today, history, result, lookback."""

from __future__ import annotations

import json as json_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peerprep.core.score import Share

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.history.store import Sitting, Store


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("today", help=TODAY_HELP)(today)
    app.command("history", help=HISTORY_HELP)(history)
    app.command("result", help=RESULT_HELP)(result)
    app.command("lookback", help=LOOKBACK_HELP)(lookback)


TODAY_HELP = """What is due, what would help most, and the open mock.

\b
peerprep today
peerprep today --json
"""
HISTORY_HELP = """Past sittings: date, kind, score, fresh score, time.

\b
peerprep history
peerprep history --json
"""
RESULT_HELP = """The score report of a past mock.

\b
peerprep result
peerprep result 3 --json
"""
LOOKBACK_HELP = """Every item of a past sitting: your answer, the key, and why.

\b
peerprep lookback
peerprep lookback 3 --filter changed
"""

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
AttemptNumber = Annotated[
    str, typer.Argument(metavar="[ATTEMPT]", help="Its number in peerprep history, or last.")
]


def today(context: typer.Context, json: Json = False) -> None:
    """The same screen without starting anything."""
    from peerprep.cli.errata import news
    from peerprep.cli.start import today_facts, today_words
    from peerprep.terminal.page import Page, page

    environment: Environment = context.obj
    store = environment.store()
    try:
        now = today_facts(environment, store)
        # A program that reads JSON tells nobody: the news waits for a person.
        told = () if json else news(environment, store)
    finally:
        store.close()
    if json:
        print(json_module.dumps({"schema": 1, **now}, indent=1), file=environment.stdout)
        return
    what = Page("Today", (*told, *today_words(now)))
    environment.screen.show(page(environment.screen, what))


def history(context: typer.Context, json: Json = False) -> None:
    """List the sittings."""
    from peerprep.errors import NothingToDo
    from peerprep.terminal.listings import listing
    from peerprep.terminal.words import duration

    environment: Environment = context.obj
    store = environment.store()
    try:
        sittings = store.sittings()
    finally:
        store.close()
    if json:
        rows = [_as_json(sitting) for sitting in sittings]
        print(json_module.dumps({"schema": 1, "sittings": rows}, indent=1), file=environment.stdout)
        return
    if not sittings:
        raise NothingToDo("No sitting yet. peerprep drill starts one.")
    columns = (
        ("no.", "left"),
        ("date", "left"),
        ("kind", "left"),
        ("right", "left"),
        ("new to you", "left"),
        ("time", "left"),
    )
    table = [
        (
            str(s.id),
            s.started_at.strftime("%d %b %Y %H:%M"),
            s.title,
            _of(Share(s.right, s.of)),
            _of(Share(s.fresh_right, s.fresh_of)),
            duration(s.used),
        )
        for s in sittings
    ]
    screen = environment.screen
    after = ["peerprep lookback NUMBER shows every item of a sitting."]
    remarked = [str(s.id) for s in sittings if s.remarked]
    if remarked:
        after.insert(0, f"Re-marked after a correction: no. {', '.join(remarked)}.")
    screen.show(listing(screen, "History", columns, table, after))


def _of(share: Share) -> str:
    if not share.of:
        return "none"
    return f"{float(share.right):g} of {share.of} ({share.percent} %)"


def _as_json(sitting: Sitting) -> dict[str, Any]:
    return {
        "attempt": sitting.id,
        "kind": sitting.kind,
        "exam": sitting.exam,
        "title": sitting.title,
        "date": sitting.started_at.date().isoformat(),
        "right": float(sitting.right),
        "of": sitting.of,
        "fresh_right": float(sitting.fresh_right),
        "fresh_of": sitting.fresh_of,
        "seconds": round(sitting.used),
        "remarked": sitting.remarked,
    }


def _number(store: Store, name: str, kind: str | None = None) -> int:
    """The sitting that a number or `last` means."""
    from peerprep.errors import NothingToDo, UsageError

    sittings = store.sittings(kind=kind)
    if not sittings:
        what = "mock" if kind == "exam" else "sitting"
        raise NothingToDo(f"There is no finished {what} yet. peerprep drill or peerprep exam.")
    if name == "last":
        return sittings[0].id
    if not (name.isascii() and name.isdigit()) or int(name) not in {s.id for s in sittings}:
        raise UsageError(f"There is no sitting {name!r}. peerprep history lists them.")
    return int(name)


def result(context: typer.Context, attempt: AttemptNumber = "last", json: Json = False) -> None:
    """Print a score report again."""
    from peerprep.cli.errata import correct
    from peerprep.cli.results import show_result

    environment: Environment = context.obj
    store = environment.store()
    try:
        number = _number(store, attempt, "exam")
        correct(environment, store)
        show_result(environment, store, number, json=json)
    finally:
        store.close()


def lookback(
    context: typer.Context,
    attempt: AttemptNumber = "last",
    filter_: Annotated[
        str,
        typer.Option("--filter", help="all, not-correct, guessed, marked, changed or slow."),
    ] = "",
    json: Json = False,
) -> None:
    """Look back at a sitting."""
    from peerprep.cli.errata import correct
    from peerprep.cli.results import as_json, look_back_at
    from peerprep.core.score import score
    from peerprep.errors import UsageError
    from peerprep.terminal.lookback import FILTERS, chosen

    environment: Environment = context.obj
    if filter_ and filter_ not in FILTERS:
        raise UsageError(f"There is no filter {filter_!r}. Filters: {', '.join(FILTERS)}.")
    store = environment.store()
    try:
        number = _number(store, attempt)
        correct(environment, store)
        kept = store.attempt(number)
        if json:
            wanted = {r.slot.number for r in chosen(kept, filter_ or "all")}
            body = as_json(kept, score(kept))
            body["items"] = [item for item in body["items"] if item["slot"] in wanted]
            print(json_module.dumps(body, indent=1), file=environment.stdout)
            return
        usual = "not-correct" if chosen(kept, "not-correct") else "all"
        look_back_at(environment, store, number, filter_ or usual)
    finally:
        store.close()
