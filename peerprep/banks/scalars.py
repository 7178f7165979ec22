"""Texts of a bank as the usual form writes them: plain, in quotes, or folded below their name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peerprep.banks.layout import Branch, Leaf

WIDTH = 120
"""The columns that a line should keep to."""

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


def anchored(value: Leaf | Branch, text: str) -> str:
    """The text behind the anchor of its value, if that has one."""
    return f"&{value.anchor} {text}".rstrip() if value.anchor else text


def indented(notes: Iterable[str], indent: int) -> list[str]:
    """Lines moved to the right; blank ones stay empty."""
    return [" " * indent + note if note else "" for note in notes]


def on_one_line(leaf: Leaf, part: str, field: str, *, named: bool) -> str:
    """One text on one line: plain where it is one word and was plain or is a name, else quoted."""
    if not leaf.style and leaf.text in _EMPTY:
        # A field left out is null; in a list an empty value is a text, which brackets need to see.
        return "null" if named else leaf.text or ("" if leaf.anchor else '""')
    text = leaf.text.strip()
    plain = not leaf.style and _PLAIN.fullmatch(text)
    is_name = ((part, field) in _NAMES or part == "words") and _SURE.fullmatch(text)
    is_flag = (part, field) in _FLAGS and text in {"true", "false"}
    return text if plain or is_name or is_flag else quoted(text)


def written_name(leaf: Leaf) -> str:
    """The name of a field: plain wherever that is sure."""
    plain = not leaf.style or bool(_SURE.fullmatch(leaf.text))
    text = leaf.text if plain and _PLAIN.fullmatch(leaf.text) else quoted(leaf.text)
    return anchored(leaf, text)


def quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    body = "".join(_ESCAPES.get(character, character) for character in text)
    return f'"{_UNPRINTABLE.sub(_escape, body)}"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def leaf_lines(
    leaf: Leaf, part: str, field: str, indent: int, start: str, beside: str
) -> list[str]:
    """A text after its name: on one line, or folded below it."""
    named = not start.endswith("-")
    one = f"{start} {anchored(leaf, on_one_line(leaf, part, field, named=named))}".rstrip()
    text = leaf.text.strip()
    below = ((part, field) in _FOLDED_IF_LONG or (part, "") in _FOLDED_IF_LONG) or (
        leaf.several_lines
    )
    if not below or (len(one) <= WIDTH and "\n" not in text) or not _can_stand_below(text):
        return [one + beside]
    mark, body = _below(leaf, text, WIDTH - indent - 2)
    lines = [f"{start} {anchored(leaf, mark)}{beside}", *indented(body, indent + 2)]
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
