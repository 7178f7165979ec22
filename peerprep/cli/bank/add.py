"""peerprep bank add."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.banks.install import Plan
    from peerprep.cli.environment import Environment

HELP = """Add banks to your own: a file, a folder or a zip of a folder.

\b
peerprep bank add night-shift.zip --dry-run   what it would do
peerprep bank add night-shift.zip             the same, then asks

A bank of yours with the same id is brought up to date; its former file is
kept. Anything that is refused stops all of it: nothing is half-added.
"""

LARGE = 2_000_000
"""Bytes that take more than a moment to read."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("add", help=HELP)(bank_add)


def bank_add(
    context: typer.Context,
    path: Annotated[
        Path, typer.Argument(metavar="PATH", readable=False, help="A file, a folder or a zip.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without being asked.")] = False,
) -> None:
    """Say what adding would do; then do all of it, or nothing."""
    from peerprep.banks.install import plan
    from peerprep.banks.moves import carry_out
    from peerprep.banks.parcel import open_parcel
    from peerprep.cli.bank.own import agreed, existing, own_shelf, shown, unreadable
    from peerprep.errors import NothingToDo

    environment: Environment = context.obj
    parcel = open_parcel(existing(environment, path), shown(environment, path))
    if (size := sum(len(part.raw) for part in parcel.parts)) > LARGE:
        environment.say(f"Reading {size // 10**6} MB. This can take a minute.")
    shelf = own_shelf(environment)
    try:
        planned = plan(parcel, shelf)
    except OSError as error:
        raise unreadable(shelf, error) from None
    _tell(environment, path, planned)
    if not planned.moves:
        raise NothingToDo("All of it is there already.")
    if dry_run:
        environment.screen.say("A dry run: nothing was changed.")
        return
    if not agreed(environment, yes, "Add this?"):
        environment.screen.say("Nothing was changed.")
        return
    kept = carry_out(shelf.home, planned.moves)
    _say_done(environment, planned, kept)


def _tell(environment: Environment, path: Path, planned: Plan) -> None:
    """Show the plan. Raises BankError when something in it is refused."""
    from peerprep.cli.bank.own import tell_problems
    from peerprep.errors import BankError
    from peerprep.terminal.arrivals import arrivals_page

    screen = environment.screen
    refused = planned.refused_files
    taken = [arrival for arrival in planned.arrivals if arrival.bank.file not in refused]
    title = f"What adding {path} would do"
    screen.show(arrivals_page(screen, title, taken, refused, planned.beside, planned.notes))
    if planned.problems:
        tell_problems(environment, planned.problems)
    if planned.warnings:
        from peerprep.terminal.words import count

        screen.say(f"{count(planned.warnings, 'warning')}. See: peerprep bank check {path}")
    if planned.refused:
        raise BankError(f"{path} is refused: see above. Nothing was changed.")


def _say_done(environment: Environment, planned: Plan, kept: tuple[Path, ...]) -> None:
    from peerprep.terminal.words import count

    banks = [a.bank for a in planned.arrivals if a.state != "same"]
    environment.screen.say(f"Added to {environment.paths.banks}.")
    if kept:
        environment.screen.say(f"What was there is kept: {', '.join(map(str, kept))}")
    if banks:
        items = sum(len(bank.items) for bank in banks)
        environment.screen.say(
            f"{count(items, 'item')} ready. Next: peerprep drill --bank {banks[0].id}"
        )
