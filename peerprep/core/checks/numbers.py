"""Numbers as options write them: amounts with a unit, ranges, open ends."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_N = rf"(?:[$€£]\s?)?(?:\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})(?:-(?:{'|'.join(_ONES[1:10])}))?\b)"
_UNIT = r"\s?(?P<{0}>%|[a-z°]+(?:[ -][a-z]+){{0,2}})?"
_LEAD = (
    r"(?:about |approximately |around |roughly |from |between |ages? |aged |within |every |for )*"
)
_RANGE = re.compile(
    rf"{_LEAD}(?P<low>{_N})\s?(?P<unit1>%|[a-z°]+)?\s?(?P<link>-|–|—|to|through|and|up to)\s?(?P<high>{_N})"
    + _UNIT.format("unit2"),
)
_ABOVE = re.compile(
    rf"(?P<word>over|more than|above|greater than|older than|longer than|at least|from)\s(?P<n>{_N})"
    + _UNIT.format("unit")
)
_BELOW = re.compile(
    rf"(?P<word>under|less than|fewer than|below|younger than|shorter than|up to|at most|no more than)"
    rf"\s(?P<n>{_N})" + _UNIT.format("unit")
)
_OR_MORE = re.compile(
    rf"(?P<n>{_N})(?P<plus>\+)?\s?(?P<unit>%|[a-z°]+)?\s?"
    r"(?P<way>(?:and|or) (?:more|older|over|above|longer|up|higher|greater)"
    r"|(?:and|or) (?:less|fewer|younger|under|below|shorter|lower))?(?P<unit2> [a-z]+)?"
)
_SINGLE = re.compile(rf"{_LEAD}(?P<n>{_N})" + _UNIT.format("unit"))
_NO_AMOUNT = re.compile(
    r"[:/]\d|\d\s?[ap]\.?\s?m\b|o'?clock|noon|midnight|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|"
    r"\b(?:step|stage|phase|level|chapter|section|page|part|item|question|grade|week of|class)s?\b"
)


_AMOUNT = re.compile(
    r"(?:(?:about|approximately|around|roughly|at|least|most|within|under|over|every|after|up|to|less|more|fewer|than"
    r"|no|for|only|almost|nearly|exactly|in|once|by)\s*)*"
)
"""Words before a number that leave it an amount; "call 911" is none."""


@dataclass(frozen=True)
class Extent:
    """A stretch of numbers with one unit; an open end does not hold its own number."""

    low: float
    high: float
    unit: str
    kind: str  # single, range, above, below
    low_open: bool = False
    high_open: bool = False

    def overlaps(self, other: Extent) -> bool:
        """Whether some number lies in both."""
        left, right = (self, other) if self.low <= other.low else (other, self)
        if left.high > right.low:
            return not (left.low == right.low and left.low == left.high and right.low_open)
        if left.high < right.low:
            return False
        return not (left.high_open or right.low_open)


def value(text: str) -> float:
    """The number that a numeral or a number word stands for."""
    plain = text.strip("$€£ ").replace(",", "")
    if plain[0].isdigit():
        return float(plain)
    return float(sum(NUMBER_WORDS[part] for part in plain.split("-")))


def _unit(*texts: str | None) -> str:
    """The unit in a comparable form: singular, without filling words."""
    named = next((text for text in texts if text), "").strip()
    named = re.sub(
        r"\b(?:of age|old|of|a|an|per cent|percent)\b", " ", named.replace("percent", "%")
    )
    return " ".join(
        word if word.endswith("ss") else word.removesuffix("s") for word in named.split()
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").strip(" .;!").split())


def extent(text: str) -> Extent | None:
    """What stretch of numbers the whole text states, or None. Dates, times and steps state none."""
    plain = _plain(text)
    if _NO_AMOUNT.search(plain):
        return None
    if found := _RANGE.fullmatch(plain):
        if found["link"] == "and" and "between" not in plain:
            return None  # "1 and 3" is a pair, or refers to a list
        low, high = value(found["low"]), value(found["high"])
        unit = _unit(found["unit2"], found["unit1"])
        if found["unit1"] and found["unit2"] and _unit(found["unit1"]) != unit:
            return None
        years = not unit and all(1800 <= number <= 2100 for number in (low, high))
        return None if years else Extent(low, high, _money(found["low"]) + unit, "range")
    if found := _ABOVE.fullmatch(plain):
        opened = found["word"] not in {"at least", "from"}
        unit = _money(found["n"]) + _unit(found["unit"])
        return Extent(value(found["n"]), math.inf, unit, "above", low_open=opened)
    if found := _BELOW.fullmatch(plain):
        opened = found["word"] not in {"up to", "at most", "no more than"}
        unit = _money(found["n"]) + _unit(found["unit"])
        return Extent(-math.inf, value(found["n"]), unit, "below", high_open=opened)
    found = _OR_MORE.fullmatch(plain)
    if found and (found["plus"] or found["way"]):
        unit = _money(found["n"]) + _unit(found["unit"], found["unit2"])
        n, way = value(found["n"]), found["way"] or "more"
        if re.search(r"less|fewer|younger|under|below|shorter|lower", way):
            return Extent(-math.inf, n, unit, "below")
        return Extent(n, math.inf, unit, "above")
    if found := _SINGLE.fullmatch(plain):
        n = value(found["n"])
        return Extent(n, n, _money(found["n"]) + _unit(found["unit"]), "single")
    return None


def _money(text: str) -> str:
    return text[0] if text[0] in "$€£" else ""


def pattern_of(text: str) -> tuple[str, float] | None:
    """A text with one number as (its words around the number, the number); None without just one."""
    plain = _plain(text)
    if _NO_AMOUNT.search(plain):
        return None
    known = extent(text)
    if known and known.kind == "range":
        return f"range {known.unit}", known.low
    numbers = list(re.finditer(_N, plain))
    if len(numbers) != 1 or not _AMOUNT.fullmatch(plain[: numbers[0].start()].strip()):
        return None
    around = _unit(plain[: numbers[0].start()] + "# " + plain[numbers[0].end() :])
    return _money(numbers[0].group()) + around, value(numbers[0].group())
