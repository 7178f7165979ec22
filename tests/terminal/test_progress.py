"""The page of progress, exactly: standard, plain and large."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from peerprep.core.progress import (
    DomainProgress,
    DueDay,
    MockResult,
    Pace,
    PracticeDay,
    Progress,
    SureMiss,
    Sureness,
)
from peerprep.core.score import Changes, Share
from peerprep.terminal.progress import progress_page
from peerprep.terminal.screen import Look
from tests.builders import drawn, screen

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def share(right, of):
    return Share(Fraction(right), of)


def mock(number, right, fresh, of=75, in_time=True):
    at = NOW - timedelta(days=20 - number)
    return MockResult(
        number, "pr", f"Mock {number}", at, share(right, of), share(right, fresh), 5000.0,
        7200.0 if in_time else None, in_time,
    )  # fmt: skip


def miss(n, principle, mended=False):
    return SureMiss(f"it-{n}", principle, NOW, mended)


FULL = Progress(
    exam="Peer Recovery",
    at=NOW,
    target=75,
    days=28,
    all=share(36, 52),
    domains=(
        DomainProgress("adv", "Advocacy", share(12, 18)),
        DomainProgress("eth", "Ethical Responsibility", share(24, 30)),
        DomainProgress("har", "Harm Reduction", share(0, 4)),
    ),
    outside=share(2, 3),
    gain="Advocacy",
    sureness=(Sureness(3, share(17, 20)), Sureness(1, share(1, 4))),
    misses=(
        miss(1, "Start from what the person can do."),
        miss(2, "Say early what cannot be kept private."),
        miss(3, "Ask before advising.", mended=True),
    ),
    mocks=(mock(1, 46, 75), mock(9, 60, 75)),
    other_mocks=1,
    mock_command="peerprep exam pr",
    changes=Changes(8, 3, 3),
    pace=Pace(31.0, 52, 58.0, 96.0),
    dots=(8, 30, 12, 41),
    practiced=23,
    calendar=tuple(
        PracticeDay(TODAY - timedelta(days=13 - n), 10 * (n in {1, 4, 5, 9, 13})) for n in range(14)
    ),
    forecast=tuple(
        DueDay(TODAY + timedelta(days=n), items) for n, items in enumerate((12, 4, 0, 1, 0, 0, 2))
    ),
    later=60,
)


STANDARD = """\
 Progress                                        Peer Recovery, 21 Nov 2026
 ──────────────────────────────────────────────────────────────────────────
 How sure, and how right
 Of 20 you were sure of, 17 were right.
                           right        range
 You were sure          17 of 20  85 %  69-94 %  ···········━━●━━
 You called it a guess    1 of 4  25 %

 Sure, and not right, so worth a second look:
   • Start from what the person can do.
   • Say early what cannot be kept private.
 1 item you were sure of and missed came out right since.

 By domain: items new to you, the last 28 days
                            right        range
 Advocacy                12 of 18  67 %  47-82 %  ·······━━━●━┆━··
 Ethical Responsibility  24 of 30  80 %  66-90 %  ··········━━●━━·
 Harm Reduction            0 of 4   0 %           too few to judge
 All of these            36 of 52  69 %  58-79 %  ·········━━●┆···

 Most to gain: Advocacy.
 3 more items new to you of topics that this exam does not cover.

 Mocks: items new to you
                 right        range
 2 Nov 2026   46 of 75  61 %  52-70 %  ········━●━━┆···
 10 Nov 2026  60 of 75  80 %  72-87 %  ···········━●━··

 From 61 % to 80 %: more than chance would do alone.
 1 mock of other exams: peerprep history

 Changed answers
 14 answers changed in mocks: 8 to right, 3 away from right, 3 neither.

 Pace
 In drills 31 s a question (median of 52 questions).
 In the latest mock 58 s an item; the exam gives 1 min 36 s.

 Secure
 ● ● ●  41  secure: right and not guessed on three days
 ● ● ·  12  known on two days
 ● · ·  30  on one
 · · ·   8  drilled, no dot yet

 Fourteen days
 S M T W T F S S M T W T F S
 · ● · · ● ● · · · ● · · · ●
 5 of the last 14, and 23 days practiced so far.

 Reviews ahead
 Today     12  ━━━━━━━━━━━━━━━━
 Tomorrow   4  ━━━━━
 Mon 23     0
 Tue 24     1  ━
 Wed 25     0
 Thu 26     0
 Fri 27     2  ━━━

 Later: 60 items.
 ──────────────────────────────────────────────────────────────────────────
 The practice target of 75 % (┆) is ours, not the exam body's.
 What this can and cannot tell: peerprep readiness
"""

PLAIN = """\
Progress: Peer Recovery, 21 Nov 2026.

How sure, and how right:
Of 20 you were sure of, 17 were right, 85 percent, likely range 69 to 94.
Of 4 you called a guess, 1 was right.
Sure, and not right, so worth a second look:
- Start from what the person can do.
- Say early what cannot be kept private.
1 item you were sure of and missed came out right since.

By domain: items new to you, the last 28 days:
Advocacy: 12 of 18 right, 67 percent, likely range 47 to 82.
Ethical Responsibility: 24 of 30 right, 80 percent, likely range 66 to 90.
Harm Reduction: 0 of 4 right, 0 percent. Too few to judge.
All of these: 36 of 52 right, 69 percent, likely range 58 to 79.
Most to gain: Advocacy.
3 more items new to you of topics that this exam does not cover.

