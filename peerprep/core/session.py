"""Session, Step, Mode: one live sitting, a pure state machine.

A session is its form, its mode and the steps taken; answers, flags, strikes, time used and what
comes next are derived from them, so resuming and looking back cost nothing.
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from peerprep.core.form import Form, Slot
from peerprep.core.item import BLANK, Response
from peerprep.core.value import dataclass

Value = str | int | tuple[str, ...] | None


class StepKind(StrEnum):
    """What a step records. The values are kept on disk and never change meaning."""

    SHOWN = "shown"
    SELECTED = "selected"
    RATED = "rated"
    COMMITTED = "committed"
    UNDONE = "undone"
    SKIPPED = "skipped"
    AGAIN = "again"
    FLAGGED = "flagged"
    UNFLAGGED = "unflagged"
    STRUCK = "struck"
    UNSTRUCK = "unstruck"
    MISSED_BECAUSE = "missed-because"
    BREAK = "break"
    PAUSED = "paused"
    AWAY = "away"
    BEAT = "beat"
    SUBMITTED = "submitted"
    EXTENDED = "extended"


@dataclass(frozen=True)
class Step:
    """One recorded move. `used` is exam time in seconds, pauses left out; `at` is wall time."""

    kind: StepKind
    at: datetime
    used: float
    slot: int = 0
    value: Value = None


@dataclass(frozen=True)
class Mode:
    """When feedback comes, whether time runs, whether one may go back."""

    name: str
    feedback_at_once: bool
    free_order: bool
    limit: float | None = None
    """Seconds, or None for no limit."""
    certainty: bool = True
    strict: bool = False
    repeats: bool = True
    """Whether a missed item comes again in the same sitting."""
    break_after: int | None = None
    break_minutes: int = 0


DRILL = Mode("drill", feedback_at_once=True, free_order=False)
EXAM = Mode("exam", feedback_at_once=False, free_order=True, certainty=False)


@dataclass
class SlotState:
    """What has happened in one slot so far; a working value of the fold, handed out read-only."""

    response: Response = BLANK
    certainty: int | None = None
    committed: bool = False
    skipped: bool = False
    flagged: bool = False
    undone: bool = False
    shown: bool = False
    struck: frozenset[str] = frozenset()
    given: list[Response] = field(default_factory=list)
    seconds: float = 0.0
    answered_at: datetime | None = None
    missed_because: int | None = None


@dataclass
class _Tally:
    """The state that a walk over the steps arrives at."""

    states: dict[int, SlotState]
    order: list[int]
    slots: dict[int, Slot]
    again_of: dict[int, int]
    current: int
    in_time: dict[int, SlotState] = field(default_factory=dict)
    used: float = 0.0
    submitted: str | None = None
    first_submitted: str | None = None
    first_used: float | None = None
    extended: bool = False
    break_taken: bool = False


@dataclass(frozen=True)
class Session:
    """One live, unfinished sitting."""

    form: Form
    mode: Mode
    started_at: datetime
    steps: tuple[Step, ...] = ()

    @cached_property
    def _tally(self) -> _Tally:
        tally = _Tally(
            states={slot.number: SlotState() for slot in self.form.slots},
            order=[slot.number for slot in self.form.slots],
            slots={slot.number: slot for slot in self.form.slots},
            again_of={},
            current=self.form.slots[0].number if self.form.slots else 0,
        )
        for step in self.steps:
            _walk(tally, step)
        return tally

    # What is derived -----------------------------------------------------------------------------

    @property
    def order(self) -> tuple[int, ...]:
        """The slot numbers in the order they come, repeats of missed items included."""
        return tuple(self._tally.order)

    def slot(self, number: int) -> Slot:
        """The slot of that number; a repeat has a number of its own."""
        return self._tally.slots[number]

    def state(self, number: int) -> SlotState:
        """What has happened in the slot."""
        return self._tally.states[number]

    def in_time(self, number: int) -> SlotState:
        """What had happened in the slot when the timed part ended; as `state` while it runs."""
        return self._tally.in_time.get(number, self._tally.states[number])

    def again_of(self, number: int) -> int | None:
        """The slot that this one repeats, or None for an item's first time in this sitting."""
        return self._tally.again_of.get(number)

    @property
    def current(self) -> int:
        """The slot shown last (the first one before anything was shown)."""
        return self._tally.current

    @property
    def used(self) -> float:
        """Exam time used, in seconds."""
        return self._tally.used

    @property
    def submitted(self) -> str | None:
        """None while it runs; then how it ended: "candidate", "time" or "left"."""
        return self._tally.submitted

    @property
    def ended(self) -> str | None:
        """How the timed part ended, even when the candidate went on without the clock."""
        return self._tally.first_submitted

    @property
    def time_used(self) -> float:
        """Seconds used in the timed part."""
        first = self._tally.first_used
        return self._tally.used if first is None else first

    @property
    def extended(self) -> bool:
        """Whether the candidate went on without the clock after time was up."""
        return self._tally.extended

    @property
    def break_due(self) -> bool:
        """Whether the scheduled break has not been offered yet."""
        return self.mode.break_after is not None and not self._tally.break_taken

    def time_left(self, used: float | None = None) -> float | None:
        """Seconds left at `used` seconds of exam time; None without a limit, never below 0."""
        if self.mode.limit is None or self.extended:
            return None
        return max(0.0, self.mode.limit - max(self.used, used or 0.0))

    @property
    def answered(self) -> tuple[int, ...]:
        """Slots with a response (for a drill: committed ones), repeats left out."""
        return tuple(n for n in self._first_times if self._is_answered(n))

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Slots still without a response, repeats left out."""
        return tuple(n for n in self._first_times if not self._is_answered(n))

    @property
    def flagged(self) -> tuple[int, ...]:
        """Slots marked for review."""
        return tuple(n for n in self._first_times if self.state(n).flagged)

    @property
    def _first_times(self) -> tuple[int, ...]:
        return tuple(slot.number for slot in self.form.slots)

    def _is_answered(self, number: int) -> bool:
        state = self.state(number)
        return state.committed if self.mode.feedback_at_once else bool(state.response)

    @property
    def waiting(self) -> int | None:
        """The next slot of a drill that is neither committed nor skipped; None at the end."""
        for number in self._tally.order:
            state = self._tally.states[number]
            if not state.committed and not state.skipped:
                return number
        return None

    # Moves

    def after(self, step: Step) -> Session:
        """The session with the step appended. Exam time never runs backwards."""
        kept = step if step.used >= self.used else replace(step, used=self.used)
        return replace(self, steps=(*self.steps, kept))


def _walk(tally: _Tally, step: Step) -> None:
    """Take one step: the whole grammar of a sitting stands here."""
    spent = max(0.0, step.used - tally.used)
    tally.used = max(tally.used, step.used)
    state = tally.states.get(tally.current)
    if state and not state.committed and step.kind is not StepKind.AWAY:
        state.seconds += spent  # reading the feedback is not thinking time
    if step.kind is StepKind.AGAIN:
        _add_again(tally, step)
        return
    here = tally.states.get(step.slot)
    if step.kind is StepKind.UNDONE:
        _drop_again(tally, step.slot)
    if here is not None:
        _touch(tally, here, step)
        return
    match step.kind:
        case StepKind.BREAK:
            tally.break_taken = True
        case StepKind.SUBMITTED:
            _submit(tally, str(step.value))
        case StepKind.EXTENDED:
            tally.extended, tally.submitted = True, None
        case _:
            pass


def _touch(tally: _Tally, here: SlotState, step: Step) -> None:
    """A step that belongs to one slot."""
    value = step.value
    match step.kind:
        case StepKind.SHOWN:
            here.shown, tally.current = True, step.slot
        case StepKind.SELECTED:
            here.response = frozenset(value) if isinstance(value, tuple) else BLANK
            here.given.append(here.response)
            here.answered_at = step.at
            here.skipped = False
        case StepKind.RATED:
            here.certainty = value if isinstance(value, int) else None
        case StepKind.COMMITTED:
            here.committed = True
        case StepKind.UNDONE:
            here.committed, here.undone, here.certainty = False, True, None
            here.response, here.missed_because = BLANK, None
        case StepKind.SKIPPED:
            here.skipped = True
        case StepKind.FLAGGED:
            here.flagged = True
        case StepKind.UNFLAGGED:
            here.flagged = False
        case StepKind.STRUCK if isinstance(value, str):
            here.struck |= {value}
        case StepKind.UNSTRUCK if isinstance(value, str):
            here.struck -= {value}
        case StepKind.MISSED_BECAUSE if isinstance(value, int):
            here.missed_because = value
        case _:
            pass


def _add_again(tally: _Tally, step: Step) -> None:
    """Put a missed item back into the line: value is (slot repeated, place or "", option ids …)."""
    if not isinstance(step.value, tuple):
        return
    of, place, *order = step.value
    original = tally.slots[int(of)]
    tally.slots[step.slot] = replace(original, number=step.slot, order=tuple(order), fresh=False)
    tally.states[step.slot] = SlotState()
    tally.again_of[step.slot] = int(of)
    tally.order.insert(int(place) if place else len(tally.order), step.slot)


def _drop_again(tally: _Tally, of: int) -> None:
    """An answer taken back takes its repeat out of the line, unless that was answered already."""
    for number in [n for n, original in tally.again_of.items() if original == of]:
        if not tally.states[number].committed and number in tally.order:
            tally.order.remove(number)
            del tally.again_of[number]


def _submit(tally: _Tally, how: str) -> None:
    tally.submitted = how
    if tally.first_submitted is None:
        tally.first_submitted, tally.first_used = how, tally.used
        tally.in_time = {
            number: replace(state, given=list(state.given))
            for number, state in tally.states.items()
        }
