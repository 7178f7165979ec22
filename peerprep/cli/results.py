"""A finished sitting shown: score report, look back, and the same as JSON."""

from __future__ import annotations

import json as json_module
from typing import TYPE_CHECKING, Any

from peerprep.core.attempt import Attempt
from peerprep.core.score import Score, Share, score
from peerprep.terminal.layout import sentence
from peerprep.terminal.reports import Report, score_report

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.history.store import Store

SCHEMA = 1


def show_result(environment: Environment, store: Store, sitting: int, *, json: bool) -> None:
    """Print the score report of a mock."""
    attempt = store.attempt(sitting)
    result = score(attempt)
    if json:
        print(json_module.dumps(as_json(attempt, result), indent=1), file=environment.stdout)
        return
    exam = environment.holdings.exam(attempt.form.exam or "")
    scale = ""
    if exam and exam.scale.value:
        passes = f" Passing: {sentence(exam.passes.value)}" if exam.passes.value else ""
        scale = (
            f"The real report has a scale of {exam.scale.value}.{passes} "
            "Practice items cannot be put on that scale."
        )
    wrong = result.all.right < result.all.of
    report = Report(
        title="Preliminary practice result",
        attempt=attempt,
        score=result,
        target=int(environment.settings.target),
        scale_note=scale,
        mix_note=attempt.form.mix_note,
        next_commands=("peerprep lookback", "peerprep drill --from last-exam")
        if wrong
        else ("peerprep lookback --filter all",),
    )
    screen = environment.screen
    screen.clear()
    screen.show(score_report(screen, report))


def look_back_at(environment: Environment, store: Store, sitting: int, filter_name: str) -> None:
    """Go through a sitting item by item, or print the whole of it where nobody presses keys."""
    from peerprep.terminal.lookback import look_back, transcript

    attempt = store.attempt(sitting)
    screen = environment.screen
    source = environment.holdings.library.source_line
    if not environment.interactive:
        screen.show(transcript(attempt, filter_name, screen, source))
        return
    with environment.ear() as ear:
        look_back(
            attempt,
            filter_name,
            screen=screen,
            ear=ear,
            source=source,
            remark=lambda item, kind, text: store.remark(
                item.id, kind, text, environment.clock.now()
            ),
        )


def as_json(attempt: Attempt, result: Score) -> dict[str, Any]:
    """The result with its evidence, schema 1."""
    return {
        "schema": SCHEMA,
        "attempt": attempt.id,
        "kind": attempt.kind,
        "exam": attempt.form.exam,
        "title": attempt.form.title,
        "date": attempt.started_at.date().isoformat(),
        "seconds_used": round(attempt.used),
        "seconds_allowed": attempt.limit,
        "ended": attempt.how_ended,
        "all": _share(result.all),
        "fresh": _share(result.fresh),
        "seen": _share(result.seen),
        "overtime": _share(result.overtime) if result.overtime else None,
        "domains": [
            {"id": d.id, "name": d.name, "all": _share(d.all), "fresh": _share(d.fresh)}
            for d in result.domains
        ],
        "remarked": len(attempt.remarked),
        "mix_note": attempt.form.mix_note or None,
        "items": [
            {
                "slot": r.slot.number,
                "item": r.slot.item.id,
                "response": r.slot.letters(r.response) or None,
                "key": r.slot.letters(r.slot.item.key),
                "mark": float(r.mark),
                "first_mark": None if r.first_mark is None else float(r.first_mark),
                "fresh": r.fresh,
                "certainty": r.certainty,
                "marked": r.flagged,
                "again": r.again_of is not None,
            }
            for r in attempt.responses
        ],
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "right": float(share.right),
        "of": share.of,
        "percent": share.percent,
        "range_90": list(share.range) if share.range else None,
    }
