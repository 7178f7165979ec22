"""Preview: an item as candidates will see it, question and every feedback, for its author."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType

from peerprep.core.form import Slot
from peerprep.core.item import Item, Response
from peerprep.core.session import SlotState
from peerprep.terminal.cards import Ask, Told, feedback, question
from peerprep.terminal.layout import blank
from peerprep.terminal.screen import Screen


def preview(screen: Screen, item: Item, place: str, source: str) -> RenderableType:
    """The question, then the feedback for the key, then for each distractor.

    Options stand as written; candidates see them shuffled where the author allows it.
    """
    slot = Slot(1, item, tuple(option.id for option in item.options))
    parts: list[RenderableType] = [question(screen, slot, SlotState(), Ask(place)), blank()]
    for response in responses(item):
        state = SlotState(response=response, committed=True)
        answered = f"{place}: answered {slot.letters(response)}"
        told = Told(answered, source)
        parts += [feedback(screen, slot, state, told), blank()]
    return Group(*parts)


def responses(item: Item) -> Iterator[Response]:
    """The key, then a response with each distractor: alone, or in select-all beside the key."""
    yield item.key
    for option in item.options:
        if option.id not in item.key:
            beside = item.key if item.kind.name == "select-all" else frozenset[str]()
            yield beside | {option.id}
