"""peerprep exams, bank."""

from __future__ import annotations

import json as json_module
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.blueprint import Exam, Fact

EXAMS_HELP = """The exams there are; with a name, its exam-day page with sources.

\b
peerprep exams
peerprep exams icrc-pr
"""
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]

bank_app = typer.Typer(
    help="Question banks: what there is, checking, the format.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("exams", help=EXAMS_HELP)(exams)
    app.add_typer(bank_app, name="bank")


def exams(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[EXAM]", help="Its id or alias.")] = None,
    json: Json = False,
) -> None:
    """List the exams, or show one."""
    from peerprep.cli.exam import find_exam

    environment: Environment = context.obj
    if name:
        exam = find_exam(environment, name, True)
        assert exam is not None
        _show_exam(environment, exam, name, json)
        return
    _list_exams(environment, json)


def _list_exams(environment: Environment, json: bool) -> None:
    from peerprep.terminal.listings import listing

    found = environment.holdings.exams
    if json:
        body = {"schema": 1, "exams": [_exam_json(exam) for exam in found]}
        print(json_module.dumps(body, indent=1), file=environment.stdout)
        return
    rows = [
        (
            exam.id,
            exam.name,
            _number(exam.items),
            _number(exam.minutes),
            "mock, drills" if exam.why_no_mock() is None else "drills" if exam.domains else "page",
        )
        for exam in found
    ]
    columns = (("exam", "left"), ("", "left"), ("items", "right"), ("min", "right"), ("", "left"))
    after = (
        "? means: not known, and so never invented. peerprep exams NAME shows what is known and "
        "how well.",
        "Other names lead there too: "
        + ", ".join(alias for exam in found for alias in exam.aliases)
        + ".",
    )
    environment.screen.show(listing(environment.screen, "Exams", columns, rows, after))


def _number(fact: Fact[int]) -> str:
    return "?" if fact.value is None else str(fact.value)


def _show_exam(environment: Environment, exam: Exam, name: str, json: bool) -> None:
    from peerprep.terminal.listings import exam_page

    if json:
        body = {"schema": 1, **_exam_json(exam)}
        print(json_module.dumps(body, indent=1), file=environment.stdout)
        return
    counts: Counter[str] = Counter()
    for item in environment.holdings.library.items.values():
        domain = exam.domain_of(item.topic)
        if domain and item.pool == "drill":
            counts[domain.id] += 1
    mix = exam.blueprint().mix_note if exam.why_no_mock() is None else ""
    if name in exam.aliases:
        environment.screen.say(f"{exam.aliases[name]} uses this exam.")
    environment.screen.show(exam_page(environment.screen, exam, mix, counts))


def _exam_json(exam: Exam) -> dict[str, Any]:
    def fact(one: Fact[Any]) -> dict[str, Any]:
        return {
            "value": one.value,
            "status": one.status,
            "source": one.source,
            "as_of": one.as_of,
            "note": one.note,
        }

    return {
        "id": exam.id,
        "name": exam.name,
        "body": exam.body,
        "aliases": dict(exam.aliases),
        "mock": exam.why_no_mock() is None,
        "why_no_mock": exam.why_no_mock(),
        "items": fact(exam.items),
        "minutes": fact(exam.minutes),
        "options": fact(exam.options),
        "scale": fact(exam.scale),
        "passes": fact(exam.passes),
        "retake": fact(exam.retake),
        "domains": [
            {
                "id": d.id,
                "name": d.name,
                "weight": float(d.weight) if d.weight is not None else None,
                "topics": sorted(d.topics),
            }
            for d in exam.domains
        ],
        "weights": fact(exam.weights_fact),
        "facts": [{"label": label, **fact(one)} for label, one in exam.facts],
    }


@bank_app.command("list")
def bank_list(
    context: typer.Context,
    exam: Annotated[str | None, typer.Option(help="Count by this exam's domains.")] = None,
    json: Json = False,
) -> None:
    """The banks, with counts by topic, level, pool and exam domain."""
    from peerprep.cli.exam import find_exam
    from peerprep.terminal.listings import listing

    environment: Environment = context.obj
    library = environment.holdings.library
    chosen = find_exam(environment, exam or environment.settings.exam, bool(exam))
    items = list(library.items.values())

    def domain(topic: str) -> str:
        found = chosen.domain_of(topic) if chosen else None
        return found.name if found else "none"

    tallies: dict[str, Counter[tuple[str, str]]] = {
        "level": Counter((item.level, item.pool) for item in items),
        "topic": Counter((item.topic, item.pool) for item in items),
        "domain": Counter((domain(item.topic), item.pool) for item in items),
    }
    if json:
        body = {
            "schema": 1,
            "exam": chosen.id if chosen else None,
            "banks": [
                {"id": b.id, "title": b.title, "version": b.version, "items": len(b.items)}
                for b in library.banks
            ],
            "left_out": list(environment.holdings.left_out),
            **{
                name: [
                    {name: key, "pool": pool, "items": count}
                    for (key, pool), count in sorted(tally.items())
                ]
                for name, tally in tallies.items()
            },
        }
        print(json_module.dumps(body, indent=1), file=environment.stdout)
        return
    screen = environment.screen
    rows = []
    for bank in library.banks:
        pools = Counter(item.pool for item in bank.items)
        kept = (str(len(bank.items)), str(pools["drill"]), str(pools["mock"]))
        rows.append((bank.id, bank.title, *kept))
    total = Counter(item.pool for item in items)
    rows.append(("all", "", str(len(items)), str(total["drill"]), str(total["mock"])))
    columns = (
        ("bank", "left"),
        ("", "left"),
        ("items", "right"),
        ("drill", "right"),
        ("mock", "right"),
    )
    screen.show(listing(screen, "Banks", columns, rows))
    for name, tally in tallies.items():
        title = f"By {name}" + (f" of {chosen.name}" if name == "domain" and chosen else "")
        keys = sorted({key for key, _ in tally}, key=str)
        counted = [(key, str(tally[key, "drill"]), str(tally[key, "mock"])) for key in keys]
        screen.show(
            listing(screen, title, ((name, "left"), ("drill", "right"), ("mock", "right")), counted)
        )
    for left in environment.holdings.left_out:
        environment.say(f"Left out, it has errors: {left}. See: peerprep bank check {left}")


@bank_app.command("check")
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


@bank_app.command("schema")
def bank_schema(context: typer.Context) -> None:
    """The bank format as a JSON Schema, for editors."""
    from peerprep.banks.schema import schema

    environment: Environment = context.obj
    print(json_module.dumps(schema(), indent=2), file=environment.stdout)
