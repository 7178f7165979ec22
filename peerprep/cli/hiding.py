"""What a candidate has hidden, and what is left to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.item import Item


def hidden(environment: Environment) -> tuple[str, ...]:
    """The names that are hidden now, in the order they were hidden."""
    kept = environment.settings.hidden
    return () if kept == "none" else tuple(kept.split(","))


def visible(environment: Environment) -> dict[str, Item]:
    """The items by id that drills may ask and count: none of a hidden topic or label."""
    from peerprep.core.hidden import visible_items

    return visible_items(environment.holdings.library, hidden(environment))


def hidden_words(environment: Environment) -> str:
    """One sentence naming what is hidden and the way back, for where nothing is left to ask."""
    names = hidden(environment)
    if not names:
        return ""
    return f" Hidden for now: {', '.join(names)}. peerprep topics show {names[0]} brings it back."
