"""Exact screens of the plan, in every look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerprep.core.plan import plan
from peerprep.terminal.plan_words import PlanPage, and_words, stretches, today_words
from peerprep.terminal.plans import plan_page
from peerprep.terminal.screen import Look
from tests.builders import drawn, screen

TODAY = date(2026, 11, 21)


def page(days: int = 55, done: int = 0, **more) -> PlanPage:
    usual = {
        "today": TODAY, "minutes": 25, "seconds": 48.0, "unseen": 293, "due": {},
        "done": done, "forms": 3, "sat": (),
    }  # fmt: skip
    made = plan(exam_day=TODAY + timedelta(days=days), **{**usual, **more})
    return PlanPage(
        made, "Little exam", "peerprep drill -n 23", "75 questions, 120 minutes", done=done
    )


def show(what: PlanPage, look: Look = Look.STANDARD, width: int = 80) -> str:
    return drawn(plan_page(screen(look, width), what), look, width)


def words(what: PlanPage) -> str:
    return " ".join(show(what, Look.PLAIN).split())


SHORT = replace(
    page(7, minutes=10),
    next_command="peerprep drill -n 12",
    left_out=(("Ethics", 150), ("Advocacy", 111)),
    shares="proxy weights, which are not official",
    own_pace=True,
)
"""A week and ten minutes: a part of the library."""


def test_the_plan_in_the_standard_look():
    assert (
        show(page())
        == """\
 Plan: Little exam                                  15 Jan 2027, in 55 days
 ──────────────────────────────────────────────────────────────────────────
 Today: 23 questions, all new; about 18 of your 25 minutes.

 The 293 questions that you have not seen all fit before the exam, with
 time to come back.

                   a day  new  due  minutes
 21 Nov to 27 Nov     23   12   11       18
 28 Nov to 10 Dec     23    7   16       18
 11 Dec to 24 Dec     23    7   16       18  mock 18 Dec
 25 Dec to 7 Jan      23    2   21       18  mock 1 Jan
 8 Jan to 14 Jan      19    0   19       15  mock 10 Jan, last seven days

 Days off are fine. Only the numbers move:
 days off  a day  minutes  new ones seen
 none         23       18  all
 1 a week     27       22  all
 2 a week     31       25  all

 Mock exams (75 questions, 120 minutes): 18 Dec, 1 Jan and 10 Jan. Their
 questions stay unseen until then; that keeps them honest.

 On 8 Jan the last seven days begin: what is not secure yet (right on three
 days) comes once more.

 Counted with 48 s a question (our guess until there are 20 answers of
 yours) and 3 more looks at each new one. Counted anew each day from where
 you are.

 Next: peerprep drill -n 23
 ──────────────────────────────────────────────────────────────────────────"""
    )


def test_the_plan_in_plain():
    assert (
        show(SHORT, Look.PLAIN)
        == """\
