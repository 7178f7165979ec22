"""peerprep bank preview: a bank file as candidates would see it, before it is added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.banks.reader import Reading
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank

LOOK_AGAIN = 0.5
"""Seconds between two looks at the file that is watched."""

File = Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="A bank file.")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("preview")(bank_preview)


def bank_preview(
    context: typer.Context,
    file: File,
    item: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only this item.")] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Draw it anew whenever it is saved; q ends.")
    ] = False,
) -> None:
    """Show items as candidates will see them, with the feedback for every option."""
    from peerprep.cli.bank.own import existing, read_unadded
    from peerprep.errors import BankError, UsageError

    environment: Environment = context.obj
    if watch:
        _watch(environment, file, item)
        return
    existing(environment, file)
    reading = read_unadded(environment, file)
    if _draw(environment, reading, item):
        return
    if reading.bank is None:
        raise BankError(f"{file} has errors: see above.")
    raise UsageError(_no_item(reading.bank, item or ""))


def _draw(environment: Environment, reading: Reading, wanted: str | None) -> bool:
    """Show the file's problems, or its items; whether there was an item to show."""
    from peerprep.cli.bank.own import source_of, tell_problems
    from peerprep.terminal.preview import preview

    screen = environment.screen
    if reading.problems:
        tell_problems(environment, reading.problems)
    if reading.bank is None:
        return False
    of = len(reading.bank.items)
    drawn = False
    for number, item in enumerate(reading.bank.items, start=1):
        if wanted in (None, item.id):
            place = f"{item.id}: question {number} of {of}"
            screen.show(preview(screen, item, place, source_of(reading.bank, item)))
            drawn = True
    return drawn


def _no_item(bank: Bank, name: str) -> str:
    from peerprep.cli.sitting import nearest

    return f"{bank.file} has no item {name!r}.{nearest(name, [item.id for item in bank.items])}"


def _watch(environment: Environment, file: Path, wanted: str | None) -> None:
    """Draw the file whenever it was saved, until q, Ctrl-C or the end of input."""
    from peerprep.terminal.keys import EndOfInput

    path = environment.working / file
    before: object = "nothing drawn yet"
    try:
        with environment.ear() as ear:
            while True:
                now = _stamp(path)
                if now != before:
                    before = now
                    _draw_anew(environment, file, wanted)
                if (ear.listen(LOOK_AGAIN) or "").lower() in {"q", "quit", "\x03"}:
                    return
    except (KeyboardInterrupt, EndOfInput):
        return


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is saved; None while it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _draw_anew(environment: Environment, file: Path, wanted: str | None) -> None:
    from peerprep.cli.bank.own import read_unadded

    screen = environment.screen
    screen.clear()
    if _stamp(environment.working / file) is None:
        screen.say(f"{file} is not there just now.")
    else:
        reading = read_unadded(environment, file)
        if not _draw(environment, reading, wanted) and reading.bank is not None:
            screen.say(_no_item(reading.bank, wanted or ""))
    screen.say(f"Watching {file}. Saving it draws it anew; q ends.")
