"""Corrected keys in the records: marked anew whole, idempotent, and back again."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from fractions import Fraction

import pytest

from peerprep.core.schedule import Rating, review
from peerprep.core.score import score
from peerprep.history.migrations import MIGRATIONS
from peerprep.history.store import Store
from tests.builders import MORNING, drill_session, exam_session, item
from tests.history.test_store import play

LATER = MORNING + timedelta(days=9)


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "history.db")
    yield opened
    opened.close()


def bank(**keys: str):
    """The bank as it stands: it_1="c" gives the item it-1 the key c."""
    return {n: item(n, key=key) for n, key in ((k.replace("_", "-"), v) for k, v in keys.items())}


def mock(store, first="b", second="b"):
    session = exam_session(item("it-1"), item("it-2"))
    return play(
        store, session,
        ("shown", 1, None), ("selected", 1, (first,)), ("shown", 2, None),
        ("selected", 2, (second,)), ("submitted", 0, "candidate"),
    )[0]  # fmt: skip


def test_a_mock_is_marked_anew_and_says_where(store):
    number = mock(store, first="c")
    store.correct(bank(it_1="c", it_2="b"), LATER)
    line = store.sittings()[0]
    assert (line.right, line.remarked) == (2, 1)
    attempt = store.attempt(number)
    assert score(attempt).all.right == 2
    assert [(r.slot.number, r.first_mark, r.mark) for r in attempt.remarked] == [(1, 0, 1)]
    assert attempt.responses[0].slot.item.key == frozenset("c")
    assert attempt.responses[1].first_mark is None


def test_what_was_right_by_the_old_key_no_longer_counts(store):
    number = mock(store)
    store.correct(bank(it_1="c", it_2="b"), LATER)
    assert store.sittings()[0].right == 1
    assert store.attempt(number).remarked[0].first_mark == Fraction(1)


def test_marking_anew_twice_changes_nothing_more(store):
    mock(store, first="c")
    for _ in range(3):
        store.correct(bank(it_1="c", it_2="b"), LATER)
    assert [one.more for one in store.untold_corrections()] == [1]
    assert store.sittings()[0].right == 2


def test_a_correction_taken_back_restores_the_marks_and_is_told_again(store):
    number = mock(store, first="c")
    store.correct(bank(it_1="c", it_2="b"), LATER)
    store.corrections_told(LATER)
    store.correct(bank(it_1="b", it_2="b"), LATER)
    assert (store.sittings()[0].right, store.sittings()[0].remarked) == (1, 0)
    assert store.attempt(number).remarked == ()
    assert [(one.item, one.sittings) for one in store.untold_corrections()] == [("it-1", ())]


def test_it_is_told_once_and_other_words_of_the_item_are_no_news(store):
    mock(store, first="c")
    store.correct(bank(it_1="c"), LATER)
    (told,) = store.untold_corrections()
    assert (told.item, told.key, told.more, told.less) == ("it-1", ("Option c of it-1",), 1, 0)
    store.corrections_told(LATER)
    assert store.untold_corrections() == ()
    reworded = item("it-1", key="c", stem="What is best, in case it-1?")
    store.correct({"it-1": reworded}, LATER)
    assert store.untold_corrections() == ()
    assert store.sittings()[0].right == 2


def test_a_mock_that_was_open_when_the_key_changed_is_marked_anew_after_it_ends(store):
    mock(store, first="c")
    store.correct(bank(it_1="c"), LATER)
    second = mock(store, first="c")
    assert store.sittings()[0].right == 1
    store.correct(bank(it_1="c"), LATER)
    assert store.sittings()[0].right == 2
    assert store.attempt(second).remarked[0].slot.number == 1


def test_a_drilled_item_comes_back_soon_to_be_learned_by_the_new_key(store):
    memory = review(None, item="it-1", given=Rating.GOOD, at=MORNING, sure=True)
    play(
        store, drill_session(item("it-1")),
        ("shown", 1, None), ("selected", 1, ("b",)), ("rated", 1, 3), ("committed", 1, None),
        memory=memory,
    )  # fmt: skip
    store.correct(bank(it_1="c"), MORNING + timedelta(minutes=5))
    after = store.memory("it-1")
    assert after.due == MORNING + timedelta(minutes=5)
    assert after.urgent
    assert after.secure_days == ()


def test_an_item_that_left_the_bank_or_became_another_question_stays_as_it_was(store):
    mock(store)
    store.correct({}, LATER)
    store.correct({"it-1": item("it-1", key="c", stem="Something else?")}, LATER)
    assert store.sittings()[0].right == 2
    assert store.untold_corrections() == ()


def test_without_a_correction_nothing_is_written(store):
    mock(store)
    before = store.connection.total_changes
    store.correct(bank(it_1="b", it_2="b"), LATER)
    assert store.connection.total_changes == before


def test_records_of_the_first_shape_take_corrections_too(tmp_path):
    path = tmp_path / "history.db"
    older = sqlite3.connect(path, isolation_level=None)
    older.executescript(MIGRATIONS[0][1])
    older.execute("PRAGMA user_version = 1")
    older.close()
    store = Store.open(path)
    mock(store, first="c")
    store.correct(bank(it_1="c"), LATER)
    assert store.sittings()[0].remarked == 1
    store.close()
