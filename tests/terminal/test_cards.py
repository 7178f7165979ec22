"""Exact texts of the cards, in every look, at several widths."""

from __future__ import annotations

from peerprep.core.item import Option
from peerprep.core.session import SlotState
from peerprep.terminal.cards import Ask, Told, feedback, question
from peerprep.terminal.screen import Look
from tests.builders import drawn, form, item

STEM = (
    "A person you support says they stopped taking their medication last week and asks you not to "
    "tell anyone. What should the peer specialist do FIRST?"
)
TEXTS = (
    "Tell the prescriber at once",
    "Ask what led to the decision and what they want to happen next",
    "Promise to keep it private",
    "End the meeting and write an incident report",
)


def slot(**more):
    from dataclasses import replace

    one = item("med-1", stem=STEM, **more)
    options = tuple(
        Option(letter, text, f"Because {letter}.")
        for letter, text in zip("abcd", TEXTS, strict=True)
    )
    return form(replace(one, options=options)).slots[0]


ANSWERED = SlotState(response=frozenset("b"), struck=frozenset("c"), flagged=True)
ASK = Ask(
    place="Item 14 of 75",
    clock="Time left: 1 h 42 min",
    keys=(("a-d", "choose"), ("Enter", "next"), ("?", "keys")),
    typed="Type A to D, next, back, mark, strike C, list, time, help:",
)


def test_the_question_in_the_standard_look():
    assert (
        drawn(question_card(Look.STANDARD), Look.STANDARD)
        == """\
 Item 14 of 75                                        Time left: 1 h 42 min
 ──────────────────────────────────────────────────────────────────────────
 A person you support says they stopped taking their medication last week
 and asks you not to tell anyone. What should the peer specialist do FIRST?

   A Tell the prescriber at once

 ▸ B Ask what led to the decision and what they want to happen next

   C Promise to keep it private  (struck)

   D End the meeting and write an incident report

 Your answer: B
 * Marked for review
 ──────────────────────────────────────────────────────────────────────────
 a-d choose   Enter next   ? keys"""
    )


def test_on_a_low_terminal_the_air_between_options_goes_first():
    from tests.builders import screen, shown

    on = screen(Look.STANDARD)
    on.console.height = 15
    on.show(question(on, slot(), ANSWERED, ASK))
    assert shown(on).count("\n") == 14
    assert "D End the meeting" in shown(on)


def test_the_question_in_plain():
    assert (
        drawn(question_card(Look.PLAIN), Look.PLAIN)
        == """\
Item 14 of 75. Time left: 1 h 42 min.
Question: A person you support says they stopped taking their medication last
week and asks you not to tell anyone. What should the peer specialist do
FIRST?
A: Tell the prescriber at once.
B: Ask what led to the decision and what they want to happen next.
C: Promise to keep it private. Struck out.
D: End the meeting and write an incident report.
Your answer: B.
Marked for review.
Type A to D, next, back, mark, strike C, list, time, help:"""
    )


def test_the_question_at_forty_columns():
    assert (
        drawn(question_card(Look.LARGE, 40), Look.LARGE, 40)
        == """\
 Item 14 of 75
 Time left: 1 h 42 min
 ──────────────────────────────────────
 A person you support says they stopped
 taking their medication last week and
 asks you not to tell anyone. What
 should the peer specialist do FIRST?

   A Tell the prescriber at once

 ▸ B Ask what led to the decision and
     what they want to happen next

   C Promise to keep it private
     (struck)

   D End the meeting and write an
     incident report

 Your answer: B
 * Marked for review
 ──────────────────────────────────────
 a-d choose   Enter next   ? keys"""
    )


def question_card(look, width=80):
    from tests.builders import screen

    return question(screen(look, width), slot(), ANSWERED, ASK)


def feedback_card(look, state, width=80, **told):
    from tests.builders import screen

    card = Told(
        place="Question 3 of 10",
        source="Core Competencies: IX",
        returns="Comes back: tomorrow.",
        keys=(("Enter", "next"), ("w", "why the others")),
        typed="Press Enter to go on:",
        **told,
    )
    return feedback(screen(look, width), slot(), state, card)


