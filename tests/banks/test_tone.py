"""The word lists that come with the program are read whole."""

from __future__ import annotations

import pytest

from peerprep.banks.tone import read_tone, tone


def test_the_shipped_lists_have_words_of_every_tone():
    lists = tone()
    assert lists.language == "en"
    for name, text in {
        "hedges": "It may help",
        "absolutes": "Do it right away",
        "negations": "It isn't so",
        "gentle": "Listening to her",
        "firm": "Refuse the gift",
    }.items():
        assert lists.hits(name, text) == 1, name


def test_no_entry_stands_twice_in_a_list():
    lists = tone()
    for name in ("hedges", "absolutes", "negations", "gentle", "firm"):
        entries = getattr(lists, name)
        assert len(entries) == len(set(entries)), name


def test_no_word_is_both_gentle_and_firm():
    assert not set(tone().gentle) & set(tone().firm)


@pytest.mark.parametrize("text", ["hedges: [may]", "- a list", "language: en\nfriendly: [hello]"])
def test_a_list_that_cannot_be_read_is_a_bug_of_ours(text):
    with pytest.raises(ValueError):
        read_tone(text.encode(), "tone.yaml")
