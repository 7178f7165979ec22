"""What counts as evidence: first looks, and nothing that was seen, repeated or undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from peerprep.core.score import Changes
from peerprep.core.session import Step, StepKind
from peerprep.history import evidence
from peerprep.history.store import Store
from tests.builders import MORNING, drill_session, exam_session, items
from tests.history.test_store import play


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "history.db")
    yield opened
    opened.close()


def answer(slot, option, certainty=3):
    return [
        ("shown", slot, None), ("selected", slot, (option,)), ("rated", slot, certainty),
        ("committed", slot, None),
    ]  # fmt: skip


def seen_before(session):
    slots = tuple(replace(slot, fresh=False) for slot in session.form.slots)
    return replace(session, form=replace(session.form, slots=slots))


def ids(store):
    return [look.item for look in evidence.first_looks(store)]


def test_records_without_an_answer_are_empty(store):
    assert evidence.is_empty(store)
    play(store, exam_session(*items(2)), ("shown", 1, None))
    assert evidence.is_empty(store)
    assert evidence.first_looks(store) == ()


def test_a_first_look_has_its_topic_mark_certainty_and_seconds(store):
    play(store, drill_session(*items(2)), *answer(1, "b"), *answer(2, "a", 1))
    assert not evidence.is_empty(store)
    first, second = evidence.first_looks(store)
    assert (first.item, first.topic, first.mark, first.certainty) == ("it-1", "strengths", 1, 3)
    assert (second.item, second.mark, second.certainty) == ("it-2", 0, 1)
    assert (first.kind, first.answered, first.seconds) == ("drill", True, 4.0)
    assert first.at == MORNING + timedelta(seconds=2)


def test_repeats_items_seen_before_and_undone_answers_are_no_evidence(store):
    again = ("again", 4, ("1", "", "a", "b", "c", "d"))
    undone = [*answer(2, "a"), ("undone", 2, None), *answer(2, "b")]
    play(store, drill_session(*items(3)), *answer(1, "a"), again, *answer(4, "b"), *undone)
    play(store, seen_before(drill_session(*items(3))), *answer(3, "b"))
    assert ids(store) == ["it-1"]
    assert evidence.first_looks(store)[0].mark == 0


def test_a_blank_counts_when_it_was_shown_and_not_when_time_ran_out_before_it(store):
    play(
        store, exam_session(*items(3)),
        ("shown", 1, None), ("selected", 1, ("b",)), ("shown", 2, None), ("submitted", 0, "time"),
    )  # fmt: skip
    assert [(k.item, k.answered) for k in evidence.first_looks(store)] == [
        ("it-1", True), ("it-2", False),
    ]  # fmt: skip


def test_sure_misses_name_their_principle_and_say_when_they_came_out_right_since(store):
    play(store, drill_session(*items(3)), *answer(1, "a"), *answer(2, "a"), *answer(3, "a", 2))
    play(store, seen_before(drill_session(*items(3))), *answer(1, "b", 2), *answer(2, "b", 1))
    assert [(m.item, m.principle, m.mended) for m in evidence.sure_misses(store)] == [
        ("it-2", "Principle 2.", False), ("it-1", "Principle 1.", True),
    ]  # fmt: skip


def test_mocks_tell_what_was_fresh_and_whether_they_were_sat_in_time(store):
    timed = exam_session(*items(2))
    moves = [("shown", 1, None), ("selected", 1, ("b",)), ("submitted", 0, "candidate")]
    play(store, timed, *moves)
    play(store, seen_before(exam_session(*items(2), limit=None)), *moves)
    left, session = play(store, timed, *moves[:2])
    store.record(left, *with_step(session, StepKind.SUBMITTED, "left"))
    found = evidence.mock_results(store)
    assert [mock.in_time for mock in found] == [True, False, False]
    assert [(m.all.right, m.all.of, m.fresh.of) for m in found] == [(1, 2, 2), (1, 2, 0), (1, 2, 2)]
    assert evidence.mock_seconds(store, found[0].sitting) == (3.0,)


def with_step(session, kind, value):
    step = Step(kind, MORNING + timedelta(seconds=90), 90.0, 0, value)
    return session.after(step), step


def test_changed_answers_of_all_mocks_are_added_up(store):
    for first, then in (("a", "b"), ("b", "a"), ("a", "b"), ("a", "c")):
        play(
            store, exam_session(*items(1)), ("shown", 1, None), ("selected", 1, (first,)),
            ("selected", 1, (then,)), ("submitted", 0, "candidate"),
        )  # fmt: skip
    assert evidence.answer_changes(store) == Changes(2, 1, 1)


def test_days_begin_at_four_in_the_morning(store):
    number, session = play(store, drill_session(*items(2)), *answer(1, "b"))
    night = MORNING.replace(hour=3) + timedelta(days=1)
    for kind, value in (("selected", ("b",)), ("committed", None)):
        step = Step(StepKind(kind), night, session.used + 1, 2, value)
        session = session.after(step)
        store.record(number, session, step)
    assert evidence.answered_by_day(store) == {MORNING.date(): 2}
