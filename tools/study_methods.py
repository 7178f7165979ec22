"""The ways of choosing what to study that the study simulation compares."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Protocol

from peerprep.core import schedule
from peerprep.core.form import Exposure
from peerprep.core.item import Citation, Item, Option, SingleBest
from peerprep.core.past import Look, Past, past_after
from peerprep.core.shelf import Shelf
from peerprep.core.today import today

EVENING = datetime(2026, 11, 2, 19, 0, tzinfo=UTC)


class Method(Protocol):
    """Chooses each day's items, and is told how each went."""

    def ask(self, day: int, length: int) -> list[int]:
        """The items to ask that day, in order."""

    def told(self, item: int, right: bool, certainty: int | None, day: int) -> None:
        """One response."""


Maker = Callable[[int, int, int, random.Random], Method]
"""(items, domains, horizon in days, dice) → a method at its first day."""


def made_item(number: int, domains: int) -> Item:
    """A dull item of the domain that the simulated candidate has it in."""
    options = tuple(Option(letter, letter, "") for letter in "abcd")
    return Item(
        id=str(number),
        topic=f"domain-{number % domains}",
        level="application",
        stem="",
        options=options,
        kind=SingleBest(frozenset("a")),
        principle=str(number),
        citation=Citation("", ""),
    )


class Today:
    """Today's queue: the program's own code, with the exam day known."""

    def __init__(self, items: int, domains: int, horizon: int, dice: random.Random) -> None:
        self.items = {str(n): made_item(n, domains) for n in range(items)}
        self.exam_day = schedule.study_day(EVENING) + timedelta(days=horizon)
        self.memories: dict[str, schedule.Memory] = {}
        self.exposures: dict[str, Exposure] = {}
        self.pasts: dict[str, Past] = {}
        self.dice = dice

    def shelf(self, day: int) -> Shelf:
        """The shelf on the evening of that day."""
        now = EVENING + timedelta(days=day)
        return Shelf(self.items, self.memories, self.exposures, self.pasts, now, self.exam_day)

    def ask(self, day: int, length: int) -> list[int]:
        """Today's queue."""
        return [int(item.id) for item in today(self.shelf(day), length, self.dice)]

    def told(self, item: int, right: bool, certainty: int | None, day: int) -> None:
        """Rate and review as a drill does."""
        name, at, mark = str(item), EVENING + timedelta(days=day), Fraction(int(right))
        fresh = name not in self.exposures
        self.memories[name] = schedule.review(
            self.memories.get(name),
            item=name,
            given=schedule.rating(mark, certainty, first_sight=fresh),
            at=at,
            sure=certainty == 3 and not right,
            exam_day=self.exam_day,
        )
        before = self.exposures.get(name)
        self.exposures[name] = Exposure(before.count + 1 if before else 1, at)
        look = Look(name, mark, certainty, at, fresh=fresh)
        self.pasts[name] = past_after(self.pasts.get(name), look)


class RandomDraw:
    """Any items at random, each day anew."""

    def __init__(self, items: int, domains: int, horizon: int, dice: random.Random) -> None:
        self.items, self.dice = items, dice

    def ask(self, day: int, length: int) -> list[int]:
        """A random sample."""
        return self.dice.sample(range(self.items), length)

    def told(self, item: int, right: bool, certainty: int | None, day: int) -> None:
        """Nothing is remembered."""


class Rounds(RandomDraw):
    """The whole library in random order, then again in another: random without repeats."""

    def __init__(self, items: int, domains: int, horizon: int, dice: random.Random) -> None:
        super().__init__(items, domains, horizon, dice)
        self.waiting: list[int] = []

    def ask(self, day: int, length: int) -> list[int]:
        """The next ones."""
        while len(self.waiting) < length:
            self.waiting += self.dice.sample(range(self.items), self.items)
        asked, self.waiting = self.waiting[:length], self.waiting[length:]
        return asked


