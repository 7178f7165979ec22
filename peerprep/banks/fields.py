"""Taking named fields out of a mapping, collecting what is wrong with them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from peerprep.banks.tree import Mapping, Node, Scalar, Sequence
from peerprep.core.characters import hidden_character
from peerprep.core.problem import Location, Problem

T = TypeVar("T")

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)

LONGEST_LINE = 2_000
"""A longer line is not quoted: nobody reads it, and a thousand problems would quote it each."""

MOST_KNOWN = 300
"""Among more names than that no near one is looked for, as it would take longer than it helps."""


class Findings:
    """The problems of one file, each with the line that it stands on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.found: list[Problem] = []
        self.item: str | None = None

    def sorted(self) -> tuple[Problem, ...]:
        """The problems in the order of their places."""
        return tuple(sorted(self.found, key=lambda problem: problem.location))

    def add(self, at: Location, rule: str, message: str, fix: str) -> None:
        """Note one more problem, of the item at hand."""
        line = self._lines[at.line - 1] if at.line <= len(self._lines) else ""
        shown = line if len(line) <= LONGEST_LINE else ""
        self.found.append(Problem(at, rule, message, fix, "error", self.item, shown))

    @cached_property
    def _lines(self) -> list[str]:
        """The lines as written; a sound file is never parted into them."""
        return self._text.splitlines()


