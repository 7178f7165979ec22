"""The word lists of the checker: YAML files → values for the core."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from peerprep.core.checks.subject import Phrase, WordLists

_HERE = Path(__file__).parent


def _read(name: str) -> Any:
    return yaml.load(
        (_HERE / name).read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )


def _pattern(text: str | None, parts: dict[str, str]) -> re.Pattern[str] | None:
    """A pattern of a file, tried without regard to case."""
    return None if text is None else re.compile(_filled(text, parts), re.IGNORECASE)


def _unfolded(text: str) -> str:
    """A pattern written over several lines, each of which begins with |."""
    return re.sub(r" (?=\|)", "", text)


def _filled(text: str, parts: dict[str, str]) -> str:
    """A pattern with each `<name>` replaced by the part of that name, which several share."""
    for name, part in parts.items():
        text = text.replace(f"<{name}>", part)
    return text


def _near(given: str | list[str] | None, parts: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    every = [given] if isinstance(given, str) else given or []
    return tuple(re.compile(_filled(text, parts), re.IGNORECASE) for text in every)


def _phrases(entries: list[dict[str, Any]], head: dict[str, Any]) -> tuple[Phrase, ...]:
    sources, parts = head.get("sources", {}), head.get("parts", {})
    return tuple(
        Phrase(
            pattern=re.compile(_filled(entry["find"], parts), re.IGNORECASE),
            say=entry.get("say", ""),
            source=str(
                sources.get(entry.get("source"), entry.get("source", head.get("source", "")))
            ),
            as_of=str(entry.get("as_of", head.get("as_of", ""))),
            words=frozenset(map(str, entry.get("words", ()))),
            also=frozenset(map(str, entry.get("also", ()))),
            unless=_pattern(entry.get("unless"), parts),
            near=_near(entry.get("near"), parts),
            answer=bool(entry.get("answer")),
        )
        for entry in entries
    )


@cache
def word_lists() -> WordLists:
    """The lists that come with the program, read once."""
    language, outdated, provenance = (
        _read(f"{name}.yaml") for name in ("language", "outdated", "provenance")
    )
    return WordLists(
        language=_phrases(language["entries"], language),
        outdated=_phrases(outdated["entries"], outdated),
        provenance=_phrases(provenance["entries"], provenance),
        labels=_phrases(provenance["labels"], provenance),
        states=tuple(_read("states.yaml")["states"]),
        history=re.compile(_unfolded(outdated["history"]), re.IGNORECASE),
        names=re.compile(_unfolded(language["names"])),
    )
