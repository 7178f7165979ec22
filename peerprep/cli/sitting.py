"""What drills and exams share: records, notebook, and one sitting conducted with them."""

from __future__ import annotations

from datetime import datetime

from peerprep.cli.environment import Environment
from peerprep.core import schedule
from peerprep.core.item import Item
from peerprep.core.reviewing import reviewed
from peerprep.core.schedule import Memory
from peerprep.core.session import Session, Step, StepKind
from peerprep.core.value import dataclass
from peerprep.errors import BankError, Interrupted, NothingToDo, UsageError
from peerprep.history.store import Store
from peerprep.terminal.proctor import conduct
from peerprep.terminal.timekeeping import ClockView


@dataclass
class Records:
    """One sitting's door to the store: steps with what follows from them, notes, due dates."""

    environment: Environment
    store: Store
    sitting: int

    def __post_init__(self) -> None:
        self._before: dict[int, Memory | None] = {}

    def record(self, session: Session, step: Step) -> None:
        """Keep a step; a drill's answer also moves the item's next date."""
        memory, forget = None, None
        repeat = session.again_of(step.slot) is not None if step.slot else False
        if step.kind is StepKind.COMMITTED and not repeat:
            # A repeat minutes later would undo what the miss just said about the memory.
            memory = self._reviewed(session, step)
        elif step.kind is StepKind.UNDONE and step.slot in self._before:
            memory = self._before.pop(step.slot)
            forget = session.slot(step.slot).item.id if memory is None else None
        self.store.record(self.sitting, session, step, memory, forget)

    def _reviewed(self, session: Session, step: Step) -> Memory:
        before = self.store.memory(session.slot(step.slot).item.id)
        self._before[step.slot] = before
        return reviewed(before, session, step, self.environment.settings.exam_day)

    def source(self, item: Item) -> str:
        """The item's source and the place in it."""
        return self.environment.holdings.library.source_line(item)

    def returns(self, item: Item) -> str:
        """When the item comes back."""
        memory = self.store.memory(item.id)
        if memory is None:
            return ""
        if item.pool == "mock":
            return "Mock items come back only when you ask: peerprep drill missed."
        due = schedule.next_look(memory, self.environment.settings.exam_day)
        words = f"Comes back: {when(due, self.environment.clock.now())}."
        if schedule.is_leech(memory):
            words += " Missed again and again: perhaps it is badly written. f says so."
        return words

    def note(self, item: Item) -> str:
        """The newest note on the item."""
        notes = [text for _, kind, text in self.store.remarks(item.id) if kind == "note"]
        return notes[-1] if notes else ""

    def remark(self, item: Item, kind: str, text: str) -> None:
        """Keep a note or a doubt."""
        self.store.remark(item.id, kind, text, self.environment.clock.now())


class NoNotebook:
    """A notebook that keeps nothing: for the tutorial."""

    def source(self, item: Item) -> str:
        """Nothing is cited."""
        return ""

    def returns(self, item: Item) -> str:
        """Nothing comes back."""
        return ""

    def note(self, item: Item) -> str:
        """There are no notes."""
        return ""

    def remark(self, item: Item, kind: str, text: str) -> None:
        """Nothing is kept."""


def when(due: datetime, now: datetime) -> str:
    """A due date in words."""
    days = (schedule.study_day(due.astimezone(now.tzinfo)) - schedule.study_day(now)).days
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days < 14:
        return f"in {days} days"
    return (
        f"in about {round(days / 7)} weeks" if days < 70 else f"in about {round(days / 30)} months"
    )


def conduct_sitting(
    environment: Environment,
    store: Store,
    sitting: int,
    session: Session,
    view: ClockView = ClockView.SHOWN,
    strict_clock: bool = False,
) -> Session:
    """Conduct a kept session; Ctrl-C ends the command with what is saved."""
    records = Records(environment, store, sitting)
    try:
        with environment.ear() as ear:
            return conduct(
                session,
                screen=environment.screen,
                ear=ear,
                clock=environment.clock,
                record=records.record,
                notebook=records,
                dice=environment.dice,
                view=view,
                strict_clock=strict_clock,
            )
    except KeyboardInterrupt:
        if session.mode.feedback_at_once:
            raise Interrupted("Saved. What you answered counts. Next: peerprep drill") from None
        if store.session(sitting).ended:
            raise Interrupted("Saved. How it went: peerprep result") from None
        raise Interrupted("Saved. Go on any time with: peerprep exam") from None


def say_left_out(environment: Environment) -> None:
    """One clear line for each bank that has errors and is left out."""
    for name in environment.holdings.left_out:
        environment.say(f"Left out, it has errors: {name}. See: peerprep bank check {name}")
    if not environment.holdings.library.items:
        if environment.holdings.left_out:
            raise BankError("No bank without errors is left, so there is nothing to ask.")
        raise NothingToDo("No banks were found. See: peerprep bank list")


def topic_or_error(environment: Environment, name: str) -> frozenset[str]:
    """The topic and those beneath it; UsageError with a near name when there is none."""
    library = environment.holdings.library
    if name not in library.topics:
        near = nearest(name, list(library.topics))
        raise UsageError(f"There is no topic {name!r}.{near} See: peerprep topics")
    return library.below(name)


def nearest(word: str, known: list[str]) -> str:
    """ " Did you mean x?" or nothing."""
    import difflib

    near = [name for name in known if len(word) >= 3 and name.startswith(word)]
    near = near or difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""