class Fields:
    """One mapping being read: each field is taken once; `done` reports what nobody took."""

    def __init__(self, node: Mapping, what: str, findings: Findings) -> None:
        self.node = node
        self.what = what
        self.findings = findings
        self._values: dict[str, Node] = {}
        self._names: dict[str, Scalar] = {}
        self._taken: list[str] = []
        for name, value in node.entries:
            if name.text in self._values:
                first = self._names[name.text].at.line
                findings.add(
                    name.at,
                    "FIELD-TWICE",
                    f"{what} has `{name.text}` twice (first in line {first}).",
                    "Keep one of them.",
                )
                continue
            self._values[name.text] = value
            self._names[name.text] = name

    def problem(self, at: Node | None, rule: str, message: str, fix: str) -> None:
        """Note a problem at a node, or at the mapping itself."""
        self.findings.add((at or self.node).at, rule, message, fix)

    def node_of(self, name: str) -> Node | None:
        """The value as a node, or None when it is missing or null."""
        self._taken.append(name)
        node = self._values.get(name)
        return None if isinstance(node, Scalar) and node.empty else node

    def missing(self, name: str, fix: str | None = None) -> None:
        """Report a required field that is not there."""
        given = self._values.get(name)
        self.problem(
            given,
            "FIELD-MISSING",
            f"{self.what} has no `{name}`.",
            fix or f"Add a line `{name}: …`.",
        )

    def text(self, name: str, *, required: bool = False, fix: str | None = None) -> str | None:
        """One piece of text, as written."""
        node = self.node_of(name)
        if node is None:
            if required:
                self.missing(name, fix)
            return None
        if not isinstance(node, Scalar):
            self.problem(
                node, "FIELD-TYPE", f"`{name}` should be one text.", "Write it on one line, quoted."
            )
            return None
        text = node.text.strip()
        if self._hides(node, f"`{name}`"):
            return None
        if required and not text:
            self.missing(name, fix)
            return None
        return text

    def _hides(self, node: Scalar, what: str) -> bool:
        """Whether a text could change a screen unseen, which is then a problem."""
        bad = hidden_character(node.text.strip())
        if bad:
            self.problem(
                node,
                "CONTROL",
                f"{what} holds a character that cannot be seen (U+{ord(bad):04X}).",
                "Delete it: it could change what the screen shows.",
            )
        return bad is not None

    def name(self, name: str) -> str | None:
        """A required identifier: letters, digits, dots, hyphens, underscores."""
        text = self.text(name, required=True)
        if text is None:
            return None
        if not _NAME.fullmatch(text) or len(text) > 80:
            self.problem(
                self._values[name],
                "NAME",
                f"`{text[:40]}` cannot be a name.",
                "Use letters, digits, hyphens, dots and underscores, 80 at most.",
            )
            return None
        return text

    def choice(self, name: str, allowed: tuple[T, ...], default: T | None = None) -> T | None:
        """One of a few words; required when there is no default."""
        text = self.text(name, required=default is None)
        if text is None:
            return default
        if text not in allowed:
            near = did_you_mean(text, [str(word) for word in allowed])
            words = ", ".join(str(word) for word in allowed)
            self.problem(
                self._values[name],
                "FIELD-VALUE",
                f"`{name}` cannot be `{text[:40]}`.{near}",
                f"Use one of: {words}.",
            )
            return default
        return next(word for word in allowed if str(word) == text)

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        return self.choice(name, ("true", "false"), str(default).lower()) == "true"

    def number(self, name: str, *, required: bool = False) -> int | None:
        """A whole number."""
        return self._parsed(name, int, "a whole number", required)

    def fraction(self, name: str) -> Fraction | None:
        """A number, kept exact."""
        return self._parsed(name, Fraction, "a number", False)

    def _parsed(self, name: str, parse: Callable[[str], T], what: str, required: bool) -> T | None:
        text = self.text(name, required=required)
        if text is None:
            return None
        try:
            # Very long numbers and exponents cost time to read and mean nothing here.
            if not _NUMBER.fullmatch(text):
                raise ValueError(text)
            return parse(text)
        except (ValueError, ZeroDivisionError):
            self.problem(
                self._values[name],
                "FIELD-TYPE",
                f"`{name}` should be {what}, not `{text[:40]}`.",
                f"Write {what}.",
            )
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        node = self.node_of(name)
        if node is None:
            return ()
        parts = node.items if isinstance(node, Sequence) else (node,)
        found = []
        for part in parts:
            if isinstance(part, Scalar):
                if not self._hides(part, f"`{name}`"):
                    found.append(part.text.strip())
            else:
                self.problem(
                    part, "FIELD-TYPE", f"`{name}` should be a list of texts.", "Write [a, b]."
                )
        return tuple(found)

    def mapping(self, name: str, *, required: bool = False) -> Fields | None:
        """A nested mapping."""
        node = self.node_of(name)
        if node is None:
            if required:
                self.missing(name)
            return None
        if not isinstance(node, Mapping):
            self.problem(
                node, "FIELD-TYPE", f"`{name}` should have named fields.", "Indent them below it."
            )
            return None
        return Fields(node, f"`{name}`", self.findings)

    def mappings(self, name: str, what: str, *, required: bool = False) -> Iterator[Fields]:
        """A list of mappings."""
        node = self.node_of(name)
        if node is None:
            if required:
                self.missing(name)
            return
        if not isinstance(node, Sequence):
            self.problem(
                node, "FIELD-TYPE", f"`{name}` should be a list.", "Begin each entry with `- `."
            )
            return
        for number, part in enumerate(node.items, start=1):
            if isinstance(part, Mapping):
                yield Fields(part, f"{what} {number}", self.findings)
            else:
                self.problem(
                    part,
                    "FIELD-TYPE",
                    f"{what} {number} should have named fields.",
                    "Begin it with `- ` and a field such as `text: …`.",
                )

    def names(self) -> Iterator[tuple[str, Scalar, Node]]:
        """Every field in the order written, for mappings whose names are the author's own."""
        for name, scalar in self._names.items():
            self._taken.append(name)
            if not self._hides(scalar, f"A name in {self.what}"):
                yield name, scalar, self._values[name]

    def done(self) -> None:
        """Report every field that was not taken."""
        for name, scalar in self._names.items():
            if name not in self._taken:
                self.findings.add(
                    scalar.at,
                    "FIELD-UNKNOWN",
                    f"{self.what} has an unknown field `{name[:40]}`."
                    + did_you_mean(name, self._taken),
                    "Mend the name or delete the line.",
                )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " Did you mean `x`?" for a near name, else nothing."""
    names = list(known)
    if len(names) > MOST_KNOWN:
        return ""
    near = difflib.get_close_matches(word[:80], names, n=1, cutoff=0.6)
    return f" Did you mean `{near[0]}`?" if near else ""
