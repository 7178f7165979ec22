"""Lives to be merged: practice on one machine or several, played through the real records."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from peerprep.core.form import Form, Slot
from peerprep.core.reviewing import reviewed
from peerprep.core.session import DRILL, EXAM, Session, Step, StepKind
from peerprep.history.file import whole
from peerprep.history.kept import Kept
from peerprep.history.rebuild import rebuild
from peerprep.history.store import Store
from tests.builders import MORNING, items

ITEMS = items(5)


@dataclass(frozen=True)
class Sat:
    """One sitting of a life: what was asked, and for each item (letter, certainty, what else)."""

    hour: int
    kind: str
    asked: tuple[int, ...]
    moves: tuple[tuple[str, int, str], ...]
    end: str


class Player:
    """Plays sittings on one machine as the program does."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store.open(None)

    def play(self, sat: Sat) -> None:
        started = MORNING + timedelta(hours=sat.hour)
        seen = self.store.exposures()
        chosen = [ITEMS[n] for n in sat.asked]
        slots = tuple(
            Slot(n, one, tuple("abcd"), fresh=one.id not in seen) for n, one in enumerate(chosen, 1)
        )
        mode = replace(DRILL if sat.kind == "drill" else EXAM)
        session = Session(Form(slots, sat.kind), mode, started)
        self.number = self.store.begin(session, f"uid{sat.hour}")
        self.go_on(session, sat, started)

    def go_on(self, session: Session, sat: Sat, started: datetime) -> None:
        self.session, self.at, self.before = session, started, {}
        for slot, (letter, sure, more) in zip(session.form.slots, sat.moves, strict=False):
            self.step("shown", slot.number)
            self.step("selected", slot.number, (letter,))
            if sat.kind == "drill":
                self.commit(slot.number, sure)
                if more == "undo":
                    self.step("undone", slot.number)
                    self.step("selected", slot.number, ("b",))
                    self.commit(slot.number, sure)
                if more == "again":
                    number = 100 + slot.number
                    value = (str(slot.number), "", "d", "c", "b", "a")
                    self.step("again", number, value)
                    self.step("shown", number)
                    self.step("selected", number, ("b",))
                    self.step("committed", number)
            elif more == "flag":
                self.step("flagged", slot.number)
        if sat.end != "open":
            self.step("submitted", 0, sat.end)

    def commit(self, slot: int, sure: int) -> None:
        self.step("rated", slot, sure)
        self.step("committed", slot)

    def step(self, kind: str, slot: int, value: Any = None) -> None:
        self.at += timedelta(seconds=7)
        used = (self.at - self.session.started_at).total_seconds()
        step = Step(StepKind(kind), self.at, used, slot, value)
        session = self.session.after(step)
        memory, forget = None, None
        own = slot and session.again_of(slot) is None
        if own and kind == "committed":
            before = self.store.memory(session.slot(slot).item.id)
            self.before[slot] = before
            memory = reviewed(before, session, step)
        elif own and kind == "undone":
            memory = self.before.pop(slot)
            forget = None if memory else session.slot(slot).item.id
        self.store.record(self.number, session, step, memory, forget)
        self.session = session


MOVES = st.tuples(
    st.sampled_from("abc"), st.integers(1, 3), st.sampled_from(["", "", "undo", "again", "flag"])
)
SITS = st.builds(
    Sat,
    hour=st.integers(0, 400),
    kind=st.sampled_from(["drill", "drill", "exam"]),
    asked=st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True).map(tuple),
    moves=st.lists(MOVES, max_size=3).map(tuple),
    end=st.sampled_from(["candidate", "left", "open"]),
)
LIVES = st.lists(SITS, max_size=5, unique_by=lambda sat: sat.hour)


def played(*sats: Sat) -> Store:
    """A machine on which these were sat, in the order of time."""
    player = Player()
    for sat in sorted(sats, key=lambda sat: sat.hour):
        player.play(sat)
    return player.store


def copied(store: Store) -> Store:
    """The same records on another machine."""
    other = Store.open(None)
    store.connection.backup(other.connection)
    return other


def written(kept: Kept) -> Store:
    """Records that hold exactly this."""
    store = Store.open(None)
    with whole(store.connection):
        rebuild(store.connection, kept)
    return store


def rows(store: Store) -> dict[str, list[Any]]:
    """Every row of every table, in an order of its own."""
    db: sqlite3.Connection = store.connection
    store.pasts()  # counts anew what waits for it
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names
    }
