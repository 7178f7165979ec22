"""YAML text → nodes that keep their place; nothing is turned into another type.

The tree is built from the event stream, with depth, size and aliases bounded while it is read:
the library's own composer recurses in C and would take the process down on deep nesting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from peerprep.banks.files import MAX_BYTES
from peerprep.core.problem import Location, Problem

MAX_NODES = 200_000
"""Names and values in a file: three thousand items have that many, at some 500 bytes each."""

MAX_DEPTH = 20
MAX_ALIASED = 10_000
"""How many nodes all aliases of a file may stand for together."""

NODE_LETTERS = 500
"""A longer text counts as several nodes where an alias repeats it."""

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)


class _Placed:
    """What every node has: its place, worked out when somebody asks, as few ever do."""

    __slots__ = ("_file", "_mark")
    _file: str
    _mark: Any

    @property
    def at(self) -> Location:
        """Where the node begins."""
        return Location(self._file, self._mark.line + 1, self._mark.column + 1)


class Scalar(_Placed):
    """Text exactly as written, and whether it was quoted (so that `null` and "null" differ)."""

    __slots__ = ("quoted", "text")

    def __init__(self, text: str, quoted: bool, file: str, mark: Any) -> None:
        self.text, self.quoted, self._file, self._mark = text, quoted, file, mark

    @property
    def size(self) -> int:
        """How many nodes it stands for: one, and more for a long text."""
        return 1 + len(self.text) // NODE_LETTERS

    @property
    def empty(self) -> bool:
        """Whether the author left the value out, or wrote null."""
        return self.text in _NULLS and not self.quoted


class Sequence(_Placed):
    """A list."""

    __slots__ = ("_size", "items")

    def __init__(self, items: tuple[Node, ...], file: str, mark: Any) -> None:
        self.items, self._file, self._mark, self._size = items, file, mark, 0

    @property
    def size(self) -> int:
        """How many nodes it stands for, itself and those of its aliases among them."""
        self._size = self._size or 1 + sum(item.size for item in self.items)
        return self._size


class Mapping(_Placed):
    """Named values in the order written; a name given twice stays twice."""

    __slots__ = ("_size", "entries")

    def __init__(self, entries: tuple[tuple[Scalar, Node], ...], file: str, mark: Any) -> None:
        self.entries, self._file, self._mark, self._size = entries, file, mark, 0

    @property
    def size(self) -> int:
        """How many nodes it stands for, itself and those of its aliases among them."""
        self._size = self._size or 1 + sum(1 + value.size for _, value in self.entries)
        return self._size


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Node = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """The text is no YAML that we accept; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def decode(raw: bytes, file: str) -> str:
    """Bytes → text. Raises Unreadable for anything but UTF-8 (a byte-order mark is allowed)."""
    if len(raw) > MAX_BYTES:
        raise _unreadable(
            Location(file),
            "TOO-LARGE",
            f"The file has over {MAX_BYTES // 10**6} MB, which is the most that is read.",
            "Split it into several files.",
        )
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _unreadable(Location(file), "ENCODING", "The file is in UTF-16.", "Save it as UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise _unreadable(
            Location(file, line, column),
            "ENCODING",
            "The file is not UTF-8 text from here on.",
            "Save it as UTF-8 in your editor.",
        ) from None


def parse(text: str, file: str) -> Node:
    """Text → the tree of its single document. Raises Unreadable with place, reason and remedy."""
    try:
        loader = _Loader(text)
        try:
            return _Builder(_bounded(loader.get_event, file), file).document()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        raise _unreadable(
            at, "YAML", f"This is not valid YAML: {error.problem}.", _remedy(error)
        ) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _unreadable(
            Location(file, line, error.position - text.rfind("\n", 0, error.position)),
            "CONTROL",
            f"A character that no text should hold stands here (U+{_code(error):04X}).",
            "Delete it.",
        ) from None