Mocks: items new to you:
2 Nov 2026: 46 of 75 right, 61 percent, likely range 52 to 70.
10 Nov 2026: 60 of 75 right, 80 percent, likely range 72 to 87.
From 61 % to 80 %: more than chance would do alone.
1 mock of other exams: peerprep history

Changed answers:
14 answers changed in mocks: 8 to right, 3 away from right, 3 neither.

Pace:
In drills 31 s a question (median of 52 questions).
In the latest mock 58 s an item; the exam gives 1 min 36 s.

Secure:
41 items secure: right and not guessed on three days.
12 items with 2 dots of three.
30 items with 1 dot of three.

Fourteen days:
5 of the last 14, and 23 days practiced so far.
Days with practice: Mon 9, Thu 12, Fri 13, Tue 17, Sat 21.

Reviews ahead:
Today: 12 items.
Tomorrow: 4 items.
Tue 24: 1 item.
Fri 27: 2 items.
Later: 60 items.

The practice target of 75 % is ours, not the exam body's.
What this can and cannot tell: peerprep readiness
"""

LARGE = """\
 Progress
 Peer Recovery, 21 Nov 2026
 ──────────────────────────────────────
 How sure, and how right

 Of 20 you were sure of, 17 were right,
 85 percent, likely range 69 to 94.

 Of 4 you called a guess, 1 was right.

 Sure, and not right, so worth a second
 look:

   • Start from what the person can do.

   • Say early what cannot be kept
     private.

 1 item you were sure of and missed
 came out right since.

 By domain: items new to you, the last
 28 days

"""


def test_the_standard_look_draws_it():
    assert drawn(progress_page(screen(Look.STANDARD), FULL)) == STANDARD.rstrip("\n")


def test_plain_says_it_in_sentences_without_a_glyph_beyond_ascii():
    text = drawn(progress_page(screen(), FULL), Look.PLAIN)
    assert text == PLAIN.rstrip("\n")
    assert text.isascii()


def test_large_keeps_to_forty_columns():
    text = drawn(progress_page(screen(Look.LARGE), FULL), Look.LARGE, width=40)
    assert max(map(len, text.splitlines())) <= 40
    assert text.startswith(LARGE.rstrip("\n"))


def said(**changes):
    return " ".join(drawn(progress_page(screen(), replace(FULL, **changes)), Look.PLAIN).split())


def test_a_trend_says_when_it_is_more_than_chance():
    assert "From 61 % to 80 %: more than chance would do alone." in said()
    assert "the latest one was harder for you." in said(mocks=FULL.mocks[::-1])
    near = (mock(1, 46, 75), mock(9, 50, 75))
    assert "the ranges overlap, so some of it may be chance." in said(mocks=near)


def test_a_mock_with_seen_items_or_without_its_clock_says_so():
    text = said(mocks=(mock(3, 30, 40, in_time=False),))
    assert "4 Nov 2026, no clock: 30 of 40 right" in text
    assert "1 mock had under 80 % new items, so as a whole it ran high." in text


def test_a_first_day_shows_no_empty_numbers_and_no_blame():
    nothing = share(0, 0)
    text = said(
        days=28, all=nothing, domains=(DomainProgress("adv", "Advocacy", nothing),),
        outside=nothing, gain=None, sureness=(), misses=(), mocks=(), other_mocks=0,
        changes=Changes(), pace=Pace(None, 0, None, 96.0), dots=(0, 0, 0, 0), practiced=0,
        calendar=tuple(PracticeDay(d.day, 0) for d in FULL.calendar),
        forecast=tuple(DueDay(d.day, 0) for d in FULL.forecast), later=0,
    )  # fmt: skip
    assert "Say 1, 2 or 3 after an answer in a drill" in text
    assert "Advocacy: none yet." in text
    assert "No mock of this exam yet. peerprep exam pr sits one." in text
    assert "three make it secure" in text
    assert "Good to see you. 0 days practiced so far." in text
    for gone in ("Reviews ahead", "Pace", "Changed answers", "0 percent"):
        assert gone not in text


def test_a_pause_of_weeks_keeps_what_was_practiced():
    rested = tuple(PracticeDay(day.day, 0) for day in FULL.calendar)
    text = said(calendar=rested, days=None)
    assert "Good to see you. 23 days practiced so far." in text
    assert "41 items secure" in text
    assert "all the time so far" in text


def test_an_exam_without_known_domains_is_counted_as_a_whole():
    text = said(domains=(), gain=None)
    assert "The content areas of this exam are not known." in text
    assert "All together: 36 of 52 right, 69 percent, likely range 58 to 79." in text


def test_many_principles_are_cut_and_each_is_named_once():
    text = said(misses=tuple(miss(n, f"Principle {n % 7}.") for n in range(20)))
    assert text.count("- Principle") == 5
    assert "And 2 more." in text


def test_the_look_without_unicode_stays_readable():
    on = screen(Look.STANDARD, encoding="ascii")
    text = drawn(progress_page(on, FULL))
    assert text.isascii()
    assert "o o ." in text
