"""Form and Slot; assemble(): the drawn items in their drawn order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from peerprep.core.blueprint import Blueprint
from peerprep.core.item import Item
from peerprep.core.value import dataclass

T = TypeVar("T")

LETTERS = "ABCDEFGHIJ"


class Dice(Protocol):
    """What assembly needs of a random.Random."""

    def random(self) -> float:
        """A number from 0 up to but not including 1."""

    def shuffle(self, x: list[T], /) -> None:
        """Put the list into random order."""


@dataclass(frozen=True)
class Exposure:
    """How often an item has been shown to this candidate, and when last."""

    count: int
    last: datetime


@dataclass(frozen=True)
class Slot:
    """A numbered place in a form: the item and the order its options are shown in."""

    number: int
    item: Item
    order: tuple[str, ...]
    domain: str | None = None
    fresh: bool = True

    def letter(self, option_id: str) -> str:
        """The letter shown for an option."""
        return LETTERS[self.order.index(option_id)]

    def option_at(self, letter: str) -> str | None:
        """The id of the option shown under a letter, or None when there is none."""
        place = LETTERS.find(letter.upper())
        return self.order[place] if letter and 0 <= place < len(self.order) else None

    def letters(self, response: Iterable[str]) -> str:
        """The letters of a response in the order shown: "B" or "A, C"."""
        chosen = set(response)
        return ", ".join(self.letter(option) for option in self.order if option in chosen)


@dataclass(frozen=True)
class Form:
    """One assembled set of items as delivered."""

    slots: tuple[Slot, ...]
    title: str = ""
    exam: str | None = None
    mix_note: str = ""
    domain_names: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.slots)

    @property
    def fresh_share(self) -> float:
        """The share of items that the candidate has not seen before, 0…1."""
        return sum(slot.fresh for slot in self.slots) / len(self.slots) if self.slots else 0.0


class Shortage(Exception):
    """Too few items for the form that was asked for: what is wanted and what there is."""

    def __init__(self, missing: Mapping[str, tuple[int, int]]) -> None:
        self.missing = dict(missing)
        """By domain name: (wanted, can be drawn)."""
        parts = (f"{name}: {want} wanted, {have} there" for name, (want, have) in missing.items())
        super().__init__("; ".join(parts))


def option_order(item: Item, dice: Dice) -> tuple[str, ...]:
    """The order in which the item's options are shown: shuffled where its author allows it."""
    order = [option.id for option in item.options]
    if item.shuffle and item.kind.name != "true-false":
        dice.shuffle(order)
    return tuple(order)


def least_seen(items: Iterable[Item], exposures: Mapping[str, Exposure], dice: Dice) -> list[Item]:
    """The items in the order to draw them: least often seen, then longest ago, then by the dice.

    Among items never seen, those with most enemies never seen come first: of such a set each form
    can take one alone, so that leaving them for later would strand them.
    """
    listed = list(items)
    unseen = {item.id for item in listed if item.id not in exposures}

    def rank(item: Item) -> tuple[int, float, int, float]:
        seen = exposures.get(item.id)
        if seen:
            return seen.count, seen.last.timestamp(), 0, dice.random()
        return 0, 0, -len(item.enemies & unseen), dice.random()

    return sorted(listed, key=rank)


def pick(candidates: Sequence[Item], wanted: int, taken: Sequence[Item] = ()) -> list[Item]:
    """The first `wanted` candidates of which no two, and none with `taken`, are enemies.

    Going down the list is enough while enemies come in cliques (siblings of one scenario), as one
    of each clique is taken. Returns fewer when there are no more.
    """
    chosen: list[Item] = []
    ids = {item.id for item in taken}
    shut = {enemy for item in taken for enemy in item.enemies}
    for item in candidates:
        if len(chosen) == wanted:
            break
        if item.id in ids or item.id in shut or item.enemies & ids:
            continue
        chosen.append(item)
        ids.add(item.id)
        shut |= item.enemies
    return chosen


def assemble(
    items: Iterable[Item],
    blueprint: Blueprint,
    *,
    exposures: Mapping[str, Exposure],
    dice: Dice,
    title: str = "",
) -> Form:
    """Draw a form by blueprint: no item twice, no two enemies, least seen first, order mixed.

    Raises Shortage, naming every domain that cannot be filled, when the items do not suffice.
    """
    ranked = least_seen(items, exposures, dice)
    if not blueprint.domains:
        chosen = pick(ranked, blueprint.length)
        if len(chosen) < blueprint.length:
            raise Shortage({"the whole library": (blueprint.length, len(chosen))})
        return _deliver([(item, None) for item in chosen], blueprint, exposures, dice, title)
    quotas = blueprint.quotas()
    taken: list[tuple[Item, str | None]] = []
    missing: dict[str, tuple[int, int]] = {}
    # The domain with the least room to choose goes first: enemies in other domains then give way.
    pools = {
        domain.id: [item for item in ranked if item.topic in domain.topics]
        for domain in blueprint.domains
    }
    for domain in sorted(blueprint.domains, key=lambda d: len(pools[d.id]) - quotas[d.id]):
        chosen = pick(pools[domain.id], quotas[domain.id], [item for item, _ in taken])
        if len(chosen) < quotas[domain.id]:
            # One item with many enemies may stand in the way of all of them: those last.
            others = sorted(pools[domain.id], key=lambda item: len(item.enemies))
            again = pick(others, quotas[domain.id], [item for item, _ in taken])
            chosen = max(chosen, again, key=len)
        if len(chosen) < quotas[domain.id]:
            missing[domain.name] = (quotas[domain.id], len(chosen))
        taken += [(item, domain.id) for item in chosen]
    if missing:
        raise Shortage(missing)
    dice.shuffle(taken)
    return _deliver(taken, blueprint, exposures, dice, title)


def _deliver(
    taken: Sequence[tuple[Item, str | None]],
    blueprint: Blueprint,
    exposures: Mapping[str, Exposure],
    dice: Dice,
    title: str,
) -> Form:
    slots = tuple(
        Slot(number, item, option_order(item, dice), domain, item.id not in exposures)
        for number, (item, domain) in enumerate(taken, start=1)
    )
    names = tuple((domain.id, domain.name) for domain in blueprint.domains)
    return Form(slots, title, blueprint.exam, blueprint.mix_note, names)


def drill_form(
    items: Sequence[Item],
    *,
    exposures: Mapping[str, Exposure],
    dice: Dice,
    domain_of: Callable[[str], str | None] = lambda topic: None,
    title: str = "",
    exam: str | None = None,
    domain_names: tuple[tuple[str, str], ...] = (),
) -> Form:
    """A form of the given items in the given order, for a drill."""
    slots = tuple(
        Slot(n, item, option_order(item, dice), domain_of(item.topic), item.id not in exposures)
        for n, item in enumerate(items, start=1)
    )
    return Form(slots, title, exam, "", domain_names)
