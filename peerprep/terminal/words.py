"""Small wordings that several screens share: times, counts, percentages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerprep.core.score import Share


def duration(seconds: float) -> str:
    """A length of time in words: "1 h 42 min", "42 min", "9 min 30 s" below ten minutes."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if minutes >= 10:
        return f"{minutes} min"
    if minutes:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{rest} s"


def long_duration(seconds: float) -> str:
    """The same in whole words, for plain mode: "1 hour 42 minutes"."""
    text = duration(seconds)
    for short, word in (("h", "hour"), ("min", "minute"), ("s", "second")):
        parts = text.split(" ")
        for place in range(1, len(parts), 2):
            if parts[place] == short:
                parts[place] = word if parts[place - 1] == "1" else word + "s"
        text = " ".join(parts)
    return text


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 item", "2 items"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def marks(right: Fraction) -> str:
    """Marks without a needless decimal: 56, or 56.5 where part marks were given."""
    return str(right.numerator) if right.denominator == 1 else f"{float(right):.1f}"


def percent(share: Share) -> str:
    """Whole percent, or a dash when there is nothing to count."""
    return "-" if share.percent is None else f"{share.percent} %"


def spread(share: Share) -> str:
    """The range: "66-82 %", or nothing when there are too few responses."""
    return "" if share.range is None else f"{share.range[0]}-{share.range[1]} %"
