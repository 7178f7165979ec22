"""The page of readiness, exactly: a state with its evidence, and no promise anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from peerprep.core.readiness import NOT_THE_FORM, DomainStanding, Readiness, State
from peerprep.terminal.readiness import ReadinessPage, readiness_page
from peerprep.terminal.screen import Look
from tests.builders import drawn, screen


def domain(name, weight, right, of, middle, low, high):
    return DomainStanding(
        name[:3].lower(), name, Fraction(weight, 100), Fraction(right), of, middle, low, high
    )


FOUND = Readiness(
    state=State.NEAR,
    why="The target of 75 % lies within the range from 67 % to 79 % (146 questions that were new).",
    estimate=0.731,
    low=0.674,
    high=0.786,
    of=146,
    domains=(
        domain("Advocacy", 30, 40, 60, 0.66, 0.56, 0.75),
        domain("Ethical Responsibility", 50, 64, 84, 0.77, 0.69, 0.84),
        domain("Harm Reduction", 20, 1, 2, 0.5, 0.1, 0.9),
    ),
    gain="adv",
    chance=(0.31, 0.52),
    target=75,
)
FULL = ReadinessPage(
    FOUND, exam_id="pr", exam="Peer Recovery", on=date(2026, 11, 21), length=75,
    mix_note="item mix: proxy, not official",
)  # fmt: skip

STANDARD = """\
 Readiness                                       Peer Recovery, 21 Nov 2026
 ──────────────────────────────────────────────────────────────────────────
 Near the line
 The target of 75 % lies within the range from 67 % to 79 % (146 questions
 that were new).
 ··········━●┆···  67-79 %, middle 73 %

 By domain: questions new to you in the last 28 days
                         of the exam     right  range
 Advocacy                       30 %  40 of 60  56-75 %  ········━━●━┆···
 Ethical Responsibility         50 %  64 of 84  69-84 %  ···········━●━··
 Harm Reduction                 20 %    1 of 2           too few to judge

 What follows
 Advocacy would move it most: 30 % of the exam, 40 of 60 right so far.
 Next: peerprep drill --exam pr --domain adv
 Of 100 new mocks of 75 such items, about 31 to 52 would reach 75 % today.
 ──────────────────────────────────────────────────────────────────────────
 This compares you with these practice items, not with the real form.
 The practice target of 75 % (┆) is ours, not the exam body's.
 Item mix: proxy, not official.
"""

PLAIN = """\
Readiness: Peer Recovery, 21 Nov 2026.

Near the line:
The target of 75 % lies within the range from 67 % to 79 % (146 questions that
were new).
The middle of that range: 73 %.

By domain: questions new to you in the last 28 days:
Advocacy, 30 percent of the exam: 40 of 60 right, likely range 56 to 75
percent.
Ethical Responsibility, 50 percent of the exam: 64 of 84 right, likely range
69 to 84 percent.
Harm Reduction, 20 percent of the exam: 1 of 2 right. Too few to judge.

What follows:
Advocacy would move it most: 30 % of the exam, 40 of 60 right so far.
Next: peerprep drill --exam pr --domain adv
Of 100 new mocks of 75 such items, about 31 to 52 would reach 75 % today.

This compares you with these practice items, not with the real form.
The practice target of 75 % is ours, not the exam body's.
Item mix: proxy, not official.
"""

LARGE = """\
 Readiness
 Peer Recovery, 21 Nov 2026
 ──────────────────────────────────────
 Near the line

 The target of 75 % lies within the
 range from 67 % to 79 % (146 questions
 that were new).

 The middle of that range: 73 %.

 By domain: questions new to you in the
 last 28 days

 Advocacy, 30 percent of the exam: 40
 of 60 right, likely range 56 to 75
 percent.

 Ethical Responsibility, 50 percent of
 the exam: 64 of 84 right, likely range
 69 to 84 percent.

 Harm Reduction, 20 percent of the
 exam: 1 of 2 right. Too few to judge.
"""


def said(found=FOUND, **changes):
    page = replace(FULL, found=found, **changes)
    return " ".join(drawn(readiness_page(screen(), page), Look.PLAIN).split())


def test_the_standard_look_draws_it():
    assert drawn(readiness_page(screen(Look.STANDARD), FULL)) == STANDARD.rstrip("\n")


def test_plain_says_it_in_sentences_without_a_glyph_beyond_ascii():
    text = drawn(readiness_page(screen(), FULL), Look.PLAIN)
    assert text == PLAIN.rstrip("\n")
    assert text.isascii()


def test_large_keeps_to_forty_columns():
    text = drawn(readiness_page(screen(Look.LARGE), FULL), Look.LARGE, width=40)
    assert max(map(len, text.splitlines())) <= 40
    assert text.startswith(LARGE.rstrip("\n"))


def test_without_enough_evidence_there_is_no_number_to_hold_on_to():
    none = replace(
        FOUND, state=State.NOT_ENOUGH, why="34 of 60 answers are there.", estimate=None, low=None,
        high=None, of=34, gain=None, chance=None,
    )  # fmt: skip
    text = said(none)
    assert "Not enough evidence: 34 of 60 answers are there. By domain" in text
    assert "Of 100" not in text
    assert "middle" not in text
    assert "Next: peerprep drill --exam pr" in text


@pytest.mark.parametrize(
    ("chance", "words"),
    [((0.01, 0.01), "at most 1 would"), ((0.99, 0.99), "at least 99 would"),
     ((0.2, 0.6), "about 20 to 60 would")],
)  # fmt: skip
def test_a_chance_is_a_range_and_never_none_or_all(chance, words):
    assert words in said(replace(FOUND, chance=chance))


def test_a_form_of_unknown_length_has_no_chance():
    assert "Of 100" not in said(length=None)


@pytest.mark.parametrize("state", State)
def test_every_state_says_what_it_compares_with_and_promises_nothing(state):
    text = said(replace(FOUND, state=state))
    assert NOT_THE_FORM in text
    assert "is ours, not the exam body's." in text
    for word in ("pass", "fail", "guarantee", "200", "800", "ready"):
        assert word not in text.replace("Readiness", "").lower(), word
