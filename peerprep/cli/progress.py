"""peerprep progress, peerprep readiness."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.progress import MockResult, Progress
    from peerprep.core.readiness import Readiness
    from peerprep.core.score import Share

PROGRESS_HELP = """What practice has come to: domains, mocks, sureness, pace, days.

\b
peerprep progress
peerprep progress --exam ncps --json
peerprep progress --html page.html    a page to keep or show
"""
READINESS_HELP = """What the evidence says about your exam, and when it says nothing.

\b
peerprep readiness
peerprep readiness --exam ncps --json
"""

SCHEMA = 1

ExamName = Annotated[str | None, typer.Option("--exam", help="Another exam than the usual one.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("progress", help=PROGRESS_HELP)(progress)
    app.command("readiness", help=READINESS_HELP)(readiness)


def progress(
    context: typer.Context,
    exam: ExamName = None,
    json: Json = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as a page.")
    ] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Write it as a picture.")
    ] = None,
) -> None:
    """Show the page of progress, or write it to files."""
    from peerprep.cli.standing import chosen_exam, progress_of, read_records
    from peerprep.terminal.progress import progress_page

    environment: Environment = context.obj
    chosen = chosen_exam(environment, exam)
    store = environment.store()
    try:
        what = progress_of(environment, store, read_records(environment, store, chosen))
    finally:
        store.close()
    if html or svg:
        _write(environment, what, html, svg)
    if json:
        body = {"schema": SCHEMA, "exam": chosen.id, **progress_json(what)}
        print(json_module.dumps(body, indent=1), file=environment.stdout)
    elif not (html or svg):
        environment.screen.show(progress_page(environment.screen, what))


def _write(environment: Environment, what: Progress, html: Path | None, svg: Path | None) -> None:
    """The page as files: in the standard look, unless another one was asked for by name."""
    from peerprep.cli.files import write_new
    from peerprep.terminal.export import as_html, as_svg, recording_screen
    from peerprep.terminal.progress import progress_page
    from peerprep.terminal.screen import Look

    wanted = environment.flags.look or environment.settings.look
    on = recording_screen(Look.STANDARD if wanted == "auto" else Look(wanted))
    on.show(progress_page(on, what))
    title = "peerprep progress"
    for path, text in ((html, as_html(on, title)), (svg, as_svg(on, title))):
        if path is not None:
            write_new(environment.working / path, text)
            environment.say(f"Written: {path}")


def readiness(context: typer.Context, exam: ExamName = None, json: Json = False) -> None:
    """Show what the evidence says about an exam."""
    from peerprep.cli.standing import chosen_exam, mix_note, read_records, readiness_of
    from peerprep.errors import UsageError
    from peerprep.terminal.readiness import ReadinessPage, readiness_page

    environment: Environment = context.obj
    chosen = chosen_exam(environment, exam)
    if not chosen.domains:
        raise UsageError(
            f"The content areas of {chosen.name} are not known, so nothing can be weighed for it. "
            "peerprep progress shows the counts; peerprep exams lists the exams that are known."
        )
    store = environment.store()
    try:
        records = read_records(environment, store, chosen)
    finally:
        store.close()
    found = readiness_of(environment, records)
    assert found is not None
    if json:
        body = {"schema": SCHEMA, "exam": chosen.id, **readiness_json(found, mix_note(chosen))}
        print(json_module.dumps(body, indent=1), file=environment.stdout)
        return
    what = ReadinessPage(
        found,
        exam_id=chosen.id,
        exam=chosen.name,
        on=environment.clock.now().date(),
        length=chosen.items.value,
        mix_note=mix_note(chosen),
    )
    environment.screen.show(readiness_page(environment.screen, what))


def share_json(share: Share) -> dict[str, Any]:
    """A share with its evidence."""
    return {
        "right": float(share.right),
        "of": share.of,
        "percent": share.percent,
        "range_90": list(share.range) if share.range else None,
    }


def progress_json(what: Progress) -> dict[str, Any]:
    """The page of progress with every number it is drawn from, schema 1."""
    return {
        "date": what.at.date().isoformat(),
        "target": what.target,
        "first_looks_days": what.days,
        "fresh": share_json(what.all),
        "domains": [{"id": d.id, "name": d.name, **share_json(d.share)} for d in what.domains],
        "outside": share_json(what.outside),
        "most_to_gain": what.gain,
        "sureness": [{"certainty": s.certainty, **share_json(s.share)} for s in what.sureness],
        "sure_and_missed": [
            {"item": m.item, "principle": m.principle, "right_since": m.mended} for m in what.misses
        ],
        "mocks": [_mock_json(mock) for mock in what.mocks],
        "mocks_of_other_exams": what.other_mocks,
        "changes": {
            "wrong_to_right": what.changes.wrong_to_right,
            "right_to_wrong": what.changes.right_to_wrong,
            "wrong_to_wrong": what.changes.wrong_to_wrong,
        },
        "seconds_an_item": {
            "drill": what.pace.drill,
            "drill_of": what.pace.drill_of,
            "latest_mock": what.pace.mock,
            "exam_allows": what.pace.allowed,
        },
        "secure": what.secure,
        "dots": list(what.dots),
        "days_practiced": what.practiced,
        "calendar": [{"day": d.day.isoformat(), "answered": d.answered} for d in what.calendar],
        "reviews": [{"day": d.day.isoformat(), "items": d.items} for d in what.forecast],
        "reviews_later": what.later,
    }


def _mock_json(mock: MockResult) -> dict[str, Any]:
    return {
        "attempt": mock.sitting,
        "title": mock.title,
        "date": mock.at.date().isoformat(),
        "all": share_json(mock.all),
        "fresh": share_json(mock.fresh),
        "seconds_used": round(mock.seconds),
        "seconds_allowed": mock.limit,
        "in_time": mock.in_time,
    }


def readiness_json(found: Readiness, note: str) -> dict[str, Any]:
    """Readiness with its evidence, schema 1; estimates, ranges and chances from 0 to 1."""
    from peerprep.core.readiness import NOT_THE_FORM

    return {
        "state": str(found.state),
        "why": found.why,
        "target": found.target,
        "fresh_answers": found.of,
        "estimate": found.estimate,
        "range_90": None if found.low is None else [found.low, found.high],
        "most_to_gain": found.gain,
        "chance_of_target_on_a_new_form": None if found.chance is None else list(found.chance),
        "says": NOT_THE_FORM,
        "mix_note": note or None,
        "domains": [
            {
                "id": d.id,
                "name": d.name,
                "weight": float(d.weight),
                "right": float(d.right),
                "of": d.of,
                "estimate": d.estimate,
                "range_90": [d.low, d.high],
            }
            for d in found.domains
        ],
    }
