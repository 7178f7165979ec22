"""The difference of two states of the banks: on the screen, and as Markdown for a review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from peerprep.core.bank import Bank
from peerprep.core.changes import Change, Fate, Words
from peerprep.core.difference import BankDifference, ItemDifference
from peerprep.core.item import Item
from peerprep.terminal.layout import lines
from peerprep.terminal.screen import Screen, clean
from peerprep.terminal.words import count

ANEW = "New revision: its statistics begin anew."
RETIRED = "Retired: in no sitting from now on; past ones keep it."
REMOVED = "Past sittings keep it as it was shown. To take an item out of use, retire it."

_MARKS: dict[Fate, tuple[str, str]] = {"kept": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_STYLES: dict[Fate, str] = {"kept": "", "gone": "yellow strike", "new": "right"}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$])")


@dataclass(frozen=True)
class Row:
    """One line of the tale: a heading, a change with its words, or a note on what follows."""

    kind: Literal["head", "change", "note"]
    label: str
    words: Words = ()


def draw(screen: Screen, found: BankDifference) -> RenderableType:
    """The difference: one heading an item, one line a change, the words that changed marked.

    Where there are colors the words that went are struck out; elsewhere both are in brackets.
    """
    if screen.plain:
        return lines(screen, *(_plain(row) for row in told(found)))
    console = screen.console
    colored = console.color_system is not None and not console.no_color
    return Group(*(_drawn(screen, row, colored) for row in told(found)))


def told(found: BankDifference) -> Iterator[Row]:
    """The difference in rows, each kind of change after the other; the last row counts the rest."""
    yield from _banks("Bank added", found.banks_added)
    yield from _banks("Bank removed", found.banks_removed)
    for head in found.heads:
        yield Row("head", f"Bank {head.bank}")
        yield from _changes(head.changes)
    for item in found.added:
        yield from _whole("Added", item, "new")
    for item in found.removed:
        yield from _whole("Removed", item, "gone")
        yield Row("note", REMOVED)
    for pair in found.renamed:
        yield from _renamed(pair)
    for pair in found.changed:
        yield Row("head", f"Changed: {pair.after.id}")
        yield from _consequences(pair)
        yield from _changes(pair.changes)
    yield Row("head", f"{count(found.same, 'item')} the same.")


def _banks(label: str, banks: Iterable[Bank]) -> Iterator[Row]:
    for bank in banks:
        yield Row("head", f"{label}: {bank.id}, {bank.title} ({count(len(bank.items), 'item')})")


def _whole(label: str, item: Item, fate: Fate) -> Iterator[Row]:
    yield Row("head", f"{label}: {item.id} ({item.topic}, {item.level}, {item.pool})")
    yield Row("change", "stem", ((fate, item.stem),))


def _renamed(pair: ItemDifference) -> Iterator[Row]:
    old, new = pair.before.id, pair.after.id
    yield Row("head", f"Renamed: {old} is now {new}")
    yield Row("note", f"History hangs on the id: that of {old} stays behind. Keep the old id.")
    yield from _consequences(pair)
    yield from _changes(pair.changes)


def _consequences(pair: ItemDifference) -> Iterator[Row]:
    if pair.retired:
        yield Row("note", RETIRED)
    if pair.new_revision:
        yield Row("note", ANEW)


def _changes(changes: Iterable[Change]) -> Iterator[Row]:
    return (Row("change", change.what, change.words) for change in changes)


def _plain(row: Row) -> str:
    if row.kind == "head":
        return row.label
    if row.kind == "note":
        return f"  {row.label}"
    return f"  {row.label}: {_marked(row.words)}"


def _marked(words: Words) -> str:
    return " ".join(text.join(_MARKS[fate]) for fate, text in words)


def _drawn(screen: Screen, row: Row, colored: bool) -> RenderableType:
    if row.kind == "head":
        return Padding(Text(screen.fit(row.label), "strong", overflow="fold"), (0, 1))
    text = Text(overflow="fold")
    text.append(screen.fit(row.label), "accent" if row.kind == "change" else "")
    text.append(":" if row.words else "")
    for fate, words in row.words:
        shown = words if colored else words.join(_MARKS[fate])
        text.append(" ").append(screen.fit(shown), _STYLES[fate] if colored else "")
    return Padding(text, (0, 1, 0, 3))


def markdown(found: BankDifference) -> str:
    """The difference as Markdown; text from banks is escaped, so that it stays text."""
    parts: list[str] = []
    for row in told(found):
        label = _escaped(row.label)
        if row.kind == "head":
            parts.append(f"\n**{label}**\n" if parts else f"**{label}**\n")
        elif row.kind == "note":
            parts.append(f"- *{label}*")
        else:
            parts.append(f"- {label}: {' '.join(_in_markdown(*run) for run in row.words)}")
    return "\n".join(parts) + "\n"


def _in_markdown(fate: Fate, text: str) -> str:
    mark = {"kept": "", "gone": "~~", "new": "**"}[fate]
    return f"{mark}{_escaped(text)}{mark}"


def _escaped(text: str) -> str:
    """Bank text on one line of Markdown: every mark escaped, no line of its own."""
    return _MARKDOWN.sub(r"\\\1", " ".join(clean(text).split()))
