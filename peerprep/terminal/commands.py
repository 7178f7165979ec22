"""What the candidate can ask for, by keystroke and by typed word: the one table of both."""

from __future__ import annotations

from enum import StrEnum

from peerprep.core.value import dataclass


class Act(StrEnum):
    """One thing that the candidate can do; the value is the typed word."""

    CHOOSE = "choose"
    SURE = "sure"
    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    MARK = "mark"
    STRIKE = "strike"
    GO = "go"
    LIST = "list"
    TIME = "time"
    PAUSE = "pause"
    END = "end"
    WHY = "why"
    NOTE = "note"
    WRONG = "wrong"
    UNDO = "undo"
    TUTORIAL = "tutorial"
    SUPPORT = "support"
    KEYS = "help"
    LEAVE = "quit"
    YES = "yes"
    UNKNOWN = "unknown"
    HELD = "held"
    REDRAW = "redraw"


@dataclass(frozen=True)
class Said:
    """What was asked for, and the letter, number or words that came with it."""

    act: Act
    argument: str = ""


KEYS: dict[str, Act] = {
    "enter": Act.NEXT,
    "n": Act.NEXT,
    "right": Act.NEXT,
    "down": Act.NEXT,
    "p": Act.BACK,
    "left": Act.BACK,
    "up": Act.BACK,
    "esc": Act.BACK,
    "s": Act.SKIP,
    "m": Act.MARK,
    "x": Act.STRIKE,
    "g": Act.GO,
    "l": Act.LIST,
    "t": Act.TIME,
    "z": Act.PAUSE,
    "w": Act.WHY,
    "f": Act.WRONG,
    "u": Act.UNDO,
    "h": Act.SUPPORT,
    "?": Act.KEYS,
    "q": Act.LEAVE,
    "held": Act.HELD,
    "redraw": Act.REDRAW,
}
"""Keystrokes that mean the same on every screen; letters of options go before them."""

_SYNONYMS: dict[str, Act] = {
    "": Act.NEXT,
    "enter": Act.NEXT,
    "previous": Act.BACK,
    "review": Act.LIST,
    "clock": Act.TIME,
    "flag": Act.MARK,
    "marked": Act.MARK,
    "unmark": Act.MARK,
    "keys": Act.KEYS,
    "leave": Act.LEAVE,
    "exit": Act.LEAVE,
    "save": Act.LEAVE,
    "submit": Act.END,
    "faulty": Act.WRONG,
    "others": Act.WHY,
    "goto": Act.GO,
    "y": Act.YES,
}
_WORDS: dict[str, Act] = {
    act.value: act for act in Act if act not in {Act.UNKNOWN, Act.HELD, Act.REDRAW}
}


def heard(
    text: str, *, typed: bool, letters: str = "", extra: dict[str, Act] | None = None
) -> Said:
    """What a keystroke or a typed line means on a screen that offers the option `letters`.

    `extra` are the screen's own keys. Typed, "b 3" or "b3" chooses B and says how sure; "strike c",
    "go 14" carry an argument; a keystroke's argument is asked for afterwards.
    """
    word = text.strip().lower()
    if (
        word
        and all(character in letters.lower() for character in word)
        and (typed or len(word) == 1)
    ):
        return Said(Act.CHOOSE, word)
    own = (extra or {}).get(word)
    if own is not None:
        return Said(own)
    if word.isascii() and word.isdigit() and len(word) <= 6:
        return Said(Act.SURE, word)
    if word in KEYS:
        return Said(KEYS[word])
    if not typed:
        return Said(Act.UNKNOWN, word)
    return _typed(word, letters)


def _typed(word: str, letters: str) -> Said:
    head, _, rest = word.partition(" ")
    if letters and head and set(head.rstrip("123")) <= set(letters.lower()):
        chosen, sure = head.rstrip("123"), head[len(head.rstrip("123")) :] or rest.strip()
        if chosen and sure in {"1", "2", "3"}:
            return Said(Act.CHOOSE, f"{chosen} {sure}")
    for words in (_WORDS, _SYNONYMS, KEYS):
        if head in words and (not rest or words is not KEYS or head in {"x", "g"}):
            return Said(words[head], rest.strip())
    return Said(Act.UNKNOWN, word)
