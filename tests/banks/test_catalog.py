"""The catalog: what it gives is what reading every file gives, whatever has happened to either."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerprep.banks import catalog, shelves
from peerprep.banks.files import bank_files
from peerprep.banks.holdings import Holdings
from peerprep.banks.library import load, shipped
from peerprep.banks.stacks import Stacks
from peerprep.core.excerpt import Wish
from tests.banks.test_library import TOPICS, put
from tests.builders import random

LATER = 4 * 10**18
"""A time in ns at which every stamp has grown old."""

TOO_SOON = 0
"""A time in ns at which no stamp proves anything yet."""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "library" / "items").mkdir(parents=True)
    (tmp_path / "library" / "topics.yaml").write_text(TOPICS)
    return tmp_path / "library"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def through(folder: Path, cache: Path, now: int = LATER) -> Holdings:
    found = catalog.holdings([folder], cache, folder, now, lambda done, of: None)
    assert found is not None
    return found


def files_read(folder: Path, cache: Path) -> int:
    """How many files the next look reads."""
    counted = [0]

    def told(done: int, of: int) -> None:
        counted[0] = done

    assert catalog.holdings([folder], cache, folder, LATER, told) is not None
    return counted[0]


def everything(holdings: Holdings) -> tuple[object, ...]:
    """The holdings as plain values, in which nothing waits to be fetched."""
    library = holdings.library
    return (
        [(b.id, b.title, b.file, b.authors, dict(b.sources), list(b.items)) for b in library.banks],
        list(library.items), list(library.items.values()), dict(library.topics),
        holdings.exams, list(holdings.problems), list(holdings.files), holdings.left_out,
        holdings.lessons,
    )  # fmt: skip


def same(folder: Path, cache: Path) -> bool:
    """Whether the catalog says what reading says, however quickly a file was changed again."""
    return everything(through(folder, cache, TOO_SOON)) == everything(
        load([folder], shown_from=folder)
    )


# The law


def test_the_shipped_banks_come_back_equal_cold_and_warm(cache):
    plain = everything(load([shipped()], shown_from=shipped()))
    assert everything(through(shipped(), cache)) == plain
    assert everything(through(shipped(), cache)) == plain


def test_a_library_fetched_item_by_item_is_the_same_library(cache, monkeypatch):
    plain = load([shipped()], shown_from=shipped())
    monkeypatch.setattr(shelves, "WHOLE", 10)
    vast = through(shipped(), cache)
    assert isinstance(vast.library, Stacks)
    assert everything(vast) == everything(plain)
    for name in (*list(plain.library.items)[:5], "nowhere"):
        assert vast.library.items.get(name) == plain.library.items.get(name)
        assert (name in vast.library.items) == (name in plain.library.items)
        one, other = vast.library.bank_of(name), plain.library.bank_of(name)
        assert (one and one.id) == (other and other.id)
    item = plain.library.items["rol-001"]
    assert vast.library.source_line(item) == plain.library.source_line(item)
    assert "spare" not in vars(vast.library)  # all of it came out of the catalog


NAMES = st.sampled_from(["a", "b", "c", "d/e"])
CHANGES = st.one_of(
    st.tuples(st.just("put"), NAMES, st.sampled_from(["b1", "b2", "b3"]),
              st.sampled_from(["i1", "i2", "i3"]), st.sampled_from(["i1", "gone"])),
    st.tuples(st.just("delete"), NAMES),
    st.tuples(st.just("damage"), NAMES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("topics"), st.sampled_from(["strengths", "other"])),
)  # fmt: skip


def change(folder: Path, what: str, *more: str) -> None:
    """Make one change to the files."""
    items = folder / "items"
    if what == "topics":
        (folder / "topics.yaml").write_text(TOPICS.replace("strengths", more[0]))
        return
    path = items / f"{more[0]}.yaml"
    path.parent.mkdir(exist_ok=True)
    if what == "put":
        put(folder, *more)
    elif path.exists() and what == "delete":
        path.unlink()
    elif path.exists() and what == "damage":
        path.write_text(path.read_text() + "    colour: red\n")
    elif path.exists() and what == "rename":
        (items / more[1]).parent.mkdir(exist_ok=True)
        path.rename(items / f"{more[1]}.yaml")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(CHANGES, max_size=8))
def test_after_any_changes_the_catalog_says_what_reading_says(tmp_path_factory, steps):
    home = tmp_path_factory.mktemp("law")
    (home / "items").mkdir()
    (home / "topics.yaml").write_text(TOPICS)
    for step in steps:
        change(home, *step)
        assert same(home, home / "cache")


# What changed


def test_only_what_changed_is_read_again(folder, cache):
    put(folder, "a", "bank-a", "a-1", "a-1")
    put(folder, "b", "bank-b", "b-1", "b-1")
    assert files_read(folder, cache) == 2
    assert files_read(folder, cache) == 0
    put(folder, "b", "bank-b", "b-2", "b-2")
    os.utime(folder / "items" / "b.yaml", ns=(5, 5))
    assert files_read(folder, cache) == 1
    assert list(through(folder, cache).library.items) == ["a-1", "b-2"]


def test_a_change_that_leaves_size_and_time_as_they_were_is_seen(folder, cache):
    path = put(folder, "a", "bank-a", "a-1", "a-1")
    before = path.stat()
    now = before.st_mtime_ns + 10**6  # read in the same tick as written
    assert list(through(folder, cache, now).library.items) == ["a-1"]
    path.write_text(path.read_text().replace("a-1", "a-2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    db = sqlite3.connect(next(cache.glob("*.db")))
    with db:  # a file system that keeps nothing finer than the time of change
        touched = (path.stat().st_ctime_ns,)
        db.execute("UPDATE file SET touched = ? WHERE kind = 'bank'", touched)
    db.close()
    assert list(through(folder, cache).library.items) == ["a-2"]


def test_a_file_that_time_has_proved_is_not_looked_into_again(folder, cache):
    put(folder, "a", "bank-a", "a-1", "a-1")
    through(folder, cache, now=TOO_SOON)
    (path,) = cache.glob("*.db")
    assert _racy(path) > 0
    through(folder, cache)
    assert _racy(path) == 0


def _racy(path: Path) -> int:
    db = sqlite3.connect(path)
    try:
        return int(db.execute("SELECT SUM(racy) FROM file").fetchone()[0])
    finally:
        db.close()


def test_a_bank_with_errors_stays_left_out_with_the_same_sentence(folder, cache):
    put(folder, "good", "bank-a", "a-1", "a-1")
    path = put(folder, "bad", "bank-b", "b-1", "b-1")
    path.write_text(path.read_text().replace("recall", "remember"))
    for _ in range(2):
        found = through(folder, cache)
        assert found.left_out == (str(Path("items", "bad.yaml")),)
        assert list(found.problems) == list(load([folder], shown_from=folder).problems)


def test_a_bank_comes_back_when_what_it_clashed_with_has_gone(folder, cache):
    first = put(folder, "a", "bank-a", "one", "one")
    put(folder, "b", "bank-b", "one", "one")
    assert [bank.id for bank in through(folder, cache).library.banks] == ["bank-a"]
    first.unlink()
    assert [bank.id for bank in through(folder, cache).library.banks] == ["bank-b"]
    assert same(folder, cache)


def test_names_are_told_from_where_one_looks(folder, cache, tmp_path):
    path = put(folder, "bad", "bank-b", "b-1", "b-1")
    path.write_text(path.read_text().replace("recall", "remember"))
    through(folder, cache)
    for place in (folder, tmp_path, None):
        found = catalog.holdings([folder], cache, place, LATER, lambda done, of: None)
        plain = load([folder], shown_from=place)
        assert found is not None
        assert list(found.problems) == list(plain.problems)


# What happens to a catalog


@pytest.mark.parametrize("size", [0, 1, 100, 5000, -1])
def test_a_damaged_catalog_is_made_anew_in_silence(folder, cache, size):
    put(folder, "a", "bank-a", "a-1", "a-1")
    through(folder, cache)
    (path,) = cache.glob("*.db")
    raw = path.read_bytes()
    path.write_bytes(raw[:size] if size >= 0 else b"\x7f" * len(raw))
    assert same(folder, cache)
    assert files_read(folder, cache) == 0


def test_an_item_that_was_damaged_in_place_is_not_served(folder, cache):
    put(folder, "a", "bank-a", "a-1", "a-1")
    through(folder, cache)
    (path,) = cache.glob("*.db")
    path.write_bytes(path.read_bytes().replace(b"What is best?", b"What is west?"))
    assert [i.stem for i in through(folder, cache).library.items.values()] == ["What is best?"]


def test_a_catalog_that_is_damaged_while_in_use_gives_way_to_the_files(cache, monkeypatch):
    monkeypatch.setattr(shelves, "WHOLE", 10)
    vast = through(shipped(), cache).library
    assert isinstance(vast, Stacks)
    vast.db.close()
    plain = load([shipped()]).library
    assert vast.items["rol-001"] == plain.items["rol-001"]
    assert list(vast.items.values()) == list(plain.items.values())
    wish = Wish("drill", known=("rol-001",), each=1)
    assert vast.excerpt(wish, random.Random(1)).items == plain.items


def test_a_catalog_of_another_version_is_replaced(folder, cache, monkeypatch):
    put(folder, "a", "bank-a", "a-1", "a-1")
    through(folder, cache)
    (old,) = cache.glob("*.db")
    monkeypatch.setattr(catalog, "__version__", "999")
    assert same(folder, cache)
    (new,) = cache.glob("*.db")
    assert new != old


@pytest.mark.parametrize(
    "script", ["CREATE TABLE enemy (other)", "CREATE TABLE item (x); CREATE TABLE notes (y)"]
)
def test_a_database_of_somebody_else_is_replaced(folder, cache, script):
    put(folder, "a", "bank-a", "a-1", "a-1")
    through(folder, cache)
    (path,) = cache.glob("*.db")
    path.unlink()
    db = sqlite3.connect(path)
    db.executescript(script)
    db.close()
    assert same(folder, cache)


def test_where_no_catalog_can_be_kept_there_is_none(folder, tmp_path):
    put(folder, "a", "bank-a", "a-1", "a-1")
    (tmp_path / "file").write_text("in the way")
    place = tmp_path / "file" / "cache"
    assert catalog.holdings([folder], place, folder, LATER, lambda done, of: None) is None


def test_a_locked_catalog_is_left_alone(folder, cache, monkeypatch):
    put(folder, "a", "bank-a", "a-1", "a-1")
    through(folder, cache)
    monkeypatch.setattr(catalog, "WAIT_SECONDS", 0.0)
    (path,) = cache.glob("*.db")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    assert catalog.holdings([folder], cache, folder, LATER, lambda done, of: None) is None
    db.close()
    assert same(folder, cache)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files private in another way")
def test_the_catalog_is_its_owners_alone(folder, cache):
    put(folder, "a", "bank-a", "a-1", "a-1")
    through(folder, cache)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert next(cache.glob("*.db")).stat().st_mode & 0o777 == 0o600


def _look(folder: str, cache: str, rounds: int) -> None:
    place = Path(folder)
    for _ in range(rounds):
        found = through(place, Path(cache))
        assert len(found.library.items) == 12, found.left_out


def test_two_processes_at_once_both_get_everything(folder, cache):
    for number in range(12):
        put(folder, f"f{number}", f"bank-{number}", f"i-{number}", f"i-{number}")
    spawn = multiprocessing.get_context("spawn")
    others = [spawn.Process(target=_look, args=(str(folder), str(cache), 8)) for _ in range(2)]
    for other in others:
        other.start()
    for number in range(12):  # touched under their feet
        (folder / "items" / f"f{number}.yaml").touch()
    for other in others:
        other.join(60)
    assert [other.exitcode for other in others] == [0, 0]
    assert same(folder, cache)


def test_many_files_are_read_on_all_cores_with_the_same_result(cache, monkeypatch):
    from peerprep.banks import compiling

    monkeypatch.setattr(compiling, "WORTH_IT", 1)
    monkeypatch.setattr(compiling.os, "cpu_count", lambda: 2)
    plain = everything(load([shipped()], shown_from=shipped()))
    assert everything(through(shipped(), cache)) == plain


def test_links_out_of_the_folder_and_odd_names_are_found_as_before(folder, cache, tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text("format: 1")
    (folder / "items" / "link.yaml").symlink_to(outside)
    (folder / "items" / "inside.yml").symlink_to(put(folder, "a", "bank-a", "a-1", "a-1"))
    (folder / "items" / "folder.yaml").mkdir()
    put(folder, "folder.yaml/b", "bank-b", "b-1", "b-1")
    names = [str(path.relative_to(folder / "items")) for path in bank_files(folder)]
    assert names == ["a.yaml", str(Path("folder.yaml", "b.yaml")), "inside.yml"]
    assert same(folder, cache)


# Excerpts


@pytest.fixture
def vast(folder, cache, monkeypatch):
    for number in range(6):
        path = put(folder, f"f{number}", f"bank-{number}", f"i-{number}", f"i-{number}")
        text = path.read_text()
        head, item = text.split("items:\n")
        more = [item.replace(f"i-{number}", f"i-{number}{letter}") for letter in "abcd"]
        if number == 5:
            more[0] = more[0].replace("level:", "sensitive: [suicide]\n    level:")
            more[1] = more[1].replace("level:", "pool: mock\n    level:")
            more[2] = more[2].replace("level:", "status: retired\n    level:")
        path.write_text(head + "items:\n" + item + "".join(more))
    monkeypatch.setattr(shelves, "WHOLE", 10)
    library = through(folder, cache).library
    assert isinstance(library, Stacks)
    return library


def test_a_retired_item_is_in_its_bank_and_in_no_sitting(vast, folder):
    assert "i-5b" in vast.items
    assert "i-5c" not in vast.items
    assert "i-5c" not in list(vast.items)
    assert "i-5c" not in [item.id for item in vast.items.values()]
    assert len(vast.items) == len(list(vast.items)) == 29
    assert "i-5c" in [item.id for item in vast.banks[5].items]
    drawn = vast.excerpt(Wish("drill", known=("i-5c",), each=99), random.Random(1))
    assert "i-5c" not in drawn.items
    assert everything(through(folder, folder / "c")) == everything(
        load([folder], shown_from=folder)
    )


def test_an_excerpt_as_large_as_the_library_is_all_of_it(vast, folder):
    plain = load([folder]).library
    for known in ((), ("i-0", "i-3b", "i-5b", "nowhere")):
        for hidden in (frozenset[str](), frozenset({"suicide"})):
            wish = Wish("drill", known=known, hidden=hidden, each=100)
            drawn = vast.excerpt(wish, random.Random(1))
            whole = plain.excerpt(wish, random.Random(1))
            wanted = {i: x for i, x in whole.items.items() if x.pool == "drill" or i in known}
            assert (list(drawn.items.items()), drawn.left) == (list(wanted.items()), 0)


def test_an_excerpt_draws_each_unknown_item_equally_often(vast):
    counts: dict[str, int] = {}
    rounds, each, dice = 4000, 5, random.Random(7)
    wish = Wish("drill", known=("i-0", "i-0a"), each=each)
    for _ in range(rounds):
        drawn = vast.excerpt(wish, dice)
        assert drawn.items.keys() >= {"i-0", "i-0a"}
        assert len(drawn.items) == 2 + each
        assert len(drawn.items) + drawn.left == 28
        for name in drawn.items:
            counts[name] = counts.get(name, 0) + 1
    unknown = {name: n for name, n in counts.items() if name not in wish.known}
    expected = rounds * each / 26
    assert len(unknown) == 26
    # Five standard errors: one run in a hundred thousand would stray so far by chance.
    assert all(abs(n - expected) < 5 * expected**0.5 for n in unknown.values())


def test_the_same_dice_draw_the_same_excerpt_however_the_catalog_came_about(vast, folder, tmp_path):
    wish = Wish("drill", known=(), each=4)
    first = list(vast.excerpt(wish, random.Random(3)).items)
    path = folder / "items" / "f1.yaml"
    path.write_text(path.read_text() + "\n")
    again = through(folder, tmp_path / "cache").library
    anew = through(folder, tmp_path / "another").library
    for library in (again, anew):
        assert list(library.excerpt(wish, random.Random(3)).items) == first


def test_what_is_shut_or_outside_is_in_no_excerpt(vast):
    for wish in (
        Wish("drill", known=("i-0",), shut=frozenset({"strengths"}), each=9),
        Wish("drill", known=("i-0",), only=frozenset({"other"}), each=9),
    ):
        drawn = vast.excerpt(wish, random.Random(1))
        assert (dict(drawn.items), drawn.left) == ({}, 0)