WRONG = SlotState(response=frozenset("c"), certainty=2, committed=True)
RIGHT = SlotState(response=frozenset("b"), certainty=3, committed=True)
LUCKY = SlotState(response=frozenset("b"), certainty=1, committed=True)


def test_feedback_on_a_miss_in_the_standard_look():
    assert (
        drawn(feedback_card(Look.STANDARD, WRONG))
        == """\
 Question 3 of 10                                          you were leaning
 ──────────────────────────────────────────────────────────────────────────
 • Not this one. B fits best here.

   B Ask what led to the decision and what they want to happen next

 Principle  Start from what the person can do.

 Why B  Because b.

 Why not C  Because c.

 Source: Core Competencies: IX
 Comes back: tomorrow.
 ──────────────────────────────────────────────────────────────────────────
 Enter next   w why the others"""
    )


def test_feedback_on_a_sure_right_answer_is_short():
    text = drawn(feedback_card(Look.STANDARD, RIGHT))
    assert "✓ Right." in text
    assert "Why" not in text.replace("why the others", "")


def test_feedback_on_a_lucky_guess_says_that_it_will_come_back():
    text = drawn(feedback_card(Look.PLAIN, LUCKY), Look.PLAIN)
    assert text.startswith("[correct] Right, though you called it a guess: it will come back.")
    assert "You called it a guess." in text


def test_feedback_on_sure_and_wrong_is_whole():
    sure = SlotState(response=frozenset("c"), certainty=3, committed=True)
    text = drawn(feedback_card(Look.PLAIN, sure), Look.PLAIN)
    assert all(f"Because {letter}." in text for letter in "abcd")


def test_the_letters_of_the_feedback_follow_the_order_shown():
    from dataclasses import replace

    turned = replace(slot(), order=("d", "c", "b", "a"))
    from tests.builders import screen

    text = drawn(feedback(screen(), turned, WRONG, Told("Question 1 of 1")), Look.PLAIN)
    assert "C fits best here." in text
    assert "Why not B: Because c." in text


def test_a_negative_stem_gets_a_plain_extra_line():
    from tests.builders import screen

    one = form(item("n", stem="Which of these is NOT a peer role?")).slots[0]
    text = drawn(question(screen(), one, SlotState(), ASK), Look.PLAIN)
    assert "Note: this asks for the one that does NOT fit." in text


def test_a_sensitive_item_carries_a_small_neutral_label():
    from tests.builders import screen

    one = form(item("s", sensitive=("suicide",))).slots[0]
    assert "Topic: suicide risk" in drawn(question(screen(), one, SlotState(), ASK), Look.PLAIN)


HOSTILE = "[bold red]x[/] \x1b[2J\x1b]0;title\x07 \u202egnp.exe \u200b\u2066 {x} :warning: \x00 end"


def test_text_from_a_bank_is_never_markup_nor_an_escape_sequence():
    from dataclasses import replace

    from tests.builders import screen, shown

    bad = replace(
        item("bad", stem=HOSTILE),
        options=tuple(Option(letter, HOSTILE, HOSTILE) for letter in "abcd"),
        principle=HOSTILE,
        exhibit=HOSTILE,
    )
    for look in Look:
        on = screen(look)
        one = form(bad).slots[0]
        on.show(question(on, one, ANSWERED, ASK))
        on.show(feedback(on, one, WRONG, Told("Question 1 of 1", source=HOSTILE, others=True)))
        text = shown(on)
        assert "[bold red]x[/]" in text
        assert ":warning:" in text
        assert not {"\x1b", "\x07", "\x00", "\u202e", "\u200b", "\u2066"} & set(text)


def test_ascii_and_cp1252_terminals_read_every_card():
    from dataclasses import replace

    from tests.builders import screen, shown

    one = form(replace(item("t", stem="“Don’t” — she said… über ½?"))).slots[0]
    for encoding in ("ascii", "cp1252", "latin-1"):
        for look in Look:
            on = screen(look, 60, encoding)
            on.show(question(on, one, ANSWERED, ASK))
            on.show(feedback(on, one, WRONG, Told("Question 1 of 1")))
            assert '"Don\'t" - she said...' in shown(on) or "“Don’t” — she said…" in shown(on)
