"""peerprep bank check: every problem of a bank, where it stands and what to do."""

from __future__ import annotations

import json as json_module
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.banks.check import Checked
    from peerprep.cli.environment import Environment
    from peerprep.core.problem import Problem

LONG_JOB = 5_000_000
"""Bytes of banks from which on reading takes long enough to say so."""
PATIENCE = 1.0
"""Seconds of checking after which it is told how far it has come, and between two such lines."""


class Output(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(bank_check)


def bank_check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATHS]", help="Files or folders.")
    ] = None,
    output: Annotated[
        Output, typer.Option(help="How to write the findings; json and sarif hold every note.")
    ] = Output.TEXT,
    json: Annotated[bool, typer.Option("--json", help="The same as --output json.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show the notes on items, too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 3 on warnings, too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Only these rules or tiers; commas part them."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help="All but these rules or tiers.")
    ] = None,
    structure: Annotated[
        bool, typer.Option("--structure", help="Only what reading finds: quick at any size.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="First bring the files named into their usual form.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="All about one rule, and nothing else.")
    ] = None,
) -> None:
    """Check banks: every problem with its place, the reason and what to do.

    Without paths, your library is checked. A file is checked against the topics.yaml of its folder
    or of one above it.
    """
    environment: Environment = context.obj
    if explain is not None:
        _explain(environment, explain)
        return
    from peerprep.errors import BankError

    wanted = _names(select or ()), _names(ignore or ())
    if fix:
        from peerprep.cli.bank.canon import mend_form

        mend_form(environment, paths or [])
    named = [environment.working / path for path in paths or ()]
    checked = (_read if structure else _check)(environment, named)
    if named and not checked.files:
        from peerprep.errors import NothingToDo

        raise NothingToDo("There is no bank file in what was named (*.yaml).")
    found = [problem for problem in checked.problems if _chosen(problem, *wanted)]
    show_notes = notes or bool(wanted[0])
    _write(environment, Output.JSON if json else output, found, checked, show_notes)
    tiers = {problem.tier for problem in found}
    if "error" in tiers:
        raise BankError("There are errors. A bank that cannot be read whole is in no sitting.")
    if strict and "warning" in tiers:
        raise BankError("There are warnings, and --strict counts them.")


def _explain(environment: Environment, name: str) -> None:
    from peerprep.core.checks.registry import RULES
    from peerprep.terminal.findings import rule_page

    named = _names([name], tiers=())
    if not named:
        from peerprep.errors import UsageError

        raise UsageError("Which rule? docs/checker.md lists them.")
    for known in named:
        environment.screen.show(rule_page(environment.screen, RULES[known]))


def _names(given: Iterable[str], tiers: Sequence[str] = ("error", "warning", "note")) -> list[str]:
    """The rules and tiers asked for; UsageError for a name that is neither."""
    from peerprep.banks.fields import did_you_mean
    from peerprep.core.checks.registry import RULES
    from peerprep.errors import UsageError

    found = []
    for part in ",".join(given).split(","):
        name = part.strip()
        if not name:
            continue
        known = name.upper() if name.upper() in RULES else name.lower().removesuffix("s")
        if known not in RULES and known not in tiers:
            near = did_you_mean(name.upper(), RULES) or " docs/checker.md lists them."
            raise UsageError(f"There is no rule {name[:40]}.{near}")
        found.append(known)
    return found


def _chosen(problem: Problem, select: Sequence[str], ignore: Sequence[str]) -> bool:
    if problem.tier == "error" and problem.item is None and "error" not in ignore:
        return True  # a file that could not be read was not looked at for anything else
    names = {problem.rule, problem.tier}
    return (not select or not names.isdisjoint(select)) and names.isdisjoint(ignore)


def _read(environment: Environment, paths: Sequence[Path]) -> Checked:
    """What reading finds: format, keys, references and ids, without a look at the wording."""
    from peerprep.banks.check import Checked, topics_folder
    from peerprep.banks.library import load
    from peerprep.cli.files import must_be_there

    must_be_there(paths)
    if not paths:
        holdings = environment.holdings
    elif all(topics_folder(path) == path for path in paths):
        holdings = environment.read(paths)  # whole libraries: on all cores, by way of the catalog
    else:
        own = [folder for path in paths if (folder := topics_folder(path))]
        folders = own or list(environment.bank_roots)
        holdings = load(folders, only=paths, shown_from=environment.working)
    found = tuple(sorted(holdings.problems))
    return Checked(found, len(holdings.files), len(holdings.library.items))


def _check(environment: Environment, paths: Sequence[Path]) -> Checked:
    from peerprep.banks.check import check
    from peerprep.banks.library import bank_files
    from peerprep.cli.files import must_be_there

    must_be_there(paths)
    roots = environment.bank_roots
    size = sum(file.stat().st_size for root in paths or roots for file in bank_files(root))
    if environment.interactive and size > LONG_JOB:
        environment.say(f"Reading {size / 1e6:.0f} MB of banks; this takes a while.")
    told = _progress(environment) if environment.interactive else None
    return check(paths, roots, shown_from=environment.working, told=told)


def _progress(environment: Environment) -> Callable[[int, int], None]:
    """Says how far the check has come, after a while and then from time to time."""
    last = [environment.clock.tick()]

    def told(done: int, of: int) -> None:
        now = environment.clock.tick()
        if now - last[0] >= PATIENCE and done < of:
            last[0] = now
            environment.say(f"Checked {done} of {of} items …")

    return told


def _write(
    environment: Environment,
    output: Output,
    found: Sequence[Problem],
    checked: Checked,
    notes: bool,
) -> None:
    from peerprep.core.checks.registry import shown_by_default

    shown = [problem for problem in found if notes or shown_by_default(problem)]
    match output:
        case Output.JSON:
            from peerprep.exchange.findings import as_list

            print(as_list(found), file=environment.stdout)
        case Output.SARIF:
            from peerprep import __version__
            from peerprep.core.checks.registry import RULES
            from peerprep.exchange.sarif import sarif

            log = sarif(found, RULES, __version__)
            print(json_module.dumps(log, indent=1), file=environment.stdout)
        case Output.GITHUB:
            from peerprep.exchange.github import workflow_commands

            print(workflow_commands(shown), end="", file=environment.stdout)
        case Output.TEXT:
            from peerprep.terminal.findings import totals
            from peerprep.terminal.listings import problems

            screen = environment.screen
            if shown:
                screen.show(problems(screen, shown))
            hidden = len(found) - len(shown)
            screen.say(totals(found, checked.files, checked.items, hidden))
