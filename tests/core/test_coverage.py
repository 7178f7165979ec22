"""What is covered is counted once, and the forms that are promised can be drawn."""

from __future__ import annotations

import random
from fractions import Fraction

from peerprep.core.bank import Bank, Library, Topic
from peerprep.core.blueprint import Domain, Exam, Fact
from peerprep.core.coverage import coverage, forms, lone_principles
from peerprep.core.siblings import sibling_sets
from tests.builders import item, items

TOPICS = {
    "all": Topic("all", "Everything"),
    "hope": Topic("hope", "Hope", parent="all"),
    "strengths": Topic("strengths", "Strengths", parent="all"),
    "rights": Topic("rights", "Rights", parent="all"),
}


def library(*held, topics=TOPICS) -> Library:
    return Library((Bank("b", "B", "en", "CC0-1.0", "1", {}, held),), topics)


def exam(length: int | None = 4, **shares: tuple[int, set[str]]) -> Exam:
    domains = tuple(
        Domain(name, name.title(), frozenset(topics), Fraction(weight))
        for name, (weight, topics) in shares.items()
    )
    return Exam(
        "x", "X exam", "A board", Fact(length), Fact(60), Fact(4), Fact(""), Fact(""), Fact(""),
        domains, Fact("listed"), Fact(None),
    )  # fmt: skip


TWO = exam(one=(3, {"rights"}), two=(1, {"hope"}))


def test_every_item_is_counted_once_in_the_domain_of_its_topic():
    held = [item("a", topic="rights"), item("b", topic="hope", pool="mock", level="recall")]
    one, two, outside = coverage(library(*held), TWO)
    assert (one.name, one.total.levels, one.total.drill, one.total.mock) == (
        "One", (0, 0, 1, 0), 1, 0
    )  # fmt: skip
    assert (two.rows[0].levels, two.rows[0].items) == ((1, 0, 0, 0), 1)
    assert outside.name == "Outside of this exam"
    assert [row.title for row in outside.empty] == ["Strengths"]


def test_without_an_exam_topics_stand_under_their_own_groups():
    (block,) = coverage(library(item(topic="hope")))
    assert block.name == "Everything"
    assert [row.topic for row in block.rows] == ["hope", "strengths", "rights"]


def test_a_topic_that_no_file_describes_is_counted_too():
    (block,) = coverage(library(item(topic="night"), topics={}))
    assert [(row.title, row.items) for row in block.rows] == [("night", 1)]


def test_a_principle_is_lone_when_one_item_alone_tests_it():
    held = [item("a", principle="P."), item("b", principle="P."), item("c", principle="Q.")]
    assert lone_principles(held) == (("Q.", "c"),)


def mock(count: int, topic: str, start: int = 0):
    return [item(f"{topic}-{n}", topic=topic, pool="mock") for n in range(start, start + count)]


def test_forms_are_drawn_until_one_cannot_be_filled():
    found = forms([*mock(10, "rights"), *mock(2, "hope")], TWO, random.Random(1))
    assert (found.length, found.drawn) == (4, 2)
    # Ten of Rights make three forms; of Hope the third has none.
    assert found.lacking == {"Two": (1, 0)}


def test_drill_items_make_no_forms():
    assert forms(items(40, topic="rights"), TWO, random.Random(1)).drawn == 0


def test_enemies_never_share_a_form_so_that_fewer_can_be_drawn():
    names = [f"e-{n}" for n in range(4)]
    held = [
        item(n, topic="rights", pool="mock", enemies=frozenset(names) - {n}) for n in names
    ] + mock(4, "hope")
    found = forms(held, TWO, random.Random(1))
    assert found.drawn == 0
    assert found.lacking == {"One": (3, 1)}


def test_an_exam_without_a_known_length_has_no_forms_and_says_why():
    found = forms([], exam(None), random.Random(1))
    assert found.why_not and "how many items" in found.why_not


def test_a_siblings_sibling_is_a_sibling():
    held = [
        item("a", principle="P."),
        item("b", principle="P.", enemies=frozenset({"c", "gone"})),
        item("c", principle="Q."),
        item("d", principle="R."),
    ]
    assert sibling_sets(held) == {"a": "a", "b": "a", "c": "a", "d": "d"}
