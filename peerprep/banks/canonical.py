"""Bank text → the same bank in its usual form, with every comment; or the problem why not.

The result is read before it is given out: the same tree, the same reading, the same comments. So a
gap in the writer can cost a file its formatting and never its meaning.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from peerprep.banks.layout import lay_out
from peerprep.banks.reader import read_bank
from peerprep.banks.tree import Mapping, Node, Scalar, Sequence, Unreadable, parse
from peerprep.banks.writer import write
from peerprep.core.problem import Location, Problem


def canonical(text: str, file: str) -> str:
    """The text in the usual form, ending in a line feed; the same text when given that form.

    Raises Unreadable for text that is no YAML that we accept, for a file without a `format` at its
    top (it is somebody else's), and where the form could not be reached without changing more.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    before = parse(text, file)
    if not isinstance(before, Mapping) or "format" not in {n.text for n, _ in before.entries}:
        raise _kept(file, "NO-BANK", "The file has no `format` at its top.", "Name a bank file.")
    layout = lay_out(text)
    # An order that would put an alias above its anchor is given up: the fields stay as they are.
    for ordered in (True, False):
        after = write(layout, ordered=ordered)
        if _same(text, before, layout.comments, after, file):
            return after
    raise _kept(
        file,
        "NOT-FORMATTED",
        "The file cannot be brought into the usual form without changing what it says.",
        "Leave it as it is, or write its unusual parts more plainly.",
    )


def _kept(file: str, rule: str, message: str, fix: str) -> Unreadable:
    return Unreadable(Problem(Location(file), rule, message, fix))


def _same(text: str, before: Node, comments: tuple[str, ...], after: str, file: str) -> bool:
    """Whether two texts say the same: tree, reading and comments."""
    try:
        tree = parse(after, file)
    except Unreadable:
        return False
    return (
        meaning(tree) == meaning(before)
        and Counter(lay_out(after).comments) == Counter(comments)
        and _reading(after, file) == _reading(text, file)
    )


def meaning(node: Node) -> Any:
    """What the reader takes from a tree: texts without outer space; fields by name.

    The order of fields says nothing, but that of two with the same name does: the first one counts.
    In a list an empty value is a text like others; as a field it is a field left out.
    """
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Sequence):
        return [meaning(item) for item in node.items]
    fields = [
        (name.text, None if isinstance(value, Scalar) and value.empty else meaning(value))
        for name, value in node.entries
    ]
    return ("fields", sorted(fields, key=lambda field: field[0]))


def _reading(text: str, file: str) -> Any:
    reading = read_bank(text.encode(), file)
    return reading.bank, Counter((problem.rule, problem.item) for problem in reading.problems)
