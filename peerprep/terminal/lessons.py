"""A lesson drawn: one section a screen, Markdown in the standard look, sentences in plain."""

from __future__ import annotations

import re

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding

from peerprep.core.value import dataclass
from peerprep.terminal.layout import Hint, blank, head, hints, lines, paragraph, rule, sentence
from peerprep.terminal.screen import Screen


@dataclass(frozen=True)
class Section:
    """One part of a lesson: its heading (empty for the first part) and its Markdown."""

    heading: str
    body: str


@dataclass(frozen=True)
class Lesson:
    """A lesson as written."""

    title: str
    sections: tuple[Section, ...]


def parse_lesson(text: str) -> Lesson:
    """Part the Markdown of a lesson at its headings."""
    title, heading = "", ""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.startswith("# ") and not title:
            title = line[2:].strip()
        elif line.startswith("## "):
            heading = line[3:].strip()
            parts.append((heading, []))
        else:
            parts[-1][1].append(line)
    sections = tuple(
        Section(name, "\n".join(body).strip()) for name, body in parts if "".join(body).strip()
    )
    return Lesson(title, sections)


def section(
    screen: Screen, lesson: Lesson, number: int, keys: tuple[Hint, ...] = (), typed: str = ""
) -> RenderableType:
    """One section as a card."""
    part = lesson.sections[number]
    place = f"{number + 1} of {len(lesson.sections)}"
    if screen.plain:
        texts = [f"{lesson.title}, part {place}."]
        texts += [sentence(part.heading)] if part.heading else []
        return lines(screen, *texts, *plain_text(part.body), *([typed] if typed else []))
    parts: list[RenderableType] = [head(screen, lesson.title, place), rule(screen)]
    if part.heading:
        parts += [paragraph(screen, part.heading, "accent"), blank()]
    body = Markdown(screen.fit(part.body), hyperlinks=False)
    parts += [Padding(body, (0, 1)), rule(screen)]
    return Group(*parts, hints(screen, keys)) if keys else Group(*parts)


def plain_text(markdown: str) -> list[str]:
    """Markdown as plain paragraphs and "- " entries, without its marks."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", markdown):
        current = ""
        for line in block.splitlines():
            words = line.strip()
            if re.match(r"[-*] |\d+\. ", words):
                found += [current] if current else []
                current = re.sub(r"^[*-] ", "- ", words)
            else:
                current = f"{current} {words}".strip()
        found += [current] if current else []
    return [re.sub(r"(\*\*|__|\*|`)(\S(?:.*?\S)?)\1", r"\2", text) for text in found]
