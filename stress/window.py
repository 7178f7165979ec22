"""What a candidate sees, read off the window: nothing here knows how the program keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = re.compile(
    r"^ (?:Item (?P<item>\d+) of \d+|(?:Question|Once more:) \d+ of \d+)(?P<rest>  .*)?$"
)
_OPTION = re.compile(r"^ (?P<marker>[▸ ]) (?P<letter>[A-J]) (?P<text>\S.*)$")
_FURTHER = re.compile(r"^ {5}(?P<text>\S.*)$")
_VERDICT = re.compile(r"^ [✓•] (Right|Not this one|Partly right)")
_PART = re.compile(r"(\d+) (h|min|s)\b")
_SECONDS = {"h": 3600, "min": 60, "s": 1}


_NOTICES = re.compile(
    r"^(?:[A-J](?:isstruckout|isback)\.|Markedforreview\.|Nolongermarked\.|Nothingstruck\."
    r"|Choosealetterfirst,orstoskip\.|Thereisnoanswertoundo\.|Adrillhasnoclock\."
    r"|Thatkeydoesnothinghere\.\?liststhekeys\.|[^.]*left;[^.]*;about\d+seach;[^.]*\."
    r"|(?:\d+(?:h|min|s))+left\.|Again,withtheoptionsinanotherorder\.)+"
)
"""What may stand above a question for one keystroke's time."""


def squeezed(text: str) -> str:
    """A text without its spaces: where a line was broken is no part of what it says."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Card:
    """One item as it stands on the window."""

    place: str
    """Where one is, without the time left: "Item 3 of 8"."""
    stem: str
    options: tuple[str, ...]
    """Their texts in the order shown."""
    chosen: frozenset[str] = frozenset()
    """The texts of the options chosen."""
    struck: frozenset[str] = frozenset()
    marked: bool = False
    told: bool = False
    """Whether the window is the feedback on the item."""
    sure: int | None = None

    @property
    def letters(self) -> str:
        """The letters chosen."""
        return self._letters(self.chosen)

    @property
    def struck_letters(self) -> str:
        """The letters struck out."""
        return self._letters(self.struck)

    def _letters(self, texts: frozenset[str]) -> str:
        return "".join("abcdefghij"[n] for n, text in enumerate(self.options) if text in texts)

    @property
    def again(self) -> bool:
        """Whether a drill asks the item once more."""
        return self.place.startswith("Once more")

    @property
    def number(self) -> int | None:
        """The number of an item in a mock; None in a drill."""
        found = re.match(r"Item (\d+) of", self.place)
        return int(found[1]) if found else None


def _is_rule(line: str) -> bool:
    return len(line) > 10 and set(line.strip()) == {"─"}


def read_card(text: str) -> Card | None:
    """The item on the window; None when another screen stands there, or half a card."""
    lines = text.splitlines()
    head = next((n for n, line in enumerate(lines) if _HEAD.match(line)), None)
    rules = [n for n, line in enumerate(lines) if _is_rule(line)]
    if head is None or len(rules) < 2 or rules[0] != head + 1:
        return None
    if not any(line.strip() for line in lines[rules[1] + 1 :]):
        return None  # the last line, the keys, is not there yet
    place = lines[head].strip().split("  ")[0]
    body = lines[rules[0] + 1 : rules[1]]
    if any(_VERDICT.match(line) for line in body):
        return _told(place, lines[head], body)
    return _asked(place, body)


def _rows(body: list[str]) -> tuple[list[tuple[bool, str, str]], int]:
    """(whether marked, letter, text) of each option, and the line where they begin."""
    rows: list[tuple[bool, str, str]] = []
    first = len(body)
    for number, line in enumerate(body):
        if found := _OPTION.match(line):
            expected = chr(ord("A") + len(rows))
            if found["letter"] != expected and not rows:
                continue  # a sentence that begins with a letter by itself
            first = min(first, number)
            rows.append((found["marker"] == "▸", found["letter"], found["text"]))
        elif rows and (more := _FURTHER.match(line)):
            marker, letter, text = rows[-1]
            rows[-1] = (marker, letter, f"{text} {more['text']}")
        elif rows and line.strip():
            break
    return rows, first


_STRUCK = "(struck)"


def _asked(place: str, body: list[str]) -> Card | None:
    rows, first = _rows(body)
    if len(rows) < 2:
        return None
    texts = [squeezed(text).removesuffix(_STRUCK) for _, _, text in rows]
    return Card(
        place,
        _NOTICES.sub("", squeezed(" ".join(body[:first]))),
        tuple(texts),
        frozenset(text for text, row in zip(texts, rows, strict=True) if row[0]),
        frozenset(
            text
            for text, row in zip(texts, rows, strict=True)
            if squeezed(row[2]).endswith(_STRUCK)
        ),
        any("* Marked for review" in line for line in body),
    )


_SURE = {"you called it a guess": 1, "you were leaning": 2, "you were sure": 3}


def _told(place: str, head: str, body: list[str]) -> Card:
    """Feedback shows the key, and what was chosen instead of it or as it."""
    chosen = []
    for number, line in enumerate(body):
        if (found := _OPTION.match(line)) and found["marker"] == "▸":
            text = [found["text"]]
            for further in body[number + 1 :]:
                if not (more := _FURTHER.match(further)):
                    break
                text.append(more["text"])
            chosen.append(squeezed(" ".join(text)))
    sure = next((number for words, number in _SURE.items() if words in head), None)
    return Card(place, "", (), frozenset(chosen), told=True, sure=sure)


def time_left(text: str) -> int | None:
    """The seconds that the corner of a mock shows; None where no time is shown."""
    found = re.search(r"Time left: (.*)$", text, re.MULTILINE)
    if found is None:
        return None
    return sum(int(number) * _SECONDS[unit] for number, unit in _PART.findall(found[1]))
