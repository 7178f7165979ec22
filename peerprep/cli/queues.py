"""The queues of a drill: what the records say, handed to the core's choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from peerprep.core.past import PACE_BOUNDS, length_for, seconds_an_item
from peerprep.core.queue import QUEUES
from peerprep.core.shelf import Shelf
from peerprep.errors import NothingToDo, UsageError
from peerprep.history.looks import recent_looks

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.blueprint import Exam
    from peerprep.core.item import Item
    from peerprep.history.store import Store

MOST = 30
"""A drill has no more questions than this unless more are asked for."""

NOTHING: Mapping[str, str] = {
    "due": "Nothing is due today. peerprep drill new asks what you have not seen.",
    "quick": "Nothing is due today. peerprep drill new asks what you have not seen.",
    "new": "You have seen every drill question there is. peerprep drill asks what is due.",
    "missed": "Nothing missed is waiting. peerprep drill goes on.",
    "lucky": "No lucky guess is waiting. peerprep drill goes on.",
    "weak": "There is too little history to say what is weakest. peerprep drill makes some.",
    "marked": "Nothing is marked. m marks a question, in drills and mocks.",
    "confusing": "No look-alikes were mixed up so far. peerprep drill goes on.",
}


def kind_or_error(kind: str) -> str:
    """The kind of queue; UsageError with what there is when there is no such."""
    if kind not in QUEUES:
        raise UsageError(f"There is no drill {kind!r}. Drills: {', '.join(QUEUES)}.")
    return kind


def shelf_of(
    environment: Environment,
    store: Store,
    items: Mapping[str, Item],
    exam: Exam | None,
    beyond: int = 0,
) -> Shelf:
    """All that a queue may look at: the items and what the records say of them.

    `beyond` is how many new items an excerpt has left out.
    """
    domains = {t: d.id for d in exam.domains for t in d.topics} if exam else {}
    return Shelf(
        items=items,
        memories=store.memories(),
        exposures=store.exposures(),
        pasts=store.pasts(),
        now=environment.clock.now(),
        exam_day=environment.settings.exam_day,
        domains=domains,
        pace=seconds_an_item(recent_looks(store)),
        beyond=beyond,
    )


def length_of(
    environment: Environment,
    store: Store,
    exam: Exam | None,
    shelf: Shelf,
    number: int | None,
    minutes: int | None,
) -> int:
    """How many questions: what is asked for, what the minutes hold, or today's part of the plan."""
    if number is not None:
        return number
    if minutes is not None:
        return length_for(minutes, shelf.pace)
    usual = int(environment.settings.length)
    left = shelf.days_left
    if not left or exam is None:
        return usual
    from peerprep.cli.planning import Facts
    from peerprep.core.schedule import study_day

    facts = Facts(environment, store, exam, study_day(shelf.now))
    assert shelf.exam_day is not None  # there are days left to it
    planned = facts.page(shelf.exam_day, int(environment.settings.minutes)).plan.days[0].items
    return max(1, min(MOST, planned)) if planned else usual


def longest(environment: Environment, number: int | None, minutes: int | None) -> int:
    """How many questions at most, before the pace and the plan are known."""
    if number is not None:
        return number
    if minutes is not None:
        return length_for(minutes, PACE_BOUNDS[0])
    return int(environment.settings.length) if environment.settings.exam_day is None else MOST


def choose(
    environment: Environment, shelf: Shelf, kind: str, length: int
) -> tuple[list[Item], int]:
    """The items of a queue in their order, and how many of them were due."""
    chosen = list(QUEUES[kind](shelf, length, environment.dice))
    if not chosen and kind in NOTHING:
        raise NothingToDo(NOTHING[kind])
    due = {memory.item for memory in shelf.due}
    return chosen, sum(item.id in due for item in chosen)
