"""peerprep data, support, settings."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerprep.cli import copies, transfer
from peerprep.core.characters import clean

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment, Paths

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
    transfer.add_to(data_app)
    copies.add_to(data_app)
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
    if name and value:
        path = environment.writable_settings()
        if name == "exam":
            from peerprep.cli.names import find_exam

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
    after = (f"peerprep settings NAME VALUE changes one. File: {environment.paths.settings}",)
    environment.screen.show(listing(environment.screen, "Settings", columns, rows, after))


@data_app.command("where")
def where(context: typer.Context) -> None:
    """Say where everything is kept."""
    environment: Environment = context.obj
    paths = environment.paths
    for label, path in (
        ("Records", paths.history),
        ("Copies of them", paths.backups),
        ("Your banks", paths.banks),
        ("Settings", paths.settings),
        ("Catalog of banks, made anew when needed", paths.cache),
    ):
        there = "" if path.exists() else " (not there yet)"
        print(clean(f"{label}: {path}{there}"), file=environment.stdout)
    print("PEERPREP_HOME moves all of it, to a USB stick for example.", file=environment.stdout)


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
    """Delete your records, their copies and your settings. Lists what goes; asks for a word."""
    from peerprep.cli.copies import kept_records
    from peerprep.cli.pages import ask_words
    from peerprep.errors import NothingToDo, RecordsUnusable, UsageError

    environment: Environment = context.obj
    kept_records(environment)
    paths = environment.paths
    doomed = everything_of(paths)
    if not doomed:
        raise NothingToDo("There is nothing to delete.")
    print("This deletes for good:", file=environment.stdout)
    for path in doomed:
        line = f"- {path}{'/ and all in it' if path.is_dir() else ''}"
        print(clean(line), file=environment.stdout)
    for line in NOT_DELETED:
        print(clean(line.format(banks=paths.banks)), file=environment.stdout)
    word = confirm if confirm is not None else ask_words(environment, "Type delete to go on:")
    if word != "delete":
        raise UsageError("Nothing was deleted.")
    left = [path for path in doomed if not _gone(path)]
    if left:
        raise RecordsUnusable(f"These could not be deleted: {', '.join(map(str, left))}.")
    print("Deleted.", file=environment.stdout)


NOT_DELETED = (
    "Not touched: your banks in {banks}, and copies and exports that you keep elsewhere.",
    "Out of reach: what your terminal and your shell remember, snapshots and backups of this "
    "computer, and freed parts of the disk, which special tools may read until they are reused.",
)


def everything_of(paths: Paths) -> list[Path]:
    """All that the program has written for this person, and that is there."""
    from peerprep.history import backups, locks
    from peerprep.history.recovery import damaged_files

    records = paths.history
    found = [
        *(records.with_name(records.name + end) for end in ("", "-wal", "-shm", ".lock")),
        *damaged_files(records),
        *sorted(records.parent.glob(f"{records.name}*.coming")),
        *sorted(records.parent.glob(f"{records.name}*.new")),
        backups.folder_of(records),
        locks.folder_of(records),
        paths.settings,
        *sorted(paths.settings.parent.glob(f"{paths.settings.name}.*.new")),
        paths.cache,
    ]
    return [path for path in found if path.exists()]


def _gone(path: Path) -> bool:
    """Take the file, or the folder and all in it, away; whether it is gone."""
    import shutil

    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
    return not path.exists()
