"""The tree as laid out → text in the usual form: order, indentation, quotes, folded lines."""

from __future__ import annotations

from collections.abc import Iterable

from peerprep.banks.comments import Notes
from peerprep.banks.layout import Alias, Branch, Entry, Layout, Leaf, Value
from peerprep.banks.scalars import (
    WIDTH,
    anchored,
    indented,
    leaf_lines,
    on_one_line,
    written_name,
)

HEAD = (
    "format", "id", "title", "language", "licence", "version", "authors", "sources", "exhibits",
    "waive",
    "items",
)  # fmt: skip
ITEM = (
    "id", "kind", "marking", "topic", "level", "pool", "status", "exhibit", "stem", "options",
    "principle", "source", "tags", "enemies", "sensitive", "jurisdiction", "as_of", "shuffle",
    "waive",
)  # fmt: skip
OPTION = ("id", "text", "correct", "rationale")
SOURCE = ("title", "publisher", "year", "number", "address", "locator")
CITATION = ("id", "locator")

ORDER = {"head": HEAD, "item": ITEM, "option": OPTION, "source": SOURCE, "citation": CITATION}
"""The order of fields by the part they stand in; docs/bank-format.md tells them in this order."""

# The part that a field opens, by the part it stands in.
_OPENS = {
    ("head", "items"): "items",
    ("items", ""): "item",
    ("item", "options"): "options",
    ("options", ""): "option",
    ("item", "source"): "citation",
    ("head", "sources"): "sources",
    ("sources", ""): "source",
    ("head", "exhibits"): "exhibits",
    ("item", "tags"): "words",
    ("item", "enemies"): "words",
    ("item", "sensitive"): "words",
    ("head", "authors"): "words",
}
_ALWAYS_BLOCK = {"head", "items", "item", "options", "sources", "exhibits"}
_FLOW_IF_SHORT = {"citation", "words"}


def write(layout: Layout, *, ordered: bool) -> str:
    """The text of a layout. With `ordered`, fields of a bank come in the usual order."""
    return _Writer(layout.notes, ordered).document(layout.root)


class _Writer:
    def __init__(self, notes: Notes, ordered: bool) -> None:
        self._notes = notes
        self._ordered = ordered

    def document(self, root: Value) -> str:
        part = "head" if is_bank(root) else ""
        if isinstance(root, Branch) and root.entries and not self._inline(root, part, 0):
            anchor = [f"&{root.anchor}"] if root.anchor else []
            body = [*anchor, *self._block(root, part, 0)]
        else:
            body = [self._one_line(root, part, "")]
        head = _squeezed([*self._notes.head, *body])
        return "\n".join(head) + "\n"

    def _block(self, branch: Branch, part: str, indent: int) -> list[str]:
        lines: list[str] = []
        for entry in self._in_order(branch, part):
            lines += self._entry(entry, part, indent)
        tail = self._notes.tail.get(branch.number, [])
        return _squeezed([*lines, *indented(tail, indent)])

    def _in_order(self, branch: Branch, part: str) -> Iterable[Entry]:
        order = ORDER.get(part, ())
        if not self._ordered or not order:
            return branch.entries
        # Sorting is stable: unknown fields stay at the end in the order of their author.
        return sorted(
            branch.entries,
            key=lambda entry: order.index(name) if (name := _name(entry)) in order else len(order),
        )

    def _entry(self, entry: Entry, part: str, indent: int) -> list[str]:
        lead = indented(self._notes.before.get(entry.number, []), indent)
        opener = _opener(entry)
        beside = self._notes.beside.get(entry.number)
        return [*lead, *self._filled(entry, part, indent, opener, f"  {beside}" if beside else "")]

    def _filled(self, entry: Entry, part: str, indent: int, opener: str, beside: str) -> list[str]:
        value, name = entry.value, _name(entry)
        start = " " * indent + opener
        inner = _part_inside(part, name)
        if isinstance(value, Branch) and not self._inline(value, inner, len(start) + 1):
            return self._nested(value, inner, indent, start, beside)
        if isinstance(value, Leaf):
            return leaf_lines(value, part, name, indent, start, beside)
        text = self._one_line(value, inner, name)
        return [f"{start} {text}{beside}"]

    def _nested(self, branch: Branch, part: str, indent: int, start: str, beside: str) -> list[str]:
        lines = self._block(branch, part, indent + 2)
        if branch.anchor:
            return [f"{start} &{branch.anchor}{beside}", *lines]
        if not start.endswith("-"):
            return [start + beside, *lines]
        # `- ` and the first field share a line; what stands above that field goes above both.
        above = 0
        while not lines[above].strip() or lines[above].lstrip().startswith("#"):
            above += 1
        lead = [" " * indent + beside.strip()] if beside else []
        lead += [line[2:] for line in lines[:above]]
        first = " " * indent + "- " + lines[above][indent + 2 :]
        return [*lead, first, *lines[above + 1 :]]

    def _inline(self, branch: Branch, part: str, column: int) -> bool:
        """Whether a branch is written with brackets, on one line."""
        if not branch.entries:
            return True
        if part in _ALWAYS_BLOCK:
            return False
        fits = column + len(self._one_line(branch, part, "")) <= WIDTH
        if branch.flow:
            return fits or not branch.several_lines
        return part in _FLOW_IF_SHORT and fits and not self._spoken_of(branch)

    def _spoken_of(self, branch: Branch) -> bool:
        """Whether comments or blocks stand inside, which brackets could not hold."""
        return branch.number in self._notes.tail or any(
            entry.number in self._notes.beside
            or any(self._notes.before.get(entry.number, ()))  # blank lines say nothing
            or isinstance(entry.value, Branch)
            for entry in branch.entries
        )

    def _one_line(self, value: Value, part: str, name: str) -> str:
        if isinstance(value, Alias):
            return f"*{value.name}"
        if isinstance(value, Leaf):
            return anchored(value, on_one_line(value, part, name, named=bool(name)))
        inner = [self._flow_entry(entry, part) for entry in self._in_order(value, part)]
        body = ", ".join(inner)
        return anchored(value, "{" + body + "}" if value.named else "[" + body + "]")

    def _flow_entry(self, entry: Entry, part: str) -> str:
        inside = isinstance(entry.value, Branch)
        where = _part_inside(part, _name(entry)) if inside else part
        text = self._one_line(entry.value, where, _name(entry))
        return f"{_opener(entry)} {text}".rstrip() if entry.name else text


def is_bank(root: Value) -> bool:
    """Whether the top has a list of items: other files of a library have none."""
    return isinstance(root, Branch) and any(
        _name(entry) == "items" and isinstance(entry.value, Branch) and not entry.value.named
        for entry in root.entries
    )


def _name(entry: Entry) -> str:
    return entry.name.text if isinstance(entry.name, Leaf) else ""


def _part_inside(part: str, name: str) -> str:
    return _OPENS.get((part, name)) or _OPENS.get((part, ""), "")


def _opener(entry: Entry) -> str:
    if entry.name is None:
        return "-"
    if isinstance(entry.name, Alias):
        return f"*{entry.name.name} :"
    return written_name(entry.name) + ":"


def _squeezed(lines: Iterable[str]) -> list[str]:
    """The lines without a blank one at the start or the end, or two together."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept[:-1] if kept and not kept[-1] else kept
