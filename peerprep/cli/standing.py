"""What the records say of one exam, gathered for the pages of progress and readiness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from peerprep.core.blueprint import Exam, Fact
from peerprep.core.progress import FirstLook, MockResult
from peerprep.core.value import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from peerprep.cli.environment import Environment
    from peerprep.core.progress import Progress, SureMiss
    from peerprep.core.readiness import Readiness
    from peerprep.history.store import Store


UNKNOWN_LENGTH = 75
"""Only so that there is a number to count with; what comes of it is left out."""


@dataclass(frozen=True)
class Records:
    """One candidate's evidence for one exam."""

    exam: Exam
    looks: tuple[FirstLook, ...]
    mocks: tuple[MockResult, ...]
    """Finished mocks of every exam."""


def chosen_exam(environment: Environment, name: str | None) -> Exam:
    """The exam that was named, or the one of the settings; UsageError when there is none."""
    from peerprep.cli.names import find_exam

    exam = find_exam(environment, name or environment.settings.exam, True)
    assert exam is not None
    return exam


def read_records(environment: Environment, store: Store, exam: Exam) -> Records:
    """The evidence, by the keys of today. NothingToDo when nothing was ever answered."""
    from peerprep.cli.errata import correct
    from peerprep.errors import NothingToDo
    from peerprep.history.evidence import first_looks, is_empty, mock_results

    if is_empty(store):
        raise NothingToDo(
            "There is no history yet, so there is nothing to show. peerprep drill starts it."
        )
    correct(environment, store)
    return Records(exam, first_looks(store), mock_results(store))


def shares_of(exam: Exam) -> Mapping[str, Fraction]:
    """The weight of each domain, official or not; they are known apart from length and time."""
    return replace(exam, items=Fact(1), minutes=Fact(1)).blueprint().shares


def mix_note(exam: Exam) -> str:
    """What has to be said of weights that are not the exam's own; empty for official ones."""
    return replace(exam, items=Fact(1), minutes=Fact(1)).blueprint().mix_note


def readiness_of(environment: Environment, records: Records) -> Readiness | None:
    """What the evidence says about the exam; None where its domains are not known."""
    from peerprep.core.readiness import Evidence, MockSitting, readiness

    exam = records.exam
    if not exam.domains:
        return None
    evidence = [
        Evidence(look.item, domain.id, look.mark, look.at)
        for look in records.looks
        if (domain := exam.domain_of(look.topic))
    ]
    mocks = [
        MockSitting(mock.at, mock.all.of, mock.fresh.of, mock.all.right, mock.in_time)
        for mock in records.mocks
        if mock.exam == exam.id
    ]
    length = exam.items.value
    found = readiness(
        evidence,
        mocks,
        shares=shares_of(exam),
        names={domain.id: domain.name for domain in exam.domains},
        target=int(environment.settings.target),
        form_length=length or UNKNOWN_LENGTH,
        now=environment.clock.now(),
    )
    # Of a form whose length nobody knows no chance can be told.
    return found if length else replace(found, chance=None)


def progress_of(environment: Environment, store: Store, records: Records) -> Progress:
    """The page of progress as a value."""
    from peerprep.core import progress as core
    from peerprep.history.evidence import answer_changes, answered_by_day, mock_seconds

    exam, now = records.exam, environment.clock.now()
    looks, days = core.recent(records.looks, now)
    mocks = tuple(mock for mock in records.mocks if mock.exam == exam.id)
    inside, outside = core.by_domain(
        looks, [(d.id, d.name) for d in exam.domains], lambda topic: _domain(exam, topic)
    )
    covered = [look for look in looks if _domain(exam, look.topic) or not exam.domains]
    items = environment.holdings.library.items
    memories = [m for m in store.memories().values() if m.item in items]
    ahead, later = core.forecast(memories, now)
    practice = answered_by_day(store)
    ready = readiness_of(environment, records)
    return core.Progress(
        exam=exam.name,
        at=now,
        target=int(environment.settings.target),
        days=days,
        all=core.share_of(covered),
        domains=inside,
        outside=outside if exam.domains else core.share_of(()),
        gain=next((d.name for d in exam.domains if ready and d.id == ready.gain), None),
        sureness=core.sureness(looks),
        misses=_misses(environment, store, looks),
        mocks=mocks,
        other_mocks=len(records.mocks) - len(mocks),
        mock_command="" if exam.why_no_mock() else f"peerprep exam {exam.id}",
        changes=answer_changes(store),
        pace=core.pace(
            looks, mock_seconds(store, mocks[-1].sitting) if mocks else (), _allowed(exam)
        ),
        dots=core.dots(memories),
        practiced=len(practice),
        calendar=core.calendar(practice, now),
        forecast=ahead,
        later=later,
    )


def _domain(exam: Exam, topic: str) -> str | None:
    found = exam.domain_of(topic)
    return found.id if found else None


def _allowed(exam: Exam) -> float | None:
    """Seconds an item that the exam gives, where its length and time are known."""
    if not exam.items.value or not exam.minutes.value:
        return None
    return exam.minutes.value * 60 / exam.items.value


def _misses(
    environment: Environment, store: Store, looks: Sequence[FirstLook]
) -> tuple[SureMiss, ...]:
    """Sure misses among the looks that count, each with its principle as the bank says it now."""
    from peerprep.history.evidence import sure_misses

    items = environment.holdings.library.items
    counted = {look.item for look in looks}
    return tuple(
        replace(miss, principle=items[miss.item].principle) if miss.item in items else miss
        for miss in sure_misses(store)
        if miss.item in counted
    )