Plan: Little exam.
28 Nov 2026, in 7 days.
Today: 12 questions, all new; about 10 of your 10 minutes.
At this pace 32 of the 293 questions that you have not seen fit before the
exam.
Best left out first, going by proxy weights, which are not official: 150 of
Ethics and 111 of Advocacy.
21 Nov to 27 Nov: 11 questions a day, 5 new and 6 due, about 9 minutes. Mock
23 Nov, last seven days.
Days off are fine. Only the numbers move:
No day off: 12 questions on each day, about 10 minutes; 32 of 293 new ones
seen.
One day off a week: 12 questions on each of the others, about 10 minutes; 32
of 293 new ones seen.
Two days off a week: 12 questions on each of the others, about 10 minutes; 28
of 293 new ones seen.
Mock exam (75 questions, 120 minutes): 23 Nov. Its questions stay unseen until
then; that keeps it honest. 2 more whole forms stay unseen.
The last seven days have begun: what is not secure yet (right on three days)
comes once more.
Counted with 48 s a question (your own pace) and 3 more looks at each new one.
Counted anew each day from where you are.
Next: peerprep drill -n 12"""
    )


def test_the_plan_at_forty_columns():
    assert (
        show(SHORT, Look.LARGE, 40)
        == """\
 Plan: Little exam
 28 Nov 2026, in 7 days
 ──────────────────────────────────────
 Today: 12 questions, all new; about 10
 of your 10 minutes.

 At this pace 32 of the 293 questions
 that you have not seen fit before the
 exam.

 Best left out first, going by proxy
 weights, which are not official: 150
 of Ethics and 111 of Advocacy.

 21 Nov to 27 Nov: 11 questions a day,
 5 new and 6 due, about 9 minutes. Mock
 23 Nov, last seven days.

 Days off are fine. Only the numbers
 move:

 No day off: 12 questions on each day,
 about 10 minutes; 32 of 293 new ones
 seen.

 One day off a week: 12 questions on
 each of the others, about 10 minutes;
 32 of 293 new ones seen.

 Two days off a week: 12 questions on
 each of the others, about 10 minutes;
 28 of 293 new ones seen.

 Mock exam (75 questions, 120 minutes):
 23 Nov. Its questions stay unseen
 until then; that keeps it honest. 2
 more whole forms stay unseen.

 The last seven days have begun: what
 is not secure yet (right on three
 days) comes once more.

 Counted with 48 s a question (your own
 pace) and 3 more looks at each new
 one. Counted anew each day from where
 you are.

 Next: peerprep drill -n 12
 ──────────────────────────────────────"""
    )


def test_plain_is_ascii_and_no_look_is_wider_than_its_screen():
    for look, width in ((Look.STANDARD, 80), (Look.STANDARD, 64), (Look.PLAIN, 80),
                        (Look.LARGE, 40), (Look.STANDARD, 40)):  # fmt: skip
        for what in (page(), SHORT, page(1), page(400)):
            text = show(what, look, width)
            assert max(map(len, text.splitlines())) <= width
            assert look is not Look.PLAIN or text.isascii()


@pytest.mark.parametrize(
    ("what", "line"),
    [
        (page(), "Today: 23 questions, all new; about 18 of your 25 minutes."),
        (page(due={TODAY: 4}), "Today: 23 questions, 19 new and 4 due; about 18 of your 25"),
        (page(14), "Today: a mock exam (75 questions, 120 minutes)."),
        (page(done=40), "Today's part is done. Rest is part of the plan too."),
        (page(unseen=0), "Nothing is planned for today. Rest is part of the plan too."),
        (page(1), "22 Nov 2026, tomorrow."),
        (page(1), "The last seven days have begun: what is not secure yet"),
        (page(unseen=0), "You have seen every drill question."),
        (page(unseen=1), "The 1 question that you have not seen fits before the exam, with"),
        (page(6, unseen=60, forms=0), "fit before the exam, though not as many looks again as"),
        (page(1, minutes=5), "At this pace 6 of the 293 questions that you have not seen fit"),
        (page(1, minutes=5), "Best left out: any. Questions come mixed"),
        (page(unseen=1), "11 Dec to 24 Dec: no question. Mock 18 Dec."),
        (page(unseen=1), "28 Nov to 10 Dec: under one question a day"),
        (page(forms=0), "no whole form of unseen mock questions is left"),
        (page(1), "no further one is planned. The days left are for looking again."),
        (page(forms=5), "4 Dec, 18 Dec, 1 Jan and 10 Jan."),
        (page(20, forms=3), "1 more whole form stays unseen."),
        (replace(page(), no_mock="It is not known how long it is."), "It is not known how long"),
        (replace(page(), own_pace=True), "48 s a question (your own pace)"),
        (replace(page(), notes=("A note.",)), "A note."),
    ],
)  # fmt: skip
def test_a_state_has_its_sentence(what, line):
    assert line in words(what)


def test_today_is_one_sentence_for_other_screens_too():
    assert today_words(page(14)) == "Today: a mock exam (75 questions, 120 minutes)."


def test_a_missed_week_changes_the_numbers_and_not_the_tone():
    def tone(what):
        return "".join(c for c in words(what) if not c.isdigit() and c not in ",;")

    before, after = page(), page(today=TODAY + timedelta(days=7))
    told = [set(tone(what).split()) for what in (before, after)]
    assert words(before) != words(after)
    for hard in ("behind", "missed", "late", "lost", "should", "must", "fail", "catch"):
        assert all(hard not in one for one in told)


def test_the_stretches_cover_every_day_once():
    for days in (1, 2, 6, 7, 8, 15, 30, 55, 400, 731):
        what = page(days).plan
        parts = stretches(what)
        assert [day for part in parts for day in part.days] == list(what.days)
        assert len(parts) <= 5
        assert sum(part.remark.count("mock") for part in parts) <= 3


def test_words_in_a_row_have_their_and():
    assert [and_words(list(w)) for w in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
