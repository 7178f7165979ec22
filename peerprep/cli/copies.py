"""peerprep data backup, peerprep data restore: copies of the records made, listed, brought back."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.history.backups import Backup

KINDS = {
    "daily": "daily",
    "before-update": "before an update",
    "before-restore": "before a restore",
    "before-import": "before an import",
    "by-hand": "by hand",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands to `peerprep data`."""
    app.command("backup", help=BACKUP_HELP)(backup)
    app.command("restore", help=RESTORE_HELP)(restore)


BACKUP_HELP = """Copy your records, whole, to a file.

\b
peerprep data backup                  beside the records
peerprep data backup /media/usb/my.db  elsewhere
"""
RESTORE_HELP = """Bring a copy of your records back; what is there now is kept as a copy.

\b
peerprep data restore                 which copies there are
peerprep data restore 2026-11-20      the last one of that day
peerprep data restore /media/usb/my.db
"""


def backup(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; else beside the records.")] = None,
) -> None:
    """Make a copy by hand; it stays until it is taken away by hand."""
    from peerprep.errors import NothingToDo, UsageError
    from peerprep.history import backups
    from peerprep.history.file import what_failed

    environment: Environment = context.obj
    records = kept_records(environment)
    if not records.exists():
        raise NothingToDo("There are no records yet, so there is nothing to copy.")
    if file is not None and file.exists():
        raise UsageError(f"{file} is there already. Name another file.")
    if file is not None and not file.absolute().parent.is_dir():
        # A stick that is not there must not become a folder on this disk.
        raise UsageError(f"There is no folder {file.parent}. Nothing was copied.")
    store = environment.store()
    try:
        if file is None:
            now = environment.clock.now()
            file = backups.keep_copy(store.connection, records, now, backups.BY_HAND)
        else:
            backups.copy_to(store.connection, file)
    except OSError as error:
        raise UsageError(f"{file or 'The copy'} cannot be written: {error.strerror}.") from None
    except sqlite3.OperationalError as error:
        raise UsageError(f"The copy could not be made: {what_failed(error)}.") from None
    finally:
        store.close()
    environment.tell(f"Copied: {file}")


def restore(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Argument(metavar="[FILE|DATE]", help="A copy, or the day of one.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """List the copies, or bring one back."""
    from peerprep.history.locks import any_live

    environment: Environment = context.obj
    records = kept_records(environment)
    if what is None:
        _list(environment, records)
        return
    copy = _copy_or_error(records, what)
    refuse_while_live(any_live(records))
    if not (yes or _agreed(environment, copy)):
        from peerprep.errors import UsageError

        raise UsageError("Nothing was changed.")
    environment.tell(_brought_back(environment, records, copy))


def kept_records(environment: Environment) -> Path:
    """Where the records are; UsageError in a private session, which has none."""
    from peerprep.cli.private import NOT_HERE
    from peerprep.errors import UsageError

    if environment.private:
        raise UsageError(NOT_HERE)
    return environment.paths.history


def refuse_while_live(live: bool) -> None:
    """UsageError while another window is in the middle of a drill or a mock."""
    from peerprep.errors import UsageError

    if live:
        raise UsageError(
            "A drill or a mock is under way in another window. Leave it with q, then try again. "
            "Nothing was changed."
        )


def _list(environment: Environment, records: Path) -> None:
    from peerprep.errors import NothingToDo
    from peerprep.history.backups import answers, backups, usable
    from peerprep.terminal.listings import listing

    found = backups(records)
    if not found:
        raise NothingToDo("There are no copies yet. One is made each day that you practice.")
    rows = [
        (
            one.at.strftime("%Y-%m-%d %H:%M"),
            KINDS.get(one.kind, one.kind),
            str(answers(one.path)) if usable(one.path) else "not usable",
        )
        for one in found
    ]
    columns = (("copy of", "left"), ("made", "left"), ("answers", "left"))
    after = (
        "peerprep data restore DATE brings the last copy of that day back.",
        f"They are in {found[0].path.parent}",
    )
    environment.screen.show(listing(environment.screen, "Copies", columns, rows, after))


def _copy_or_error(records: Path, what: str) -> Path:
    """The copy that a path or a day means, sound and of a known shape; UsageError otherwise."""
    from peerprep.errors import UsageError
    from peerprep.history.backups import backups, is_newer, usable

    path = Path(what)
    if not path.exists():
        path = _of_day(backups(records), what)
    if path.is_file() and is_newer(path):
        raise UsageError(f"{path} was written by a newer peerprep. Update peerprep first.")
    if not path.is_file() or not usable(path):
        raise UsageError(
            f"{path} is no sound copy of records, so nothing was changed. "
            "peerprep data restore lists the copies."
        )
    return path


def _of_day(found: tuple[Backup, ...], what: str) -> Path:
    from peerprep.errors import UsageError

    words = what.replace("T", " ")
    for one in found:
        if len(words) >= 10 and one.at.strftime("%Y-%m-%d %H:%M:%S").startswith(words):
            return one.path
    raise UsageError(
        f"There is no file and no copy {what!r}. peerprep data restore lists the copies."
    )


def _agreed(environment: Environment, copy: Path) -> bool:
    from peerprep.cli.pages import ask_words
    from peerprep.history.backups import answers
    from peerprep.terminal.words import count

    environment.tell(f"This puts {copy}, with {count(answers(copy), 'answer')}, in use.")
    environment.screen.say("What is in use now is kept as a copy, so you can go back.")
    return ask_words(environment, "Type yes to go on:") == "yes"


def _brought_back(environment: Environment, records: Path, copy: Path) -> str:
    from peerprep.errors import RecordsUnusable
    from peerprep.history.backups import answers
    from peerprep.history.file import what_failed
    from peerprep.terminal.words import count

    words = f"In use now: {copy}, with {count(answers(copy), 'answer')}."
    try:
        return f"{words} {_put_in_place(environment, records, copy)}"
    except sqlite3.Error as error:
        reason = what_failed(error)
    except OSError as error:
        reason = error.strerror or "the disk failed"
    raise RecordsUnusable(f"The copy was not put in use: {reason}. Nothing was changed.") from None


def _put_in_place(environment: Environment, records: Path, copy: Path) -> str:
    """Into sound records through SQLite, which other windows see; else in the place of them."""
    from peerprep.history import backups
    from peerprep.history.locks import alone
    from peerprep.history.places import make_folder
    from peerprep.history.recovery import replace_records
    from peerprep.history.soundness import is_sound

    make_folder(records.parent)
    with alone(records):
        if not records.exists() or not records.stat().st_size or not is_sound(records):
            aside = replace_records(records, copy)
            return f"What was there is kept as {aside}" if aside.exists() else "Nothing was there."
        with (
            contextlib.closing(backups.open_copy(copy)) as source,
            contextlib.closing(sqlite3.connect(records, isolation_level=None)) as db,
        ):
            source.execute("PRAGMA user_version")  # open, before the oldest copies are let go
            now = environment.clock.now()
            before = backups.keep_copy(db, records, now, backups.BEFORE_RESTORE)
            source.backup(db)
    return f"What was in use before is kept as {before}"
