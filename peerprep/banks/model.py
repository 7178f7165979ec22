"""The bank file that a new author begins with: a head and two model items, with comments."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Head:
    """What the head of a new bank says."""

    id: str
    title: str
    author: str
    licence: str = "CC-BY-SA-4.0"
    language: str = "en"
    topics: tuple[str, str] = ("boundaries", "communication")
    """The topics of the two model items."""
    version: str = "1"


def model_bank(head: Head) -> str:
    """The text of the file. What the author said stands in quotes, whatever it holds."""
    text = Path(__file__).with_name("model.yaml").read_text("utf-8")
    said = {
        "__ID__": head.id,
        "__TITLE__": _quoted(head.title),
        "__AUTHOR__": _quoted(head.author),
        "__LICENCE__": _quoted(head.licence),
        "__LANGUAGE__": _quoted(head.language),
        "__VERSION__": _quoted(head.version),
        "__FIRST__": head.topics[0],
        "__SECOND__": head.topics[1],
    }
    # All at once, so that nothing the author said is taken for a place to fill.
    return re.sub("|".join(said), lambda found: said[found.group()], text)


def _quoted(text: str) -> str:
    """A text in double quotes: YAML reads what JSON writes."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
