"""A bank file that is being written: read by itself, with the topics that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from peerprep.banks.files import TOPICS_FILE
from peerprep.banks.reader import Reading, read_bank, read_topics
from peerprep.banks.steady import read_steadily
from peerprep.banks.tree import Unreadable
from peerprep.core.bank import Topic

LEVELS_UP = 3
"""So many folders above the file's own are looked at for a topics.yaml: items/night/shift.yaml."""


def read_draft(path: Path, shown: str, topics: Mapping[str, Topic]) -> Reading:
    """Read one bank file that is not installed.

    Its topics are those of the library and of the nearest topics.yaml: in its folder, or up to
    LEVELS_UP above it. What cannot be read at all is one problem.
    """
    try:
        raw = read_steadily(path, shown)
        known = {**topics, **_topics_beside(path)}
    except Unreadable as error:
        return Reading(None, (error.problem,))
    return read_bank(raw, shown, known or None)


def _topics_beside(path: Path) -> dict[str, Topic]:
    folders = list(path.absolute().parents)[: LEVELS_UP + 1]
    for folder in folders:
        beside = folder / TOPICS_FILE
        if beside.is_file():
            return read_topics(read_steadily(beside, str(beside)), str(beside))[0]
    return {}
