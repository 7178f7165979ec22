"""What the items cover: topics, levels and domains, and the forms that can be drawn of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from peerprep.core.bank import Library
from peerprep.core.blueprint import Exam
from peerprep.core.form import Dice, Shortage, assemble
from peerprep.core.item import LEVELS, Item

TRIES = 5
"""Series of forms drawn, of which the longest counts."""


@dataclass(frozen=True)
class Row:
    """The items of one topic: by level in the order of LEVELS, and by pool."""

    topic: str
    title: str
    levels: tuple[int, ...]
    drill: int
    mock: int

    @property
    def items(self) -> int:
        """All of them."""
        return self.drill + self.mock


@dataclass(frozen=True)
class Block:
    """The topics of one domain (or, where no exam is asked for, of one group of topics)."""

    name: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> Row:
        """All rows added up."""
        levels = tuple(sum(column) for column in zip(*(r.levels for r in self.rows), strict=True))
        drill, mock = sum(r.drill for r in self.rows), sum(r.mock for r in self.rows)
        return Row("", self.name, levels, drill, mock)

    @property
    def empty(self) -> tuple[Row, ...]:
        """The topics without an item."""
        return tuple(row for row in self.rows if not row.items)


def coverage(library: Library, exam: Exam | None = None) -> tuple[Block, ...]:
    """Every topic of the library that is no mere group, by the exam's domains in their order.

    What the exam does not ask about comes last, as "outside of this exam". Without an exam topics
    stand under their own groups.
    """
    groups = {topic.parent for topic in library.topics.values() if topic.parent}
    used = dict.fromkeys(item.topic for item in library.items.values())
    names = [name for name in {**library.topics, **used} if name not in groups or name in used]
    by_topic: dict[str, list[Item]] = {name: [] for name in names}
    for item in library.items.values():
        by_topic[item.topic].append(item)
    blocks: dict[str, list[Row]] = {}
    for name in _ordered(names, exam):
        row = _row(name, library, by_topic[name])
        blocks.setdefault(_block_of(name, library, exam), []).append(row)
    return tuple(Block(name, tuple(rows)) for name, rows in blocks.items())


def _ordered(names: Sequence[str], exam: Exam | None) -> list[str]:
    places = [domain.id for domain in exam.domains] if exam else []

    def place(name: str) -> int:
        domain = exam.domain_of(name) if exam else None
        return places.index(domain.id) if domain else len(places)

    return sorted(names, key=place)


def _block_of(name: str, library: Library, exam: Exam | None) -> str:
    if exam and exam.domains:
        domain = exam.domain_of(name)
        return domain.name if domain else "Outside of this exam"
    topic = library.topics.get(name)
    group = library.topics.get(topic.parent) if topic and topic.parent else None
    return group.title if group else "Topics"


def _row(name: str, library: Library, items: Sequence[Item]) -> Row:
    levels, pools = Counter(i.level for i in items), Counter(i.pool for i in items)
    title = library.topics[name].title if name in library.topics else name
    return Row(name, title, tuple(levels[x] for x in LEVELS), pools["drill"], pools["mock"])


def lone_principles(items: Iterable[Item]) -> tuple[tuple[str, str], ...]:
    """The principles that one item alone tests, each with that item's id."""
    listed = list(items)
    counts = Counter(item.principle for item in listed)
    return tuple((item.principle, item.id) for item in listed if counts[item.principle] == 1)


@dataclass(frozen=True)
class Forms:
    """How many full mock forms the pool holds that share no item, and what the next one lacks.

    Forms are drawn as a mock draws them, so `drawn` can be had; a cleverer hand might now and then
    draw one more. `lacking` gives (wanted, there) by domain. With `why_not` there can be no mock.
    """

    length: int = 0
    drawn: int = 0
    lacking: Mapping[str, tuple[int, int]] | None = None
    mix_note: str = ""
    why_not: str | None = None


def forms(items: Iterable[Item], exam: Exam, dice: Dice) -> Forms:
    """Draw full forms of the mock pool one after another until one cannot be filled."""
    why_not = exam.why_no_mock()
    if why_not:
        return Forms(why_not=why_not)
    pool = [item for item in items if item.pool == "mock"]
    blueprint = exam.blueprint()
    drawn, lacking = 0, {}
    for series in range(TRIES):
        used: set[str] = set()
        count = 0
        try:
            while True:
                rest = [item for item in pool if item.id not in used]
                form = assemble(rest, blueprint, exposures={}, dice=dice)
                used |= {slot.item.id for slot in form.slots}
                count += 1
        except Shortage as short:
            if series == 0 or count > drawn:
                drawn, lacking = count, short.missing
    return Forms(blueprint.length, drawn, lacking, blueprint.mix_note)
