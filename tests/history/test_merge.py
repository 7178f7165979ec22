"""Two machines' records become one: nothing twice, nothing lost, in whatever order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.core.item import SingleBest
from peerprep.history.export import complete
from peerprep.history.fields import Wrong
from peerprep.history.intake import NotComplete, read_export
from peerprep.history.kept import Kept
from peerprep.history.merge import merge
from peerprep.history.moving import everything, size, take_in
from tests.builders import MORNING
from tests.history.lives import ITEMS, LIVES, Player, Sat, copied, played, rows, written

WHOLE = Sat(1, "drill", (0, 1, 2), (("b", 3, ""), ("a", 3, "again"), ("b", 1, "undo")), "candidate")
MOCK = Sat(5, "exam", (3, 4), (("b", 3, ""), ("a", 1, "flag")), "candidate")
LATER = MORNING + timedelta(days=2)
OPEN = Sat(9, "exam", (0, 4), (("b", 3, ""),), "open")


def sent(store) -> Kept:
    """The records as another machine reads them from an export."""
    return read_export(json.dumps(complete(store)).encode())


@settings(max_examples=60, deadline=None)
@given(LIVES, st.lists(st.booleans(), min_size=5, max_size=5))
def test_two_machines_merged_are_as_if_all_had_been_done_on_one(life, on_other):
    mine = played(*(sat for sat, other in zip(life, on_other, strict=False) if not other))
    theirs = played(*(sat for sat, other in zip(life, on_other, strict=False) if other))
    together = written(merge(everything(mine), sent(theirs)))
    assert rows(together) == rows(played(*life))


@settings(max_examples=40, deadline=None)
@given(LIVES)
def test_an_export_read_on_an_empty_machine_is_the_same_records(life):
    store = played(*life)
    store.remark("it-1", "note", "ask first \u2028 \x1b[2J <b>", MORNING)
    store.turn_page("first-run", MORNING)
    assert rows(written(merge(Kept(), sent(store)))) == rows(store)


@st.composite
def machines(draw):
    """Three machines that share a past, and went on each by itself; a mock may be torn."""
    ways = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.just("")), max_size=2)
    past = played(*draw(LIVES), replace(OPEN, hour=1000))
    made = []
    for n in range(3):
        player = Player(copied(past))
        if draw(st.booleans()):
            player.number = past.open_sitting("exam")
            player.session = past.session(player.number)
            end = draw(st.sampled_from(["open", "candidate", "left"]))
            moves = tuple(draw(ways))
            at = MORNING + timedelta(hours=1001 + n * draw(st.integers(0, 1)))
            player.go_on(player.session, replace(OPEN, moves=moves, end=end), at)
        for sat in draw(LIVES):
            player.play(replace(sat, hour=2000 + sat.hour * 3 + n))
        made.append(everything(player.store))
    return made


@settings(max_examples=60, deadline=None)
@given(machines())
def test_merging_knows_no_order_and_no_repetition(three):
    a, b, c = three
    ab = merge(a, b)
    assert ab == merge(b, a)
    assert merge(ab, b) == ab == merge(ab, a) == merge(ab, ab)
    assert merge(ab, c) == merge(a, merge(b, c))
    assert everything(written(ab)) == ab


def test_a_mock_that_went_on_further_there_is_taken_from_there():
    here = played(WHOLE, OPEN)
    there = Player(copied(here))
    there.number = here.open_sitting("exam")
    there.go_on(here.session(there.number), replace(MOCK, moves=(("a", 1, ""),)), LATER)
    together = written(merge(everything(here), sent(there.store)))
    assert rows(together) == rows(there.store)


def test_a_mock_gone_on_with_on_both_machines_is_kept_both_ways():
    past = played(OPEN)
    made = []
    for letter in "ac":
        player = Player(copied(past))
        player.number = past.open_sitting("exam")
        moves = ((letter, 1, ""),)
        player.go_on(
            past.session(player.number), replace(OPEN, moves=moves, end="candidate"), MORNING
        )
        made.append(everything(player.store))
    together = written(merge(*made))
    assert len(together.sittings()) == 2
    assert size(together).branches == 1


def test_a_drill_cut_off_here_and_ended_on_both_machines_is_one_drill():
    past = played(replace(WHOLE, end="open"))
    made = []
    for hours in (30, 20):
        store = copied(past)
        store.leave(1, MORNING + timedelta(hours=hours))
        made.append(store)
    together = written(merge(everything(made[0]), everything(made[1])))
    assert rows(together) == rows(made[1])


def test_a_corrected_key_counts_on_both_machines():
    fixed = {ITEMS[0].id: replace(ITEMS[0], kind=SingleBest(frozenset("c")))}
    past = played(replace(WHOLE, moves=(("c", 3, ""), ("b", 3, ""))))
    knows, later = copied(past), MORNING + timedelta(days=3)
    knows.correct(fixed, later)
    assert rows(written(merge(everything(past), sent(knows)))) == rows(knows)
    other = played(replace(WHOLE, hour=40, moves=(("c", 3, ""),)))
    together = written(merge(everything(other), sent(knows)))
    marks = {row[7] for row in rows(together)["response"] if row[2] == ITEMS[0].id}
    assert marks == {"1"}
    memory = together.memory(ITEMS[0].id)
    assert memory.urgent
    assert memory.due <= later


def test_importing_twice_changes_nothing_and_asks_for_no_copy():
    store, other, asked = played(WHOLE), played(MOCK), []
    assert take_in(store, sent(other), lambda: asked.append("copy"))
    before = rows(store)
    assert not take_in(store, sent(other), lambda: asked.append("copy"))
    assert rows(store) == before
    assert asked == ["copy"]


def test_an_import_that_fails_half_way_leaves_everything_as_it_was():
    store = played(WHOLE)
    before = rows(store)
    torn = replace(sent(played(MOCK)), items={})
    with pytest.raises(KeyError):
        take_in(store, torn, lambda: None)
    assert rows(store) == before


# What comes in


def body(*sats):
    return complete(played(*(sats or (WHOLE, MOCK))))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "whole JSON"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"[1, 2", "whole JSON"),
        (b"[]", "an object"),
        (b"3", "an object"),
        (b'{"schema": 99}', "schema"),
        (b'{"schema": 2, "complete": true}', "items should be a list"),
        (b'{"schema": 2, "schema": 2}', "same name twice"),
        (b'{"schema": NaN}', "NaN"),
        (b'{"schema": -Infinity}', "-Infinity"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b'{"schema": ' + b"9" * 10_000 + b"}", "numbers"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_is_no_export_is_refused_with_its_reason(content, words):
    with pytest.raises(Wrong, match=words):
        read_export(content)


def test_the_short_kind_of_export_is_known_and_refused():
    for thin in ({"schema": 1, "sittings": []}, {"schema": 2, "complete": False}):
        with pytest.raises(NotComplete):
            read_export(json.dumps(thin).encode())


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("sittings.0.uid", 3, "uid should be a text"),
        ("sittings.0.uid", "", "uid should be 1 to"),
        ("sittings.0.started_at", "2026-11-21T09:00:00", "its zone"),
        ("sittings.0.started_at", "9999-12-31T23:00:00+00:00", "between 1990"),
        ("sittings.0.mode.name", "look-back", "one of drill, exam"),
        ("sittings.0.mode.limit", True, "a number"),
        ("sittings.0.form.slots", [], "at least one"),
        ("sittings.0.form.slots.0.number", 0, "whole number from 1"),
        ("sittings.0.form.slots.0.order", ["a", "a", "b", "c"], "each option"),
        ("sittings.0.form.slots.0.item", "nobody", "whose words are in the file"),
        ("sittings.0.steps.0.kind", "hacked", "one of shown"),
        ("sittings.0.steps.0.used", 1e999, "Infinity"),
        ("sittings.0.steps.0.used", 1e300, "used should be from 0"),
        ("items.0.options.0.1", "other words", "by the item's words"),
        ("sittings.0.steps.0.slot", 77, "a slot of the form"),
        ("sittings.0.steps.1.value", ["z"], "options of its item"),
        ("sittings.0.steps.0.at", None, "should be a text"),
        ("items.0.options", [["a", "x", "y"]], "two to ten options"),
        ("items.0.stem", "\ud800", "whole characters"),
        ("items.0.stem", "x" * 200_000, "at most 100000"),
        ("items.0.key", ["q"], "some of the options"),
        ("memories.0.stability", -1, "stability should be from"),
        ("memories.0.secure_days", ["yesterday"], "days like"),
        ("remarks", {}, "a list"),
        ("pages", [3], "an object"),
    ],
)
def test_one_wrong_field_is_named_with_its_place(path, value, words):
    export = body()
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    at = export
    for part in way:
        at = at[part]
    at[last] = value
    with pytest.raises(Wrong, match=words):
        read_export(json.dumps(export).encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=3,
)


def places(value, path=()):
    """The way to every value in the file."""
    yield path
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for name, one in inside:
            yield from places(one, (*path, name))


EXPORT = json.dumps(body())
PLACES = [path for path in places(json.loads(EXPORT)) if path]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), JSON)
def test_whatever_stands_anywhere_in_the_file_it_is_taken_whole_or_refused(path, value):
    export = json.loads(EXPORT)
    at = export
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = value
    try:
        kept = read_export(json.dumps(export).encode())
    except (Wrong, NotComplete):
        return
    store = played(replace(WHOLE, hour=77))
    take_in(store, kept, lambda: None)
    assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()
    for line in store.sittings():
        store.attempt(line.id)
