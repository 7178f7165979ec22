"""A page of titled sections: drawn in the standard look, said in sentences in the others."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from peerprep.core.score import Share
from peerprep.core.value import dataclass
from peerprep.terminal.charts import range_bar
from peerprep.terminal.layout import blank, head, lettered, lines, paragraph, rule, sentence, table
from peerprep.terminal.screen import Look, Screen
from peerprep.terminal.words import marks, percent, spread


@dataclass(frozen=True)
class Section:
    """A title, what it says in sentences ("- " begins a list entry), and how it is drawn.

    `after` stands below in every look; where nothing is drawn the sentences stand for it.
    """

    title: str
    sentences: tuple[str, ...]
    drawn: tuple[RenderableType, ...] = ()
    after: tuple[str, ...] = ()


def sections_page(
    screen: Screen, title: str, right: str, sections: Iterable[Section], end: tuple[str, ...] = ()
) -> RenderableType:
    """The sections under one head, in the look of the screen."""
    if screen.plain:
        texts = [sentence(f"{title}: {right}")]
        for one in sections:
            texts += ["", f"{one.title}:", *one.sentences, *one.after]
        return lines(screen, *texts, *(["", *end] if end else []))
    narrow = screen.look is Look.LARGE or screen.width < 60
    parts: list[RenderableType] = [head(screen, title, right), rule(screen)]
    for number, one in enumerate(sections):
        parts += [blank()] if number else []
        parts.append(paragraph(screen, one.title, "accent"))
        if one.drawn and not narrow:
            parts += one.drawn
        else:
            parts += _said(screen, one.sentences, narrow)
        parts += [blank()] if one.after and one.drawn and not narrow else []
        parts += _said(screen, one.after, narrow)
    parts += [rule(screen), *_said(screen, end, narrow, "quiet")]
    return Group(*parts)


def _said(
    screen: Screen, texts: Iterable[str], narrow: bool, style: str = ""
) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for text in texts:
        parts += [blank()] if narrow and (parts or not style) else []
        if text.startswith("- "):
            bullet = "\u2022" if screen.unicode else "-"
            parts.append(lettered(screen, [("", bullet, text[2:], "")], gap=False))
        else:
            parts.append(paragraph(screen, text, style))
    return parts


def share_table(
    screen: Screen, rows: Iterable[tuple[str, Share, str]], target: int | None
) -> RenderableType:
    """Shares under each other: count, percent, range, and the range drawn or else a note."""

    def row(label: str, share: Share, note: str) -> tuple[Text | str, ...]:
        end = Text(note, "quiet")
        if not note:
            end = range_bar(share, target, unicode=screen.unicode)
        count = f"{marks(share.right)} of {share.of}" if share.of else "none yet"
        return (Text(screen.fit(label)), count, percent(share), spread(share), end)

    columns = (("", "left"), ("right", "right"), ("", "right"), ("range", "left"), ("", "left"))
    return table(columns, [row(*parts) for parts in rows])


def share_words(share: Share) -> str:
    """A share in words: "12 of 18 right, 67 percent, likely range 46 to 82"."""
    if not share.of:
        return "none yet"
    text = f"{marks(share.right)} of {share.of} right, {share.percent} percent"
    if share.range is not None:
        text += f", likely range {share.range[0]} to {share.range[1]}"
    return text
