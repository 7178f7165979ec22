"""What is kept comes back equal, whole or not at all, and for its owner's eyes alone."""

from __future__ import annotations

import itertools
import os
import sqlite3
import stat
import string
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerprep.core.schedule import Rating, review
from peerprep.core.session import Step, StepKind
from peerprep.errors import RecordsUnusable
from peerprep.history.encoding import item_from_text, item_to_text
from peerprep.history.migrations import MIGRATIONS
from peerprep.history.store import Store
from tests.builders import MORNING, drill_session, exam_session, item, items


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "history.db")
    yield opened
    opened.close()


UIDS = itertools.count()


def play(store, session, *moves, memory=None):
    """Begin a session and record the moves one by one; returns (number, session)."""
    number = store.begin(session, f"uid-{next(UIDS)}")
    for n, (kind, slot, value) in enumerate(moves, start=1):
        step = Step(StepKind(kind), MORNING + timedelta(seconds=n), float(n), slot, value)
        session = session.after(step)
        store.record(number, session, step, memory)
    return number, session


words = st.text(alphabet=string.printable + "äé“–漢", max_size=20)


@given(words, words, st.booleans(), st.sampled_from(["single-best", "select-all", "true-false"]))
def test_an_item_comes_back_equal(stem, principle, partial, kind):
    one = item(
        stem=stem,
        principle=principle,
        partial=partial,
        kind=kind,
        exhibit=stem,
        enemies=frozenset({"x"}),
        sensitive=("trauma",),
        as_of="2024-04",
        shuffle=False,
    )
    assert item_from_text(item_to_text(one)) == one


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["shown", "flagged", "skipped"]), st.integers(1, 3), st.none()),
        st.tuples(st.just("selected"), st.integers(1, 3), st.tuples(st.sampled_from("abcd"))),
        st.tuples(st.just("struck"), st.integers(1, 3), st.sampled_from("abcd")),
        st.tuples(st.just("rated"), st.integers(1, 3), st.integers(1, 3)),
        st.tuples(st.just("again"), st.integers(4, 6), st.just(("1", "", "d", "c", "b", "a"))),
    ),
    max_size=15,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_a_session_comes_back_equal_whatever_its_steps(store, moves):
    number, session = play(store, exam_session(*items(3)), *moves)
    assert store.session(number) == session
    assert store.session(number).used == session.used


def test_a_session_survives_the_process(tmp_path):
    first = Store.open(tmp_path / "history.db")
    number, session = play(
        first, exam_session(*items(3)), ("shown", 1, None), ("selected", 1, ("c",))
    )
    second = Store.open(tmp_path / "history.db")  # the first was never closed: a crash
    assert second.open_sitting("exam") == number
    assert second.session(number) == session


def test_an_item_that_left_the_bank_can_still_be_looked_back_at(store):
    number, _ = play(
        store, exam_session(*items(2)), ("selected", 1, ("b",)), ("submitted", 0, "candidate")
    )
    attempt = store.attempt(number)
    assert attempt.responses[0].slot.item == items(2)[0]
    assert [r.mark for r in attempt.responses] == [1, 0]


def test_history_lists_ended_sittings_newest_first_with_fresh_scores(store):
    play(store, exam_session(*items(4)), ("selected", 1, ("b",)), ("submitted", 0, "candidate"))
    play(
        store,
        drill_session(*items(4)),
        ("selected", 1, ("a",)),
        ("committed", 1, None),
        ("submitted", 0, "candidate"),
    )
    play(store, exam_session(*items(4)), ("selected", 1, ("b",)))
    drill, exam = store.sittings()
    assert (drill.kind, drill.right, drill.of) == ("drill", 0, 1)
    assert (exam.kind, exam.right, exam.of, exam.fresh_of) == ("exam", 1, 4, 4)
    assert exam.used == 2


def test_a_sitting_without_a_response_is_no_history(store):
    number, _ = play(store, drill_session(*items(2)), ("shown", 1, None))
    store.leave(number, MORNING)
    assert store.sittings() == []
    assert store.open_sitting("drill") is None


