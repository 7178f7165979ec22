"""The few shapes that cards are made of: rules, heads, hints, paragraphs, lettered options."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from peerprep.terminal.screen import Look, Screen

Hint = tuple[str, str]
"""A key and what it does: ("Enter", "next")."""


def rule(screen: Screen) -> Text:
    """A light line across the card."""
    return Text((" " + ("─" if screen.unicode else "-") * (screen.width - 2)), "quiet")


def blank() -> Text:
    """An empty line."""
    return Text("")


def paragraph(screen: Screen, text: str, style: str = "", indent: int = 1) -> RenderableType:
    """Text from a bank or of ours, wrapped by words, never read as markup."""
    return Padding(Text(screen.fit(text), style, overflow="fold"), (0, 1, 0, indent))


def head(screen: Screen, left: str, right: str = "") -> RenderableType:
    """The first line of a card: where one is, and the time."""
    left, right = screen.fit(left), screen.fit(right)
    # Counted in cells, as a Chinese sign or an emoji takes two.
    gap = screen.width - cell_len(left) - cell_len(right) - 2
    if screen.look is Look.LARGE or gap < 2 or "\n" in left + right:
        parts = [paragraph(screen, left, "strong")]
        if right:
            parts.append(paragraph(screen, right, "quiet"))
        return Group(*parts)
    return Text.assemble(" ", (left, "strong"), " " * gap, (right, "quiet"))


def hints(screen: Screen, pairs: Iterable[Hint], lead: str = "") -> RenderableType:
    """The keys that work here, each with its word; a key never parts from its word."""
    rows, width = [Text(lead)], screen.width - 2
    for key, word in pairs:
        gap = 3 if rows[-1] else 0
        if len(rows[-1]) + gap + len(key) + 1 + len(word) > width and rows[-1]:
            rows.append(Text())
            gap = 0
        rows[-1].append(" " * gap)
        rows[-1].append(key, "accent").append(" ").append(screen.fit(word), "quiet")
    return Padding(Group(*rows), (0, 1))


def lettered(
    screen: Screen, rows: Iterable[tuple[str, str, str, str]], gap: bool = True
) -> RenderableType:
    """Options with a hanging indent: rows of (marker, letter, text, style)."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(width=1)
    table.add_column(ratio=1)
    first = True
    for marker, letter, text, style in rows:
        if gap and not first:
            table.add_row()
        first = False
        table.add_row(
            Text(marker, "accent"),
            Text(letter, "accent" if style != "struck" else style),
            Text(screen.fit(text), style, overflow="fold"),
        )
    return Padding(table, (0, 1))


def lines(screen: Screen, *texts: str) -> Group:
    """Plain mode's body: each text wrapped by words to the width, no glyph of ours beyond ASCII."""
    wrapped = []
    for text in texts:
        for part in screen.fit(text).split("\n"):
            wrapped += _wrapped(screen, part) or [""]
    return Group(*(Text(line, no_wrap=True, overflow="ignore") for line in wrapped))


def _wrapped(screen: Screen, text: str) -> list[str]:
    """One paragraph wrapped by words; by cells where a sign takes two of them or none."""
    if cell_len(text) == len(text):
        # Ids, commands and file names stay whole: one wants to type or to copy them.
        return textwrap.wrap(text, screen.width, break_on_hyphens=False)
    found = Text(text).wrap(screen.console, screen.width, overflow="fold")
    return [line.plain.rstrip() for line in found]


def last_cells(text: str, room: int) -> str:
    """As much of the end of a text as fits into so many cells."""
    while cell_len(text) > room:
        text = text[1:]
    return text


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    text = text.rstrip()
    return text if text.endswith((".", "?", "!", ":", '"', "\u201d")) else text + "."


def table(
    columns: Iterable[tuple[str, str]], rows: Iterable[Iterable[Text | str]], indent: int = 1
) -> RenderableType:
    """A quiet table: no borders, a dim head; columns are (title, "left" or "right")."""
    grid = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="quiet", show_edge=False
    )
    for title, side in columns:
        grid.add_column(
            title,
            justify="right" if side == "right" else "left",
            overflow="fold",
        )
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return Padding(grid, (0, 0, 0, indent))
