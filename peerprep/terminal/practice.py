"""What practice came to: changed answers, pace, secure items, days, and reviews ahead."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from peerprep.core.progress import Progress
from peerprep.core.schedule import SECURE_DAYS
from peerprep.terminal.charts import count_bar, day_dots, secure_dots
from peerprep.terminal.layout import paragraph
from peerprep.terminal.screen import Screen
from peerprep.terminal.sections import Section
from peerprep.terminal.words import count, duration


def practice_sections(screen: Screen, what: Progress) -> list[Section]:
    """One section for each; those of which there is nothing to say yet are left out or empty."""
    last = [_secure(screen, what), _days(screen, what), _ahead(screen, what)]
    return [*_ways(what), *last]


def _ways(what: Progress) -> list[Section]:
    sections = []
    changes = what.changes
    if changes.total:
        words = (
            f"{count(changes.total, 'answer')} changed in mocks: {changes.wrong_to_right} to "
            f"right, {changes.right_to_wrong} away from right, {changes.wrong_to_wrong} neither."
        )
        sections.append(Section("Changed answers", (words,)))
    pace, said = what.pace, []
    if pace.drill is not None:
        of = count(pace.drill_of, "question")
        said.append(f"In drills {duration(pace.drill)} a question (median of {of}).")
    if pace.mock is not None:
        words = f"In the latest mock {duration(pace.mock)} an item"
        if pace.allowed is not None:
            words += f"; the exam gives {duration(pace.allowed)}"
        said.append(f"{words}.")
    if said:
        sections.append(Section("Pace", tuple(said)))
    return sections


# Secure, days, ahead


def _secure(screen: Screen, what: Progress) -> Section:
    total = sum(what.dots)
    words = {3: "secure: right and not guessed on three days", 2: "known on two days", 1: "on one"}
    words[0] = "drilled, no dot yet"
    rows: list[tuple[Text | str, ...]] = [
        (secure_dots(number, unicode=screen.unicode), str(what.dots[number]), words[number])
        for number in range(SECURE_DAYS, -1, -1)
        if what.dots[number] or number == SECURE_DAYS
    ]
    said = [f"{count(what.secure, 'item')} secure: right and not guessed on three days."]
    said += [
        f"{count(what.dots[number], 'item')} with {count(number, 'dot')} of three."
        for number in (2, 1)
        if what.dots[number]
    ]
    if not total:
        return Section("Secure", ("A dot for each day an item is known; three make it secure.",))
    columns = (("", "left"), ("", "right"), ("", "left"))
    return Section("Secure", tuple(said), (_bare(columns, rows),))


def _bare(
    columns: tuple[tuple[str, str], ...], rows: list[tuple[Text | str, ...]]
) -> RenderableType:
    """A table without its empty head."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _, side in columns:
        grid.add_column(justify="right" if side == "right" else "left")
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return Padding(grid, (0, 0, 0, 1))


def _days(screen: Screen, what: Progress) -> Section:
    practiced = [day.answered > 0 for day in what.calendar]
    lately = sum(practiced)
    words = f"{count(what.practiced, 'day')} practiced so far."
    if lately:
        words = f"{lately} of the last {len(practiced)}, and {words}"
    else:
        words = f"Good to see you. {words}"
    letters = Text(" ".join(f"{day.day:%a}"[0] for day in what.calendar), "quiet")
    row = day_dots(practiced, unicode=screen.unicode)
    drawn = Group(Padding(letters, (0, 0, 0, 1)), Padding(row, (0, 0, 0, 1)))
    days = [f"{day.day:%a} {day.day.day}" for day in what.calendar if day.answered]
    said = [words] + ([f"Days with practice: {', '.join(days)}."] if days else [])
    return Section("Fourteen days", tuple(said), (drawn, paragraph(screen, words)))


def _ahead(screen: Screen, what: Progress) -> Section:
    most = max((day.items for day in what.forecast), default=0)
    names = [_day_name(number, day.day) for number, day in enumerate(what.forecast)]
    said = [
        f"{name}: {count(day.items, 'item')}."
        for name, day in zip(names, what.forecast, strict=True)
        if day.items
    ]
    later = (f"Later: {count(what.later, 'item')}.",) if what.later else ()
    if not said and not later:
        return Section("", ())
    rows: list[tuple[Text | str, ...]] = [
        (name, str(day.items), count_bar(day.items, most, unicode=screen.unicode))
        for name, day in zip(names, what.forecast, strict=True)
    ]
    columns = (("", "left"), ("", "right"), ("", "left"))
    drawn = (_bare(columns, rows),) if said else ()
    return Section("Reviews ahead", tuple(said), drawn, later)


def _day_name(number: int, day: date) -> str:
    return ("Today", "Tomorrow")[number] if number < 2 else f"{day:%a} {day.day}"
