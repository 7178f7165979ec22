"""Sets of siblings: items that turn on one principle, or that must never share a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peerprep.core.item import Item


def sibling_sets(items: Iterable[Item]) -> dict[str, str]:
    """By item id, the id of the first item of its set; a sibling's sibling is a sibling."""
    listed = list(items)
    first = {item.id: item.id for item in listed}
    order = {item.id: place for place, item in enumerate(listed)}
    principles: dict[str, str] = {}
    for item in listed:
        kin = [principles.setdefault(item.principle, item.id)]
        kin += [enemy for enemy in sorted(item.enemies) if enemy in first]
        for other in kin:
            ends = (_root(first, item.id), _root(first, other))
            low, high = sorted(ends, key=order.__getitem__)
            first[high] = low
    return {item.id: _root(first, item.id) for item in listed}


def _root(first: Mapping[str, str], name: str) -> str:
    while first[name] != name:
        name = first[name]
    return name
