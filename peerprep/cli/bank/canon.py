"""peerprep bank fmt, diff: one usual form of a bank, and what has changed by meaning."""

from __future__ import annotations

import json as json_module
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from peerprep.banks.rewrite import Outcome
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank
    from peerprep.core.difference import BankDifference, ItemDifference

FMT_HELP = """Bring bank files into their usual form; what they say stays the same.

Comments are kept. A folder stands for its bank files; "-" reads one from stdin and writes it to
stdout; nothing named means the question_banks folder where you are. Broken files are reported
and left alone.
"""

DIFF_HELP = """What has changed from one state of a bank, or a folder of banks, to another.

It compares by meaning: items, options, keys, words. The order of fields and line breaks say
nothing.

Exit code 0 whether there are changes or not; with --exit-code 1 if there are any, as git has it.
"""


class Output(StrEnum):
    """How a difference is written."""

    text = "text"
    json = "json"
    markdown = "markdown"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("fmt", help=FMT_HELP)(bank_fmt)
    app.command("diff", help=DIFF_HELP)(bank_diff)


def bank_fmt(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATHS]", help="Files or folders, or -.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 3 if a file would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change.")
    ] = False,
) -> None:
    """Bring bank files into their usual form."""
    from peerprep.banks.rewrite import consider, rewrite

    environment: Environment = context.obj
    if paths == [Path("-")]:
        _through(environment, check)
        return
    act = consider if check or diff else rewrite
    files = _files(environment, paths or [])
    outcomes = [act(path, _shown(environment, path)) for path in files]
    _report(environment, outcomes, written=act is rewrite, diff=diff)
    _end(outcomes, check)


def mend_form(environment: Environment, paths: Sequence[Path]) -> None:
    """Bring the files into their usual form and say which were changed; broken ones stay."""
    from peerprep.banks.rewrite import rewrite

    for path in _files(environment, paths):
        outcome = rewrite(path, _shown(environment, path))
        if outcome.changed:
            environment.say(f"formatted: {outcome.file}")


def _files(environment: Environment, paths: Sequence[Path]) -> list[Path]:
    from peerprep.banks.library import bank_files
    from peerprep.errors import NothingToDo, UsageError

    usual = environment.working / "question_banks"
    if not paths and not usual.is_dir():
        # Never whatever is about: a file is only rewritten where its owner has pointed at it.
        raise UsageError("Name a bank file, or a folder of them.")
    from peerprep.cli.files import must_be_there

    must_be_there(paths)
    found = dict.fromkeys(path for root in paths or [usual] for path in bank_files(root))
    if not found:
        raise NothingToDo("There is no bank file in it.")
    return list(found)


def _shown(environment: Environment, path: Path) -> str:
    from peerprep.banks.files import shown_name

    return shown_name(path, environment.working)


def _report(
    environment: Environment, outcomes: Sequence[Outcome], *, written: bool, diff: bool
) -> None:
    from peerprep.terminal.listings import problems
    from peerprep.terminal.words import count

    screen = environment.screen
    changed = [outcome for outcome in outcomes if outcome.changed]
    broken = [outcome.problem for outcome in outcomes if outcome.problem]
    if diff:
        for outcome in changed:
            print(_lines_changed(environment, outcome), end="", file=environment.stdout)
    else:
        for outcome in changed:
            screen.say(f"{'formatted' if written else 'would be formatted'}: {outcome.file}")
    if broken:
        screen.show(problems(screen, broken))
    verb = "formatted" if written else "would be formatted"
    told = f"{count(len(changed), 'file')} {verb}, "
    told += f"{len(outcomes) - len(changed) - len(broken)} as usual already"
    left = f", {len(broken)} left alone" if broken else ""
    environment.say(f"{told}{left}.") if diff else screen.say(f"{told}{left}.")


