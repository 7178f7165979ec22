"""What is hidden is hidden by its topic, by a topic above it, or by its label."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.bank import Bank, Library, Topic
from peerprep.core.hidden import drill_counts, hidden_topics, visible_items
from tests.builders import item

TOPICS = {
    "ethics": Topic("ethics", "Ethics"),
    "crisis": Topic("crisis", "Crisis", parent="ethics"),
    "hope": Topic("hope", "Hope"),
}
ITEMS = (
    item("in-crisis", topic="crisis"),
    item("in-ethics", topic="ethics"),
    item("in-hope", topic="hope"),
    item("labelled", topic="hope", sensitive=("suicide", "trauma")),
    item("in-a-mock", topic="hope", pool="mock", sensitive=("suicide",)),
)
LIBRARY = Library((Bank("b", "B", "en", "CC0-1.0", "1", {}, ITEMS),), TOPICS)


def test_a_topic_hides_what_stands_below_it_and_a_label_hides_across_topics():
    assert hidden_topics(LIBRARY, ["ethics"]) == {"ethics", "crisis"}
    assert set(visible_items(LIBRARY, ["ethics"])) == {"in-hope", "labelled", "in-a-mock"}
    assert set(visible_items(LIBRARY, ["suicide"])) == {"in-crisis", "in-ethics", "in-hope"}


def test_a_name_that_is_no_longer_there_hides_nothing():
    assert visible_items(LIBRARY, ["gone"]) == dict(LIBRARY.items)


def test_labels_count_drill_items_alone():
    counts = drill_counts(ITEMS)
    assert (counts["suicide"], counts["trauma"], counts["overdose"]) == (1, 1, 0)


NAMES = st.frozensets(st.sampled_from([*TOPICS, "suicide", "trauma", "gone"]))


@given(NAMES, NAMES)
def test_hiding_more_shows_no_more(some, others):
    assert visible_items(LIBRARY, some | others).items() <= visible_items(LIBRARY, some).items()
