"""What an answer in a drill does to the memory of its item; replayed, it does the same again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from peerprep.core import schedule
from peerprep.core.schedule import Memory
from peerprep.core.session import Session, Step, StepKind


def reviewed(
    before: Memory | None, session: Session, step: Step, exam_day: date | None = None
) -> Memory:
    """The memory after the answer that `step` commits; `session` includes the step."""
    slot, state = session.slot(step.slot), session.state(step.slot)
    mark = slot.item.mark(state.response)
    given = schedule.rating(mark, state.certainty, seconds=state.seconds, first_sight=slot.fresh)
    if state.undone:
        given = schedule.Rating.AGAIN  # the key had been seen before this answer
    return schedule.review(
        before,
        item=slot.item.id,
        given=given,
        at=step.at,
        sure=state.certainty == 3 and mark < 1,
        exam_day=exam_day,
    )


def asked_again(memory: Memory, at: datetime) -> Memory:
    """The memory after a corrected key: what was learned by the old one is to be looked at soon."""
    return replace(memory, urgent=True, secure_days=(), due=min(memory.due, at))


@dataclass(frozen=True)
class Sat:
    """A sitting to be replayed: its name, which parts equal times, and all that happened in it."""

    name: str
    session: Session


def replay(item: str, sittings: Iterable[Sat], corrected_at: Iterable[datetime]) -> Memory | None:
    """The memory of one item as if every sitting had been on one machine, in the order of time.

    Within a sitting the order of its steps counts, whatever the clock did; between sittings their
    times do, and equal times are parted by name.
    """
    # None stands for a correction of the key; corrections come after the answers of their moment.
    events: list[tuple[datetime, str, int, Sat | None]] = [
        (at, "\U0010ffff", 0, None) for at in corrected_at
    ]
    for sat in sittings:
        events += _events(item, sat)
    memory: Memory | None = None
    before: dict[tuple[str, int], Memory | None] = {}
    for at, name, n, sitting in sorted(events, key=lambda event: event[:3]):
        if sitting is None:
            memory = asked_again(memory, at) if memory else None
            continue
        step = sitting.session.steps[n]
        if step.kind is StepKind.UNDONE:
            memory = before.pop((name, step.slot), memory)
        else:
            before[name, step.slot] = memory
            until = replace(sitting.session, steps=sitting.session.steps[: n + 1])
            memory = reviewed(memory, until, step)
    return memory


def _events(item: str, sat: Sat) -> list[tuple[datetime, str, int, Sat | None]]:
    """The answers to the item and their undoings; a repeat within the sitting is no review."""
    slots = {slot.number for slot in sat.session.form.slots if slot.item.id == item}
    found: list[tuple[datetime, str, int, Sat | None]] = []
    latest = sat.session.started_at
    for n, step in enumerate(sat.session.steps):
        latest = max(latest, step.at)
        if step.kind in {StepKind.COMMITTED, StepKind.UNDONE} and step.slot in slots:
            found.append((latest, sat.name, n, sat))
    return found
