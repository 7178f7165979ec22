"""What an author changed, told by meaning."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.bank import Bank, Source
from peerprep.core.changes import item_changes, word_by_word
from peerprep.core.difference import BankDifference, difference
from peerprep.core.item import Option, SelectAll, SingleBest, option_id
from tests.builders import item, items


def bank(*held, name="one", **more):
    sources = {"src": Source("src", "A publication")}
    return Bank(name, "Title", "en", "CC0", "1", sources, tuple(held), **more)


def written(*texts, key=0, **more):
    """An item whose options have no ids of their author: their words are their identity."""
    options = tuple(Option(option_id(text), text, f"Why {text}.") for text in texts)
    return replace(item(**more), options=options, kind=SingleBest(frozenset({options[key].id})))


def told(before, after):
    return [(c.what, c.before, c.after) for c in item_changes(before, after)]


def test_the_same_banks_have_no_difference_and_every_item_is_counted():
    banks = [bank(*items(3))]
    assert difference(banks, banks) == BankDifference(same=3)
    assert difference(banks, banks).nothing


def test_items_come_go_and_stay():
    one, two, three = items(3)
    found = difference([bank(one, two)], [bank(two, three)])
    assert (found.added, found.removed, found.same) == ((three,), (one,), 1)


def test_an_item_under_a_new_id_is_renamed_and_not_gone():
    one = item("it-1")
    found = difference([bank(one)], [bank(replace(one, id="it-one", principle="New."))])
    (renamed,) = found.renamed
    assert (renamed.before.id, renamed.after.id) == ("it-1", "it-one")
    assert [change.what for change in renamed.changes] == ["principle"]
    assert not found.added and not found.removed


def test_two_twins_that_go_and_one_that_comes_are_one_renamed_and_one_gone():
    one = item("it-1")
    found = difference([bank(one, replace(one, id="it-2"))], [bank(replace(one, id="it-3"))])
    assert [(r.before.id, r.after.id) for r in found.renamed] == [("it-1", "it-3")]
    assert [gone.id for gone in found.removed] == ["it-2"]


def test_a_reworded_option_stays_the_key_and_makes_a_new_revision():
    before = written("Call her back tonight", "Wait until the next shift", key=1)
    after = written("Call her back tonight", "Write when the next shift begins", key=1)
    assert told(before, after)[0] == (
        "option", "Wait until the next shift", "Write when the next shift begins"
    )  # fmt: skip
    assert "key" not in [what for what, *_ in told(before, after)]
    (changed,) = difference([bank(before)], [bank(after)]).changed
    assert changed.new_revision


def test_another_key_is_told_by_the_words_of_both():
    before, after = written("This", "That"), written("This", "That", key=1)
    assert told(before, after) == [("key", "This", "That")]


def test_a_key_more_is_a_changed_key():
    before = item(kind="select-all", key="a")
    after = replace(before, kind=SelectAll(frozenset("ab"), partial=True))
    assert [what for what, *_ in told(before, after)] == ["marking", "key"]


def test_an_option_with_other_words_and_another_reason_is_another_option():
    before, after = written("Stay", "Go home"), written("Stay", "Ring the bell")
    assert [what for what, *_ in told(before, after)] == ["option removed", "option added"]


def test_reordered_options_are_told_and_make_no_new_revision():
    before = item(options="abcd")
    after = replace(before, options=before.options[1:] + before.options[:1])
    assert told(before, after) == [("order of options", "1 2 3 4", "2 3 4 1")]
    assert not difference([bank(before)], [bank(after)]).changed[0].new_revision


def test_an_option_taken_out_is_no_reordering():
    before = item(options="abcd")
    after = replace(before, options=before.options[1:])
    assert [what for what, *_ in told(before, after)] == ["option removed"]


@pytest.mark.parametrize(
    ("field", "value", "restarts"),
    [
        ("stem", "What else?", True), ("exhibit", "A notice.", True), ("principle", "New.", False),
        ("topic", "hope", False), ("level", "recall", False), ("pool", "mock", False),
        ("tags", ("firm-key",), False), ("enemies", frozenset({"it-9"}), False),
        ("sensitive", ("suicide",), False), ("jurisdiction", "US-MD", False),
        ("as_of", "2026", False), ("shuffle", False, False),
    ],
)  # fmt: skip
def test_every_field_is_told_and_so_is_whether_statistics_begin_anew(field, value, restarts):
    before = item()
    after = replace(before, **{field: value})
    (changed,) = difference([bank(before)], [bank(after)]).changed
    assert [change.what for change in changed.changes] == [field]
    assert changed.new_revision is restarts


def test_a_retired_item_is_told_as_such():
    before = item()
    (changed,) = difference([bank(before)], [bank(replace(before, status="retired"))]).changed
    assert changed.retired
    (back,) = difference([bank(replace(before, status="retired"))], [bank(before)]).changed
    assert not back.retired


def test_an_item_that_moved_to_another_bank_is_the_same_item():
    one, two = items(2)
    found = difference(
        [bank(one, name="a"), bank(two, name="b")], [bank(name="a"), bank(one, two, name="b")]
    )
    assert [(c.what, c.before, c.after) for c in found.changed[0].changes] == [("bank", "a", "b")]
    assert not found.added and not found.removed


def test_the_head_is_compared_field_by_field_and_source_by_source():
    after = replace(
        bank(), version="2", authors=("A. Writer",), sources={"new": Source("new", "Another")}
    )
    (head,) = difference([bank()], [after]).heads
    assert [(c.what, c.before, c.after) for c in head.changes] == [
        ("version", "1", "2"), ("authors", "", "A. Writer"),
        ("source src", "A publication", ""), ("source new", "", "Another"),
    ]  # fmt: skip


def test_banks_that_come_and_go_are_named():
    found = difference([bank(name="a"), bank(name="b")], [bank(name="b"), bank(name="c")])
    assert [b.id for b in found.banks_added] == ["c"]
    assert [b.id for b in found.banks_removed] == ["a"]


def test_words_that_went_stand_before_those_that_came():
    assert word_by_word("She calls him at home.", "She calls him at work now.") == (
        ("kept", "She calls him at"), ("gone", "home."), ("new", "work now.")
    )  # fmt: skip


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_words_of_a_change_are_the_two_texts_and_nothing_else(before, after):
    runs = word_by_word(before, after)
    assert " ".join(words for fate, words in runs if fate != "new" and words) == before
    assert " ".join(words for fate, words in runs if fate != "gone" and words) == after


def test_a_change_that_no_word_shows_is_told_as_the_whole_text():
    assert word_by_word("a  b", "a b") == (("gone", "a  b"), ("new", "a b"))


def test_a_text_without_end_is_compared_as_one():
    long = "word " * 3000
    assert [fate for fate, _ in word_by_word(long, long + "more")] == ["gone", "new"]


OPTIONS = st.lists(
    st.builds(
        Option, st.sampled_from("abcd"), st.sampled_from(["A b", "A c", "D"]), st.sampled_from("rs")
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda option: option.id,
).map(tuple)


@given(OPTIONS, OPTIONS, st.sampled_from("abcd"), st.sampled_from("abcd"))
def test_nothing_is_told_of_equal_items_and_something_of_any_others(one, two, key, other):
    before = replace(item(), options=one, kind=SingleBest(frozenset(key)))
    after = replace(item(), options=two, kind=SingleBest(frozenset(other)))
    if {key} <= {o.id for o in one} and {other} <= {o.id for o in two}:
        assert bool(item_changes(before, after)) is (before != after)
        assert before.revision == after.revision or item_changes(before, after)
