"""peerprep data, support, settings."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peerprep.core.characters import clean

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.history.store import Store

data_app = typer.Typer(
    help="Your records: where they are, taking them along, deleting them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)

SETTINGS_HELP = """Show the settings, or change one.

\b
peerprep settings
peerprep settings clock hidden
peerprep settings time 1.5
"""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(data_app, name="data")
    app.command("support", help="People to call or text, at any hour. Works offline.")(support)
    app.command("settings", help=SETTINGS_HELP)(settings)


def support(context: typer.Context) -> None:
    """Print the support page."""
    from dataclasses import replace

    from peerprep.terminal.page import page
    from peerprep.terminal.support import SUPPORT_PAGE

    environment: Environment = context.obj
    what = replace(SUPPORT_PAGE, keys=(), typed="")
    environment.screen.show(page(environment.screen, what))


def settings(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Which setting.")] = None,
    value: Annotated[str | None, typer.Argument(help="What it is to be.")] = None,
) -> None:
    """Show or change settings."""
    from dataclasses import replace

    from peerprep.cli.settings import EXPLAINED, check, read_file, write_file
    from peerprep.errors import UsageError
    from peerprep.terminal.listings import listing

    environment: Environment = context.obj
    path = environment.paths.settings
    if name and value:
        if name == "exam":
            from peerprep.cli.exam import find_exam

            find_exam(environment, value, True)
        if name == "hidden" and value != "none":
            from peerprep.cli.topics import check_name

            for hidden in check(name, value).split(","):
                check_name(environment, hidden)
        kept = read_file(path, lenient=True)
        write_file(path, replace(kept, **{name: check(name, value)}))
        environment.screen.say(f"{name} is now {value}. Kept in {path}")
        return
    if name:
        if name not in EXPLAINED:
            check(name, "")
        raise UsageError(f"What should {name} be? {EXPLAINED[name]}.")
    rows = [(n, getattr(environment.settings, n), words) for n, words in EXPLAINED.items()]
    columns = (("setting", "left"), ("is", "left"), ("", "left"))
    after = (f"peerprep settings NAME VALUE changes one. File: {path}",)
    environment.screen.show(listing(environment.screen, "Settings", columns, rows, after))


@data_app.command("where")
def where(context: typer.Context) -> None:
    """Say where everything is kept."""
    environment: Environment = context.obj
    paths = environment.paths
    for label, path in (
        ("Records", paths.history),
        ("Your banks", paths.banks),
        ("Settings", paths.settings),
    ):
        there = "" if path.exists() else " (not there yet)"
        print(clean(f"{label}: {path}{there}"), file=environment.stdout)
    print("PEERPREP_HOME moves all of it, to a USB stick for example.", file=environment.stdout)


@data_app.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; else it is printed.")] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also times, certainty, marks and notes. Usually left out."),
    ] = False,
) -> None:
    """Your sittings as JSON: totals and marks by question; times and certainty only with --all."""
    from peerprep.cli.files import write_new

    environment: Environment = context.obj
    store = environment.store()
    try:
        body = exported(store, everything)
    finally:
        store.close()
    text = json_module.dumps(body, indent=1) + "\n"
    if file is None:
        environment.stdout.write(text)
        return
    write_new(file, text)
    environment.screen.say(f"Written: {file}")


def exported(store: Store, everything: bool) -> dict[str, Any]:
    """The export's content; without `everything` no clock time, certainty or note is in it."""
    sittings = []
    for line in reversed(store.sittings()):
        attempt = store.attempt(line.id)
        rows = []
        for r in attempt.responses:
            row: dict[str, Any] = {
                "item": r.slot.item.id,
                "revision": r.slot.item.revision,
                "mark": float(r.mark),
                "fresh": r.fresh,
                "again": r.again_of is not None,
            }
            if everything:
                row |= {
                    "response": [r.slot.item.option(o).text for o in sorted(r.response)],
                    "certainty": r.certainty,
                    "marked": r.flagged,
                    "seconds": round(r.seconds, 1),
                }
            rows.append(row)
        body: dict[str, Any] = {
            "kind": line.kind,
            "exam": line.exam,
            "title": line.title,
            "date": line.started_at.date().isoformat(),
            "right": float(line.right),
            "of": line.of,
            "items": rows,
        }
        if everything:
            body |= {"started_at": line.started_at.isoformat(), "seconds": round(line.used)}
        sittings.append(body)
    result: dict[str, Any] = {"schema": 1, "sittings": sittings}
    if everything:
        result["remarks"] = [
            {"item": item, "kind": kind, "text": text} for item, kind, text in store.remarks()
        ]
    return result


@data_app.command("doubts")
def doubts(context: typer.Context) -> None:
    """The items you said look wrong, ready to be sent to their authors."""
    from peerprep.errors import NothingToDo

    environment: Environment = context.obj
    store = environment.store()
    try:
        found = [(item, text) for item, kind, text in store.remarks() if kind == "doubt"]
    finally:
        store.close()
    if not found:
        raise NothingToDo("No item was called wrong. f does so, on any question.")
    for item, text in found:
        bank = environment.holdings.library.bank_of(item)
        place = f" ({bank.file})" if bank else ""
        environment.screen.say(f"{item}{place}: {text or 'no reason given'}")


@data_app.command("delete")
def delete(
    context: typer.Context,
    confirm: Annotated[
        str | None, typer.Option(help="The word delete, where nobody can be asked.")
    ] = None,
) -> None:
    """Delete your records and settings. Lists what goes and asks for a typed word."""
    from peerprep.cli.pages import ask_words
    from peerprep.errors import NothingToDo, UsageError

    environment: Environment = context.obj
    paths = environment.paths
    history = paths.history
    beside = [history.with_name(history.name + end) for end in ("", "-wal", "-shm")]
    doomed = [path for path in (*beside, paths.settings) if path.exists()]
    if not doomed:
        raise NothingToDo("There is nothing to delete.")
    print("This deletes for good:", file=environment.stdout)
    for path in doomed:
        print(clean(f"- {path}"), file=environment.stdout)
    others = f"Not touched: your banks in {paths.banks}, and copies and exports kept elsewhere."
    print(clean(others), file=environment.stdout)
    word = confirm if confirm is not None else ask_words(environment, "Type delete to go on:")
    if word != "delete":
        raise UsageError("Nothing was deleted.")
    for path in doomed:
        path.unlink(missing_ok=True)
    print("Deleted.", file=environment.stdout)
