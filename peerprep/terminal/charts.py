"""Small charts: a share with its range on a line from 0 to 100."""

from __future__ import annotations

from rich.text import Text

from peerprep.core.score import Share

WIDTH = 16


def range_bar(share: Share, target: int, *, unicode: bool) -> Text:
    """The likely range as a thick line, the share as a dot, the practice target as a tick.

    Only an addition to the numbers beside it: empty where there is no range, or no Unicode.
    """
    bar = Text()
    if not unicode or share.range is None or share.percent is None:
        return bar

    def cell(percent: int) -> int:
        return min(WIDTH - 1, percent * WIDTH // 100)

    low, high = (cell(end) for end in share.range)
    for place in range(WIDTH):
        if place == cell(share.percent):
            bar.append("●", "accent")
        elif place == cell(target):
            bar.append("┆", "strong")
        elif low <= place <= high:
            bar.append("━", "accent")
        else:
            bar.append("·", "quiet")
    return bar
