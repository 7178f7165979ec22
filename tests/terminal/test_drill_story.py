"""A drill walked from the first question to the end: state, score and screen at each stop."""

from __future__ import annotations

import random

from peerprep.core.attempt import attempt_of
from peerprep.core.score import score
from peerprep.core.session import StepKind
from peerprep.terminal.proctor import conduct
from peerprep.terminal.screen import Look
from tests.builders import (
    MORNING,
    FakeClock,
    FakeEar,
    FakeNotebook,
    drill_session,
    item,
    items,
    screen,
    shown,
)


class Drill:
    """One drill conducted by a script."""

    def __init__(self, script, *chosen, look=Look.STANDARD, typed=False, **mode):
        self.clock = FakeClock()
        self.screen = screen(look)
        self.notebook = FakeNotebook()
        self.recorded = []
        self.session = conduct(
            drill_session(*(chosen or items(3)), **mode),
            screen=self.screen,
            ear=FakeEar(script, self.clock, typed=typed),
            clock=self.clock,
            record=self.record,
            notebook=self.notebook,
            dice=random.Random(7),
        )
        self.score = score(attempt_of(self.session, MORNING))

    def record(self, session, step):
        # What is on screen when a step is recorded was there before it: nothing runs ahead.
        self.recorded.append((step.kind, len(shown(self.screen))))
        assert session.steps[-1] == step or session.steps[-1].used >= step.used

    @property
    def text(self):
        return shown(self.screen)


def test_two_keystrokes_and_enter_answer_a_question():
    drill = Drill(["b", "3", "enter"] * 3)
    assert drill.session.submitted == "candidate"
    assert drill.score.all.right == 3
    assert [drill.session.state(n).certainty for n in (1, 2, 3)] == [3, 3, 3]
    assert drill.text.count("Right.") == 3


def test_feedback_shows_key_principle_reason_source_and_return():
    drill = Drill(["a", "3", "enter", "q"])
    for words in (
        "Not this one. B fits best here.",
        "Principle  Principle 1.",
        "Why not A  Rationale a.",
        "Why B  Rationale b.",
        "Source: A publication: section 1",
        "Comes back: tomorrow.",
        "you were sure",
    ):
        assert words in drill.text


def test_every_rationale_comes_on_w():
    drill = Drill(["b", "3", "w", "q"])
    before, after = drill.text.split("Right.")[1:3]
    assert "Why not C" not in before
    assert all(f"Why not {letter}  Rationale {letter.lower()}." in after for letter in "ACD")


def test_a_letter_may_be_changed_before_it_is_committed():
    drill = Drill(["a", "b", "2", "enter", "q"])
    assert drill.session.state(1).response == {"b"}
    assert len(drill.session.state(1).given) == 2
    assert drill.score.all.right == 1


def test_enter_commits_without_a_rating_and_enter_alone_skips_nothing():
    drill = Drill(["enter", "b", "enter", "enter", "q"])
    assert "Choose a letter first" in drill.text
    assert drill.session.state(1).certainty is None
    assert drill.session.state(1).committed


def test_a_miss_comes_again_later_with_other_places_and_counts_once():
    script = ["a", "2", "enter"] + ["b", "2", "enter"] * 2
    drill = Drill(script)
    again = drill.session.order[-1]
    assert drill.session.again_of(again) == 1
    assert "Once more: 1 of 1" in drill.text
    assert drill.session.slot(again).order != drill.session.slot(1).order
    assert drill.score.all.of == 3
    assert drill.score.all.right == 2


def test_a_miss_one_was_sure_of_waits_for_four_others_at_least():
    drill = Drill(["a", "3", "enter", "q"], *items(8))
    order = drill.session.order
    assert order.index(9) - order.index(1) == 5


def test_the_last_question_missed_does_not_come_back_at_once():
    drill = Drill(["a", "2", "enter"], *items(1))
    assert drill.session.submitted == "candidate"
    assert drill.session.order == (1,)


