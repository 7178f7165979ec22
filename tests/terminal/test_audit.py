"""The page of an audit, exactly, in three looks and on forty columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peerprep.core.audit import Audit, Cues, Giveaway
from peerprep.core.coverage import Block, Forms, Row
from peerprep.core.near import Pair
from peerprep.core.strategies import Tried
from peerprep.terminal.audit import audit_page
from peerprep.terminal.screen import Look
from tests.builders import drawn, item, screen, shown

ITEMS = {
    "a-1": item("a-1", stem="At night a man asks her for a ride. What now?"),
    "a-2": item("a-2", stem="At night a woman asks her for a ride. What now?"),
}
CUES = Cues(
    items=40,
    left_out=(("true-false", 2),),
    other_language=0,
    unshuffled=0,
    chance=0.25,
    rules=(
        Tried("longest", "the longest option", 0.4, 0.28, 0.53, 40),
        Tried("echo", "the option that echoes the question most", 0.2, 0.11, 0.32, 40),
    ),
    place=Tried("place", "the option written as B", 0.3, 0.19, 0.43, 40),
    model=Tried("model", "all cues together", 0.381, 0.22, 0.56, 40),
    rule=Tried("rule", "the best single rule", 0.35, 0.2, 0.53, 40),
    told=Tried("told", "knowing its siblings", 0.42, 0.25, 0.6, 40),
    giveaways=(
        Giveaway("a-1", "Say no, kindly", 0.62, ("longest (+14 characters)", "most hedges")),
        Giveaway("a-2", "Say [bold]yes[/bold]", 0.51, ()),
    ),
)
FULL = Audit(
    items=42,
    cues=CUES,
    exam="Little exam",
    blocks=(
        Block(
            "Domain one",
            (
                Row("hope", "Hope", (1, 0, 9, 0), 10, 0),
                Row("rights", "Rights", (0, 0, 20, 12), 12, 20),
                Row("trust", "Trust", (0, 0, 0, 0), 0, 0),
            ),
        ),
    ),
    forms=Forms(8, 2, {"Domain one": (6, 4)}, "item mix: a guess"),
    lone=(("Limits are said plainly.", "a-1"), ("Ask first.", "a-2")),
    near=(Pair("a-1", "a-2", 0.64),),
)

STANDARD = """\
 Audit of 42 items                                                   seed 1
 ──────────────────────────────────────────────────────────────────────────

 What a guesser scores without the question
 A guesser gets 38 % here (chance 25 %).
 Likely range 22-56 %: all cues together, tried on 40 items whose siblings
 it had not seen.
 Told the keys of an item's siblings, it gets 42 % (25-60 %).
 Only single-best items count. Left out: 2 true-false.

 One rule alone: always choose
 ──────────────────────────────────────────────────────────────────────────
                                           right  90 % range
 the longest option                         40 %     28-53 %
 the option that echoes the question most   20 %     11-32 %
 the option written as B                    30 %     19-43 %
 ──────────────────────────────────────────────────────────────────────────
 Options are shuffled when shown, so that the place helps nobody.

 What gives most away (2 of 2 keys that were guessed)
 a-1, 62 % sure: Say no, kindly
   Why: longest (+14 characters); most hedges
 a-2, 51 % sure: Say [bold]yes[/bold]
   Why: many small signs

 Domain one
 ──────────────────────────────────────────────────────────────────────────
 topic   recall  compr.  appl.  anal.  drill  mock  all
 Hope         1       -      9      -     10     -   10
 Rights       -       -     20     12     12    20   32
 all          1       -     29     12     22    20   42
 ──────────────────────────────────────────────────────────────────────────

 Topics without an item (1)
 Trust

 Mock forms of Little exam
 2 full forms of 8 can be drawn that share no item.
 What runs short first: Domain one (6 wanted, 4 left).
 Item mix: a guess.

 Principles that one item alone tests (2)
 a-1: Limits are said plainly.
 a-2: Ask first.

 Near-duplicates (1)
 a-1                                  a-2
 At night a [man] asks her for a      At night a [woman] asks her for a
 ride. What now?                      ride. What now?
 64 % alike, 0 options the same
"""

PLAIN = """\
Audit of 42 items, seed 1.

