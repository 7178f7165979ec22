"""A long past: records with as many responses as asked for, in the store's own shapes.

Some responses are really given, step by step through the store, to the shipped items; then those
sittings are repeated, each time some days earlier and under other names. Repeated looks are no
first looks, so only the given ones stay fresh, as in a real history.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from peerprep.banks.library import load, shipped
from peerprep.core.form import Form, Slot
from peerprep.core.item import Item
from peerprep.core.schedule import Rating, review
from peerprep.core.session import DRILL, EXAM, Mode, Session, Step, StepKind
from peerprep.history.store import Store

LENGTH = 20
MOCKS = 10
MOCK_LENGTH = 75
BASE = 4_000
DAYS_A_COPY = 7
SHIFT = "strftime('%Y-%m-%dT%H:%M:%f+00:00', {}, ?)"


def fill(path: Path, responses: int, seed: int, given: int = BASE) -> int:
    """Write a history of about `responses` responses to a new file; gives the exact number.

    The first `given` are given one by one. The newest sitting is of a fixed day, so that the seed
    says all.
    """
    dice = random.Random(seed)
    end = datetime(2026, 11, 20, 9, tzinfo=UTC)
    store = Store.open(path)
    try:
        done = _give(store, min(given, responses), dice, end)
        copies = max(0, round(responses / done) - 1)
        _repeat(store, copies)
        store.pasts()  # what the copies left to be counted is counted here
        count = store.connection.execute("SELECT COUNT(*) FROM response").fetchone()[0]
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
    return int(count)


def _give(store: Store, responses: int, dice: random.Random, end: datetime) -> int:
    """Really answer that many items, in drills with a mock now and then."""
    items = list(load([shipped()]).library.items.values())
    drills = [item for item in items if item.pool == "drill"]
    mocks = [item for item in items if item.pool == "mock"]
    mock_count = min(MOCKS, responses // (4 * MOCK_LENGTH))
    drill_count = max(1, (responses - mock_count * MOCK_LENGTH) // LENGTH)
    kinds: list[tuple[Mode, Sequence[Item], int]] = [(DRILL, drills, LENGTH)] * drill_count
    for n in range(mock_count):
        kinds.insert((n + 1) * drill_count // (mock_count + 1), (EXAM, mocks, MOCK_LENGTH))
    gap = timedelta(days=DAYS_A_COPY - 1) / len(kinds)
    seen: set[str] = set()
    given = 0
    for n, (mode, pool, length) in enumerate(kinds):
        at = end - gap * (len(kinds) - n)
        chosen = dice.sample(pool, min(length, len(pool)))
        given += len(_sit(store, mode, chosen, seen, dice, at, f"{n:032x}").form.slots)
    return given


def _sit(
    store: Store,
    mode: Mode,
    items: Sequence[Item],
    seen: set[str],
    dice: random.Random,
    at: datetime,
    uid: str,
) -> Session:
    slots = tuple(
        Slot(n, item, tuple(o.id for o in item.options), None, item.id not in seen)
        for n, item in enumerate(items, start=1)
    )
    seen.update(item.id for item in items)
    exam = None if mode is DRILL else "icrc-pr"
    session = Session(Form(slots, "Drill" if exam is None else "Mock exam", exam), mode, at)
    sitting = store.begin(session, uid)
    used = 0.0

    def step(kind: StepKind, number: int = 0, value: object = None) -> None:
        nonlocal session, used
        used += dice.uniform(1, 20)
        made = Step(kind, at + timedelta(seconds=used), used, number, value)  # type: ignore[arg-type]
        session = session.after(made)
        memory = None
        if kind is StepKind.COMMITTED:
            item = session.slot(number).item
            rating = dice.choice((Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.HARD))
            memory = review(store.memory(item.id), item=item.id, given=rating, at=made.at)
        store.record(sitting, session, made, memory)

    for slot in slots:
        step(StepKind.SHOWN, slot.number)
        step(StepKind.SELECTED, slot.number, (dice.choice(slot.order),))
        if dice.random() < 0.03:
            step(StepKind.FLAGGED, slot.number)
        if mode is DRILL:
            step(StepKind.RATED, slot.number, dice.choice((1, 2, 3)))
            step(StepKind.COMMITTED, slot.number)
    step(StepKind.SUBMITTED, value="candidate")
    return session


def _repeat(store: Store, copies: int) -> None:
    """Put older copies of every sitting before it: the rows as they are, other days and names.

    The copies get numbers above the given ones, so that the given sittings are renumbered last to
    stay the newest, as the program takes the number for the order.
    """
    db = store.connection
    base = [row[0] for row in db.execute("SELECT id FROM sitting ORDER BY id")]
    size = len(base)
    at, started, ended = SHIFT.format("at"), SHIFT.format("started_at"), SHIFT.format("ended_at")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    top = (copies + 1) * size
    for table, column in (("sitting", "id"), ("step", "sitting"), ("response", "sitting")):
        db.execute(f"UPDATE {table} SET {column} = {column} + ?", (top,))
    for copy in range(1, copies + 1):
        move, days = -copy * size, f"-{copy * DAYS_A_COPY} days"
        db.execute(
            f"INSERT INTO sitting SELECT id + ?, printf('%08x', ?) || substr(uid, 9), kind, exam,"
            f" title, mode, form, {started}, {ended} FROM sitting WHERE id > ?",
            (move, copy, days, days, top),
        )
        db.execute(
            f"INSERT INTO step SELECT sitting + ?, n, kind, slot, value, used, {at} FROM step"
            " WHERE sitting > ?",
            (move, days, top),
        )
        db.execute(
            "INSERT INTO response SELECT sitting + ?, slot, item, revision, topic, domain, options,"
            f" mark, certainty, 0, first_time, seconds, {at} FROM response WHERE sitting > ?",
            (move, days, top),
        )
    db.execute("UPDATE exposure SET count = count * ?", (copies + 1,))
    db.execute("COMMIT")
    db.execute("PRAGMA foreign_keys = ON")
