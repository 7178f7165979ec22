"""Problem: something that the author of a bank should mend, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from peerprep.core.value import dataclass

Tier = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One finding: where, which rule, what is the matter, what to do, and the line as written."""

    location: Location
    rule: str
    message: str
    fix: str
    tier: Tier = "error"
    item: str | None = None
    line: str = ""
    width: int = 1
    """How many characters of the line are meant, from the column on."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems forbids the use of the bank."""
    return any(problem.tier == "error" for problem in problems)
