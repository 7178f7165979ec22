"""peerprep data export, peerprep data import: records taken along to another machine."""

from __future__ import annotations

import contextlib
import json as json_module
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.history.kept import Kept
    from peerprep.history.moving import Size
    from peerprep.history.store import Sitting, Store

EXPORT_HELP = """Your sittings as JSON: totals and marks, or everything.

\b
peerprep data export                  to read; no times, certainty or notes
peerprep data export --all my.json    everything, for another machine
"""
IMPORT_HELP = """Add the records of another machine to these; nothing is counted twice.

\b
peerprep data import my.json          what peerprep data export --all wrote
"""


def add_to(app: typer.Typer) -> None:
    """Add the commands to `peerprep data`."""
    app.command("export", help=EXPORT_HELP)(export)
    app.command("import", help=IMPORT_HELP)(import_)


def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; else it is printed.")] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Everything: times, certainty, notes and settings, too."),
    ] = False,
) -> None:
    """Write the records as JSON."""
    from peerprep.cli.copies import kept_records
    from peerprep.cli.files import write_new

    environment: Environment = context.obj
    kept_records(environment)
    store = environment.store()
    try:
        body = _everything(environment, store) if everything else thin(store)
    finally:
        store.close()
    # Escaped, so that no note and no bank can act on the terminal that this is printed to.
    text = json_module.dumps(body, indent=1) + "\n"
    if file is None:
        environment.stdout.write(text)
        return
    write_new(file, text)
    environment.tell(f"Written: {file}")


def thin(store: Store) -> dict[str, Any]:
    """The short kind: no clock time, certainty, answer or note is in it."""
    from peerprep.history.export import SCHEMA

    sittings = [_readable(store, line) for line in reversed(store.sittings())]
    return {"schema": SCHEMA, "complete": False, "sittings": sittings}


def _everything(environment: Environment, store: Store) -> dict[str, Any]:
    """Everything, with each sitting's readable rows beside its steps."""
    from dataclasses import asdict

    from peerprep.cli.settings import Settings, read_file
    from peerprep.history.export import complete
    from peerprep.history.moving import uid_of

    body = complete(store)
    readable = {uid_of(store, line.id): line for line in store.sittings()}
    for sitting in body["sittings"]:
        line = readable.get(sitting["uid"])
        if line is not None:
            sitting |= _readable(store, line, everything=True)
    usual = asdict(Settings())
    kept = asdict(read_file(environment.paths.settings, lenient=True))
    return {**body, "settings": {n: v for n, v in kept.items() if v != usual[n]}}


def _readable(store: Store, line: Sitting, *, everything: bool = False) -> dict[str, Any]:
    rows = []
    for r in store.attempt(line.id).responses:
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
    return {
        "kind": line.kind,
        "exam": line.exam,
        "title": line.title,
        "date": line.started_at.date().isoformat(),
        "right": float(line.right),
        "of": line.of,
        "items": rows,
    }


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What peerprep data export --all wrote.")],
) -> None:
    """Read the file whole, then merge it whole or not at all."""
    from peerprep.cli.copies import kept_records, refuse_while_live
    from peerprep.errors import RecordsUnusable
    from peerprep.history.backups import BEFORE_IMPORT
    from peerprep.history.file import what_failed
    from peerprep.history.locks import any_live
    from peerprep.history.moving import size, take_in

    environment: Environment = context.obj
    records = kept_records(environment)
    other = _read(file)
    refuse_while_live(records.exists() and any_live(records))
    copies: list[Path] = []
    store = environment.store()
    try:
        before = size(store)
        new = take_in(store, other, lambda: copies.extend(_copy(environment, BEFORE_IMPORT)))
        after = size(store)
    except sqlite3.OperationalError as error:
        raise RecordsUnusable(
            f"The import could not be kept: {what_failed(error)}. Nothing was changed."
        ) from None
    finally:
        store.close()
    say = environment.screen.say
    if not new:
        say("Everything in that file is here already. Nothing was changed.")
        return
    say(_words(before, after))
    if after.branches > before.branches:
        say("A mock was gone on with on two machines: both ways are kept, each as a sitting.")
    for copy in copies:
        environment.tell(f"The records as they were before are kept as {copy}")


def _read(file: Path) -> Kept:
    """What the file holds; UsageError, in one sentence, where it cannot be imported."""
    from peerprep.errors import UsageError
    from peerprep.history.fields import Wrong
    from peerprep.history.intake import MOST_BYTES, NotComplete, read_export

    try:
        if not file.is_file():
            raise UsageError(f"There is no file {file}.")
        with file.open("rb") as opened:
            return read_export(opened.read(MOST_BYTES + 1))
    except NotComplete:
        raise UsageError(
            f"{file} is the short kind of export: it has no times and no steps, so it cannot be "
            "imported. On the machine it is from: peerprep data export --all FILE"
        ) from None
    except Wrong as wrong:
        raise UsageError(f"{file} cannot be imported: {wrong}. Nothing was changed.") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None


def _copy(environment: Environment, kind: str) -> list[Path]:
    """A copy of the records as they are; none of empty ones."""
    from peerprep.errors import RecordsUnusable
    from peerprep.history import backups
    from peerprep.history.file import what_failed

    records, now = environment.paths.history, environment.clock.now()
    try:
        with contextlib.closing(sqlite3.connect(records, isolation_level=None)) as db:
            if not backups.worth_keeping(db):
                return []
            return [backups.keep_copy(db, records, now, kind)]
    except sqlite3.Error as error:
        reason = what_failed(error)
    except OSError as error:
        reason = error.strerror or "the disk failed"
    raise RecordsUnusable(f"No copy could be kept before: {reason}. Nothing was changed.") from None


def _words(before: Size, after: Size) -> str:
    from peerprep.terminal.words import count

    sittings, answers = after.sittings - before.sittings, after.answers - before.answers
    words = f"Imported: {count(sittings, 'sitting')} and {count(answers, 'answer')}"
    return (
        f"{words} that were not here. Sittings are numbered by time, so numbers may have changed."
    )
