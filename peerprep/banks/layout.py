"""Text → the tree as its author laid it out: order, styles, anchors, comments and their owners.

The parser gives no comments, but it gives the place of every scalar. Outside the scalars a `#` can
be nothing but a comment, since tags are refused before. So no second parser is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)

_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
_COMMENT = re.compile("#[^\r\n\x85\u2028\u2029]*")
# An anchor or a lone `!` before a text, with the blanks and comments that may follow it.
# Possessive, so that no file can make it try twice.
_PROPERTIES = re.compile(r"(?:(?:&[^\s,\[\]{}]+|!)(?:\s|(?<=\s)#[^\r\n]*+)*+)*+")
# What may stand before a comment on its line when the comment speaks of what comes next.
_NOTHING_YET = re.compile(r"[\s?-]*|(?:---|\.\.\.|%).*")


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


@dataclass
class Notes:
    """The comments by owner; "" stands for a blank line that is kept."""

    head: list[str] = field(default_factory=list)
    before: dict[int, list[str]] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    tail: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """A document as laid out: its root, whose comments are whose, and all comments in order."""

    root: Value
    notes: Notes
    comments: tuple[str, ...]


@dataclass(frozen=True)
class _Stop:
    """Where an entry of a block begins, and the open blocks around it, outermost first."""

    start: int
    column: int
    entry: int
    path: tuple[tuple[int, int], ...]


def lay_out(text: str) -> Layout:
    """The layout of one document. The text has to have passed `tree.parse`, which bounds it."""
    composer = _Composer(text)
    root = composer.document()
    found = tuple(_comments(text, composer.spans))
    notes = _Owners(text, composer).share_out(found)
    return Layout(root, notes, tuple(comment.rstrip() for _, comment in found))


class _Composer:
    """Builds the tree from events and notes where each block entry begins and ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self._count = 0
        self._path: tuple[tuple[int, int], ...] = ()
        self.spans: list[tuple[int, int, str]] = []
        self.stops: list[_Stop] = []
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
            self.stops.append(_Stop(at.index, column, number, self._path))
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


def _comments(text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """Every comment with its place, in order."""
    at = 0
    for start, end, style in [*sorted(spans), (len(text), len(text), "")]:
        for found in _COMMENT.finditer(text, at, max(at, start)):
            yield found.start(), found.group()
        if style in {"|", ">"} and (header := _HEADER_COMMENT.match(text, start, end)):
            yield header.start(1), header.group(1)
        at = max(at, end)


class _Owners:
    """Decides which entry or block each comment belongs to."""

    def __init__(self, text: str, composer: _Composer) -> None:
        self._text = text
        self._stops = composer.stops
        self._starts = [stop.start for stop in composer.stops]
        self._inline_end = composer.inline_end
        self._notes = Notes()

    def share_out(self, comments: tuple[tuple[int, str], ...]) -> Notes:
        for at, comment in comments:
            self._place(at, comment.rstrip())
        for number, stop in enumerate(self._stops):
            first = number == 0 or self._stops[number - 1].start != stop.start
            if first and self._blank_above(stop.start):
                self._lead(stop.entry if number else None).append("")
        return self._notes

    def _lead(self, entry: int | None) -> list[str]:
        return self._notes.head if entry is None else self._notes.before.setdefault(entry, [])

    def _place(self, at: int, comment: str) -> None:
        following = bisect_right(self._starts, at)
        if following == 0:
            self._add(self._notes.head, at, comment)
            return
        last = self._stops[following - 1]
        upcoming = self._stops[following] if following < len(self._stops) else None
        alone = bool(_NOTHING_YET.fullmatch(self._line_before(at)))
        if at < self._inline_end.get(last.entry, 0) or not alone:
            self._beside(last, at, comment, alone)
        elif upcoming and self._speaks_of(upcoming, last, at):
            self._add(self._lead(upcoming.entry), at, comment)
        else:
            self._add(self._tail(last, self._indent(at)), at, comment)

    def _beside(self, stop: _Stop, at: int, comment: str, alone: bool) -> None:
        if alone or stop.entry in self._notes.beside:
            lead = self._notes.head if stop is self._stops[0] else self._lead(stop.entry)
            lead.append(comment)
        else:
            self._notes.beside[stop.entry] = comment

    def _speaks_of(self, upcoming: _Stop, last: _Stop, at: int) -> bool:
        """Whether a comment between two entries belongs to the second: by its indentation."""
        return len(upcoming.path) > len(last.path) or self._indent(at) <= upcoming.column

    def _tail(self, last: _Stop, indent: int) -> list[str]:
        fitting = [branch for branch, column in last.path if column <= indent]
        branch = fitting[-1] if fitting else last.path[0][0]
        return self._notes.tail.setdefault(branch, [])

    def _add(self, notes: list[str], at: int, comment: str) -> None:
        if self._blank_above(at):
            notes.append("")
        notes.append(comment)

    def _line_before(self, at: int) -> str:
        return self._text[self._text.rfind("\n", 0, at) + 1 : at]

    def _indent(self, at: int) -> int:
        before = self._line_before(at)
        return len(before) - len(before.lstrip(" "))

    def _blank_above(self, at: int) -> bool:
        """Whether what stands here begins its line and the line above it is blank."""
        start = self._text.rfind("\n", 0, at) + 1
        if start == 0 or not _NOTHING_YET.fullmatch(self._text[start:at]):
            return False
        above = self._text[self._text.rfind("\n", 0, start - 1) + 1 : start - 1]
        return not above.strip()
