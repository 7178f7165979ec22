"""peerprep plan: what each day until the exam is for."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import date

    from peerprep.cli.environment import Environment
    from peerprep.cli.settings import Settings
    from peerprep.core.blueprint import Exam
    from peerprep.history.store import Store
    from peerprep.terminal.plan_words import PlanPage

HELP = """Count back from your exam date: how many questions a day, and which days for mocks.

\b
peerprep plan --exam icrc-pr --date 2027-01-15 --minutes 25
peerprep plan                    the same plan, counted anew for today
peerprep plan --ics plan.ics     a file for your calendar
peerprep plan --clear            put the date away
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("plan", help=HELP)(plan)


def plan(
    context: typer.Context,
    exam: Annotated[str | None, typer.Option(help="peerprep exams lists them.")] = None,
    date: Annotated[str | None, typer.Option(help="The exam day, like 2027-01-15.")] = None,
    minutes: Annotated[str | None, typer.Option(help="Minutes a day, 5 to 240.")] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Also write a calendar file.")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Put date and minutes away.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Keep what is new, then show the plan for today."""
    from peerprep.errors import UsageError

    environment: Environment = context.obj
    asked = {"exam": exam, "exam_date": date, "minutes": minutes}
    changes = {name: value for name, value in asked.items() if value is not None}
    if clear:
        if changes or ics:
            raise UsageError("--clear puts the plan away; give it alone.")
        _clear(environment)
        return
    settings = _settled(environment, changes)
    store = environment.store()
    try:
        page, chosen = _page(environment, store, settings, kept="exam_date" not in changes)
    finally:
        store.close()
    if ics is not None:
        _write_calendar(environment, ics, page)
    if changes:
        _keep(environment, changes)
    if json:
        body = as_json(page, chosen)
        print(json_module.dumps(body, indent=1), file=environment.stdout)
        return
    _show(environment, page, ics, kept=bool(changes))


def _show(environment: Environment, page: PlanPage, ics: Path | None, *, kept: bool) -> None:
    from peerprep.terminal.plans import plan_page

    screen = environment.screen
    screen.show(plan_page(screen, page))
    if kept:
        screen.say("Kept. peerprep plan shows it again, counted for that day.")
    if ics is not None:
        screen.say(f"Written: {ics}. It names neither the exam nor a score.")


def _settled(environment: Environment, changes: dict[str, str]) -> Settings:
    """The settings with the flags over them, each checked; what is not kept yet is only checked."""
    from dataclasses import replace

    from peerprep.cli.settings import check, read_date
    from peerprep.errors import UsageError

    if "exam_date" in changes and read_date(changes["exam_date"]) is None:
        raise UsageError(
            f"{changes['exam_date']!r} is no day that can be read. "
            "Write year, month and day like 2027-01-15."
        )
    return replace(environment.settings, **{n: check(n, v) for n, v in changes.items()})


def _keep(environment: Environment, changes: dict[str, str]) -> None:
    """Write the changes over what the file holds; what the environment says is not kept."""
    from dataclasses import replace

    from peerprep.cli.settings import read_file, write_file

    path = environment.writable_settings()
    write_file(path, replace(read_file(path), **changes))


def _clear(environment: Environment) -> None:
    from peerprep.cli.settings import Settings, read_file
    from peerprep.errors import NothingToDo

    usual = Settings()
    if read_file(environment.paths.settings).exam_day is None:
        raise NothingToDo("No exam date is kept, so there is nothing to put away.")
    _keep(environment, {"exam_date": usual.exam_date, "minutes": usual.minutes})
    environment.screen.say("The plan is put away. What you have practiced stays.")


def exam_day_or_error(day: date | None, today: date, *, kept: bool) -> date:
    """The exam day where a plan can count back from it; else an error that says what to do.

    A day that was kept earlier may have come since: that is nobody's slip, so it is NothingToDo.
    """
    from datetime import timedelta

    from peerprep.core.plan import FURTHEST
    from peerprep.errors import NothingToDo, UsageError
    from peerprep.terminal.plan_words import full_day

    new = "peerprep plan --date 2027-01-15"
    if day is None:
        raise NothingToDo(
            "No exam date is kept yet. "
            "peerprep plan --exam icrc-pr --date 2027-01-15 --minutes 25 makes a plan."
        )
    written, left = full_day(day), (day - today).days
    if kept and left == 0:
        raise NothingToDo(
            f"Today is the day, {written}. Nothing is left to plan: you bring what you have. "
            "peerprep support has people to call."
        )
    if kept and left < 0:
        raise NothingToDo(
            f"The day you planned for, {written}, is behind you. However it went, the practice "
            f"stays yours. A new date: {new}. Or put it away: peerprep plan --clear"
        )
    if left == 0:
        raise UsageError(
            f"{written} is today, so there is no day left to plan. All the best for it. "
            f"For another date: {new}"
        )
    if left < 0:
        raise UsageError(
            f"{written} has been already, as today is {full_day(today)}. Is it another year? "
            f"Write it like this: {new}"
        )
    if left > FURTHEST:
        raise UsageError(
            f"{written} is more than two years away, and exams change in that time. "
            f"A plan can look as far as {full_day(today + timedelta(days=FURTHEST))}."
        )
    return day


def _page(
    environment: Environment, store: Store, settings: Settings, *, kept: bool
) -> tuple[PlanPage, Exam]:
    """The plan for today with what its page says."""
    from peerprep.cli.names import find_exam
    from peerprep.cli.planning import Facts
    from peerprep.cli.sitting import say_left_out
    from peerprep.core.schedule import study_day

    today = study_day(environment.clock.now())
    day = exam_day_or_error(settings.exam_day, today, kept=kept)
    exam = find_exam(environment, settings.exam, True)
    assert exam is not None
    say_left_out(environment)
    return Facts(environment, store, exam, today).page(day, int(settings.minutes)), exam


def _write_calendar(environment: Environment, file: Path, page: PlanPage) -> None:
    """Write the calendar file, never over one that is there."""
    from peerprep.cli.files import write_new
    from peerprep.exchange.ics import calendar, plan_events

    write_new(file, calendar(plan_events(page.plan, form=page.form), stamp=environment.clock.now()))


def as_json(page: PlanPage, exam: Exam) -> dict[str, Any]:
    """The plan as data."""
    plan = page.plan
    return {
        "schema": 1,
        "exam": exam.id,
        "date": plan.exam_day.isoformat(),
        "today": plan.today.isoformat(),
        "days_left": plan.days_left,
        "minutes": plan.minutes,
        "seconds_an_item": round(plan.seconds, 1),
        "own_pace": page.own_pace,
        "unseen": plan.unseen,
        "seen_before_exam": plan.seen,
        "holds_all": plan.holds,
        "items_a_day": plan.a_day,
        "items_that_fit_a_day": plan.room,
        "items_a_day_for_all": plan.needed,
        "whole_unseen_forms": plan.forms,
        "mocks": [day.isoformat() for day in plan.mocks],
        "no_mock": page.no_mock or None,
        "last_days_from": plan.touch_from.isoformat(),
        "left_out": [{"domain": name, "items": number} for name, number in page.left_out],
        "days_off": [
            {"a_week": m.days, "items_a_day_for_all": m.a_day, "seen_before_exam": m.seen}
            for m in plan.missed
        ],
        "days": [
            {
                "date": day.date.isoformat(),
                "new": day.new,
                "due": day.due,
                "mock": day.mock,
                "last_days": day.touch,
            }
            for day in plan.days
        ],
        "next": page.next_command,
    }
