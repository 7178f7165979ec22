"""The person's own banks, as the commands that change them see them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerprep.banks.install import BankShelf
    from peerprep.banks.reader import Reading
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank
    from peerprep.core.item import Item


def own_shelf(environment: Environment) -> BankShelf:
    """The person's bank folder beside the rest, with what an earlier run left half-done undone."""
    from peerprep.banks.install import BankShelf
    from peerprep.banks.moves import put_back_what_stopped

    home = environment.paths.banks
    if put_back_what_stopped(home):
        environment.say("An earlier change of your banks had stopped half-way. It was put back.")
    return BankShelf(
        home.absolute(), environment.bank_roots, environment.holdings, environment.working
    )


def shown(environment: Environment, path: Path) -> str:
    """A path as reports name it: short where it is below the working folder."""
    whole = environment.working / path
    if whole.is_relative_to(environment.working):
        return str(whole.relative_to(environment.working))
    return str(path)


def agreed(environment: Environment, yes: bool, prompt: str) -> bool:
    """Whether the person wants it done: --yes says so, else they are asked where they are there.

    Raises UsageError without a terminal and without --yes: nothing is changed unasked.
    """
    from peerprep.cli.pages import ask_words
    from peerprep.errors import UsageError

    if yes:
        return True
    if not environment.interactive:
        raise UsageError("Nothing was changed. With --yes it is done without being asked.")
    return ask_words(environment, f"{prompt} Type y for yes:").lower() in {"y", "yes"}


def read_unadded(environment: Environment, file: Path) -> Reading:
    """Read a bank file that is not among the banks, with the topics beside it."""
    from peerprep.banks.draft import read_draft

    topics = environment.holdings.library.topics
    return read_draft(environment.working / file, shown(environment, file), topics)


def source_of(bank: Bank, item: Item) -> str:
    """The item's source and the place in it, as shown after an answer."""
    from peerprep.core.bank import Library

    return Library((bank,)).source_line(item)
