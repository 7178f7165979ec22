"""Shelf: all that a queue may look at when it chooses what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from peerprep.core.form import Exposure
from peerprep.core.item import Item
from peerprep.core.past import SECONDS_AN_ITEM, Past
from peerprep.core.schedule import Memory, days_left, is_due, look_ahead, next_look, worth
from peerprep.core.upcoming import touches
from peerprep.core.value import dataclass

PRIOR_LOOKS = 4
"""A domain counts as half known with the weight of so many looks, until there are more."""


@dataclass(frozen=True)
class Shelf:
    """The items, what is known of the candidate with each, and the day.

    Ids in `memories`, `exposures` and `pasts` that no item of `items` bears (a retired item's) are
    passed over. `domains` gives a topic's domain; a topic without one stands for itself. `pace` is
    in seconds an item.
    """

    items: Mapping[str, Item]
    memories: Mapping[str, Memory]
    exposures: Mapping[str, Exposure]
    pasts: Mapping[str, Past]
    now: datetime
    exam_day: date | None = None
    domains: Mapping[str, str] = field(default_factory=dict)
    pace: float = SECONDS_AN_ITEM
    beyond: int = 0
    """How many new drill items there are besides these, where the items are an excerpt."""

    def domain_of(self, item: Item) -> str:
        """The domain of an item, or its topic where none is known."""
        return self.domains.get(item.topic, item.topic)

    @cached_property
    def drill(self) -> dict[str, Item]:
        """The items of the drill pool: what may be asked without spoiling a mock."""
        return {name: item for name, item in self.items.items() if item.pool == "drill"}

    @cached_property
    def remembered(self) -> tuple[Memory, ...]:
        """The memories of the drill pool's items."""
        return tuple(memory for memory in self.memories.values() if memory.item in self.drill)

    @cached_property
    def due(self) -> tuple[Memory, ...]:
        """What comes back today: misses one was sure of first, then the longest overdue."""
        due = [m for m in self.remembered if is_due(m, self.now, self.exam_day)]
        due.sort(key=lambda m: (not m.urgent, next_look(m, self.exam_day), m.item))
        return tuple(due)

    @cached_property
    def untouched(self) -> tuple[str, ...]:
        """The ids that need one more look before the exam, in its last seven days."""
        return touches(self.remembered, self.now, self.exam_day)

    @cached_property
    def days_left(self) -> int | None:
        """Days to the exam; None without an exam still to come."""
        return days_left(self.now, self.exam_day)

    @cached_property
    def ahead(self) -> int:
        """The days over which a look is judged."""
        return look_ahead(self.now, self.exam_day)

    @cached_property
    def _worths(self) -> dict[str, float]:
        return {}

    def worth(self, memory: Memory) -> float:
        """What a look at this item now is worth: see `schedule.worth`. Worked out once an item."""
        worths = self._worths
        if memory.item not in worths:
            worths[memory.item] = worth(memory, self.now, self.ahead)
        return worths[memory.item]

    @cached_property
    def known(self) -> dict[str, float]:
        """By domain, the share of items that the candidate knew at first sight, 0…1.

        From first, fresh looks, drawn towards one half while they are few. Where no certainty was
        asked, luck is taken off as in formula scoring: 1 / (options - 1) for each wrong one.
        """
        knew: dict[str, float] = {}
        looks: dict[str, int] = {}
        for item in self.items.values():
            domain, past = self.domain_of(item), self.pasts.get(item.id)
            first = past.known_at_first if past else None
            knew[domain] = knew.get(domain, PRIOR_LOOKS / 2) + _first(item, past, first)
            looks[domain] = looks.get(domain, PRIOR_LOOKS) + int(first is not None)
        return {domain: max(0.0, knew[domain] / looks[domain]) for domain in knew}


def _first(item: Item, past: Past | None, known: bool | None) -> float:
    if past is None or known is None:
        return 0.0
    if known or past.first_certainty is not None:
        return float(known)
    return -1 / max(1, len(item.options) - 1)
