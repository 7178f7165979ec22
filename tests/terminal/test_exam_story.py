"""A timed mock walked from the first item to the end: state, score and screen at each stop."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from peerprep.core.attempt import attempt_of
from peerprep.core.score import score
from peerprep.core.session import Session, StepKind
from peerprep.terminal.overview import runs
from peerprep.terminal.proctor import conduct
from peerprep.terminal.screen import Look
from peerprep.terminal.timekeeping import ClockView
from tests.builders import (
    MORNING,
    FakeClock,
    FakeEar,
    FakeNotebook,
    exam_session,
    items,
    screen,
    shown,
)


class Mock:
    """One mock conducted by a script; `session` goes on with one that was left."""

    def __init__(
        self,
        script,
        count=4,
        *,
        look=Look.STANDARD,
        typed=False,
        view=ClockView.SHOWN,
        session: Session | None = None,
        strict_clock=False,
        **mode,
    ):
        self.clock = FakeClock()
        self.screen = screen(look)
        self.recorded: list = []
        self.notebook = FakeNotebook()
        self.session = conduct(
            session or exam_session(*items(count), **mode),
            screen=self.screen,
            ear=FakeEar(script, self.clock, typed=typed),
            clock=self.clock,
            record=lambda session, step: self.recorded.append(step),
            notebook=self.notebook,
            dice=random.Random(7),
            view=view,
            strict_clock=strict_clock,
        )
        self.score = score(attempt_of(self.session, MORNING))

    @property
    def text(self):
        return shown(self.screen)


END = ["l", "e", "y"]


def test_letter_selects_and_enter_moves_on_to_the_list_and_the_end():
    mock = Mock(["b", "enter", "b", "enter", "a", "enter", "b", "enter", "e", "y"])
    assert mock.session.submitted == "candidate"
    assert (mock.score.all.right, mock.score.all.of) == (3, 4)
    assert "answered 4, not answered 0, marked 0" in mock.text


def test_no_feedback_is_given_before_the_end():
    text = Mock(["b", "enter", "a", *END]).text
    assert "Right." not in text
    assert "Rationale" not in text
    assert "Principle" not in text


def test_an_answer_is_saved_on_selection_and_may_change():
    mock = Mock(["a", "b", "enter", "p", "c", *END])
    selected = [s.value for s in mock.recorded if s.kind is StepKind.SELECTED]
    assert selected == [("a",), ("b",), ("c",)]
    assert mock.score.changes.total == 2


def test_blanks_count_as_wrong_and_it_says_so_before_submitting():
    mock = Mock(["b", *END])
    assert "1 answered, 3 not answered, 0 marked." in mock.text
    assert "A blank counts as wrong; a guess cannot hurt." in mock.text
    assert (mock.score.all.right, mock.score.all.of) == (1, 4)


def test_the_default_of_ending_is_to_go_back():
    mock = Mock(["l", "e", "enter", "b", "b", *END])
    assert mock.score.answered == 1


def test_going_to_by_number_next_unanswered_and_next_marked():
    mock = Mock(["b", "g", "3", "m", "l", "u", "b", "l", "m", "c", *END])
    state = mock.session.state
    assert state(4).response == {"b"}  # u led to the next blank, not back to the first
    assert state(3).response == {"c"}  # m led to the marked one
    assert mock.session.flagged == (3,)


def test_a_number_in_the_list_goes_there():
    mock = Mock(["l", "4", "enter", "b", *END])
    assert mock.session.state(4).response == {"b"}


def test_a_number_that_is_not_there_is_answered_with_the_range():
    assert "numbered 1 to 4" in Mock(["g", "9", *END]).text


def test_strikes_are_shown_and_come_back():
    mock = Mock(["x", "a", "x", "c", "x", "a", *END])
    assert mock.session.state(1).struck == {"c"}
    assert "A is struck out." in mock.text
    assert "A is back." in mock.text


def test_time_up_submits_while_waiting_for_a_key_and_answers_nothing():
    mock = Mock(["b", "enter", 700.0, "enter"])
    assert mock.session.submitted == "time"
    assert "Time is up" in mock.text
    assert "1 of 4 answered." in mock.text
    assert mock.session.state(2).response == frozenset()
    assert mock.session.time_used == pytest.approx(600, abs=1)


@pytest.mark.parametrize("where", [["l"], ["l", "e"], ["g"], ["x"], ["?"]])
def test_time_up_submits_on_every_screen(where):
    mode = {"strict": True} if where == ["?"] else {}
    mock = Mock([*where, 700.0, "enter"], **mode)
    assert mock.session.submitted == "time"


def test_a_keystroke_after_the_time_is_not_an_answer():
    mock = Mock([599.5, "b", "enter"])
    assert mock.session.submitted == "time"
    assert mock.score.answered == 0


def test_going_on_without_the_clock_gives_a_second_score_for_learning():
    mock = Mock(["b", "enter", 700.0, "k", "b", 5000.0, *END])
    assert mock.score.all.right == 1
    assert mock.score.overtime is not None
    assert mock.score.overtime.right == 2
    assert "No clock: for learning" in mock.text


def test_warnings_come_once_between_items():
    mock = Mock(["b", 310.0, "enter", "b", "enter", 240.0, "b", "enter", *END])
    assert mock.text.count("4 min left.") == 1
    assert mock.text.count("45 s left.") + mock.text.count("44 s left.") == 1
    assert " 15 min left." not in mock.text


def test_the_clock_shows_minutes_until_ten_remain():
    text = Mock([65.0, "enter", *END], limit=7200).text
    assert "Time left: 2 h" in text
    assert "Time left: 1 h 58 min" in text
    assert "Time left: 9 min 59 s" in Mock(["enter", *END]).text


def test_a_hidden_clock_comes_back_at_five_minutes_and_an_asked_one_does_not():
    script = ["enter", 310.0, "enter", *END]
    hidden = Mock(script, view=ClockView.HIDDEN).text
    assert "Time: hidden (t)" in hidden
    assert "Time left: 4 min" in hidden
    assert "Time left" not in Mock(script, view=ClockView.ASK).text


def test_t_says_time_items_and_pace():
    text = Mock(["b", "t", *END]).text
    assert "9 min 58 s left; 3 items; about 199 s each; on pace." in text


def test_pause_support_and_keys_stop_the_clock_in_practice():
    mock = Mock(["z", 3000.0, "enter", "h", 3000.0, "b", "?", 3000.0, "b", "b", *END])
    assert mock.session.submitted == "candidate"
    assert mock.session.time_used < 30
    assert StepKind.PAUSED in {step.kind for step in mock.recorded}


def test_strict_has_no_pause_but_the_support_page_still_stops_the_clock():
    mock = Mock(["z", "h", 3000.0, "b", "b", "l", "e", "end"], strict=True)
    assert "No pause in a strict mock." in mock.text
    assert mock.session.submitted == "candidate"


def test_strict_ends_only_on_the_typed_word():
    mock = Mock(["l", "e", "y", "e", "end"], strict=True)
    assert mock.session.submitted == "candidate"
    assert "Type end to finish" in mock.text


def test_without_a_limit_there_is_no_clock_and_no_end_by_time():
    mock = Mock(["b", 9000.0, *END], limit=None)
    assert mock.session.submitted == "candidate"
    assert "Time left" not in mock.text


def test_the_break_comes_once_after_its_item_and_stops_the_clock():
    script = ["b", "enter", "b", "enter", 3000.0, "enter", "p", "enter", "b", *END]
    mock = Mock(script, break_after=2, break_minutes=10)
    assert mock.text.count("Stand up, drink something.") == 1
    assert mock.session.time_used < 60


def test_sleep_is_not_counted_in_practice_and_counted_with_a_strict_clock():
    def sleep():
        asleep.clock.pass_time(1000)

    for strict_clock, how in ((False, "candidate"), (True, "time")):
        asleep = Mock.__new__(Mock)
        clock = FakeClock()
        asleep.clock = clock
        session = conduct(
            exam_session(*items(2)),
            screen=screen(Look.STANDARD),
            ear=FakeEar(["b", sleep, "enter", "enter", *END], clock),
            clock=clock,
            record=lambda session, step: None,
            notebook=FakeNotebook(),
            dice=random.Random(1),
            strict_clock=strict_clock,
        )
        assert session.submitted == how


def test_leaving_keeps_everything_and_going_on_finds_it_as_it_was():
    left = Mock(["b", "x", "d", "m", "enter", "c", 100.0, "q"])
    assert left.session.submitted is None
    back = Mock(["t", "b", *END], session=left.session)
    assert back.session.state(1).response == {"b"}
    assert back.session.state(1).struck == {"d"}
    assert back.session.flagged == (1,)
    assert back.session.state(2).given == [frozenset("c"), frozenset("b")]
    assert "Item 2 of 4" in back.text
    assert left.session.used < back.session.time_used < left.session.used + 10


def test_certainty_is_off_unless_wanted():
    assert Mock(["b", "3", *END]).session.state(1).certainty is None
    assert Mock(["b", "3", *END], certainty=True).session.state(1).certainty == 3


def test_a_heartbeat_is_recorded_while_nobody_presses_anything():
    mock = Mock([100.0, "b", *END])
    beats = [step.used for step in mock.recorded if step.kind is StepKind.BEAT]
    assert len(beats) == 6
    assert beats == sorted(beats)


def test_a_held_enter_skips_nothing():
    mock = Mock(["b", "enter", "held", "held", "b", *END])
    assert mock.session.answered == (1, 2)


def test_plain_and_standard_give_the_same_attempt():
    standard = Mock(
        ["b", "enter", "c", "m", "enter", "x", "a", "b", "g", "1", "d", "l", "u", "b", *END]
    )
    plain = Mock(
        [
            "B",
            "",
            "c",
            "mark",
            "next",
            "strike a",
            "b",
            "go 1",
            "d",
            "list",
            "u",
            "b",
            "list",
            "end",
            "y",
        ],
        look=Look.PLAIN,
        typed=True,
    )
    one, two = (attempt_of(mock.session, MORNING) for mock in (standard, plain))
    timeless = [
        [replace(r, seconds=0, at=None) for r in attempt.responses] for attempt in (one, two)
    ]
    assert timeless[0] == timeless[1]
    assert "\x1b" not in plain.text
    assert all(len(line) <= 80 for line in plain.text.splitlines())
    assert plain.text.isascii()


def test_the_list_draws_runs_together_and_numbers_in_columns():
    text = Mock(["b", "m", *END], count=12).text
    listed = text.split(" List ")[1]
    assert " 2-12" in listed
    assert " 1*  2-  3-  4-  5-  6-  7-  8-  9-  10- 11- 12-" in listed


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([3], "3"), ([1, 2, 5], "1 2 5"), ([1, 2, 3, 7, 8], "1-3 7 8")]
)
def test_runs(numbers, words):
    assert runs(numbers) == words
