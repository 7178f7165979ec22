"""peerprep bank audit: what a guesser would score, what is covered, what is said twice."""

from __future__ import annotations

import json as json_module
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from peerprep.banks.library import Holdings
    from peerprep.cli.environment import Environment
    from peerprep.core.audit import Audit, Cues
    from peerprep.core.blueprint import Exam

SEED = 1


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(bank_audit)


def bank_audit(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATHS]", help="Files or folders.")
    ] = None,
    exam: Annotated[
        str | None, typer.Option(metavar="NAME|FILE", help="Cover this exam's domains.")
    ] = None,
    most: Annotated[
        int, typer.Option("-n", min=0, help="How many entries of a list to show.")
    ] = 10,
    seed: Annotated[int, typer.Option(help="How items are held out.")] = SEED,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """What a guesser would score without the question, what is covered, what is said twice."""
    from peerprep.banks.tone import tone
    from peerprep.core.audit import audit
    from peerprep.terminal.audit import audit_page
    from peerprep.terminal.words import count

    environment: Environment = context.obj
    holdings = _holdings(environment, paths or ())
    _anything(holdings)
    environment.dice.seed(seed)
    chosen = _exam(environment, holdings, exam)
    if environment.interactive:
        environment.say(f"Guessing {count(len(holdings.library.items), 'item')}: some seconds.")
    found = audit(holdings.library, chosen, tone(), environment.dice)
    if json:
        print(json_module.dumps(body(found, seed), indent=1), file=environment.stdout)
    else:
        screen = environment.screen
        screen.show(audit_page(screen, found, holdings.library.items, seed, most))
    for left in holdings.left_out:
        environment.say(f"Left out, it has errors: {left}. See: peerprep bank check {left}")


def _holdings(environment: Environment, paths: Sequence[Path]) -> Holdings:
    """The banks named, else the library; topics from beside them, else the library's."""
    from peerprep.banks.check import topics_folder
    from peerprep.banks.library import load
    from peerprep.cli.files import must_be_there

    must_be_there(paths)
    if not paths:
        return environment.holdings
    own = [folder for path in paths if (folder := topics_folder(path))]
    base = list(dict.fromkeys(own)) or list(environment.bank_roots)
    return load(base, only=paths, shown_from=environment.working)


def _anything(holdings: Holdings) -> None:
    """Raises NothingToDo where no single-best item is; BankError where errors are the reason."""
    from peerprep.errors import BankError, NothingToDo

    items = holdings.library.items.values()
    if any(item.kind.name == "single-best" for item in items):
        return
    if holdings.left_out:
        raise BankError("The banks have errors. See: peerprep bank check")
    raise NothingToDo("There is no single-best item to audit here.")


def _exam(environment: Environment, holdings: Holdings, wanted: str | None) -> Exam | None:
    """The exam of that name or file; without one, that of the settings where it is known."""
    from peerprep.cli.names import find_exam

    if wanted is None:
        return holdings.exam(environment.settings.exam)
    if Path(wanted).is_file():
        return _exam_file(Path(wanted), holdings)
    return holdings.exam(wanted) or find_exam(environment, wanted, True)


def _exam_file(path: Path, holdings: Holdings) -> Exam:
    from peerprep.banks.exams import read_exam
    from peerprep.errors import BankError, UsageError

    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    exam, problems = read_exam(raw, str(path), holdings.library.topics or None)
    if exam is None:
        raise BankError(f"{problems[0].location}: {problems[0].message} {problems[0].fix}")
    return exam


def body(found: Audit, seed: int) -> dict[str, Any]:
    """The audit as JSON, schema 1; shares are from 0 to 1."""
    from dataclasses import asdict

    from peerprep.core.item import LEVELS

    return {
        "schema": 1,
        "seed": seed,
        "items": found.items,
        "guessing": _guessing(found.cues) if found.cues else None,
        "exam": found.exam,
        "coverage": [
            {
                "block": block.name,
                "topics": [
                    {
                        "topic": row.topic,
                        **dict(zip(LEVELS, row.levels, strict=True)),
                        "drill": row.drill,
                        "mock": row.mock,
                    }
                    for row in block.rows
                ],
            }
            for block in found.blocks
        ],
        "forms": asdict(found.forms) if found.forms else None,
        "lone_principles": [{"principle": text, "item": item} for text, item in found.lone],
        "near_duplicates": [asdict(pair) for pair in found.near],
    }


def _guessing(cues: Cues) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "items": cues.items,
        "left_out": dict(cues.left_out),
        "other_language": cues.other_language,
        "unshuffled": cues.unshuffled,
        "chance": cues.chance,
        "line": asdict(cues.line) if cues.line else None,
        "model": asdict(cues.model) if cues.model else None,
        "rule": asdict(cues.rule) if cues.rule else None,
        "told": asdict(cues.told) if cues.told else None,
        "rules": [asdict(tried) for tried in cues.rules],
        "place": asdict(cues.place),
        "weights": dict(cues.weights),
        "giveaways": [asdict(giveaway) for giveaway in cues.giveaways],
    }
