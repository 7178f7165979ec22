"""Today's queue: due reviews mixed with new items, by what a look is worth on the exam day."""

from __future__ import annotations

from collections.abc import Sequence

from peerprep.core.form import Dice, least_seen, pick
from peerprep.core.item import LEVELS, Item
from peerprep.core.order import interleave
from peerprep.core.schedule import Memory, days_since, first_worth, retrievability
from peerprep.core.shelf import Shelf

NEW_SHARE = 3
"""One item in so many is new, while there are new ones."""

FIRST_WEIGHT = 1.25
"""A first look counts for more than the records say: some right answers that were luck pass for
knowledge, some old knowledge for what was learned here; both make a review look too worthwhile."""

URGENT_SHARE = 5
"""Misses one was sure of have places of their own, up to one item in so many."""


def today(shelf: Shelf, length: int, dice: Dice) -> tuple[Item, ...]:
    """Today's items in the order to ask them, up to `length`.

    Due reviews and new items compete by what one look is worth: the rise in the chance of recall
    seven days on, or on the exam day when that is sooner. A third of the places are kept for new
    items, and one for a review unless the days left cannot hold all that is new. With an exam day
    and nothing else left to ask, items come before they are due.
    """
    new = new_by_worth(shelf, dice)
    due = _due_by_worth(shelf)
    share = _touches_a_day(shelf, len(new) + shelf.beyond, length)
    places = _review_places(shelf, due, new, length, share)
    reviews = [shelf.drill[m.item] for m in _with_touches(shelf, due, places, share)]
    fresh = pick(new, length - len(reviews), reviews)
    # Siblings of one scenario are kept apart while others are left; a narrow topic may have none.
    taken = {item.id for item in fresh}
    fresh += [item for item in new if item.id not in taken][: length - len(reviews) - len(fresh)]
    chosen = [*reviews, *fresh]
    if shelf.days_left is not None:
        chosen += _early(shelf, {item.id for item in chosen})[: length - len(chosen)]
    return tuple(interleave(chosen, shelf.memories, opener=_easiest(shelf, chosen)))


def new_by_worth(shelf: Shelf, dice: Dice) -> list[Item]:
    """Drill items never answered, the domains with most to gain more often, by the dice in each.

    Places are dealt like seats by D'Hondt over the squared worth of a first look: domains stay
    mixed, and what is left unseen on the exam day lies where the candidate knows most.
    """
    unseen = [item for item in shelf.drill.values() if item.id not in shelf.memories]
    by_domain: dict[str, list[Item]] = {}
    for item in least_seen(unseen, shelf.exposures, dice):
        by_domain.setdefault(shelf.domain_of(item), []).append(item)
    dealt = [
        (-((1 - shelf.known[domain]) ** 2) / place, domain, item)
        for domain, items in by_domain.items()
        for place, item in enumerate(items, start=1)
    ]
    return [item for *_, item in sorted(dealt, key=lambda one: one[:2])]


def _due_by_worth(shelf: Shelf) -> list[Memory]:
    """Due and to be touched: sure misses first, then by worth."""
    untouched = set(shelf.untouched)
    memories = {m.item: m for m in shelf.remembered if m.item in untouched}
    memories |= {memory.item: memory for memory in shelf.due}
    return sorted(memories.values(), key=lambda m: (not m.urgent, -shelf.worth(m), m.item))


def _review_places(
    shelf: Shelf, due: Sequence[Memory], new: Sequence[Item], length: int, touches: int
) -> int:
    """How many of the places go to reviews, at least `touches` of them."""
    if not due:
        return 0
    unknown = [1 - shelf.known[shelf.domain_of(item)] for item in new[:length]]
    firsts = [FIRST_WEIGHT * first_worth(share, shelf.ahead) for share in unknown]
    ranked = [(shelf.worth(m), False) for m in due] + [(one, True) for one in firsts]
    ranked.sort(reverse=True)
    wanted = sum(not is_new for _, is_new in ranked[:length])
    kept_for_new, waiting = -(-length // NEW_SHARE), len(new) + shelf.beyond
    if touches:
        kept_for_new = max(kept_for_new, -(-waiting // (shelf.days_left or 1)))
    urgent = min(sum(memory.urgent for memory in due), length // URGENT_SHARE)
    least = max(min(1, length - 1), urgent, touches)
    if shelf.days_left is not None and waiting > shelf.days_left * length:
        least = 0  # each review leaves one item unseen for good, so it must be worth more
    least, most = max(least, length - waiting), max(length - kept_for_new, length - waiting)
    return min(max(least, min(wanted, most)), len(due), length)


def _touches_a_day(shelf: Shelf, new: int, length: int) -> int:
    """How many touches today's share of the last seven days is.

    None when the days left cannot hold them and the new items too: then worth alone decides, as
    forcing some would take more on the exam day than it gives.
    """
    left = shelf.days_left
    if left is None or len(shelf.untouched) + new > left * length:
        return 0
    return -(-len(shelf.untouched) // left)


def _with_touches(shelf: Shelf, due: Sequence[Memory], places: int, touches: int) -> list[Memory]:
    """The reviews for the places: by worth, with today's share of touches among them."""
    chosen, untouched = list(due[:places]), set(shelf.untouched)
    short = touches - sum(memory.item in untouched for memory in chosen)
    spare = [m for m in chosen if m.item not in untouched and not m.urgent]
    waiting = [m for m in due[places:] if m.item in untouched][: max(0, short)]
    for given_up, touched in zip(reversed(spare), waiting, strict=False):
        chosen[chosen.index(given_up)] = touched
    return chosen


def _early(shelf: Shelf, taken: set[str]) -> list[Item]:
    """Items not due yet nor looked at today, by worth."""
    others = [m for m in shelf.remembered if m.item not in taken and days_since(m, shelf.now) > 0]
    others.sort(key=lambda memory: (-shelf.worth(memory), memory.item))
    return [shelf.drill[memory.item] for memory in others]


def _easiest(shelf: Shelf, chosen: Sequence[Item]) -> Item | None:
    """The item to begin with: one best remembered and right last time, else the easiest level."""

    def ease(item: Item) -> tuple[bool, float, int, float]:
        memory, past = shelf.memories.get(item.id), shelf.pasts.get(item.id)
        recalled = retrievability(memory, shelf.now) if memory and past and past.right else 0.0
        return recalled > 0, recalled, -LEVELS.index(item.level), shelf.known[shelf.domain_of(item)]

    return max(chosen, key=ease, default=None)
