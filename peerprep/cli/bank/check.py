"""peerprep bank check."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(bank_check)


def bank_check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATHS]", help="Files or folders.")
    ] = None,
    json: Json = False,
) -> None:
    """Read banks and report every problem: where, what, and what to do."""
    from dataclasses import asdict

    from peerprep.banks.library import load, sound
    from peerprep.errors import BankError, UsageError
    from peerprep.terminal.listings import problems
    from peerprep.terminal.words import count

    environment: Environment = context.obj
    for path in paths or ():
        if not path.exists():
            raise UsageError(f"{path} does not exist.")
    holdings = environment.holdings
    if paths:
        # Topics and exams come from the library folder itself where one is named.
        own = [path for path in paths if (path / "topics.yaml").is_file()]
        base = own or list(environment.bank_roots)
        holdings = load(base, only=paths, shown_from=environment.working)
    found = sorted(holdings.problems)
    screen = environment.screen
    if json:
        rows = [asdict(problem) for problem in found]
        print(json_module.dumps({"schema": 1, "problems": rows}, indent=1), file=environment.stdout)
    else:
        screen.show(problems(screen, found))
        errors = sum(problem.tier == "error" for problem in found)
        read = f"{count(len(holdings.files), 'file')} read"
        held = count(len(holdings.library.items), "item")
        screen.say(f"{read}, {held} sound, {count(errors, 'error')}.")
    if not sound(holdings):
        raise BankError("There are errors; banks with errors are left out of sittings.")