class NewestFirst(RandomDraw):
    """Never-seen items first; when there are none, those met last before those met long ago."""

    def __init__(self, items: int, domains: int, horizon: int, dice: random.Random) -> None:
        super().__init__(items, domains, horizon, dice)
        self.unseen = dice.sample(range(items), items)
        self.met: list[int] = []

    def ask(self, day: int, length: int) -> list[int]:
        """The newest."""
        asked, self.unseen = self.unseen[:length], self.unseen[length:]
        self.met += asked
        older = reversed(self.met[: len(self.met) - len(asked)])
        return asked + list(older)[: length - len(asked)]


@dataclass
class Box:
    """Where an item stands in a method of intervals."""

    due: int
    last: int
    level: int = 0
    ease: float = 2.5
    interval: int = 0


class Intervals(RandomDraw):
    """What is due, longest overdue first, mixed with new items; what is due soonest fills up.

    `reviews` is the largest share of the places that due items get while there are new ones.
    """

    reviews = 1.0

    def __init__(self, items: int, domains: int, horizon: int, dice: random.Random) -> None:
        super().__init__(items, domains, horizon, dice)
        self.unseen = dice.sample(range(items), items)
        self.boxes: dict[int, Box] = {}

    def ask(self, day: int, length: int) -> list[int]:
        """Due and new."""
        known = sorted(self.boxes, key=lambda item: (self.boxes[item].due, item))
        due = [item for item in known if self.boxes[item].due <= day]
        places = max(-int(-length * self.reviews // 1), length - len(self.unseen))
        asked = due[:places]
        new = length - len(asked)
        asked += self.unseen[:new]
        self.unseen = self.unseen[new:]
        fill = [item for item in known if item not in asked and self.boxes[item].last < day]
        return asked + fill[: length - len(asked)]

    def told(self, item: int, right: bool, certainty: int | None, day: int) -> None:
        """Move the item, by the same rating that today's queue gets."""
        given = schedule.rating(Fraction(int(right)), certainty)
        box = self.moved(self.boxes.get(item, Box(0, 0)), int(given))
        box.due, box.last = day + box.interval, day
        self.boxes[item] = box

    def moved(self, box: Box, rating: int) -> Box:
        """The box after a rating, with its interval in days."""
        raise NotImplementedError


class Leitner(Intervals):
    """Five boxes with fixed intervals of 1, 2, 4, 8 and 16 days; a miss goes back to the first."""

    def moved(self, box: Box, rating: int) -> Box:
        """One box on, or back to the first."""
        level = 1 if rating == 1 else min(box.level + 1, 5)
        return Box(0, 0, level, interval=2 ** (level - 1))


class SM2(Intervals):
    """SM-2 (Woźniak 1990) with grades 2, 3, 4 and 5 for again, hard, good and easy."""

    def moved(self, box: Box, rating: int) -> Box:
        """The next interval and ease."""
        grade = rating + 1
        ease = max(1.3, box.ease + 0.1 - (5 - grade) * (0.08 + (5 - grade) * 0.02))
        if grade < 3:
            return Box(0, 0, 0, ease, 1)
        level = box.level + 1
        interval = {1: 1, 2: 6}.get(level) or round(box.interval * box.ease)
        return Box(0, 0, level, ease, interval)


def with_reviews(kind: type[Intervals], share: float) -> type[Intervals]:
    """The same method with another mix of due and new."""
    return type(kind.__name__, (kind,), {"reviews": share})


METHODS: dict[str, Maker] = {
    "Today's queue": Today,
    "Random draw": RandomDraw,
    "Random rounds": Rounds,
    "Newest first": NewestFirst,
    "Leitner, due first": Leitner,
    "Leitner, two thirds due": with_reviews(Leitner, 2 / 3),
    "Leitner, new first": with_reviews(Leitner, 0.0),
    "SM-2, due first": SM2,
    "SM-2, two thirds due": with_reviews(SM2, 2 / 3),
    "SM-2, new first": with_reviews(SM2, 0.0),
}
"""Every method by its name; today's queue first."""
