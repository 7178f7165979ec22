"""What has changed in one item: fields, options, key, and the words of each text."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from peerprep.core.item import Item, Option

Fate = Literal["kept", "gone", "new"]
Words = tuple[tuple[Fate, str], ...]
"""Runs of words in reading order, and what became of each."""

MOST_WORDS = 4000
"""Texts longer than this are not compared word by word: the time grows with the square."""

ALIKE = 0.5
"""The share of words that two options have in common when one is the other reworded."""


@dataclass(frozen=True)
class Change:
    """One thing that was `before` and is `after`; empty where it was not, or is no more."""

    what: str
    before: str
    after: str

    @property
    def words(self) -> Words:
        """The change word by word."""
        return word_by_word(self.before, self.after)


def real(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in which something did change."""
    return tuple(change for change in changes if change.before != change.after)


def item_changes(before: Item, after: Item) -> tuple[Change, ...]:
    """Every field of an item that changed, in the order in which an author reads it."""
    pairs = _paired_options(before.options, after.options)
    return real(
        [
            *(Change(what, _told(before, what), _told(after, what)) for what in _FIRST),
            *_option_changes(pairs),
            Change("order of options", *_order(after, pairs)),
            Change("key", *_keys(before, after, pairs)),
            *_rationale_changes(pairs),
            *(Change(what, _told(before, what), _told(after, what)) for what in _LAST),
        ]
    )


_FIRST = ("status", "kind", "marking", "topic", "level", "pool", "exhibit", "stem")
_LAST = (
    "principle", "source", "tags", "enemies", "sensitive", "jurisdiction", "as_of", "shuffle",
)  # fmt: skip


def _told(item: Item, what: str) -> str:
    """A field as its author writes it."""
    if what == "kind":
        return item.kind.name
    if what == "marking":
        return "partial" if getattr(item.kind, "partial", False) else "all-or-nothing"
    if what == "source":
        return f"{item.citation.source}, {item.citation.locator}"
    value = getattr(item, what)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return ", ".join(value) if isinstance(value, tuple) else value or ""


Pair = tuple[Option | None, Option | None]


def _paired_options(before: Sequence[Option], after: Sequence[Option]) -> list[Pair]:
    """Each option with what became of it: by id, else by its words or its rationale."""
    by_id = {option.id: option for option in after}
    taken = {option.id for option in before if option.id in by_id}
    left = [option for option in after if option.id not in taken]
    pairs: list[Pair] = []
    for option in before:
        match = by_id.get(option.id) or _nearest(option, left)
        left = [other for other in left if other is not match]
        pairs.append((option, match))
    return [*pairs, *((None, option) for option in left)]


def _nearest(option: Option, among: Sequence[Option]) -> Option | None:
    def near(other: Option) -> float:
        same = option.rationale == other.rationale
        return max(float(same), alike(option.text, other.text))

    best = max(among, key=near, default=None)
    return best if best and near(best) >= ALIKE else None


def alike(one: str, other: str) -> float:
    """The share of words in common, 0 to 1: twice the shared ones over all (Dice's coefficient)."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def _option_changes(pairs: Iterable[Pair]) -> Iterable[Change]:
    for old, new in pairs:
        if old and new:
            yield Change("option", old.text, new.text)
            if old.text == new.text:  # otherwise its id may well follow its words
                yield Change(f'id of option "{new.text}"', old.id, new.id)
        elif new:
            yield Change("option added", "", new.text)
        elif old:
            yield Change("option removed", old.text, "")


def _rationale_changes(pairs: Iterable[Pair]) -> Iterable[Change]:
    for old, new in pairs:
        if old and new:
            yield Change(f'rationale of "{new.text}"', old.rationale, new.rationale)


def _order(after: Item, pairs: Iterable[Pair]) -> tuple[str, str]:
    """The places of the options that both have, as they were and as they are."""
    places = [after.options.index(new) for old, new in pairs if old and new]
    order = sorted(range(len(places)), key=lambda number: places[number])
    return _numbers(range(len(places))), _numbers(order)


def _numbers(places: Iterable[int]) -> str:
    return " ".join(str(place + 1) for place in places)


def _keys(before: Item, after: Item, pairs: Iterable[Pair]) -> tuple[str, str]:
    """The options that are keys; rewording a key is no change of the key."""
    same = all(_is_key(before, old) == _is_key(after, new) for old, new in pairs)
    if same:
        return "", ""
    told = _key_text(before), _key_text(after)
    # Options that share their words are told apart by the ids that their author gave.
    return told if told[0] != told[1] else (_key_ids(before), _key_ids(after))


def _is_key(item: Item, option: Option | None) -> bool:
    return option is not None and option.id in item.key


def _key_text(item: Item) -> str:
    return " | ".join(option.text for option in item.options if option.id in item.key)


def _key_ids(item: Item) -> str:
    return " | ".join(sorted(item.key))


def word_by_word(before: str, after: str) -> Words:
    """The two texts as one, with the words that went and the words that came.

    A change that no word shows, such as a second space, is told as the whole text anew.
    """
    old, new = before.split(), after.split()
    if old == new or len(old) + len(new) > MOST_WORDS:
        whole: tuple[tuple[Fate, str], ...] = (("gone", before), ("new", after))
        return (("kept", before),) if before == after else tuple(w for w in whole if w[1])
    runs: list[tuple[Fate, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for verb, a, b, c, d in matcher.get_opcodes():
        if verb == "equal":
            runs.append(("kept", " ".join(old[a:b])))
            continue
        runs += [("gone", " ".join(old[a:b]))] if b > a else []
        runs += [("new", " ".join(new[c:d]))] if d > c else []
    return tuple(runs)
