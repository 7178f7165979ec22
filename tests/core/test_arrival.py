"""What a bank brings to a shelf that may hold an earlier state of it."""

from __future__ import annotations

from dataclasses import replace

from peerprep.core.arrival import Arrival, owners_of, taken_ids
from peerprep.core.bank import Bank, Source
from tests.builders import item


def bank(*items, name="mine", version="1", file=""):
    sources = {"src": Source("src", "A publication")}
    return Bank(name, "A bank", "en", "CC0-1.0", version, sources, items, file=file)


ONE, TWO, THREE = item("one"), item("two"), item("three")


def test_a_bank_that_was_not_there_is_new():
    assert Arrival(bank(ONE)).state == "new"
    assert Arrival(bank(ONE)).added == ("one",)


def test_the_same_bank_from_another_file_is_the_same():
    arrival = Arrival(bank(ONE, file="a.yaml"), bank(ONE, file="b.yaml"))
    assert (arrival.state, arrival.added, arrival.changed, arrival.removed) == ("same", (), (), ())


def test_items_are_added_changed_and_removed_by_their_ids():
    reworded = replace(TWO, principle="Another principle.")
    arrival = Arrival(bank(THREE, reworded), bank(ONE, TWO))
    assert arrival.state == "changed"
    assert (arrival.added, arrival.changed, arrival.removed) == (("three",), ("two",), ("one",))
    assert not arrival.head_changed


def test_a_new_version_or_another_source_is_a_change_of_the_head():
    assert Arrival(bank(ONE, version="2"), bank(ONE)).head_changed
    cited = replace(bank(ONE), sources={"src": Source("src", "Another publication")})
    assert Arrival(cited, bank(ONE)).head_changed
    assert Arrival(cited, bank(ONE)).changed == ()


def test_another_order_of_the_items_is_a_change_without_changed_items():
    arrival = Arrival(bank(TWO, ONE), bank(ONE, TWO))
    assert (arrival.state, arrival.changed) == ("changed", ())


def test_an_id_is_taken_by_another_bank_and_never_by_an_earlier_state_of_the_same():
    other = bank(TWO, THREE, name="other")
    assert list(taken_ids(bank(ONE, TWO), owners_of([other]))) == [("two", other)]
    assert list(taken_ids(bank(ONE, TWO), owners_of([bank(TWO), other]))) == []
