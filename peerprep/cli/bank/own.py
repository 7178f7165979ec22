"""The person's own banks, as the commands that change them see them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerprep.banks.own import BankShelf
    from peerprep.banks.reader import Reading
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank
    from peerprep.core.item import Item
    from peerprep.core.problem import Problem
    from peerprep.errors import RecordsUnusable


SHOWN = 40
"""So many problems are told one by one; a hostile zip may hold thousands."""


def put_back(environment: Environment) -> None:
    """Undo what an earlier change of the bank folder left half-done, and say so."""
    from peerprep.banks.moves import put_back_what_stopped

    if put_back_what_stopped(environment.working / environment.paths.banks):
        environment.say("An earlier change of your banks had stopped half-way. It was put back.")


def own_shelf(environment: Environment) -> BankShelf:
    """The person's bank folder beside what their library holds wherever they call peerprep from.

    So a `question_banks/` of the working folder does not stand in for the shipped banks here: what
    is added would clash with those in every other folder.
    """
    from peerprep.banks.files import may_be_read
    from peerprep.banks.library import load, roots
    from peerprep.banks.own import BankShelf
    from peerprep.errors import RecordsUnusable

    put_back(environment)
    working = environment.working
    home = working / environment.paths.banks
    if home.is_dir() and not may_be_read(home):
        raise RecordsUnusable(
            f"Your bank folder {home} may not be read. Mend its permissions first."
        )
    places = roots(home, home, environment.variables.get("PEERPREP_BANKS"))
    if places == environment.bank_roots:
        holdings = environment.holdings
    else:
        holdings = load(places, shown_from=working)
    return BankShelf(home, tuple(working / place for place in places), holdings, working)


def unreadable(shelf: BankShelf, error: OSError) -> RecordsUnusable:
    """What is said when a file of the person's bank folder may not be read."""
    from peerprep.errors import RecordsUnusable

    where = error.filename or shelf.home
    why = error.strerror or error
    return RecordsUnusable(f"{where} cannot be read ({why}). Mend that first. Nothing was changed.")


def tell_problems(environment: Environment, found: Sequence[Problem]) -> None:
    """The first problems with their lines, and how many more there are."""
    from peerprep.terminal.listings import problems
    from peerprep.terminal.words import count

    screen = environment.screen
    screen.show(problems(screen, found[:SHOWN]))
    if len(found) > SHOWN:
        screen.say(f"And {count(len(found) - SHOWN, 'more problem')}.")


def shown(environment: Environment, path: Path) -> str:
    """A path as reports name it: short where it is below the working folder."""
    whole = environment.working / path
    if whole.is_relative_to(environment.working):
        return str(whole.relative_to(environment.working))
    return str(path)


def existing(environment: Environment, path: Path) -> Path:
    """The path from the working folder. Raises UsageError when nothing can be found there."""
    from peerprep.errors import UsageError

    whole = environment.working / path
    try:
        whole.lstat()
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise UsageError(f"{path} does not exist.") from None
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path} cannot be looked at: {why}.") from None
    return whole


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
