"""peerprep bank remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peerprep.banks.own import BankShelf
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("remove")(bank_remove)


def bank_remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A bank of yours, or a library you added.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without being asked.")] = False,
) -> None:
    """Take a bank of yours out of the library. Its file is kept aside, your records stay."""
    from peerprep.banks.moves import carry_out
    from peerprep.banks.remove import moves_to_remove
    from peerprep.cli.bank.own import agreed, own_shelf, unreadable

    environment: Environment = context.obj
    shelf = own_shelf(environment)
    banks, folder, broken = _wanted(shelf, name)
    try:
        moves = moves_to_remove(shelf, banks, folder, broken)
    except OSError as error:
        raise unreadable(shelf, error) from None
    _tell(environment, name, banks, broken)
    if not agreed(environment, yes, "Remove this?"):
        environment.screen.say("Nothing was changed.")
        return
    kept = carry_out(shelf.home, moves)
    environment.screen.say(f"Removed. Kept aside: {', '.join(map(str, kept))}")


def _wanted(shelf: BankShelf, name: str) -> tuple[list[Bank], Path | None, list[Path]]:
    """The banks meant, the library folder that goes with them, files of that name with errors.

    Raises UsageError when there is none.
    """
    from peerprep.banks.library import bank_files
    from peerprep.cli.sitting import nearest
    from peerprep.errors import UsageError

    own = shelf.own
    folders = {folder.name: folder for folder in shelf.libraries}
    if name in own:
        folder = shelf.folder_of(own[name])
        inside = [b for b in own.values() if folder and shelf.folder_of(b) == folder]
        # With its last bank the topics, exams and lessons of a library have no use any more.
        return [own[name]], folder if len(inside) == 1 else None, []
    if name in folders:
        folder = folders[name]
        return [b for b in own.values() if shelf.folder_of(b) == folder], folder, []
    sound = {shelf.place(bank) for bank in own.values()}
    files = bank_files(shelf.home) if shelf.home.is_dir() else []
    if broken := [path for path in files if path.stem == name and path not in sound]:
        return [], None, broken
    if any(bank.id == name for bank in shelf.holdings.library.banks):
        raise UsageError(f"{name} is not one of your own banks, so it cannot be removed here.")
    near = nearest(name, [*own, *folders])
    raise UsageError(f"You have no bank {name!r}.{near} See: peerprep bank list")


def _tell(
    environment: Environment, name: str, banks: Sequence[Bank], broken: Sequence[Path]
) -> None:
    from peerprep.terminal.arrivals import ids
    from peerprep.terminal.page import Page, page
    from peerprep.terminal.words import count

    body = [
        f"- {bank.id}, {bank.title}: {count(len(bank.items), 'item')} "
        f"({ids([item.id for item in bank.items])})."
        for bank in banks
    ]
    body += [f"- {path}, which has errors." for path in broken]
    given = _responses(environment, [item.id for bank in banks for item in bank.items])
    said = f"{count(given, 'response')} in your records" if given else "No response in your records"
    verb = "refers" if given <= 1 else "refer"
    body.append(f"{said} {verb} to them. Your records are kept, and past sittings can be read.")
    screen = environment.screen
    screen.show(page(screen, Page(f"What removing {name} does", tuple(body))))


def _responses(environment: Environment, items: Sequence[str]) -> int:
    """How many kept responses are to the items; records that are not there are not made."""
    from peerprep.history.counting import responses_to

    if not environment.paths.history.exists():
        return 0
    store = environment.store()
    try:
        return responses_to(store.connection, items)
    finally:
        store.close()
