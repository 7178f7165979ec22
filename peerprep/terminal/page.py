"""A page of words between items: welcome, brief, keys, support."""

from __future__ import annotations

from rich.console import Group, RenderableType

from peerprep.core.value import dataclass
from peerprep.terminal.layout import (
    Hint,
    blank,
    head,
    hints,
    lettered,
    lines,
    paragraph,
    rule,
    sentence,
)
from peerprep.terminal.screen import Screen


@dataclass(frozen=True)
class Page:
    """A page of words: a title, paragraphs (a text that begins with "- " is a list entry), keys."""

    title: str
    body: tuple[str, ...]
    keys: tuple[Hint, ...] = ()
    typed: str = ""
    right: str = ""


def page(screen: Screen, what: Page) -> RenderableType:
    """Draw a page of words."""
    if screen.plain:
        texts = [sentence(what.title)]
        if what.right:
            texts.append(sentence(what.right))
        return lines(screen, *texts, *what.body, *((what.typed,) if what.typed else ()))
    parts: list[RenderableType] = [head(screen, what.title, what.right), rule(screen)]
    before = ""
    for text in what.body:
        entry = text.startswith("- ")
        if before and not (entry and before.startswith("- ")):
            parts.append(blank())
        if entry:
            bullet = "\u2022" if screen.unicode else "-"
            parts.append(lettered(screen, [("", bullet, text[2:], "")], gap=False))
        else:
            parts.append(paragraph(screen, text))
        before = text
    parts += [blank(), rule(screen)]
    if what.keys:
        parts.append(hints(screen, what.keys))
    return Group(*parts)
