"""Comments: where they stand, and which entry of a bank each of them speaks of.

The parser gives no comments, but it gives the place of every scalar. Outside the scalars a `#` can
be nothing but a comment, since tags are refused before. So no second parser is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
_COMMENT = re.compile("#[^\r\n\x85\u2028\u2029]*")
# What may stand before a comment on its line when the comment speaks of what comes next.
_NOTHING_YET = re.compile(r"[\s?-]*|(?:---|\.\.\.|%).*")


@dataclass(frozen=True)
class Notes:
    """The comments by the number of their owner; "" stands for a blank line that is kept."""

    head: Sequence[str]
    """Above everything."""
    before: Mapping[int, Sequence[str]]
    """Above an entry."""
    beside: Mapping[int, str]
    """At the end of an entry's line."""
    tail: Mapping[int, Sequence[str]]
    """After the last entry of a branch."""


@dataclass(frozen=True)
class Stop:
    """Where an entry of a block begins, and the open blocks around it, outermost first."""

    start: int
    column: int
    entry: int
    path: tuple[tuple[int, int], ...]


def find_comments(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """Every comment with its place, in order. `spans` are the scalars: begin, end and style."""
    at = 0
    for start, end, style in [*sorted(spans), (len(text), len(text), "")]:
        for found in _COMMENT.finditer(text, at, max(at, start)):
            yield found.start(), found.group()
        if style in {"|", ">"} and (header := _HEADER_COMMENT.match(text, start, end)):
            yield header.start(1), header.group(1)
        at = max(at, end)


def share_out(
    comments: Iterable[tuple[int, str]],
    text: str,
    stops: Sequence[Stop],
    inline_end: Mapping[int, int],
) -> Notes:
    """Give each comment to the entry or the block that it speaks of.

    `inline_end` tells where the value of an entry ends, for values that are no block.
    """
    return _Owners(text, stops, inline_end).share_out(comments)


class _Owners:
    """Decides which entry or block each comment belongs to."""

    def __init__(self, text: str, stops: Sequence[Stop], inline_end: Mapping[int, int]) -> None:
        self._text = text
        self._stops = stops
        self._starts = [stop.start for stop in stops]
        self._inline_end = inline_end
        self._head: list[str] = []
        self._before: dict[int, list[str]] = {}
        self._beside: dict[int, str] = {}
        self._tail: dict[int, list[str]] = {}

    def share_out(self, comments: Iterable[tuple[int, str]]) -> Notes:
        for at, comment in comments:
            self._place(at, comment.rstrip())
        for number, stop in enumerate(self._stops):
            first = number == 0 or self._stops[number - 1].start != stop.start
            if first and self._blank_above(stop.start):
                self._lead(stop.entry if number else None).append("")
        return Notes(self._head, self._before, self._beside, self._tail)

    def _lead(self, entry: int | None) -> list[str]:
        return self._head if entry is None else self._before.setdefault(entry, [])

    def _place(self, at: int, comment: str) -> None:
        following = bisect_right(self._starts, at)
        if following == 0:
            self._add(self._head, at, comment)
            return
        last = self._stops[following - 1]
        upcoming = self._stops[following] if following < len(self._stops) else None
        alone = bool(_NOTHING_YET.fullmatch(self._line_before(at)))
        if at < self._inline_end.get(last.entry, 0) or not alone:
            self._put_beside(last, comment, alone)
        elif upcoming and self._speaks_of(upcoming, last, at):
            self._add(self._lead(upcoming.entry), at, comment)
        else:
            self._add(self._end_of(last, self._indent(at)), at, comment)

    def _put_beside(self, stop: Stop, comment: str, alone: bool) -> None:
        if alone or stop.entry in self._beside:
            lead = self._head if stop is self._stops[0] else self._lead(stop.entry)
            lead.append(comment)
        else:
            self._beside[stop.entry] = comment

    def _speaks_of(self, upcoming: Stop, last: Stop, at: int) -> bool:
        """Whether a comment between two entries belongs to the second: by its indentation."""
        return len(upcoming.path) > len(last.path) or self._indent(at) <= upcoming.column

    def _end_of(self, last: Stop, indent: int) -> list[str]:
        """The tail of the innermost open block that the comment is indented as."""
        fitting = [branch for branch, column in last.path if column <= indent]
        branch = fitting[-1] if fitting else last.path[0][0]
        return self._tail.setdefault(branch, [])

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
