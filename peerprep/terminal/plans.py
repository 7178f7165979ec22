"""The plan to an exam day, drawn: today, the days ahead, mocks, and what days off come to."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType

from peerprep.core.plan import Plan
from peerprep.terminal.layout import blank, head, lines, paragraph, rule, sentence, table
from peerprep.terminal.plan_words import (
    PlanPage,
    exam_day_words,
    fit_words,
    further_words,
    minutes_of,
    missed_cells,
    missed_sentence,
    stretch_sentence,
    stretches,
    today_words,
)
from peerprep.terminal.screen import Look, Screen


def plan_page(screen: Screen, page: PlanPage) -> RenderableType:
    """Draw the plan."""
    plan = page.plan
    title, until = f"Plan: {page.exam}", exam_day_words(plan)
    before, after = (today_words(page), *fit_words(page)), tuple(further_words(page))
    if screen.plain or screen.look is Look.LARGE or screen.width < 60:
        rows = [stretch_sentence(plan, stretch) for stretch in stretches(plan)]
        off = ["Days off are fine. Only the numbers move:"]
        off += [missed_sentence(plan, missed) for missed in plan.missed]
        texts = [*before, *rows, *off, *after]
        if screen.plain:
            return lines(screen, sentence(title), sentence(until), *texts)
        spaced = [part for text in texts for part in (paragraph(screen, text), blank())]
        return Group(head(screen, title, until), rule(screen), *spaced[:-1], rule(screen))
    parts: list[RenderableType] = [head(screen, title, until), rule(screen)]
    parts += _apart(screen, before)
    parts += [_days_table(screen, plan), blank()]
    parts += [paragraph(screen, "Days off are fine. Only the numbers move:", "accent")]
    parts += [_missed_table(screen, plan), blank()]
    parts += _apart(screen, after)[:-1]
    return Group(*parts, rule(screen))


def _apart(screen: Screen, texts: Iterable[str]) -> list[RenderableType]:
    return [part for text in texts for part in (paragraph(screen, text), blank())]


def _days_table(screen: Screen, plan: Plan) -> RenderableType:
    rows = []
    for stretch in stretches(plan):
        new, due = stretch.a_day
        cells = (new + due, new, due, minutes_of(plan, new + due))
        rows.append((stretch.when, *map(str, cells), screen.fit(stretch.remark)))
    columns = (
        ("", "left"),
        ("a day", "right"),
        ("new", "right"),
        ("due", "right"),
        ("minutes", "right"),
        ("", "left"),
    )
    return table(columns, rows)


def _missed_table(screen: Screen, plan: Plan) -> RenderableType:
    columns = [("days off", "left"), ("a day", "right"), ("minutes", "right")]
    if plan.unseen:
        columns.append(("new ones seen", "left"))
    rows = [missed_cells(plan, missed)[: len(columns)] for missed in plan.missed]
    return table(columns, rows)
