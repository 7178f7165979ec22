"""Attempt and its marked responses: the record that a sitting leaves."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from peerprep.core.form import Form, Slot
from peerprep.core.item import Response
from peerprep.core.session import Session, SlotState
from peerprep.core.value import dataclass

SURE = 3
GUESSING = 1


@dataclass(frozen=True)
class MarkedResponse:
    """One slot of a finished sitting, judged."""

    slot: Slot
    response: Response
    mark: Fraction
    certainty: int | None
    flagged: bool
    struck: frozenset[str]
    seconds: float
    given: tuple[Response, ...]
    undone: bool
    skipped: bool
    again_of: int | None
    at: datetime | None
    shown: bool
    overtime: Response | None = None
    first_mark: Fraction | None = None
    """The mark of the day, where a corrected key has changed it since."""

    @property
    def right(self) -> bool:
        """Whether it earned the whole mark."""
        return self.mark == 1

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.response

    @property
    def fresh(self) -> bool:
        """Whether this was the candidate's first honest look at the item.

        A repeat, or an answer changed after its feedback was seen, is no evidence.
        """
        return self.slot.fresh and self.again_of is None and not self.undone

    @property
    def guessed(self) -> bool:
        """Whether the candidate called it a guess."""
        return self.certainty == GUESSING

    @property
    def changes(self) -> tuple[tuple[Response, Response], ...]:
        """Every change from one response to another, in order; ticks of select-all are none."""
        if self.slot.item.kind.name == "select-all":
            return ()
        return tuple((a, b) for a, b in pairwise(self.given) if a and b and a != b)


@dataclass(frozen=True)
class Attempt:
    """The finished record of a sitting."""

    kind: str
    form: Form
    started_at: datetime
    ended_at: datetime
    used: float
    limit: float | None
    how_ended: str
    responses: tuple[MarkedResponse, ...]
    id: int = 0

    @property
    def counted(self) -> tuple[MarkedResponse, ...]:
        """The responses that the score rests on: an exam's blanks count, a drill's do not."""
        firsts = (r for r in self.responses if r.again_of is None)
        if self.kind == "exam":
            return tuple(firsts)
        return tuple(r for r in firsts if not r.blank)

    @property
    def remarked(self) -> tuple[MarkedResponse, ...]:
        """The counted responses whose mark changed after a correction of the key."""
        return tuple(r for r in self.counted if r.first_mark is not None)

    @property
    def extended(self) -> bool:
        """Whether the candidate went on after time was up."""
        return any(response.overtime is not None for response in self.responses)


def attempt_of(session: Session, ended_at: datetime) -> Attempt:
    """Mark every response of a session. Works at any moment; what is open counts as left."""
    is_exam = not session.mode.feedback_at_once
    marked = tuple(
        _marked(session, session.slot(number), session.in_time(number), is_exam)
        for number in session.order
    )
    return Attempt(
        kind=session.mode.name,
        form=session.form,
        started_at=session.started_at,
        ended_at=ended_at,
        used=session.time_used,
        limit=session.mode.limit,
        how_ended=session.ended or "left",
        responses=marked,
    )


def _marked(session: Session, slot: Slot, state: SlotState, is_exam: bool) -> MarkedResponse:
    # A drill counts what the candidate committed to, not a letter still under the finger.
    response = state.response if is_exam or state.committed else frozenset()
    return MarkedResponse(
        slot=slot,
        response=response,
        mark=slot.item.mark(response),
        certainty=state.certainty,
        flagged=state.flagged,
        struck=state.struck,
        seconds=state.seconds,
        given=tuple(state.given),
        undone=state.undone,
        skipped=state.skipped,
        again_of=session.again_of(slot.number),
        at=state.answered_at,
        shown=state.shown,
        overtime=session.state(slot.number).response if session.extended else None,
    )
