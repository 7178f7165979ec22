"""Builders with dull defaults, and fakes of what the program asks of the world."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from peerprep.core.form import Form, Slot, drill_form
from peerprep.core.item import Citation, Item, Option, SelectAll, SingleBest, TrueFalse
from peerprep.core.session import DRILL, EXAM, Session, Step, StepKind
from peerprep.terminal.keys import EndOfInput
from peerprep.terminal.screen import Look, Screen, make_screen

MORNING = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def item(
    name: str = "it-1",
    *,
    topic: str = "strengths",
    level: Any = "application",
    pool: Any = "drill",
    key: str = "b",
    options: str = "abcd",
    principle: str = "Start from what the person can do.",
    kind: str = "single-best",
    partial: bool = False,
    **more: Any,
) -> Item:
    """An item whose options have the ids a, b, c, d and whose key is b."""
    made = tuple(
        Option(letter, f"Option {letter} of {name}", f"Rationale {letter}.") for letter in options
    )
    keys = frozenset(key)
    kinds = {
        "single-best": SingleBest(keys),
        "select-all": SelectAll(keys, partial),
        "true-false": TrueFalse(keys),
    }
    more.setdefault("stem", f"What is best in case {name}?")
    return Item(
        id=name,
        topic=topic,
        level=level,
        options=made,
        kind=kinds[kind],
        principle=principle,
        citation=Citation("src", "section 1"),
        pool=pool,
        **more,
    )


def items(count: int, **more: Any) -> list[Item]:
    """So many items, named it-1 and so on, each with a principle of its own."""
    return [item(f"it-{n}", principle=f"Principle {n}.", **more) for n in range(1, count + 1)]


def form(*chosen: Item, shuffled: bool = False, **more: Any) -> Form:
    """A form of the items, options in the order written unless shuffled."""
    dice = random.Random(1)
    drawn = drill_form(chosen, exposures={}, dice=dice, **more)
    if shuffled:
        return drawn
    slots = tuple(
        Slot(s.number, s.item, tuple(o.id for o in s.item.options), s.domain, s.fresh)
        for s in drawn.slots
    )
    return Form(slots, drawn.title, drawn.exam, drawn.mix_note, drawn.domain_names)


def drill_session(*chosen: Item, **more: Any) -> Session:
    """A drill of the items."""
    return Session(form(*chosen), _mode(DRILL, more), MORNING)


def exam_session(*chosen: Item, limit: float | None = 600, **more: Any) -> Session:
    """An exam of the items with ten minutes."""
    return Session(form(*chosen), _mode(EXAM, {"limit": limit, **more}), MORNING)


def _mode(mode: Any, changes: dict[str, Any]) -> Any:
    from dataclasses import replace

    return replace(mode, **changes)


def walk(session: Session, *moves: tuple[Any, ...]) -> Session:
    """Take steps (kind, slot, value, used) one second apart."""
    for number, move in enumerate(moves, start=len(session.steps) + 1):
        kind, slot, value, used = (*move, *(None,) * (4 - len(move)))
        at = MORNING + timedelta(seconds=number)
        session = session.after(
            Step(StepKind(kind), at, float(number if used is None else used), slot or 0, value)
        )
    return session


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime = MORNING) -> None:
        self.start = start
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def tick(self) -> float:
        return 1000.0 + self.seconds

    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds


Script = Iterable[str | float | Callable[[], None]]


class FakeEar:
    """Says a script: strings are heard, numbers are seconds of silence, calls are made."""

    def __init__(self, script: Script, clock: FakeClock, *, typed: bool = False) -> None:
        self.script = list(script)
        self.clock = clock
        self.typed = typed

    def __enter__(self) -> FakeEar:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def listen(self, timeout: float | None) -> str | None:
        while self.script:
            said = self.script.pop(0)
            if isinstance(said, str):
                self.clock.pass_time(1)
                return said
            if callable(said):
                said()
                continue
            if timeout is None or said <= timeout:
                self.clock.pass_time(said)
                continue
            self.clock.pass_time(timeout)
            self.script.insert(0, said - timeout)
            return None
        raise EndOfInput

    def ask(self, prompt: Callable[[str], None], timeout: float | None) -> str | None:
        prompt("")
        said = self.listen(timeout)
        return "" if said == "enter" else said


class FakeNotebook:
    """Keeps remarks in a list."""

    def __init__(self) -> None:
        self.remarks: list[tuple[str, str, str]] = []

    def source(self, item: Item) -> str:
        return "A publication: section 1"

    def returns(self, item: Item) -> str:
        return "Comes back: tomorrow."

    def note(self, item: Item) -> str:
        notes = [t for i, k, t in self.remarks if i == item.id and k == "note"]
        return notes[-1] if notes else ""

    def remark(self, item: Item, kind: str, text: str) -> None:
        self.remarks.append((item.id, kind, text))


def screen(look: Look = Look.PLAIN, width: int = 80, encoding: str = "utf-8") -> Screen:
    """A screen on a buffer."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    return make_screen(stream, look, {}, width=width)


def shown(on: Screen) -> str:
    """All that was printed so far."""
    stream = on.console.file
    assert isinstance(stream, io.TextIOWrapper)
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(stream.encoding)


def drawn(renderable: Any, look: Look = Look.STANDARD, width: int = 80) -> str:
    """A card as exact text, trailing spaces left out."""
    on = screen(look, width)
    on.show(renderable)
    return "\n".join(line.rstrip() for line in shown(on).splitlines())
