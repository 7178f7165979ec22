"""Banks whose every text tries something: what is refused, and what has to be let through."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REFUSED = {
    "clears the screen": "a\x1b[2J\x1b[Hb",
    "sets the title": "a\x1b]0;owned\x07b",
    "fills the clipboard": "a\x1b]52;c;b3duZWQ=\x07b",
    "links": "a\x1b]8;;https://example.org\x1b\\b",
    "8-bit CSI": "a\x9b31mb",
    "rings": "a\x07b",
    "erases": "a\x08\x08b",
    "goes back to the margin": "a\rb",
    "next line": "a\x85b",
    "turns the line around": "a\u202eb",
    "isolates": "a\u2067b",
    "hides words": "a\u200bb",
    "tags": "a\U000e0041b",
    "piles up": "a" + "\u0301" * 40 + "b",
    "fills with nothing": "a\u3164b",
    "notes between lines": "a\ufff9b\ufffbc",
}

LOUD = (
    "[bold]Not bold[/bold] [link=https://x]y[/] :smile: \\x1b[31m {0} {x!r} %s $(reboot) `ls` "
    "<b>&amp;</b> 漢字かな 👩\u200d🚀 ❤\ufe0f e\u0301 می\u200cخواهم שלום ที่นี่ ﷺ ──── | * _x_ ~"
)
"""What has to be let through, as it is text: markup, other scripts, emoji, a look-alike escape."""

MANY_LINES = "\n".join(f"{number}. [bold]漢字" for number in range(1000))
LONG_WORD = "x" * 3000 + "漢" * 500


def topics() -> dict[str, Any]:
    """A topics file."""
    return {
        "format": 1,
        "topics": {
            "all": {"title": LOUD, "description": LOUD},
            "strengths": {"title": LOUD, "parent": "all"},
            "hope": {"title": LONG_WORD, "parent": "all", "description": MANY_LINES},
            "rights": {"title": "Rights\nand more", "parent": "all"},
        },
    }


def _fact(value: object) -> dict[str, Any]:
    return {"value": value, "status": "probable", "source": LOUD, "as_of": LOUD, "note": LOUD}


def exam() -> dict[str, Any]:
    """An exam file."""
    return {
        "format": 1, "id": "little", "name": LOUD, "body": LOUD, "note": LOUD,
        "aliases": {"li": LOUD},
        "items": _fact(8), "minutes": _fact(8), "scale": _fact(LOUD), "passes": _fact(LOUD),
        "retake": _fact(LONG_WORD),
        "facts": [{"label": LOUD, **_fact(LOUD)}],
        "domains": {
            "status": "confirmed", "source": LOUD, "note": LOUD,
            "list": [
                {"id": "one", "name": LOUD, "topics": ["strengths", "hope"]},
                {"id": "two", "name": LONG_WORD, "topics": ["rights"]},
            ],
        },
        "weights": {"status": "proxy", "proxy": {"one": 3, "two": 1}, "source": LOUD, "note": LOUD},
    }  # fmt: skip


def bank() -> dict[str, Any]:
    """A bank file: fourteen drill items and sixteen for mocks, loud in every field."""
    return {
        "format": 1, "id": "loud", "title": LOUD, "language": LOUD, "licence": LOUD,
        "version": LOUD, "authors": [LOUD, LOUD],
        "sources": {"src": {"title": LOUD, "publisher": LOUD, "number": LOUD, "address": LOUD,
                            "locator": LOUD}},
        "exhibits": {"ex": LOUD},
        "items": [_item(number) for number in range(30)],
    }  # fmt: skip


def _item(number: int) -> dict[str, Any]:
    stem = (LOUD, LONG_WORD, "One line.\nAnother.")[number % 3]
    return {
        "id": f"t-{number}",
        "topic": ("strengths", "hope", "strengths", "rights")[number % 4],
        "level": "application",
        "pool": "drill" if number < 14 else "mock",
        "stem": f"{number} {MANY_LINES if number == 3 else stem}",
        "exhibit": "ex",
        "options": [
            {"text": f"{letter} {number} {LOUD}", "rationale": f"{letter} {LOUD}"}
            | ({"correct": "true"} if letter == "b" else {})
            for letter in "abcd"
        ],
        "shuffle": "false",
        "principle": f"{number} {LOUD}",
        "source": {"id": "src", "locator": LOUD},
        "jurisdiction": LOUD,
        "tags": [LOUD],
    }


LESSON = (
    f"# {LOUD}\x1b]0;owned\x07\n{LOUD}\n\n## {LOUD}\u202e\n\x1b[2J - \x9b31m\n\n1. {LOUD}\n\n```\n"
    f"{LONG_WORD}\x1b]52;c;aGk=\x07\n```\n\n| a | b |\n| - | - |\n| {LOUD} | c |\n\n> {LOUD}\n\n"
    f"![{LOUD}](x)\n\n[{LOUD}](javascript:x)\n\n---\n\n## Last\n{MANY_LINES}\n"
)
"""A lesson is read as it is: it is the screen that has to leave out what is no text."""


def write(folder: Path) -> Path:
    """A folder of banks that are sound and loud."""
    for name in ("items", "exams", "lessons"):
        (folder / name).mkdir(parents=True)
    for path, what in (
        ("topics.yaml", topics()), ("exams/little.yaml", exam()), ("items/loud.yaml", bank()),
    ):  # fmt: skip
        (folder / path).write_text(written(what), "utf-8")
    (folder / "lessons" / "strengths.md").write_text(LESSON, "utf-8")
    return folder


def written(what: dict[str, Any]) -> str:
    """As JSON, which is YAML."""
    return json.dumps(what, ensure_ascii=False, indent=1)


def with_each_text(what: dict[str, Any], text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The file again and again, each time with another of its free texts replaced; and which."""
    for path in _texts(what, ()):
        changed = copy.deepcopy(what)
        place: Any = changed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = text
        yield ".".join(map(str, path)), changed


def _texts(what: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(what, str) and len(what) > 12:  # the short ones are ids and words of a list
        yield path
    steps = what.items() if isinstance(what, dict) else ()
    for step, below in enumerate(what) if isinstance(what, list) else steps:
        yield from _texts(below, (*path, step))
