"""Topics that a candidate leaves out for now: which items that means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peerprep.core.bank import Library
from peerprep.core.item import SENSITIVE, Item


def hidden_topics(library: Library, names: Iterable[str]) -> frozenset[str]:
    """The topics among the names and every topic beneath them; unknown names hide nothing."""
    return frozenset(
        below for name in names if name in library.topics for below in library.below(name)
    )


def visible_items(library: Library, names: Iterable[str]) -> dict[str, Item]:
    """The library's items by id without those that a name hides, by topic or by sensitive label."""
    hidden = frozenset(names)
    topics = hidden_topics(library, hidden)
    return {
        name: item
        for name, item in library.items.items()
        if item.topic not in topics and hidden.isdisjoint(item.sensitive)
    }


def drill_counts(items: Iterable[Item]) -> Mapping[str, int]:
    """How many drill items carry each sensitive label, for every label there is."""
    drilled = [item for item in items if item.pool == "drill"]
    return {label: sum(label in item.sensitive for item in drilled) for label in SENSITIVE}
