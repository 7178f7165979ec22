"""Small charts, each an addition to numbers that stand beside it.

Colour never carries anything alone, a gap has none at all, and nothing falls back to zero.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from peerprep.core.schedule import SECURE_DAYS
from peerprep.core.score import Share

WIDTH = 16


def range_bar(share: Share, target: int | None, *, unicode: bool) -> Text:
    """The likely range as a thick line, the share as a dot, the practice target (if any) as a tick.

    Only an addition to the numbers beside it: empty where there is no range, or no Unicode.
    """
    if share.range is None or share.percent is None:
        return Text()
    return interval_bar(share.percent, share.range, target, unicode=unicode)


def interval_bar(
    point: float, ends: tuple[float, float], target: int | None, *, unicode: bool
) -> Text:
    """The same for a point and the ends of its range, all in percent."""
    bar = Text()
    if not unicode:
        return bar

    def cell(percent: float) -> int:
        return min(WIDTH - 1, int(percent * WIDTH / 100))

    low, high = (cell(end) for end in ends)
    for place in range(WIDTH):
        if place == cell(point):
            bar.append("●", "accent")
        elif target is not None and place == cell(target):
            bar.append("┆", "strong")
        elif low <= place <= high:
            bar.append("━", "accent")
        else:
            bar.append("·", "quiet")
    return bar


def secure_dots(number: int, *, unicode: bool) -> Text:
    """The dots of an item: one for each day it was known on, three are secure: `o o .`."""
    full, empty = ("●", "·") if unicode else ("o", ".")
    text = Text()
    for place in range(SECURE_DAYS):
        text.append(" " if place else "")
        if place < number:
            text.append(full, "accent")
        else:
            text.append(empty)
    return text


def day_dots(practiced: Sequence[bool], *, unicode: bool) -> Text:
    """One dot a day; a day without practice is a small one without colour, and means nothing."""
    full, empty = ("●", "·") if unicode else ("o", ".")
    text = Text()
    for place, on in enumerate(practiced):
        text.append(" " if place else "")
        if on:
            text.append(full, "accent")
        else:
            text.append(empty)
    return text


def count_bar(number: int, most: int, *, width: int = WIDTH, unicode: bool) -> Text:
    """A bar as long as the number's part of the largest one; at least one cell for any number."""
    if not number or not most:
        return Text()
    cells = max(1, round(width * number / most))
    return Text(("━" if unicode else "=") * cells, "accent")