What a guesser scores without the question.
A guesser gets 38 % here (chance 25 %).
Likely range 22-56 %: all cues together, tried on 40 items whose siblings it
had not seen.
Told the keys of an item's siblings, it gets 42 % (25-60 %).
Only single-best items count. Left out: 2 true-false.

One rule alone: always choose.
the longest option: right 40 %, 90 % range 28-53 %.
the option that echoes the question most: right 20 %, 90 % range 11-32 %.
the option written as B: right 30 %, 90 % range 19-43 %.
Options are shuffled when shown, so that the place helps nobody.

What gives most away (1 of 2 keys that were guessed).
a-1, 62 % sure: Say no, kindly.
Why: longest (+14 characters); most hedges.

Domain one.
Hope: recall 1, application 9, drill 10, all 10.
Rights: application 20, analysis 12, drill 12, mock 20, all 32.
all: recall 1, application 29, analysis 12, drill 22, mock 20, all 42.

Topics without an item (1).
Trust.

Mock forms of Little exam.
2 full forms of 8 can be drawn that share no item.
What runs short first: Domain one (6 wanted, 4 left).
Item mix: a guess.

Principles that one item alone tests (2).
a-1: Limits are said plainly.
1 more; -n 2 shows all.

Near-duplicates (1).
a-1 and a-2: 64 % alike, 0 options the same.
a-1: At night a [man] asks her for a ride. What now?
a-2: At night a [woman] asks her for a ride. What now?
"""


def page(found=FULL, look=Look.STANDARD, width=80, most=10):
    return drawn(audit_page(screen(look, width), found, ITEMS, 1, most), look, width) + "\n"


def test_the_standard_look_stands_in_tables():
    assert page() == STANDARD


def test_plain_says_the_same_in_sentences():
    assert page(look=Look.PLAIN, most=1) == PLAIN


def test_the_large_look_keeps_to_forty_columns_with_every_number():
    text = page(look=Look.LARGE)
    assert max(map(len, text.splitlines())) <= 40
    for part in ("38 %", "22-56 %", "11-32 %", "[woman]"):
        assert part in text, part


@pytest.mark.parametrize("look", Look)
def test_forty_columns_hold_every_look(look):
    assert max(map(len, page(look=look, width=40).splitlines())) <= 40


def test_a_terminal_without_unicode_gets_none():
    on = screen(Look.PLAIN, encoding="ascii")
    found = replace(FULL, lone=(("“Limits” – plainly.", "a-1"),))
    on.show(audit_page(on, found, ITEMS, 1, 10))
    assert 'a-1: "Limits" - plainly.' in shown(on)


def test_too_few_items_are_told_instead_of_a_number():
    few = replace(CUES, items=12, model=None, rule=None, told=None, giveaways=())
    text = page(replace(FULL, cues=few))
    assert "Too few items for a number: 12 single-best items." in text
    assert "A guesser gets" not in text
    assert "gives most away" not in text


def test_what_limits_the_numbers_is_told_where_it_does():
    odd = replace(CUES, other_language=3, unshuffled=5)
    text = " ".join(page(replace(FULL, cues=odd), look=Look.PLAIN).split())
    assert "The lists of words do not know the language of 3 items." in text
    assert "the place helps only in the 5 that are not" in text


def test_where_no_form_can_be_drawn_it_says_what_is_missing_first():
    lacking = {"Much": (10, 8), "Little": (4, 1)}
    text = " ".join(page(replace(FULL, forms=Forms(14, 0, lacking))).split())
    assert "No full form of 14 can be drawn." in text
    assert "What runs short first: Little (4 wanted, 1 left); Much (10 wanted, 8 left)." in text
    why = "It is not known how many items Little exam has."
    assert why in page(replace(FULL, forms=Forms(why_not=why)))


def test_a_clean_bank_is_told_so():
    text = page(replace(FULL, lone=(), near=()))
    assert "Every principle is tested by two items or more." in text
    assert "No two items are nearly the same." in text


def test_text_of_a_bank_is_never_an_escape_sequence():
    evil = replace(CUES, giveaways=(Giveaway("a-1", "Go \x1b[31mred", 0.5, ()),))
    assert "\x1b" not in page(replace(FULL, cues=evil))