def _bounded(take: Callable[[], Any], file: str) -> Callable[[], Any]:
    """The same source of events, for at most MAX_NODES nodes."""
    nodes = 0
    node: Any = yaml.NodeEvent

    def counted() -> Any:
        nonlocal nodes
        event = take()
        if isinstance(event, node):
            nodes += 1
            if nodes > MAX_NODES:
                raise _unreadable(
                    Location(file, event.start_mark.line + 1, event.start_mark.column + 1),
                    "TOO-LARGE",
                    f"The file has over {MAX_NODES} names and values.",
                    "Split it into several files.",
                )
        return event

    return counted


def _code(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return ord(character) if isinstance(character, str) and len(character) == 1 else int(character)


def _remedy(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "tab" in problem or "cannot start any token" in problem:
        return "Indent with spaces, never with tabs, and put text with odd characters in quotes."
    if "mapping values are not allowed" in problem:
        return 'Put text that holds ": " in quotes.'
    return "Check the indentation and the quotes here and on the line before."


class _Builder:
    """Builds the tree from events. Recursion is bounded by MAX_DEPTH.

    Nine nodes in ten are plain scalars: the loops over a list and a mapping make those themselves,
    and leave to `_node` whatever has children, an anchor, a tag, or lies too deep.
    """

    def __init__(self, take: Callable[[], Any], file: str) -> None:
        self._take = take
        self._file = file
        self._anchors: dict[str, Node] = {}
        self._aliased = 0

    def document(self) -> Node:
        node: Node | None = None
        while not isinstance(event := self._take(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise _unreadable(
                        self._at(event),
                        "YAML",
                        "A second document begins here (---).",
                        "Keep one bank in a file.",
                    )
                node = self._node(self._take(), 0)
        if node is None:
            raise _unreadable(
                Location(self._file), "YAML", "The file is empty.", "Start it with `format: 1`."
            )
        return node

    def _at(self, event: Any) -> Location:
        return Location(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _unreadable(
                self._at(event),
                "TOO-DEEP",
                f"The nesting here is over {MAX_DEPTH} deep.",
                "Flatten it.",
            )
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag not in {None, "!"}:
            raise _unreadable(
                self._at(event),
                "TAG",
                f"Tags such as {event.tag!r} are not read.",
                "Delete the tag.",
            )
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Scalar(event.value, bool(event.style), self._file, event.start_mark)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Sequence(tuple(self._items(depth + 1)), self._file, event.start_mark)
        else:
            node = Mapping(tuple(self._entries(depth + 1)), self._file, event.start_mark)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _items(self, depth: int) -> list[Node]:
        take, items = self._take, []
        while not isinstance(event := take(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
        return items

    def _entries(self, depth: int) -> list[tuple[Scalar, Node]]:
        take, file, plain, entries = self._take, self._file, depth <= MAX_DEPTH, []
        scalar, end = yaml.ScalarEvent, yaml.MappingEndEvent
        while (kind := type(event := take())) is not end:
            name: Node
            value: Node
            if plain and kind is scalar and event.tag is None and event.anchor is None:
                name = Scalar(event.value, bool(event.style), file, event.start_mark)
            else:
                name = self._node(event, depth)
            if not isinstance(name, Scalar):
                raise _unreadable(
                    name.at, "YAML", "A name must be one word here.", "Check the indentation."
                )
            event = take()
            if type(event) is scalar and event.tag is None and event.anchor is None and plain:
                value = Scalar(event.value, bool(event.style), file, event.start_mark)
            else:
                value = self._node(event, depth)
            entries.append((name, value))
        return entries

    def _alias(self, event: Any) -> Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            raise _unreadable(
                self._at(event),
                "ALIAS",
                f"*{event.anchor} stands for something that is not complete above.",
                "Write the text out.",
            )
        self._aliased += node.size
        if self._aliased > MAX_ALIASED:
            raise _unreadable(
                self._at(event),
                "ALIAS",
                f"The aliases of this file stand for more than {MAX_ALIASED} pieces of text.",
                "Write the text out.",
            )
        return node


def _unreadable(at: Location, rule: str, message: str, fix: str) -> Unreadable:
    return Unreadable(Problem(at, rule, message, fix))
