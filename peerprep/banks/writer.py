"""The tree as laid out → text in the usual form: order, indentation, quotes, folded lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peerprep.banks.layout import Alias, Branch, Entry, Layout, Leaf, Notes, Value

WIDTH = 120
"""The columns that a line should keep to."""

HEAD = (
    "format", "id", "title", "language", "licence", "version", "authors", "sources", "exhibits",
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
_FOLDED_IF_LONG = {("item", "stem"), ("exhibits", "")}
# Fields whose value is a name or one of a few words, which needs no quotes.
_NAMES = {
    ("head", "id"), ("item", "id"), ("item", "kind"), ("item", "marking"), ("item", "topic"),
    ("item", "level"), ("item", "pool"), ("item", "status"), ("item", "exhibit"),
    ("option", "id"), ("citation", "id"),
}  # fmt: skip
_FLAGS = {("item", "shuffle"), ("option", "correct")}

_EMPTY = {"", "~", "null", "Null", "NULL"}
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+()-]*|<<")
# Words that need no quotes for any reader of YAML, whatever it would turn others into.
_SURE = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_-]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


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
            body = [self._one_line(root, part, "", WIDTH) or "{}"]
        head = _squeezed([*self._notes.head, *body])
        return "\n".join(head) + "\n"

    def _block(self, branch: Branch, part: str, indent: int) -> list[str]:
        lines: list[str] = []
        for entry in self._in_order(branch, part):
            lines += self._entry(entry, part, indent)
        tail = self._notes.tail.get(branch.number, [])
        return _squeezed([*lines, *_indented(tail, indent)])

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
        lead = _indented(self._notes.before.get(entry.number, []), indent)
        opener = _opener(entry)
        beside = self._notes.beside.get(entry.number)
        return [*lead, *self._filled(entry, part, indent, opener, f"  {beside}" if beside else "")]

    def _filled(self, entry: Entry, part: str, indent: int, opener: str, beside: str) -> list[str]:
        value, name = entry.value, _name(entry)
        start = " " * indent + opener
        inner = _OPENS.get((part, name)) or _OPENS.get((part, ""), "")
        if isinstance(value, Branch) and not self._inline(value, inner, len(start) + 1):
            return self._nested(value, inner, indent, start, beside)
        if isinstance(value, Leaf):
            return _leaf_lines(value, part, name, indent, start, beside)
        text = self._one_line(value, inner, name)
        return [f"{start} {text}{beside}"]

    def _nested(self, branch: Branch, part: str, indent: int, start: str, beside: str) -> list[str]:
        lines = self._block(branch, part, indent + 2)
        if branch.anchor:
            return [f"{start} &{branch.anchor}{beside}", *_without_first_blank(lines)]
        if not start.endswith("-"):
            return [start + beside, *_without_first_blank(lines)]
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
            or (isinstance(entry.value, Leaf) and not (entry.value.text or entry.value.style))
            for entry in branch.entries
        )

    def _one_line(self, value: Value, part: str, name: str, most: int = 0) -> str:
        if isinstance(value, Alias):
            return f"*{value.name}"
        if isinstance(value, Leaf):
            return _anchored(value, _scalar(value, part, name, named=bool(name)))
        inner = [self._flow_entry(entry, part) for entry in self._in_order(value, part)]
        body = ", ".join(inner)
        return _anchored(value, "{" + body + "}" if value.named else "[" + body + "]")

    def _flow_entry(self, entry: Entry, part: str) -> str:
        inner = _OPENS.get((part, _name(entry))) or _OPENS.get((part, ""), "")
        if isinstance(entry.value, Branch):
            text = self._one_line(entry.value, inner, "")
        else:
            text = self._one_line(entry.value, part, _name(entry))
        return f"{_opener(entry)} {text}".rstrip() if entry.name else text


def is_bank(root: Value) -> bool:
    """Whether the top has a list of items: other files of a library have none."""
    return isinstance(root, Branch) and any(
        _name(entry) == "items" and isinstance(entry.value, Branch) and not entry.value.named
        for entry in root.entries
    )


def _name(entry: Entry) -> str:
    return entry.name.text if isinstance(entry.name, Leaf) else ""


def _opener(entry: Entry) -> str:
    if entry.name is None:
        return "-"
    if isinstance(entry.name, Alias):
        return f"*{entry.name.name} :"
    text = entry.name.text
    plain = not entry.name.style or bool(_SURE.fullmatch(text))
    return _anchored(entry.name, text if plain and _PLAIN.fullmatch(text) else quoted(text)) + ":"


def _anchored(value: Leaf | Branch, text: str) -> str:
    return f"&{value.anchor} {text}".rstrip() if value.anchor else text


def _indented(notes: Iterable[str], indent: int) -> list[str]:
    return [" " * indent + note if note else "" for note in notes]


def _squeezed(lines: Iterable[str]) -> list[str]:
    """The lines without a blank one at the start or the end, or two together."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept[:-1] if kept and not kept[-1] else kept


