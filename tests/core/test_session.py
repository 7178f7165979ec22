"""One sitting as a list of steps: everything else is derived."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.attempt import attempt_of
from peerprep.core.score import score
from peerprep.core.session import StepKind
from tests.builders import MORNING, drill_session, exam_session, items, walk


def test_an_answer_may_change_until_the_end_and_the_last_one_counts():
    session = walk(
        exam_session(*items(2)),
        ("shown", 1),
        ("selected", 1, ("a",)),
        ("selected", 1, ("b",)),
        ("shown", 2),
        ("selected", 2, ("b",)),
        ("selected", 2, ("c",)),
        ("submitted", 0, "candidate"),
    )
    attempt = attempt_of(session, MORNING)
    assert [r.right for r in attempt.responses] == [True, False]
    changes = score(attempt).changes
    assert (changes.wrong_to_right, changes.right_to_wrong, changes.total) == (1, 1, 2)


def test_marks_and_strikes_go_on_and_off():
    session = walk(
        exam_session(*items(1)),
        ("flagged", 1),
        ("struck", 1, "a"),
        ("struck", 1, "c"),
        ("unstruck", 1, "a"),
    )
    assert session.flagged == (1,)
    assert session.state(1).struck == {"c"}
    assert walk(session, ("unflagged", 1)).flagged == ()


def test_an_untouched_item_is_blank_when_time_is_up_and_counts_as_wrong():
    session = walk(
        exam_session(*items(3)),
        ("shown", 1),
        ("selected", 1, ("b",)),
        ("shown", 2),
        ("submitted", 0, "time", 600),
    )
    attempt = attempt_of(session, MORNING)
    assert attempt.how_ended == "time"
    assert [r.blank for r in attempt.responses] == [False, True, True]
    assert score(attempt).all.right == 1
    assert score(attempt).all.of == 3


def test_going_on_without_the_clock_gives_a_second_score_and_leaves_the_first():
    session = walk(
        exam_session(*items(2)),
        ("selected", 1, ("b",)),
        ("submitted", 0, "time", 600),
        ("extended",),
        ("selected", 2, ("b",), 700),
        ("selected", 1, ("a",), 710),
        ("submitted", 0, "candidate", 720),
    )
    result = score(attempt_of(session, MORNING))
    assert result.all.right == 1
    assert result.overtime is not None
    assert result.overtime.right == 1
    assert session.time_used == 600
    assert session.time_left() is None


def test_a_drill_counts_what_was_committed_and_not_a_letter_under_the_finger():
    session = walk(
        drill_session(*items(3)),
        ("selected", 1, ("b",)),
        ("rated", 1, 3),
        ("committed", 1),
        ("selected", 2, ("b",)),
    )
    attempt = attempt_of(session, MORNING)
    assert session.waiting == 2
    assert [r.blank for r in attempt.responses] == [False, True, True]
    assert score(attempt).all.of == 1


def test_a_missed_item_comes_again_at_its_place_and_is_no_evidence():
    session = walk(
        drill_session(*items(6)),
        ("selected", 1, ("a",)),
        ("rated", 1, 3),
        ("committed", 1),
        ("again", 7, ("1", "5", "d", "c", "b", "a")),
    )
    assert session.order == (1, 2, 3, 4, 5, 7, 6)
    assert session.again_of(7) == 1
    assert session.slot(7).letter("b") == "C"
    session = walk(session, ("selected", 7, ("b",)), ("committed", 7))
    attempt = attempt_of(session, MORNING)
    assert score(attempt).all.of == 1
    assert score(attempt).all.right == 0
    assert not next(r for r in attempt.responses if r.slot.number == 7).fresh


def test_an_undone_answer_is_asked_again_and_is_no_fresh_evidence():
    session = walk(
        drill_session(*items(2)),
        ("selected", 1, ("a",)),
        ("committed", 1),
        ("undone", 1),
    )
    assert session.waiting == 1
    session = walk(session, ("selected", 1, ("b",)), ("committed", 1))
    response = attempt_of(session, MORNING).responses[0]
    assert response.right
    assert not response.fresh


def test_time_goes_to_the_item_on_screen_and_not_to_a_pause():
    session = walk(
        exam_session(*items(2)),
        ("shown", 1, None, 0),
        ("shown", 2, None, 40),
        ("selected", 2, ("b",), 50),
        ("paused", 2, None, 50),
        ("shown", 1, None, 50),
        ("selected", 1, ("a",), 55),
    )
    assert session.state(1).seconds == 45
    assert session.state(2).seconds == 10


@given(st.lists(st.floats(0, 2000, allow_nan=False), max_size=30))
def test_time_left_never_grows(times):
    session = exam_session(*items(1), limit=900)
    left = [session.time_left()]
    for used in times:
        session = walk(session, ("beat", 0, None, used))
        left.append(session.time_left())
    assert left == sorted(left, reverse=True)
    assert all(0 <= seconds <= 900 for seconds in left)


KINDS = st.sampled_from([kind.value for kind in StepKind if kind is not StepKind.AGAIN])
VALUES = st.one_of(
    st.none(), st.integers(1, 3), st.sampled_from(["a", "x"]), st.tuples(st.sampled_from("abcd"))
)


@given(st.lists(st.tuples(KINDS, st.integers(0, 4), VALUES), max_size=40))
def test_any_steps_in_any_order_leave_a_session_that_can_be_marked(moves):
    session = walk(exam_session(*items(3)), *moves)
    result = score(attempt_of(session, MORNING))
    assert result.all.of == 3
    assert 0 <= result.all.right <= 3


def test_scores_are_exact_fractions():
    from tests.builders import item

    one = item(kind="select-all", key="abc", partial=True)
    session = walk(drill_session(one), ("selected", 1, ("a", "b")), ("committed", 1))
    assert score(attempt_of(session, MORNING)).all.right == Fraction(2, 3)


def test_the_time_before_a_pause_belongs_to_the_item():
    session = walk(exam_session(*items(1)), ("shown", 1, None, 0), ("paused", 1, None, 50))
    assert session.state(1).seconds == 50


def test_reading_the_feedback_is_no_thinking_time():
    session = walk(
        drill_session(*items(2)),
        ("shown", 1, None, 0),
        ("selected", 1, ("b",), 2),
        ("committed", 1, None, 3),
        ("shown", 2, None, 100),
    )
    assert session.state(1).seconds == 3


def test_what_happens_after_the_time_leaves_the_timed_record_alone():
    timed = walk(
        exam_session(*items(2)),
        ("shown", 1),
        ("selected", 1, ("b",)),
        ("rated", 1, 2),
        ("submitted", 0, "time", 600),
    )
    later = walk(
        timed, ("extended",), ("shown", 1), ("selected", 1, ("a",), 900), ("rated", 1, 3, 901)
    )
    before, after = (attempt_of(s, MORNING).responses[0] for s in (timed, later))
    assert (after.response, after.seconds, after.certainty) == (before.response, before.seconds, 2)
    assert after.given == before.given
    assert after.overtime == {"a"}


def test_an_answer_taken_back_takes_its_repeat_out_of_the_line():
    session = walk(
        drill_session(*items(3)),
        ("selected", 1, ("a",)),
        ("committed", 1),
        ("again", 4, ("1", "", "d", "c", "b", "a")),
        ("missed-because", 1, 2),
        ("undone", 1),
    )
    assert session.order == (1, 2, 3)
    assert session.state(1).missed_because is None


def test_ticks_of_select_all_are_no_changed_answers():
    from tests.builders import item

    one = item(kind="select-all", key="ac")
    session = walk(
        drill_session(one), ("selected", 1, ("a",)), ("selected", 1, ("a", "c")), ("committed", 1)
    )
    assert score(attempt_of(session, MORNING)).changes.total == 0
