"""Listings: history, exams, topics, the exam-day page, problems of a bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from peerprep.core.blueprint import Exam, Fact
from peerprep.core.problem import Problem
from peerprep.terminal.layout import blank, head, lines, paragraph, rule, sentence, table
from peerprep.terminal.screen import Look, Screen
from peerprep.terminal.words import count

Row = Sequence[str]

LABEL_WIDTH = 20


def listing(
    screen: Screen,
    title: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Row],
    after: Iterable[str] = (),
) -> RenderableType:
    """A table in the standard look; one labelled sentence a row in plain and large."""
    if screen.plain or screen.look is Look.LARGE or screen.width < 60:
        texts = [sentence(title)]
        for row in rows:
            first, *rest = row
            named = [
                f"{name} {cell}" if name else cell
                for (name, _), cell in zip(columns[1:], rest, strict=True)
                if cell
            ]
            texts.append(sentence(f"{first}: {', '.join(named)}" if named else first))
        return lines(screen, *texts, *after)
    parts: list[RenderableType] = [head(screen, title), rule(screen)]
    fitted = [[Text(screen.fit(cell)) for cell in row] for row in rows]
    parts.append(table(columns, fitted))
    parts.append(rule(screen))
    parts += [paragraph(screen, text, "quiet") for text in after]
    return Group(*parts)


_STATUS = {
    "confirmed": "",
    "probable": "probable",
    "proxy": "proxy, not official",
    "stale": "from an old copy; may have changed",
    "unknown": "not known",
}


def fact_words(fact: Fact[Any]) -> str:
    """A fact's value with how well it is known; "not known" where nothing is."""
    if fact.value is None:
        return "not known" + (f". {fact.note}" if fact.note else "")
    status = _STATUS[fact.status]
    words = f"{fact.value}" + (f" ({status})" if status else "")
    return words + (f". {fact.note}" if fact.note else "")


def _source_words(fact: Fact[Any]) -> str:
    if not fact.source:
        return ""
    return fact.source + (f" ({fact.as_of})" if fact.as_of else "")


def exam_page(
    screen: Screen, exam: Exam, mix_note: str, drillable: dict[str, int]
) -> RenderableType:
    """The exam-day page: format, scoring, retake, domains, and where each fact was read."""
    rows: list[tuple[str, Fact[Any]]] = [
        ("Items", exam.items),
        ("Minutes", exam.minutes),
        ("Options an item", exam.options),
        ("Scale", exam.scale),
        ("What passes", exam.passes),
        ("Trying again", exam.retake),
        *exam.facts,
    ]
    body = [f"Given by: {exam.body}"]
    if exam.aliases:
        body.append("Also for: " + "; ".join(dict.fromkeys(exam.aliases.values())))
    if exam.note:
        body.append(exam.note)
    after = []
    if exam.domains:
        after.append(
            "Domains"
            + (f" ({_STATUS[s]})" if (s := exam.domains_fact.status) and _STATUS[s] else "")
        )
        after += [
            f"- {domain.name}: {count(drillable.get(domain.id, 0), 'drill item')}"
            for domain in exam.domains
        ]
        after.append(sentence(mix_note[0].upper() + mix_note[1:]) if mix_note else "")
        if exam.domains_fact.note:
            after.append(exam.domains_fact.note)
    reason = exam.why_no_mock()
    if reason:
        drills = f"peerprep drill --exam {exam.id}" if exam.domains else "peerprep drill"
        after.append(f"No mock: {reason} Drills are open: {drills}")
    else:
        after.append(f"Sit a mock: peerprep exam {exam.id}")
    after.append(
        "What to bring, where to sit and what it costs is for your board to say. Ask it early."
    )
    after = [text for text in after if text]
    if screen.plain or screen.look is Look.LARGE or screen.width < 60:
        texts = [sentence(exam.name), *map(sentence, body)]
        for label, fact in rows:
            source = _source_words(fact)
            texts.append(
                sentence(f"{label}: {fact_words(fact)}")
                + (f" Read at: {source}." if source else "")
            )
        return lines(
            screen, *texts, *(text if text.startswith("- ") else sentence(text) for text in after)
        )
    parts: list[RenderableType] = [head(screen, exam.name), rule(screen)]
    parts += [paragraph(screen, text) for text in body] + [blank()]
    facts = [
        (
            Text(screen.fit(label), "accent"),
            Text.assemble(
                screen.fit(fact_words(fact)),
                *((("\n" + screen.fit(_source_words(fact)), "quiet"),) if fact.source else ()),
            ),
        )
        for label, fact in rows
    ]
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=LABEL_WIDTH)
    grid.add_column(ratio=1, overflow="fold")
    for name, words in facts:
        grid.add_row(name, words)
    parts += [Padding(grid, (0, 1)), blank()]
    for text in after:
        parts.append(paragraph(screen, text, "accent" if text.startswith("Domains") else ""))
    return Group(*parts, rule(screen))


def problems(screen: Screen, found: Sequence[Problem]) -> RenderableType:
    """Every problem with its place, the words meant underlined in their line, and what to do."""
    texts: list[str] = []
    for problem in found:
        texts.append(f"{problem.location}: {problem.tier} {problem.rule}: {problem.message}")
        texts += _underlined(screen, problem)
        texts.append(f"    do: {problem.fix}")
    return Group(*(Text(screen.fit(text), overflow="fold") for text in texts))


def _underlined(screen: Screen, problem: Problem) -> list[str]:
    """The line as written, or the part of it that fits, with ^ below the words meant.

    Characters are counted by the cells they take, so that wide ones keep the marks in place.
    """
    if not problem.line.strip():
        return []
    room = max(16, min(70, screen.width - 5))
    column = problem.location.column - 1
    start = max(0, column - room * 5 // 7)
    shown = screen.fit(problem.line[start : start + room].replace("\t", " "))
    before = screen.fit(problem.line[start:column].replace("\t", " "))
    meant = screen.fit(problem.line[column : min(column + problem.width, start + room)])
    marks = " " * cell_len(before) + "^" * max(1, cell_len(meant))
    return [f"    {shown}", f"    {marks}"]
