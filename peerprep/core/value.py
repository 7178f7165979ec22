"""Frozen dataclasses that are made quickly: a sixth of a start went into making their classes.

`dataclasses` writes six functions for each frozen class and has each compiled by itself, which
takes half a millisecond a class, and fifty classes stand before the first question. Only `__init__`
has to be made to measure; here the others are shared. What comes of it is a dataclass to `fields`,
`replace`, `asdict` and `match`: tests/core/test_value.py asks both kinds the same. Whatever else is
asked for (not frozen, slots, …) is left to `dataclasses`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, order=False, **more):
        """A dataclass as `dataclasses.dataclass` makes it."""

        def make(one):
            if not frozen or more:
                return dataclasses.dataclass(one, frozen=frozen, order=order, **more)
            return _frozen(one, order)

        return make if cls is None else make(cls)


__all__ = ["dataclass"]


def _frozen(cls: Any, order: bool) -> Any:
    own = {name for name, value in vars(cls).items() if value is not None}
    dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    names = [field.name for field in dataclasses.fields(cls)]
    values = _values(names)

    def equal(self: Any, other: Any) -> Any:
        same = other.__class__ is self.__class__
        return values(self) == values(other) if same else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    shared = {"__eq__": equal, "__hash__": hashed, "__repr__": _shown,
              "__setattr__": _no_change, "__delattr__": _no_change}  # fmt: skip
    if order:
        shared |= _ordered(cls, values)
    for name, function in shared.items():
        if name not in own:
            setattr(cls, name, function)
    cls.__init__ = _init(cls)
    return cls


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads all fields of a value at once."""
    if not names:
        return lambda value: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


def _ordered(cls: Any, values: Callable[[Any], tuple[Any, ...]]) -> dict[str, Any]:
    def by(name: str) -> Any:
        compare = getattr(tuple, name)

        def compared(self: Any, other: Any) -> Any:
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compare(values(self), values(other))

        return compared

    return {name: by(name) for name in ("__lt__", "__le__", "__gt__", "__ge__")}


def _shown(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self))
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _no_change(self: Any, name: str, *value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot change")


def _init(cls: Any) -> Any:
    """`__init__` with the fields as its parameters: names and defaults, so nothing of a stranger's.

    It fills the value's dictionary at once, which the frozen `__setattr__` does not stand before.
    """
    known: dict[str, Any] = {"later": object()}
    head, body = ["self"], ["kept = self.__dict__"]
    for number, field in enumerate(dataclasses.fields(cls)):
        name, default = field.name, f"default_{number}"
        value = name
        if field.default is not dataclasses.MISSING:
            known[default] = field.default
            head.append(f"{name}={default}")
        elif field.default_factory is not dataclasses.MISSING:
            known[default] = field.default_factory
            head.append(f"{name}=later")
            value = f"{default}() if {name} is later else {name}"
        else:
            head.append(name)
        body.append(f"kept[{name!r}] = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(head)}):\n " + "\n ".join(body), known)
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__module__ = cls.__module__
    return made
