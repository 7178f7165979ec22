"""Text → the tree as its author laid it out: order, styles, anchors, comments and their owners.

Built on the events of the same parser that reads banks, so that both see the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from peerprep.banks.comments import Notes, Stop, find_comments, share_out

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)

# An anchor or a lone `!` before a text, with the blanks and comments that may follow it.
# Possessive, so that no file can make it try twice.
_PROPERTIES = re.compile(r"(?:(?:&[^\s,\[\]{}]+|!)(?:\s|(?<=\s)#[^\r\n]*+)*+)*+")


@dataclass(frozen=True)
class Leaf:
    """A text, how it was written ("" for plain), and the lines that it took."""

    text: str
    style: str
    rows: tuple[str, ...]
    anchor: str | None
    end: int

    @property
    def several_lines(self) -> bool:
        """Whether the author wrote it over several lines, or below its name."""
        return len(self.rows) > 1


@dataclass(frozen=True)
class Alias:
    """A reference to an anchor."""

    name: str
    end: int
    anchor: None = None


@dataclass(frozen=True)
class Branch:
    """A mapping (`named`) or a list; `flow` when written with brackets."""

    entries: tuple[Entry, ...]
    named: bool
    flow: bool
    several_lines: bool
    anchor: str | None
    number: int
    column: int
    end: int


Value = Leaf | Alias | Branch


@dataclass(frozen=True)
class Entry:
    """One named value, or one entry of a list. `number` tells which comments are its own."""

    name: Leaf | Alias | None
    value: Value
    number: int


@dataclass(frozen=True)
class Layout:
    """A document as laid out: its root, whose comments are whose, and all comments in order."""

    root: Value
    notes: Notes
    comments: tuple[str, ...]


def lay_out(text: str) -> Layout:
    """The layout of one document. The text has to have passed `tree.parse`, which bounds it."""
    composer = _Composer(text)
    root = composer.document()
    found = tuple(find_comments(text, composer.spans))
    notes = share_out(found, text, composer.stops, composer.inline_end)
    return Layout(root, notes, tuple(comment.rstrip() for _, comment in found))


class _Composer:
    """Builds the tree from events and notes where each block entry begins and ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self._count = 0
        self._path: tuple[tuple[int, int], ...] = ()
        self.spans: list[tuple[int, int, str]] = []
        self.stops: list[Stop] = []
        self.inline_end: dict[int, int] = {}

    def document(self) -> Value:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                return self._value(next(self._events), in_flow=False)
        raise ValueError("tree.parse refuses an empty document")

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _value(self, event: Any, in_flow: bool) -> Value:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return Alias(event.anchor, event.end_mark.index)
        return self._leaf(event) if kind is yaml.ScalarEvent else self._branch(event, in_flow)

    def _leaf(self, event: Any) -> Leaf:
        start, end = event.start_mark, event.end_mark
        begin = start.index
        if event.anchor or event.tag:  # the mark stands at these, and a comment may follow them
            found = _PROPERTIES.match(self._text, begin, end.index)
            begin = found.end() if found else begin
        self.spans.append((begin, end.index, event.style or ""))
        rows = tuple(row.strip(" ") for row in self._text[begin : end.index].rstrip().split("\n"))
        return Leaf(event.value, event.style or "", rows, event.anchor, end.index)

    def _branch(self, event: Any, in_flow: bool) -> Branch:
        named, flow = isinstance(event, yaml.MappingStartEvent), in_flow or bool(event.flow_style)
        number, outer = self._number(), self._path
        column = self._column(event.start_mark)
        if not flow:
            self._path = (*outer, (number, column))
        last = yaml.MappingEndEvent if named else yaml.SequenceEndEvent
        entries = []
        for inner in self._events:
            if isinstance(inner, last):
                break
            entries.append(self._entry(inner, named, flow))
        self._path = outer
        several = event.start_mark.line != inner.end_mark.line
        end = inner.end_mark.index
        return Branch(tuple(entries), named, flow, several, event.anchor, number, column, end)

    def _entry(self, event: Any, named: bool, flow: bool) -> Entry:
        number = self._number()
        if not flow:
            at = event.start_mark
            column = self._path[-1][1]
            self.stops.append(Stop(at.index, column, number, self._path))
        name = None
        if named:
            taken = self._value(event, flow)
            assert not isinstance(taken, Branch)  # tree.parse refuses other names
            name, event = taken, next(self._events)
        value = self._value(event, flow)
        if not flow and not (isinstance(value, Branch) and not value.flow):
            self.inline_end[number] = value.end
        return Entry(name, value, number)

    def _column(self, mark: Any) -> int:
        """The column of the block's entries: an anchor or a dash may stand before the mark."""
        start = self._text.rfind("\n", 0, mark.index) + 1
        before = self._text[start : mark.index]
        if before.strip():
            return int(mark.column)
        return len(before)
