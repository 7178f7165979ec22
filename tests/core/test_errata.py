"""A corrected key judges past responses by what was asked, and never by what was not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.errata import corrected, remark
from peerprep.core.item import Option
from tests.builders import item

RESPONSES = st.frozensets(st.sampled_from("abcd"))


def test_who_chose_the_option_that_is_right_now_earns_the_mark():
    shown, current = item(key="b"), item(key="c")
    assert remark(shown, current, frozenset("c")) == 1
    assert remark(shown, current, frozenset("b")) == 0
    assert remark(shown, current, frozenset("a")) == 0


def test_a_chosen_option_that_is_gone_leaves_the_mark_as_it_was():
    shown, current = item(key="b"), item(key="c", options="acde")
    assert remark(shown, current, frozenset("b")) == 1
    assert remark(shown, current, frozenset("c")) == 1


def test_nobody_is_marked_by_an_option_that_was_not_offered():
    shown, current = item(key="b"), item(key="e", options="abcde")
    assert corrected(shown, current) is None
    assert remark(shown, current, frozenset("b")) == 1


def test_another_stem_is_another_question_and_a_comma_is_not():
    shown = item(key="b", stem="Which comes first here?")
    assert corrected(shown, item(key="c", stem="Which comes last here?")) is None
    assert corrected(shown, item(key="c", stem="Which, comes first here")) is not None
    assert corrected(shown, item(key="c", stem=shown.stem, exhibit="A new case.")) is None
    assert corrected(shown, item(key="c", stem=shown.stem, kind="select-all")) is None


def test_the_corrected_item_keeps_its_words_and_takes_the_new_reasons():
    shown = item(key="b")
    options = tuple(Option(o.id, o.text.upper(), f"New {o.id}.") for o in shown.options)
    current = replace(item(key="c", principle="The new one."), options=options)
    fixed = corrected(shown, current)
    assert [o.text for o in fixed.options] == [o.text for o in shown.options]
    assert [o.rationale for o in fixed.options] == ["New a.", "New b.", "New c.", "New d."]
    assert (fixed.key, fixed.principle) == (frozenset("c"), "The new one.")


def test_part_marks_follow_the_new_key():
    shown = item(key="ab", kind="select-all", partial=True)
    current = item(key="ac", kind="select-all", partial=True)
    assert remark(shown, current, frozenset("ab")) == 0
    assert remark(shown, current, frozenset("a")) == Fraction(1, 2)
    assert remark(shown, current, frozenset("ac")) == 1


@given(RESPONSES)
def test_without_a_new_key_every_mark_stays(response):
    shown = item(key="b")
    assert remark(shown, item(key="b", principle="Said better."), response) == shown.mark(response)


@given(RESPONSES, st.sampled_from("abcd"), st.sampled_from("abcd"))
def test_a_mark_is_that_of_the_bank_wherever_all_options_are_still_there(response, old, new):
    current = item(key=new)
    assert remark(item(key=old), current, response) == current.mark(response)