def test_showing_an_item_is_an_exposure_and_coming_back_to_it_is_none(store):
    play(store, exam_session(*items(2)), ("shown", 1, None), ("shown", 2, None), ("shown", 1, None))
    assert {name: e.count for name, e in store.exposures().items()} == {"it-1": 1, "it-2": 1}
    play(store, exam_session(*items(2)), ("shown", 1, None))
    assert store.exposures()["it-1"].count == 2


def test_an_answers_memory_is_kept_with_its_step(store):
    memory = review(None, item="it-1", given=Rating.GOOD, at=MORNING)
    play(store, drill_session(*items(1)), ("selected", 1, ("b",)))
    session = drill_session(*items(1))
    number = store.begin(session, "uid")
    step = Step(StepKind.COMMITTED, MORNING, 1.0, 1)
    session = session.after(step)
    store.record(number, session, step, memory)
    assert store.memories() == {"it-1": memory}
    assert store.memory("it-1") == memory
    step = Step(StepKind.UNDONE, MORNING, 2.0, 1)
    store.record(number, session.after(step), step, forget="it-1")
    assert store.memory("it-1") is None


def test_an_undone_answer_is_no_response(store):
    _, session = play(
        store,
        drill_session(*items(2)),
        ("selected", 1, ("b",)),
        ("committed", 1, None),
        ("undone", 1, None),
        ("submitted", 0, "left"),
    )
    assert session.state(1).undone
    assert store.sittings() == []


def test_a_failed_write_leaves_nothing_half_done(store):
    session = drill_session(*items(1))
    number = store.begin(session, "uid")
    store._connection.execute("DROP TABLE exposure")
    step = Step(StepKind.SHOWN, MORNING, 1.0, 1)
    with pytest.raises(RecordsUnusable, match="could not be saved"):
        store.record(number, session.after(step), step)
    assert store.session(number).steps == ()


def test_the_file_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        path = tmp_path / "deep" / "er" / "history.db"
        opened = Store.open(path)
        play(opened, drill_session(*items(1)), ("shown", 1, None))
        for file in path.parent.rglob("*"):
            wanted = 0o700 if file.is_dir() else 0o600
            assert stat.S_IMODE(file.stat().st_mode) == wanted, file
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
        opened.close()
    finally:
        os.umask(before)


def test_a_newer_file_is_refused_and_left_untouched(tmp_path):
    path = tmp_path / "history.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordsUnusable, match="newer peerprep"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "history.db"
    path.write_bytes(b"this is no database, but somebody's letter" * 100)
    with pytest.raises(RecordsUnusable, match="cannot be used"):
        Store.open(path)


def test_a_folder_that_may_not_be_written_is_told_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecordsUnusable, match="PEERPREP_HOME"):
        Store.open(tmp_path / "file" / "history.db")


def test_two_processes_on_one_file_lose_no_step(tmp_path):
    one, two = Store.open(tmp_path / "history.db"), Store.open(tmp_path / "history.db")
    for n in range(10):
        play(
            one if n % 2 else two,
            exam_session(*items(2)),
            ("selected", 1, ("b",)),
            ("submitted", 0, "candidate"),
        )
    assert len(one.sittings()) == 10


def test_in_memory_records_leave_no_trace(tmp_path):
    store = Store.open(None)
    play(store, exam_session(*items(1)), ("selected", 1, ("b",)), ("submitted", 0, "candidate"))
    assert store.sittings()[0].right == Fraction(1)
    assert list(tmp_path.iterdir()) == []


def test_remarks_and_pages_are_kept(store):
    store.remark("it-1", "note", "ask first", MORNING)
    store.remark("it-2", "doubt", "", MORNING)
    store.turn_page("first-run", MORNING)
    assert store.remarks("it-1") == [("it-1", "note", "ask first")]
    assert [kind for _, kind, _ in store.remarks()] == ["note", "doubt"]
    assert store.pages() == {"first-run": MORNING}