def _lines_changed(environment: Environment, outcome: Outcome) -> str:
    """The lines that would change, as a patch; hidden characters are left out of what is shown."""
    from difflib import unified_diff

    before, after = (text.decode("utf-8-sig") for text in (outcome.before, outcome.after))
    rows = unified_diff(
        before.splitlines(), after.splitlines(), outcome.file, outcome.file, lineterm=""
    )
    return "".join(environment.screen.fit(row) + "\n" for row in rows)


def _end(outcomes: Sequence[Outcome], check: bool) -> None:
    from peerprep.errors import BankError

    if any(outcome.problem for outcome in outcomes):
        raise BankError("Some files could not be formatted and are as they were.")
    if check and any(outcome.changed for outcome in outcomes):
        raise BankError("Bring them into their usual form with: peerprep bank fmt")


def _through(environment: Environment, check: bool) -> None:
    """From stdin to stdout, for editors."""
    import sys

    from peerprep.banks.canonical import canonical
    from peerprep.banks.files import MAX_BYTES
    from peerprep.banks.tree import Unreadable, decode
    from peerprep.errors import BankError

    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        text = canonical(decode(raw, "stdin"), "stdin")
    except Unreadable as error:
        problem = error.problem
        raise BankError(f"{problem.location}: {problem.message} {problem.fix}") from None
    if check and text.encode() != raw:
        raise BankError("It would be formatted.")
    if not check:
        print(text, end="", file=environment.stdout)


def bank_diff(
    context: typer.Context,
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="A bank file or folder.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="A later state of it.")],
    output: Annotated[Output, typer.Option(help="How it is written.")] = Output.text,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if there are changes.")
    ] = False,
) -> None:
    """What has changed by meaning."""
    from peerprep.core.difference import difference
    from peerprep.terminal.difference import draw, markdown

    environment: Environment = context.obj
    from peerprep.cli.files import must_be_there

    must_be_there([before, after])
    found = difference(_banks(environment, before), _banks(environment, after))
    if output is Output.json:
        print(json_module.dumps(_as_json(found), indent=1), file=environment.stdout)
    elif output is Output.markdown:
        print(environment.screen.fit(markdown(found)), end="", file=environment.stdout)
    else:
        environment.screen.show(draw(environment.screen, found))
    if exit_code and not found.nothing:
        raise typer.Exit(1)


def _banks(environment: Environment, path: Path) -> tuple[Bank, ...]:
    """The banks of one state; BankError when they cannot all be read."""
    from peerprep.banks.library import load, sound
    from peerprep.errors import BankError, NothingToDo
    from peerprep.terminal.listings import problems

    holdings = load([], only=[path], shown_from=environment.working)
    if not sound(holdings):
        errors = [problem for problem in holdings.problems if problem.tier == "error"]
        environment.screen.show(problems(environment.screen, sorted(errors)))
        raise BankError(f"{path} has errors, so it cannot be compared.")
    if not holdings.files:
        raise NothingToDo(f"There is no bank file in {path}.")
    return holdings.library.banks


def _as_json(found: BankDifference) -> dict[str, Any]:
    return {
        "schema": 1,
        "banks_added": [bank.id for bank in found.banks_added],
        "banks_removed": [bank.id for bank in found.banks_removed],
        "heads": [
            {"bank": head.bank, "changes": _changes_json(head.changes)} for head in found.heads
        ],
        "added": [item.id for item in found.added],
        "removed": [item.id for item in found.removed],
        "renamed": [_item_json(pair) for pair in found.renamed],
        "changed": [_item_json(pair) for pair in found.changed],
        "same": found.same,
    }


def _item_json(pair: ItemDifference) -> dict[str, Any]:
    return {
        "before": pair.before.id,
        "after": pair.after.id,
        "new_revision": pair.new_revision,
        "retired": pair.retired,
        "changes": _changes_json(pair.changes),
    }


def _changes_json(changes: Sequence[Any]) -> list[dict[str, str]]:
    return [{"what": c.what, "before": c.before, "after": c.after} for c in changes]
