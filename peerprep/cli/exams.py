"""peerprep exams."""

from __future__ import annotations

import json as json_module
from collections import Counter
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


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("exams", help=EXAMS_HELP)(exams)


def exams(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[EXAM]", help="Its id or alias.")] = None,
    json: Json = False,
) -> None:
    """List the exams, or show one."""
    from peerprep.cli.names import find_exam

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
