"""Values of the core ↔ JSON text, for the catalog. Never pickle: a cache is not to be trusted.

Whatever is packed comes back equal; text that nobody packed raises ValueError, KeyError, TypeError
or IndexError, and builds no value but those of the classes named here.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from peerprep.core.bank import Bank, Source, Topic
from peerprep.core.blueprint import Break, Domain, Exam, Fact
from peerprep.core.item import Citation, Item, Option, SelectAll, SingleBest, TrueFalse
from peerprep.core.problem import Location, Problem

_CLASSES: dict[str, Any] = {
    kind.__name__: kind
    for kind in (Bank, Break, Domain, Exam, Fact, Location, Problem, Source, Topic)
}

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack(value: Any) -> str:
    """A value of the core as text."""
    return _encode(_plain(value))


def unpack(text: str) -> Any:
    """The value that `pack` made the text of."""
    return _value(json.loads(text))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return ["/", value.numerator, value.denominator]
        case tuple() | list():
            return ["t", *map(_plain, value)]
        case frozenset():
            return ["s", *sorted(map(_plain, value))]
        case dict():
            return ["d", *([_plain(name), _plain(one)] for name, one in value.items())]
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, f.name)) for f in fields(value))]
    raise TypeError(f"{type(value).__name__} is not packed")


def _value(plain: Any) -> Any:
    if not isinstance(plain, list):
        return plain
    kind, *rest = plain
    if kind == "t":
        return tuple(map(_value, rest))
    if kind == "s":
        return frozenset(map(_value, rest))
    if kind == "d":
        return {_value(name): _value(one) for name, one in rest}
    if kind == "/":
        return Fraction(*rest)
    return _CLASSES[kind](*map(_value, rest))


def pack_item(item: Item) -> str:
    """An item as text. Written by hand, as there are many: a kind is its name, partial and key."""
    kind = item.kind
    return _encode(
        [
            item.id, item.topic, item.level, item.stem,
            [[option.id, option.text, option.rationale] for option in item.options],
            [kind.name, getattr(kind, "partial", False), sorted(kind.key)],
            item.principle,
            [item.citation.source, item.citation.locator],
            item.pool, item.status, item.exhibit, item.jurisdiction,
            list(item.tags), list(item.sensitive), item.shuffle, item.as_of, sorted(item.enemies),
        ]
    )  # fmt: skip


def unpack_item(text: str) -> Item:
    """The item that `pack_item` made the text of."""
    (
        name, topic, level, stem, options, (kind, partial, key), principle, citation,
        pool, status, exhibit, jurisdiction, tags, sensitive, shuffle, as_of, enemies,
    ) = json.loads(text)  # fmt: skip
    keys = frozenset(key)
    return Item(
        name, topic, level, stem,
        tuple([Option(*parts) for parts in options]),
        SelectAll(keys, partial) if kind == "select-all"
        else SingleBest(keys) if kind == "single-best" else TrueFalse(keys),
        principle, Citation(*citation), pool, status, exhibit, jurisdiction,
        tuple(tags), tuple(sensitive), shuffle, as_of, frozenset(enemies),
    )  # fmt: skip
