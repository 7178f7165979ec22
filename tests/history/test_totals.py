"""Running totals: always what a count over the whole past gives, at a cost that never grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.past import fill
from peerprep.core.past import Look, pasts_of
from peerprep.core.session import StepKind
from peerprep.history.evidence import first_looks, is_empty
from peerprep.history.looks import recent_looks
from peerprep.history.migrations import MIGRATIONS, migrate, statements
from peerprep.history.store import Store
from tests.builders import MORNING, drill_session, exam_session, item, items
from tests.history.test_store import play


def recounted(store):
    """The same by the definition: every look of every sitting, and every mark of every step."""
    rows = store.connection.execute(
        "SELECT response.item, step.kind FROM step JOIN response USING (sitting, slot)"
        " WHERE step.kind IN ('flagged', 'unflagged') ORDER BY step.sitting, step.n"
    )
    last = dict(rows.fetchall())
    answered = store.connection.execute(
        "SELECT item, mark, certainty, at, seconds, fresh, first_time FROM response"
        " WHERE options <> '[]' ORDER BY sitting, slot"
    )
    looks = [
        Look(item, Fraction(mark), sure, datetime.fromisoformat(at), seconds, fresh, not first)
        for item, mark, sure, at, seconds, fresh, first in answered
    ]
    return pasts_of(looks, {name for name, kind in last.items() if kind == "flagged"})


moves = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "answer", "undo", "flag", "unflag"]),
        st.integers(1, 4),
        st.sampled_from("abcd"),
        st.sampled_from([None, 1, 2, 3]),
    ),
    max_size=12,
)


def steps_of(chosen):
    done, marked = set(), set()
    for what, slot, option, certainty in chosen:
        if what == "answer" and slot not in done:
            done.add(slot)
            yield from (
                ("shown", slot, None), ("selected", slot, (option,)), ("rated", slot, certainty),
                ("committed", slot, None),
            )  # fmt: skip
        elif what == "undo" and slot in done - marked:  # a mark outlives an answer taken back
            done.remove(slot)
            yield ("undone", slot, None)
        elif what in {"flag", "unflag"} and slot in done:
            marked.add(slot)
            yield (what + "ged" if what == "flag" else "unflagged", slot, None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(moves, st.integers(-5, 5), st.booleans()), max_size=5))
def test_the_totals_are_what_a_count_over_all_looks_gives(sittings):
    store = Store.open(None)
    for chosen, days, fresh in sittings:
        session = drill_session(*items(4))
        slots = tuple(replace(slot, fresh=fresh) for slot in session.form.slots)
        session = replace(session, form=replace(session.form, slots=slots))
        # Sittings may come from another machine, in any order of days.
        session = replace(session, started_at=MORNING + timedelta(days=days))
        play(store, session, *steps_of(chosen))
        assert store.pasts() == recounted(store)
    store.close()


def test_a_mock_marks_its_items_when_it_is_submitted():
    store = Store.open(None)
    play(
        store, exam_session(*items(3)),
        ("shown", 1, None), ("flagged", 1, None), ("selected", 1, ("a",)), ("shown", 2, None),
        ("flagged", 2, None), ("unflagged", 2, None), ("selected", 2, ("b",)),
        ("submitted", 0, "candidate"),
    )  # fmt: skip
    assert {name: past.flagged for name, past in store.pasts().items()} == {
        "it-1": True, "it-2": False,
    }  # fmt: skip
    assert store.pasts() == recounted(store)


def test_a_corrected_key_is_counted_anew():
    store = Store.open(None)
    one = item("it-1")
    play(
        store, drill_session(one),
        ("shown", 1, None), ("selected", 1, ("a",)), ("committed", 1, None),
    )  # fmt: skip
    assert store.pasts()["it-1"].times_missed == 1
    mended = replace(one, kind=replace(one.kind, key=frozenset("a")))
    store.correct({"it-1": mended}, MORNING)
    assert store.pasts()["it-1"].right
    assert store.pasts() == recounted(store)


def test_records_of_the_shape_before_are_counted_when_they_are_opened(tmp_path):
    path = tmp_path / "history.db"
    fill(path, 300, seed=3, given=150)
    store = Store.open(path)
    before = store.pasts()
    for kind, name in store.connection.execute(
        "SELECT type, name FROM sqlite_master WHERE name LIKE 'past%' OR name LIKE 'flag%'"
        " OR name IN ('response_fresh', 'sitting_kind', 'sitting_started')"
    ).fetchall():
        store.connection.execute(f"DROP {kind} IF EXISTS {name}")
    number = next(n for n, (name, _) in enumerate(MIGRATIONS) if name == "running totals")
    assert number == len(MIGRATIONS) - 1, "later shapes have to be taken back here too"
    store.connection.execute(f"PRAGMA user_version = {number}")
    migrate(store.connection)
    assert store.pasts() == before == recounted(store)
    assert len(before) > 100
    store.close()


def test_a_trigger_is_one_statement():
    script = "A; CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT 1; SELECT 2; END; B"
    assert [s.strip() for s in statements(script)] == [
        "A;", "CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT 1; SELECT 2; END;", "B;",
    ]  # fmt: skip


# Cost


@pytest.fixture(scope="module")
def short_and_long(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pasts")
    for name, size in (("short", 600), ("long", 12_000)):
        fill(folder / name, size, seed=1, given=600)
    return folder / "short", folder / "long"


def work(store, question):
    """How many instructions of SQLite's machine a question takes: the same on every computer."""
    done = 0

    def tick():
        nonlocal done
        done += 1

    store.connection.set_progress_handler(tick, 10)
    try:
        question(store)
    finally:
        store.connection.set_progress_handler(None, 0)
    return done


def answer_one(store):
    session = drill_session(*items(2))
    play(
        store, session,
        ("shown", 1, None), ("selected", 1, ("a",)), ("rated", 1, 3), ("committed", 1, None),
    )  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        lambda store: store.pasts(),
        lambda store: store.exposures(),
        lambda store: store.memories(),
        lambda store: store.sittings(limit=1, kind="exam", whole=True),
        lambda store: store.sittings(limit=20, kind="drill"),
        lambda store: store.open_sitting("exam"),
        lambda store: store.correct({one.id: one for one in items(3)}, MORNING),
        first_looks,
        is_empty,
        recent_looks,
        answer_one,
    ],
    ids=[
        "pasts", "exposures", "memories", "last mock", "last drills", "open mock", "errata",
        "first looks", "is empty", "pace", "answer",
    ],
)  # fmt: skip
def test_a_long_past_costs_no_more_than_a_short_one(short_and_long, question):
    short, long = (Store.open(path) for path in short_and_long)
    for store in (short, long):
        question(store)  # the first time may read the tables' shapes
    assert work(long, question) <= 1.2 * work(short, question) + 10
    short.close()
    long.close()


def test_the_long_past_is_read_as_a_real_one(short_and_long):
    store = Store.open(short_and_long[1])
    lines = store.sittings()
    assert sum(line.of for line in lines) >= 11_000
    assert {line.kind for line in lines} == {"drill", "exam"}
    assert lines[0].started_at > lines[-1].started_at
    session = store.session(lines[-1].id)
    assert session.submitted == "candidate"
    assert sum(step.kind is StepKind.SHOWN for step in session.steps) == lines[-1].of
    assert store.pasts() == recounted(store)
    store.close()