def _without_first_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines and not lines[0] else lines


def _scalar(leaf: Leaf, part: str, field: str, *, named: bool) -> str:
    """One text on one line: plain where it is one word and was plain or is a name, else quoted."""
    if not leaf.style and leaf.text in _EMPTY:
        return "null" if named else leaf.text
    text = leaf.text.strip()
    plain = not leaf.style and _PLAIN.fullmatch(text)
    is_name = ((part, field) in _NAMES or part == "words") and _SURE.fullmatch(text)
    is_flag = (part, field) in _FLAGS and text in {"true", "false"}
    return text if plain or is_name or is_flag else quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    body = "".join(_ESCAPES.get(character, character) for character in text)
    return f'"{_UNPRINTABLE.sub(_escape, body)}"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _leaf_lines(
    leaf: Leaf, part: str, field: str, indent: int, start: str, beside: str
) -> list[str]:
    """A text after its name: on one line, or folded below it."""
    named = not start.endswith("-")
    one = f"{start} {_anchored(leaf, _scalar(leaf, part, field, named=named))}".rstrip()
    text = leaf.text.strip()
    below = ((part, field) in _FOLDED_IF_LONG or (part, "") in _FOLDED_IF_LONG) or (
        leaf.several_lines
    )
    if not below or (len(one) <= WIDTH and "\n" not in text) or not _can_stand_below(text):
        return [one + beside]
    mark, body = _below(leaf, text, WIDTH - indent - 2)
    lines = [f"{start} {_anchored(leaf, mark)}{beside}", *_indented(body, indent + 2)]
    # One piece, so that blank lines between its paragraphs are never taken for layout.
    return ["\n".join(lines)]


def _can_stand_below(text: str) -> bool:
    """Whether it keeps its meaning without quotes: no odd characters, no space at line ends."""
    if _UNPRINTABLE.search(text.replace("\n", "")) or "\t" in text:
        return False
    return all(line == line.strip(" ") for line in text.split("\n")) and bool(text)


def _below(leaf: Leaf, text: str, width: int) -> tuple[str, list[str]]:
    lines = text.split("\n")
    short = all(len(line) <= width for line in lines)
    if len(lines) > 1 and (leaf.style == "|" or short) and leaf.style != ">":
        return "|-", lines
    kept = list(leaf.rows[1:])
    if " ".join(kept) == text and all(len(row) <= width for row in kept):
        # An author's own line breaks stay, so that mending one word changes one line.
        return ">-", kept
    body: list[str] = []
    for line in lines:
        if body:
            body.append("")
        body += _folded(line, width) if line else []
    return ">-", body


def _folded(line: str, width: int) -> list[str]:
    """One paragraph broken at single spaces; a run of spaces stays inside its line."""
    rows: list[str] = []
    for word in re.split(r"(?<! ) (?! )", line):
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += " " + word
        else:
            rows.append(word)
    return rows
