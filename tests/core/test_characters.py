"""Characters that nobody sees: refused in banks, left out of screens; languages and emoji stay."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.characters import MOST_MARKS, clean, hidden_character

UNSEEN = {
    "bell": "\x07",
    "escape": "\x1b",
    "8-bit CSI": "\x9b",
    "delete": "\x7f",
    "soft hyphen": "\u00ad",
    "grapheme joiner": "\u034f",
    "Arabic letter mark": "\u061c",
    "Hangul filler": "\u1160",
    "Hangul letter filler": "\u3164",
    "Mongolian vowel separator": "\u180e",
    "zero-width space": "\u200b",
    "right-to-left mark": "\u200f",
    "line separator": "\u2028",
    "right-to-left override": "\u202e",
    "word joiner": "\u2060",
    "isolate": "\u2066",
    "byte-order mark": "\ufeff",
    "interlinear note": "\ufff9",
    "half of a pair": "\ud800",
    "variation selector 1": "\ufe00",
    "tag letter": "\U000e0041",
    "variation selector 17": "\U000e0100",
}

READ = {
    "Vietnamese in pieces": unicodedata.normalize("NFD", "Nguyễn"),
    "pointed Hebrew": "בְּרֵאשִׁ֖ית",
    "Persian with a joiner": "می\u200cخواهم",
    "Hindi with a joiner": "क्\u200dष",
    "Spanish": "¿Qué pasó? «Nada»",
    "Thai": "ที่นี่",
    "family": "👩\u200d👩\u200d👧",
    "heart on fire": "❤\ufe0f\u200d🔥",
    "keycap": "1\ufe0f\u20e3",
    "two lines": "One.\nTwo.",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_refused_in_a_bank_and_left_out_of_a_screen(name):
    text = f"be{UNSEEN[name]}fore"
    assert hidden_character(text) == UNSEEN[name]
    assert clean(text) == "before"


@pytest.mark.parametrize("name", READ)
def test_languages_and_emoji_may_stand_in_a_bank(name):
    assert hidden_character(READ[name]) is None


def test_a_screen_keeps_what_languages_need_and_parts_emoji_that_terminals_draw_differently():
    for name in ("Vietnamese in pieces", "Persian with a joiner", "Hindi with a joiner", "Thai"):
        assert clean(READ[name]) == READ[name]
    assert clean(READ["family"]) == "👩👩👧"
    assert clean("❤\ufe0f") == "❤"


@pytest.mark.parametrize("text", ["a\u200db", "\u200cword", "word\u200d", "a\u200d👩"])
def test_a_joiner_that_joins_nothing_is_hidden(text):
    assert hidden_character(text) in {"\u200c", "\u200d"}
    assert "\u200d" not in clean(text)
    assert "\u200c" not in clean(text)


def test_a_pile_of_marks_is_refused_and_cut_to_what_can_be_read():
    pile = "Z" + "\u0335\u0321\u0300\u0301" * 30 + "algo"
    assert hidden_character(pile) in pile
    assert clean(pile) == "Z" + "\u0335\u0321\u0300\u0301" + "algo"
    assert len(clean("ด" + "็" * 40)) == 1 + MOST_MARKS


def test_every_control_and_format_character_of_unicode_is_left_out_or_known_to_be_drawn():
    # These few format characters are drawn: Arabic and Kaithi signs above a number, Egyptian ones.
    drawn = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    drawn |= set(range(0x13430, 0x13456))
    left = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        and code not in drawn
        and chr(code) not in "\t\n"
        and clean(chr(code))
    ]
    assert left == []


@given(st.text(st.characters(codec=None), max_size=60))
def test_a_cleaned_text_is_clean_and_one_without_hidden_characters_loses_no_letter(text):
    once = clean(text)
    assert clean(once) == once
    if hidden_character(text) is None:
        assert [s for s in text if s not in "\u200c\u200d\ufe0e\ufe0f\t"] == [
            s for s in once if s not in "\u200c\u200d\t"
        ]
