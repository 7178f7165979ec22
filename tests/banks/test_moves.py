"""All of the moves or none, whatever stops them and wherever."""

from __future__ import annotations

import errno
import os

import pytest

from peerprep.banks.moves import (
    KEPT_FOLDER,
    WORK_FOLDER,
    Disk,
    Move,
    carry_out,
    put_back_what_stopped,
)
from peerprep.errors import RecordsUnusable
from tests.banks.parcels import put, tree

FULL = OSError(errno.ENOSPC, "No space left on device")
ACTS = ("make_folder", "write", "rename", "remove", "remove_folder", "settle")


class FailingDisk(Disk):
    """Does `last` acts, then fails: once, or from there on; before the act, or in its middle."""

    def __init__(self, last, *, error=FULL, dead=False):
        self.left, self.error, self.dead = last, error, dead

    def __getattribute__(self, name):
        act = super().__getattribute__(name)
        if name not in ACTS:
            return act

        def tried(*arguments):
            self.left -= 1
            if self.left == -1 or (self.dead and self.left < 0):
                if name == "write":  # half of it is on the disk
                    arguments[0].write_bytes(arguments[1][: len(arguments[1]) // 2])
                raise self.error
            return act(*arguments)

        return tried


class CountingDisk(FailingDisk):
    def __init__(self):
        super().__init__(10**6)

    @property
    def done(self):
        return 10**6 - self.left


@pytest.fixture
def home(tmp_path):
    return put(tmp_path / "banks", {"a.yaml": "a", "b.yaml": "b", "lib/items/c.yaml": "c"})


def moves(home):
    """A new file in a new folder, one over another, one taken away, one more new."""
    return (
        Move(home / "night" / "items" / "n.yaml", b"new", None),
        Move(home / "a.yaml", b"better", b"a"),
        Move(home / "lib" / "items" / "c.yaml", None, b"c"),
        Move(home / "d.yaml", b"d", None),
    )


def how_many_acts(home):
    disk = CountingDisk()
    carry_out(home, moves(home), disk)
    return disk.done


def test_everything_is_done_and_what_was_there_is_kept(home):
    kept = carry_out(home, moves(home))
    assert [str(path.relative_to(home)) for path in kept] == [
        f"{KEPT_FOLDER}/a-1.yaml", f"{KEPT_FOLDER}/lib-items-c-1.yaml"
    ]  # fmt: skip
    assert tree(home) == {
        KEPT_FOLDER: None,
        f"{KEPT_FOLDER}/a-1.yaml": b"a",
        f"{KEPT_FOLDER}/lib-items-c-1.yaml": b"c",
        "a.yaml": b"better",
        "b.yaml": b"b",
        "d.yaml": b"d",
        "night": None,
        "night/items": None,
        "night/items/n.yaml": b"new",
    }
    assert (home / "d.yaml").stat().st_mode & 0o777 == 0o600
    assert (home / "night").stat().st_mode & 0o777 == 0o700


def test_a_kept_file_is_never_overwritten_by_the_next(home):
    for before, after in ((b"a", b"2"), (b"2", b"3"), (b"3", None)):
        carry_out(home, [Move(home / "a.yaml", after, before)])
    kept = tree(home / KEPT_FOLDER)
    assert kept == {"a-1.yaml": b"a", "a-2.yaml": b"2", "a-3.yaml": b"3"}


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=repr)
def test_a_failure_at_any_act_leaves_the_folder_as_it_was(tmp_path, home, error):
    before = tree(home)
    other = put(tmp_path / "other", {"a.yaml": "a", "b.yaml": "b", "lib/items/c.yaml": "c"})
    acts = how_many_acts(other)
    undone = 0
    for last in range(acts):
        try:
            carry_out(home, moves(home), FailingDisk(last, error=error))
        except (RecordsUnusable, KeyboardInterrupt):
            if tree(home) == before:
                undone += 1
                continue
        break
    # Only once every file is in its place does a failure come too late to undo anything.
    assert undone >= acts - 4
    assert undone > 15
    assert files(home) == files(other)


def files(home):
    return {name: raw for name, raw in tree(home).items() if raw is not None}


def test_a_disk_that_dies_at_any_act_is_put_right_by_the_next_run(tmp_path, home):
    before = tree(home)
    acts = how_many_acts(put(tmp_path / "other", {"a.yaml": "a", "lib/items/c.yaml": "c"}))
    halves = 0
    for last in range(acts - 3):
        with pytest.raises((RecordsUnusable, OSError)):
            carry_out(home, moves(home), FailingDisk(last, dead=True))
        halves += tree(home) != before
        put_back_what_stopped(home)
        assert tree(home) == before, last
    assert halves > 10


def test_the_next_change_first_puts_back_what_stopped(home):
    with pytest.raises(RecordsUnusable, match="bank list puts it back"):
        carry_out(home, moves(home), FailingDisk(14, dead=True))
    assert (home / WORK_FOLDER).is_dir()
    carry_out(home, moves(home))
    assert (home / "a.yaml").read_bytes() == b"better"
    assert not (home / WORK_FOLDER).exists()


def test_a_full_disk_is_one_sentence(home):
    with pytest.raises(RecordsUnusable, match=r"No space left on device.*All is as it was"):
        carry_out(home, moves(home), FailingDisk(5))


@pytest.mark.parametrize(
    ("place", "before"), [("a.yaml", b"other"), ("a.yaml", None), ("nowhere.yaml", b"x")]
)
def test_nothing_is_overwritten_unseen(home, place, before):
    with pytest.raises(RecordsUnusable, match="has changed just now"):
        carry_out(home, [Move(home / place, b"new", before)])
    assert (home / "a.yaml").read_bytes() == b"a"


def test_two_processes_never_change_the_folder_at_once(home):
    fcntl = pytest.importorskip("fcntl")
    other = os.open(home, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(RecordsUnusable, match="Another peerprep"):
        carry_out(home, moves(home))
    os.close(other)
    carry_out(home, moves(home))


def test_a_folder_that_is_not_there_yet_is_made_and_goes_again_on_failure(tmp_path):
    home = tmp_path / "deep" / "banks"
    with pytest.raises(RecordsUnusable):
        carry_out(home, [Move(home / "a.yaml", b"a", None)], FailingDisk(6))
    assert tree(tmp_path) == {}
    carry_out(home, [Move(home / "a.yaml", b"a", None)])
    assert tree(tmp_path)["deep/banks/a.yaml"] == b"a"
