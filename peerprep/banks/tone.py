"""The word lists that come with the program: YAML → WordLists."""

from __future__ import annotations

from pathlib import Path

from peerprep.banks.reader import open_file
from peerprep.core.cues import WordLists
from peerprep.core.problem import Problem

FOLDER = Path(__file__).with_name("wordlists")


def tone() -> WordLists:
    """The lists of tone: hedges, absolutes, negations, gentle and firm words."""
    path = FOLDER / "tone.yaml"
    return read_tone(path.read_bytes(), path.name)


def read_tone(raw: bytes, file: str) -> WordLists:
    """Read a file of tone. Only we write them, so a file that cannot be read is a ValueError."""
    opened = open_file(raw, file, "A word list")
    if isinstance(opened, Problem):
        raise ValueError(opened.message)
    top, findings = opened
    top.number("format")
    lists = WordLists(
        language=top.text("language", required=True) or "",
        hedges=tuple(top.texts("hedges")),
        absolutes=tuple(top.texts("absolutes")),
        negations=tuple(top.texts("negations")),
        gentle=tuple(top.texts("gentle")),
        firm=tuple(top.texts("firm")),
    )
    top.done()
    if findings.found:
        raise ValueError(findings.found[0].message)
    return lists