def test_skipping_goes_on_and_is_not_counted():
    drill = Drill(["s", "b", "3", "enter", "s"])
    assert drill.score.all.of == 1
    assert drill.session.submitted == "candidate"


def test_undo_takes_the_last_answer_back_and_asks_again():
    drill = Drill(["a", "2", "u", "b", "2", "enter", "q"])
    assert drill.session.state(1).response == {"b"}
    kinds = [kind for kind, _ in drill.recorded]
    assert StepKind.UNDONE in kinds
    assert drill.score.fresh.of == 0


def test_undo_with_nothing_to_undo_says_so():
    assert "There is no answer to undo." in Drill(["u", "q"]).text


def test_a_note_and_a_doubt_are_kept():
    drill = Drill(["a", "2", "c", "ask first", "f", "two keys", "enter", "q"])
    assert drill.notebook.remarks == [("it-1", "note", "ask first"), ("it-1", "doubt", "two keys")]
    assert "Your note: ask first" in drill.text


def test_why_it_was_missed_is_one_digit():
    drill = Drill(["a", "2", "2", "q"])
    assert drill.session.state(1).missed_because == 2


def test_marking_and_striking_work_and_struck_options_stay_readable():
    drill = Drill(["m", "x", "d", "b", "2", "enter", "q"])
    assert drill.session.flagged == (1,)
    assert drill.session.state(1).struck == {"d"}
    assert "Option d of it-1  (struck)" in drill.text


def test_the_support_page_and_the_keys_page_come_back_to_the_question():
    drill = Drill(["h", "b", "?", "b", "b", "3", "enter", "q"])
    assert "988 Suicide & Crisis Lifeline" in drill.text
    assert "Keys in a drill" in drill.text
    assert drill.score.all.right == 1


def test_select_all_goes_on_and_off_and_says_what_to_do():
    one = item(kind="select-all", key="ac")
    drill = Drill(["a", "b", "b", "c", "3", "enter"], one)
    assert "Choose all that apply." in drill.text
    assert drill.score.all.right == 1


def test_certainty_off_commits_with_enter():
    drill = Drill(["b", "enter", "enter"] * 3, certainty=False)
    assert drill.score.all.right == 3
    assert "How sure" not in drill.text


def test_leaving_in_the_middle_keeps_what_was_answered():
    drill = Drill(["b", "3", "enter", "a", "q"])
    assert drill.session.submitted is None
    assert drill.score.all.of == 1


def test_the_end_of_input_leaves_politely():
    drill = Drill(["b", "3"])
    assert drill.session.submitted is None
    assert drill.score.all.of == 1


def test_every_step_is_recorded_before_the_screen_changes():
    drill = Drill(["b", "3", "enter"] * 3)
    shown_before = [length for _, length in drill.recorded]
    assert shown_before == sorted(shown_before)
    first = next(i for i, (kind, _) in enumerate(drill.recorded) if kind is StepKind.COMMITTED)
    feedback_at = drill.text.encode().find(b"Right.")
    assert drill.recorded[first][1] < feedback_at


def test_forty_minutes_bring_one_line_about_a_rest():
    script = ["b", 1300.0, "3", "enter", "b", 1300.0, "3", "enter", "b", "3", "enter"]
    assert Drill(script).text.count("A short rest helps") == 1


def test_plain_and_standard_give_the_same_steps():
    moves = ["a", "2", "enter", "s", "m", "b", "3", "enter", "b", "1", "enter"]
    standard = Drill(moves)
    plain = Drill(
        ["a 2", "", "skip", "mark", "b3", "", "b", "1", "next"], look=Look.PLAIN, typed=True
    )
    steps = [(s.kind, s.slot, s.value) for s in standard.session.steps]
    assert steps == [(s.kind, s.slot, s.value) for s in plain.session.steps]
    assert "\x1b" not in plain.text
    assert all(len(line) <= 80 for line in plain.text.splitlines())


def test_an_unknown_key_is_answered_kindly():
    assert "That key does nothing here." in Drill(["j", "q"]).text
