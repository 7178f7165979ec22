"""What the library and the records say of one exam, for its plan to count with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from peerprep.cli.environment import Environment
from peerprep.cli.hiding import visible
from peerprep.core import plan as core
from peerprep.core.blueprint import Exam, Fact
from peerprep.core.form import Shortage, assemble
from peerprep.core.item import Item
from peerprep.core.plan import Plan
from peerprep.core.schedule import study_day
from peerprep.core.workload import PACE_FROM, pace
from peerprep.history.store import Store
from peerprep.terminal.plan_words import PlanPage

_SHARES = {
    "official": "the exam's weights",
    "proxy": "proxy weights, which are not official",
    "even": "even weights, as the official ones are unknown",
}


class Facts:
    """Counts of one exam's items and of what the candidate did with them, as of today."""

    def __init__(self, environment: Environment, store: Store, exam: Exam, today: date) -> None:
        items = environment.holdings.library.items.values()
        self.store, self.exam, self.today = store, exam, today
        self.zone = environment.clock.now().tzinfo
        self.exposures = store.exposures()
        drills = [item for item in visible(environment).values() if item.pool == "drill"]
        self.drills = [i for i in drills if not exam.domains or exam.domain_of(i.topic)]
        self.narrowed = len(self.drills) < len(drills)
        self.mock_pool = [item for item in items if item.pool == "mock"]
        self.unseen = [item for item in self.drills if item.id not in self.exposures]

    def page(self, day: date, minutes: int) -> PlanPage:
        """The plan to that day, with its words."""
        drills = self.store.sittings(limit=20, kind="drill")
        answered = sum(sitting.of for sitting in drills)
        seconds = pace(sum(sitting.used for sitting in drills), answered)
        no_mock, done = self._no_mock(), self._done()
        made = core.plan(
            today=self.today,
            exam_day=day,
            minutes=minutes,
            seconds=seconds,
            unseen=len(self.unseen),
            due=self._due(day),
            done=done,
            forms=0 if no_mock else whole_forms(self.exam, self.mock_pool, set(self.exposures)),
            sat=self._sat(),
        )
        left_out, shares = self._left_out(made)
        length, limit = self.exam.items.value, self.exam.minutes.value
        return PlanPage(
            made,
            self.exam.name,
            self._next(made),
            form="" if no_mock else f"{length} questions, {limit} minutes",
            no_mock=no_mock,
            left_out=left_out,
            shares=shares,
            own_pace=answered >= PACE_FROM,
            done=done,
        )

    def _due(self, day: date) -> dict[date, int]:
        counted = {item.id for item in self.drills}
        memories = [m for m in self.store.memories().values() if m.item in counted]
        return core.looks_ahead(memories, today=self.today, exam_day=day, zone=self.zone)

    def _done(self) -> int:
        """How many of the exam's drill items were shown today."""
        seen = (self.exposures.get(item.id) for item in self.drills)
        return sum(
            study_day(exposure.last.astimezone(self.zone)) == self.today
            for exposure in seen
            if exposure
        )

    def _no_mock(self) -> str:
        """Why the plan is one of drills alone; empty where mocks can be planned."""
        reason = self.exam.why_no_mock()
        if self.exam.domains:
            return f"{reason} So this plan has drills only." if reason else ""
        unknown = f"The content areas of {self.exam.name} are not known."
        return f"{unknown} So this plan has drills only, from the whole library."

    def _sat(self) -> Sequence[date]:
        """The days on which whole mocks of this exam were sat."""
        return [
            study_day(sitting.started_at.astimezone(self.zone))
            for sitting in self.store.sittings(kind="exam")
            if sitting.exam == self.exam.id and sitting.of >= (self.exam.items.value or 0)
        ]

    def _left_out(self, made: Plan) -> tuple[tuple[tuple[str, int], ...], str]:
        """What is best left out by domain name, most first, and by which weights."""
        if made.holds or not self.exam.domains:
            return (), ""
        # Weights are known apart from length and time, which a blueprint insists on.
        blueprint = replace(self.exam, items=Fact(1), minutes=Fact(1)).blueprint()
        names = {domain.id: domain.name for domain in self.exam.domains}
        found = (self.exam.domain_of(item.topic) for item in self.unseen)
        unseen = Counter(domain.id for domain in found if domain)
        waiting = core.left_out(unseen, blueprint.shares, made.seen)
        most_first = sorted(waiting.items(), key=lambda pair: -pair[1])
        return tuple((names[name], n) for name, n in most_first), _SHARES[blueprint.mix]

    def _next(self, made: Plan) -> str:
        today = made.days[0]
        if today.mock:
            return f"peerprep exam {self.exam.id}"
        if today.items:
            of = f" --exam {self.exam.id}" if self.narrowed else ""
            return f"peerprep drill{of} -n {min(today.items, 200)}"
        return "peerprep today"


class _Still:
    """Dice that never fall: counting forms needs no chance."""

    def random(self) -> float:
        return 0.5

    def shuffle(self, x: list[Any], /) -> None:
        pass


def whole_forms(exam: Exam, pool: Sequence[Item], exposed: set[str]) -> int:
    """How many whole forms can be drawn one after another from items never shown.

    Drawn and not divided: domains and enemies leave fewer forms than the number of items promises.
    """
    blueprint = exam.blueprint()
    left = [item for item in pool if item.id not in exposed]
    forms = 0
    while left:
        try:
            form = assemble(left, blueprint, exposures={}, dice=_Still())
        except Shortage:
            break
        drawn = {slot.item.id for slot in form.slots}
        left = [item for item in left if item.id not in drawn]
        forms += 1
    return forms
