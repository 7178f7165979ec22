"""A candidate's own notes of what was pressed in a mock, kept apart from the program's."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from stress.window import Card


@dataclass(frozen=True)
class Line:
    """One item as the candidate left it."""

    chosen: str = ""
    struck: frozenset[str] = frozenset()
    marked: bool = False


@dataclass(frozen=True)
class Sheet:
    """A mock as the candidate left it."""

    lines: tuple[Line, ...]
    current: int = 1
    on_list: bool = False

    @property
    def here(self) -> Line:
        """The item that one is at."""
        return self.lines[self.current - 1]

    def pressed(self, keys: str) -> Sheet:
        """The notes after one move: the keystrokes that belong together."""
        if self.on_list:
            return replace(self, on_list=False) if keys in {"b", "\r"} else self._gone(keys)
        match keys[0]:
            case "a" | "b" | "c" | "d":
                return self._here(replace(self.here, chosen=keys))
            case "m":
                return self._here(replace(self.here, marked=not self.here.marked))
            case "x":
                return self._here(replace(self.here, struck=self.here.struck ^ {keys[1]}))
            case "p":
                return replace(self, current=max(1, self.current - 1))
            case "l":
                return replace(self, on_list=True)
            case "\r":
                is_last = self.current == len(self.lines)
                return replace(self, on_list=is_last, current=self.current + (not is_last))
            case _:
                return self._gone(keys)

    def _gone(self, keys: str) -> Sheet:
        if keys[0] != "g":
            return self  # looks at the time, or at the support page
        return replace(self, current=int(keys[1]), on_list=False)

    def _here(self, line: Line) -> Sheet:
        lines = list(self.lines)
        lines[self.current - 1] = line
        return replace(self, lines=tuple(lines))

    def move(self, dice: random.Random) -> str:
        """A move that a candidate might make from here."""
        go = f"g{dice.randint(1, len(self.lines))}\r"
        if self.on_list:
            return dice.choice(["b", "\r", go])
        letter = dice.choice("abcd")
        often = [letter, letter, letter, "\r", "\r"]
        return dice.choice([*often, "m", "x" + dice.choice("abcd"), "p", "l", "t", go])

    def shows(self, text: str, card: Card | None) -> bool:
        """Whether the window is that of these notes."""
        if self.on_list:
            return "All  (" in text
        return card is not None and card.number == self.current and line_of(card) == self.here


def line_of(card: Card) -> Line:
    """The item on the window in the candidate's own letters."""
    return Line(card.letters, frozenset(card.struck_letters), card.marked)
