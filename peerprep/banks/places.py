"""Where a finding stands: its field, in the file parsed anew, and the words in its lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from peerprep.banks.tree import Mapping, Node, Scalar, Sequence, Unreadable, decode, parse
from peerprep.core.checks.finding import Finding
from peerprep.core.problem import Location, Problem


class Places:
    """The fields of one file and where they stand."""

    def __init__(self, raw: bytes, file: str) -> None:
        self._file = file
        self._text = decode(raw, file)
        self._top = parse(self._text, file)
        self._lines = self._text.splitlines(keepends=True)
        self._offsets = _running(len(line) for line in self._lines)
        self._items = dict(_named_items(self._top))
        self._starts = sorted(self._offset(node.at) for node in _scalars(self._top))

    def problem(self, finding: Finding) -> Problem:
        """The finding at its line, the words underlined where they can be found as written."""
        top = self._items.get(finding.item, self._top) if finding.item else self._top
        node = _below(top, finding.path)
        at, width = self._words(node, finding)
        line = self._lines[at.line - 1].rstrip("\r\n") if at.line <= len(self._lines) else ""
        return Problem(
            at, finding.rule, finding.message, finding.fix, finding.tier, finding.item, line, width
        )

    def remarks(self) -> Iterator[tuple[str | None, Location, str]]:
        """Each comment with its place and its item; one that stands above an item belongs to it."""
        begun = sorted((node.at.line, name) for name, node in self._items.items())
        for number, line in enumerate(self._lines, start=1):
            found = re.search(r"(?:^|\s)#+\s*(\S.*)$", line.rstrip("\r\n"))
            if not found:
                continue
            alone = not line[: found.start()].strip()
            index = bisect_right(begun, (number, "\U0010ffff"))
            above = alone and index < len(begun) and self._only_remarks(number, begun[index][0])
            owner = begun[index][1] if above else begun[index - 1][1] if index else None
            yield owner, Location(self._file, number, found.start(1) + 1), found[1]

    def _only_remarks(self, start: int, end: int) -> bool:
        between = self._lines[start : end - 1]
        return all(not line.strip() or line.lstrip().startswith("#") for line in between)

    def line(self, number: int) -> str:
        """One line as written."""
        return self._lines[number - 1].rstrip("\r\n")

    def _offset(self, at: Location) -> int:
        return self._offsets[at.line - 1] + at.column - 1 if at.line <= len(self._offsets) else 0

    def _words(self, node: Node, finding: Finding) -> tuple[Location, int]:
        """Place and width of the words meant; of the field where they cannot be found."""
        if not isinstance(node, Scalar):
            return node.at, 1
        text = node.text.strip()
        start, end = finding.start, finding.end
        if start >= end:
            start, end = 0, len(text)
        wanted = text[start:end].strip()
        if not wanted:
            return node.at, 1
        before = _as_written(wanted).findall(text[:start])
        begin = self._offset(node.at)
        for number, found in enumerate(
            _as_written(wanted).finditer(self._text, begin, self._end(begin))
        ):
            if number == len(before):
                return self._at(found)
        return node.at, 1

    def _end(self, begin: int) -> int:
        """Where the next field begins."""
        index = bisect_right(self._starts, begin)
        return self._starts[index] if index < len(self._starts) else len(self._text)

    def _at(self, found: re.Match[str]) -> tuple[Location, int]:
        line = bisect_right(self._offsets, found.start())
        column = found.start() - self._offsets[line - 1]
        first = found.group().splitlines()[0].rstrip()
        return Location(self._file, line, column + 1), max(1, len(first))


def _running(lengths: Iterable[int]) -> list[int]:
    total, found = 0, []
    for length in lengths:
        found.append(total)
        total += length
    return found


def _as_written(words: str) -> re.Pattern[str]:
    """The words as YAML may hold them: folded at any space, quotes doubled or escaped."""
    parts = [re.escape(part).replace("'", "''?").replace('"', '\\\\?"') for part in words.split()]
    return re.compile(r"(?:\s|\\\s*\n)+".join(parts))


def _named_items(top: Node) -> Iterator[tuple[str, Node]]:
    items = _field(top, "items")
    for node in reversed(items.items) if isinstance(items, Sequence) else ():
        name = _field(node, "id")
        if isinstance(name, Scalar):
            yield name.text.strip(), node


def _field(node: Node, name: str) -> Node | None:
    if not isinstance(node, Mapping):
        return None
    return next((value for field, value in node.entries if field.text == name), None)


def _below(node: Node, path: Iterable[str | int]) -> Node:
    """The node at the end of the path, or as far down as it leads."""
    for step in path:
        part: Node | None = None
        if isinstance(step, str):
            part = _field(node, step)
        elif isinstance(node, Sequence) and step < len(node.items):
            part = node.items[step]
        if part is None:
            return node
        node = part
    return node


def _scalars(node: Node) -> Iterator[Node]:
    """Every scalar of the tree, names of fields too."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for part in node.items:
            yield from _scalars(part)
    else:
        for name, value in node.entries:
            yield name
            yield from _scalars(value)


def open_places(raw: bytes, file: str) -> Places | None:
    """The places of a file, or None where it cannot be parsed (which reading has reported)."""
    try:
        return Places(raw, file)
    except Unreadable:
        return None
