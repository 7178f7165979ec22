"""Values of an imported file, each checked: nothing that comes from outside is believed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

T = TypeVar("T")

EARLIEST, LATEST = 1990, 2200
"""Years that a practice can have been in; further off, sums of dates would leave the calendar."""

LONGEST = 100_000
"""Characters that one text may have."""

COUNT = 1_000_000_000


class Wrong(Exception):
    """What is wrong with an imported file, and where in it."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where or 'the file'} should be {expected}")


class Fields:
    """One object of the file, read field by field."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise Wrong(where, "an object")
        self._body: dict[str, Any] = value
        self._where = where

    @property
    def body(self) -> dict[str, Any]:
        """All fields as they are."""
        return self._body

    def place(self, name: str) -> str:
        """Where a field is, for messages."""
        return f"{self._where}.{name}" if self._where else name

    def raw(self, name: str) -> Any:
        """The field as it is; None where there is none."""
        return self._body.get(name)

    def text(self, name: str) -> str:
        """A text that can be kept."""
        return text(self.raw(name), self.place(name))

    def text_or_none(self, name: str) -> str | None:
        """A text, or nothing."""
        return None if self.raw(name) is None else self.text(name)

    def one_of(self, name: str, words: Sequence[str]) -> str:
        """One of the words."""
        value = self.raw(name)
        if not isinstance(value, str) or value not in words:
            raise Wrong(self.place(name), f"one of {', '.join(words)}")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.raw(name)
        if not isinstance(value, bool):
            raise Wrong(self.place(name), "true or false")
        return value

    def number(self, name: str, low: float, high: float) -> float:
        """A finite number within its bounds."""
        value = self.raw(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Wrong(self.place(name), "a number")
        if not math.isfinite(value) or not low <= value <= high:
            raise Wrong(self.place(name), f"from {low:g} to {high:g}")
        return float(value)

    def whole(self, name: str, low: int = 0, high: int = COUNT) -> int:
        """A whole number within its bounds."""
        return whole(self.raw(name), self.place(name), low, high)

    def time(self, name: str) -> datetime:
        """A moment with its time zone."""
        return moment(self.raw(name), self.place(name))

    def time_or_none(self, name: str) -> datetime | None:
        """A moment, or nothing."""
        return None if self.raw(name) is None else self.time(name)

    def day(self, value: object, name: str) -> date:
        """A day like 2026-11-21."""
        try:
            return date.fromisoformat(text(value, self.place(name)))
        except ValueError:
            raise Wrong(self.place(name), "days like 2026-11-21") from None

    def each(self, name: str, read: Callable[[Any, str], T]) -> list[T]:
        """What `read` makes of each entry of a list."""
        value = self.raw(name)
        if not isinstance(value, list):
            raise Wrong(self.place(name), "a list")
        return [read(entry, f"{self.place(name)}[{n}]") for n, entry in enumerate(value)]

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        return self.each(name, text)


def text(value: object, where: str) -> str:
    """A text of a length that can be, with nothing in it that no file can hold."""
    if not isinstance(value, str):
        raise Wrong(where, "a text")
    if len(value) > LONGEST:
        raise Wrong(where, f"at most {LONGEST} characters long")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Wrong(where, "a text of whole characters") from None
    return value


def whole(value: object, where: str, low: int = 0, high: int = COUNT) -> int:
    """A whole number within its bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Wrong(where, f"a whole number from {low} to {high}")
    return value


def moment(value: object, where: str) -> datetime:
    """A moment with its time zone, like 2026-11-21T09:00:00+01:00."""
    try:
        at = datetime.fromisoformat(text(value, where))
    except ValueError:
        raise Wrong(where, "a time like 2026-11-21T09:00:00+01:00") from None
    if at.tzinfo is None or not EARLIEST <= at.year <= LATEST:
        raise Wrong(where, f"a time with its zone, between {EARLIEST} and {LATEST}")
    return at
