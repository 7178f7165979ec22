"""Damage, full disks, other windows, other accounts: nothing is lost, and a sentence says so."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.errors import RecordsUnusable
from peerprep.history import backups, migrations
from peerprep.history.backups import BY_HAND, DAILY, Backup, daily_due, keep_copy, keep_daily_copy
from peerprep.history.file import open_records
from peerprep.history.locks import Hold, any_live, is_live
from peerprep.history.migrations import MIGRATIONS
from peerprep.history.moving import everything
from peerprep.history.soundness import is_sound
from peerprep.history.store import Store
from tests.builders import MORNING, drill_session, items
from tests.history.lives import Player, Sat, played, rows

WHOLE = Sat(1, "drill", (0, 1, 2), (("b", 3, ""), ("a", 3, "again"), ("b", 1, "undo")), "candidate")
MOCK = Sat(5, "exam", (3, 4), (("b", 3, ""), ("a", 1, "flag")), "candidate")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.db"


def practiced(path: Path, *sats: Sat) -> None:
    """Records on disk with these sittings, closed."""
    player = Player(Store.open(path))
    for sat in sats or (WHOLE,):
        player.play(sat)
    player.store.close()


def copy(path: Path, at=MORNING, kind=DAILY) -> Path:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        return keep_copy(db, path, at, kind)


def opened(path: Path) -> tuple[dict, tuple[str, ...]]:
    store = Store.open(path, MORNING)
    try:
        return rows(store), store.said
    finally:
        store.close()


# Copies


def test_a_copy_is_whole_private_and_counts_what_is_in_it(path):
    practiced(path)
    made = copy(path)
    assert backups.usable(made)
    assert backups.answers(made) == 4
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    with Store.open(made).connection as db:
        assert db.execute("SELECT COUNT(*) FROM sitting").fetchone() == (1,)


def test_the_last_seven_of_a_kind_are_kept_and_those_made_by_hand_all_of_them(path):
    practiced(path)
    for day in range(10):
        copy(path, MORNING + timedelta(days=day))
        copy(path, MORNING + timedelta(days=day), BY_HAND)
    kept = [one for one in backups.backups(path) if one.kind == DAILY]
    assert [one.at.day for one in kept] == [30, 29, 28, 27, 26, 25, 24]
    assert len(backups.backups(path)) == 17


def test_one_copy_a_study_day_and_none_of_nothing(path):
    practiced(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert daily_due(db, path, MORNING)
        keep_daily_copy(db, path, MORNING)
        assert not daily_due(db, path, MORNING + timedelta(minutes=59))
        late = MORNING + timedelta(hours=18)  # 3 in the morning still is the evening before
        assert daily_due(db, path, late)
        keep_daily_copy(db, path, late)
        assert [one.at for one in backups.backups(path)] == [late]
        keep_daily_copy(db, path, MORNING + timedelta(hours=20))
        assert len(backups.backups(path)) == 2
    empty = path.with_name("other") / "history.db"
    Store.open(empty).close()
    with contextlib.closing(sqlite3.connect(empty)) as db:
        assert not daily_due(db, empty, MORNING)


def test_other_files_among_the_copies_are_passed_over(path):
    practiced(path)
    made = copy(path)
    for name in ("notes.txt", "history-2026-02-31-090000+0000-daily.db", "history.db"):
        (made.parent / name).write_text("mine")
    assert backups.backups(path) == (Backup(made, MORNING, DAILY),)


def test_before_a_new_shape_a_copy_of_the_old_one_is_kept(path, monkeypatch):
    practiced(path)
    before = rows(Store.open(path))
    new = ("a new table", "CREATE TABLE another (x TEXT)")
    for module in (migrations, backups, sys.modules["peerprep.history.file"]):
        monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, new))
    opened(path)
    (made,) = backups.backups(path)
    assert made.kind == "before-update"
    with contextlib.closing(backups.open_copy(made.path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert rows(Store(db, None)) == before


# Damage

DAMAGES = {
    "truncated": lambda data: data[: len(data) // 2],
    "emptied": lambda data: b"",
    "a few bytes": lambda data: data[:50],
    "overwritten": lambda data: b"\x00\xff" * (len(data) // 2),
    "another file": lambda data: b"Dear diary, " * 300,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_records_come_back_from_the_newest_copy(path, damage):
    practiced(path)
    kept, _ = opened(path)
    copy(path, MORNING + timedelta(hours=1))
    Player(Store.open(path)).play(MOCK)
    data = path.read_bytes()
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_bytes(damage(data))
    now, said = opened(path)
    assert now == kept
    (sentence,) = said
    assert "The copy of 21 Nov 2026 10:00 is in use: 4 of your answers are back" in sentence
    assert "what came after it is not" in sentence
    aside = path.with_name("history.db.damaged-1")
    assert str(aside) in sentence
    assert aside.read_bytes() == damage(data)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert opened(path) == (kept, ())


def test_a_damaged_copy_is_passed_over_for_an_older_sound_one(path):
    practiced(path)
    copy(path, MORNING)
    newer = copy(path, MORNING + timedelta(days=1))
    newer.write_bytes(newer.read_bytes()[:5000])
    path.write_bytes(b"x" * 10_000)
    _, (sentence,) = opened(path)
    assert "21 Nov 2026 09:00" in sentence


def test_damage_without_a_copy_is_told_and_nothing_is_touched(path):
    practiced(path)
    path.write_bytes(b"x" * 10_000)
    with pytest.raises(RecordsUnusable, match="no copy of them here"):
        Store.open(path)
    assert path.read_bytes() == b"x" * 10_000


def test_records_that_were_taken_away_are_begun_anew_and_the_copies_named(path):
    practiced(path)
    copy(path)
    for file in path.parent.glob("history.db*"):
        file.unlink()
    now, (sentence,) = opened(path)
    assert now["sitting"] == []
    assert "peerprep data restore" in sentence
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert opened(path)[1] == ()


def test_a_flipped_byte_in_a_text_is_damage_too(path):
    practiced(path)
    assert is_sound(path)
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE sitting SET form = substr(form, 3)")
    assert not is_sound(path)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(0, 4095), st.binary(min_size=1, max_size=600))
def test_whatever_is_overwritten_is_found_or_does_no_harm(tmp_path_factory, page, at, junk):
    path = tmp_path_factory.mktemp("junk") / "history.db"
    practiced(path, WHOLE, MOCK)
    copy(path)
    whole = rows(Store.open(backups.backups(path)[0].path))
    data = bytearray(path.read_bytes())
    start = (page * 4096 + at) % len(data)
    data[start : start + len(junk)] = junk[: len(data) - start]
    path.write_bytes(data)
    try:
        now, said = opened(path)
    except RecordsUnusable:
        return
    except (sqlite3.DatabaseError, ValueError):
        assert not is_sound(path, deep=True)  # found while reading: the border mends it then
        return
    assert now == whole or not said


# Full disks


class Torn(sqlite3.Connection):
    """A connection whose disk is full at the nth write."""

    left = 10**9

    def execute(self, sql, *values):
        self.spend(sql)
        return super().execute(sql, *values)

    def executemany(self, sql, *values):
        self.spend(sql)
        return super().executemany(sql, *values)

    def spend(self, sql):
        if sql.split()[0] in {"INSERT", "UPDATE", "DELETE", "BEGIN", "COMMIT"}:
            self.left -= 1
            if self.left < 0:
                raise sqlite3.OperationalError("database or disk is full")


def test_at_whatever_write_the_disk_is_full_all_before_is_kept_and_nothing_half(path):
    failures = 0
    for left in range(200):
        file = path.with_name(f"{left}.db")
        Store.open(file).close()
        torn = sqlite3.connect(file, isolation_level=None, factory=Torn)
        torn.left = left
        player = Player(Store(torn, file))
        done = False
        try:
            player.play(Sat(1, "drill", (0,), (("a", 3, "again"),), "candidate"))
            player.play(Sat(2, "exam", (3,), (("b", 3, ""),), "candidate"))
            done = True
        except RecordsUnusable as error:
            failures += 1
            assert "Everything before it is safe" in str(error)
        assert not torn.in_transaction
        again = Store.open(file)
        if getattr(player, "session", None) is not None and not done:
            assert again.session(player.number).steps == player.session.steps
        follows(again)
        again.close()
        if done:
            break
    assert done
    assert failures > 30


def follows(store):
    """What is kept of responses and exposures is exactly what follows from the steps."""
    from tests.history.lives import written

    again = written(everything(store))
    for table in ("response", "exposure", "step"):
        assert rows(again)[table] == rows(store)[table]


def test_a_really_full_database_says_so(path):
    player = Player(Store.open(path))
    db = player.store.connection
    count = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {count}")
    with pytest.raises(RecordsUnusable, match="the disk is full; free some space"):
        for hour in range(1, 50):
            player.play(Sat(hour, "drill", (0, 1, 2), WHOLE.moves, "candidate"))
    assert not db.in_transaction
    follows(player.store)


def test_a_copy_that_does_not_fit_leaves_no_half_of_it(path, monkeypatch):
    practiced(path)
    monkeypatch.setattr(backups, "_vacuum", lambda db, beside: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        copy(path)
    assert list(backups.folder_of(path).iterdir()) == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 300 kB, where this system lets us have one."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], capture_output=True
    )
    if made.returncode:
        pytest.skip("mounting a small disk is not permitted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_on_a_small_disk_everything_up_to_the_last_step_stays(small_disk):
    file = small_disk / "history.db"
    player = Player(Store.open(file))
    with pytest.raises(RecordsUnusable, match="full"):
        for hour in range(1, 1000):
            player.play(Sat(hour, "drill", (0, 1, 2), WHOLE.moves, "candidate"))
    kept = player.session.steps
    player.store.close()
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA integrity_check")
    again = Store.open(file)
    assert again.session(player.number).steps == kept
    follows(again)
    again.close()


# Whose file it is


def test_a_file_that_others_could_read_is_mended_with_a_sentence_once(path):
    practiced(path)
    path.chmod(0o644)
    _, (sentence,) = opened(path)
    assert "only you can now" in sentence
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert opened(path)[1] == ()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_records_of_another_account_are_told(path):
    practiced(path)
    os.chown(path, 12345, -1)
    _, (sentence,) = opened(path)
    assert "belong to another account" in sentence


def test_a_folder_that_cannot_be_written_names_the_way_without_keeping(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecordsUnusable, match="--private"):
        open_records(tmp_path / "file" / "history.db")


@pytest.fixture
def read_only(tmp_path):
    """A disk that cannot be written, with records on it."""
    place = tmp_path / "still"
    place.mkdir()
    practiced(place / "history.db")
    bound = ["mount", "--bind", str(place), str(place)]
    made = subprocess.run(bound, capture_output=True).returncode
    if made or subprocess.run(["mount", "-o", "remount,bind,ro", str(place)]).returncode:
        pytest.skip("mounting a read-only disk is not permitted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_records_on_a_read_only_disk_are_told_with_what_to_do(read_only):
    with pytest.raises(RecordsUnusable, match=r"PEERPREP_HOME.*--private"):
        store = Store.open(read_only / "history.db")
        store.remark("it-1", "note", "x", MORNING)


# Other windows


def test_a_drill_under_way_in_another_window_is_not_one_that_was_left(path):
    one, two = Store.open(path), Store.open(path)
    number = one.begin(drill_session(*items(2)), "uid")
    assert two.left_sittings("drill") == ()
    assert any_live(path)
    one.close()
    assert two.left_sittings("drill") == (number,)
    assert not any_live(path)


def test_a_process_that_was_killed_holds_nothing(path):
    Store.open(path).close()
    code = (
        "import sys, os, pathlib; from peerprep.history.locks import Hold;"
        "Hold(pathlib.Path(sys.argv[1]), 'uid'); print('held', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout.readline() == b"held\n"
    assert is_live(path, "uid")
    child.kill()
    child.wait()
    assert not is_live(path, "uid")
    assert list((path.parent / "open").iterdir()) == []
    child.stdin.close()
    child.stdout.close()


def test_without_room_for_a_lock_practice_goes_on(path):
    store = Store.open(path)
    (path.parent / "open").write_text("in the way")
    number = store.begin(drill_session(*items(1)), "uid")
    assert store.session(number).steps == ()
    store.close()


def test_a_uid_is_never_a_path(path):
    hold = Hold(path, "../../evil/~name")
    assert [file.name for file in (path.parent / "open").iterdir()] == ["evilname"]
    hold.let_go()


def test_steps_are_not_written_to_records_that_are_gone(path):
    player = Player(Store.open(path))
    player.play(WHOLE)
    path.unlink()
    with pytest.raises(RecordsUnusable, match="deleted or replaced in another window"):
        player.play(MOCK)


WINDOW = """
import sys
from datetime import timedelta
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from peerprep.history.store import Store
from tests.history.lives import Player, Sat
window = int(sys.argv[2])
player = Player(Store.open(Path(sys.argv[1])))
for n in range(4):
    moves = (("b", 3, ""), ("a", 3, "again"), ("b", 1, "undo"))
    player.play(Sat(1 + n * 10 + window, "drill", (0, 1, 2), moves, "candidate"))
player.store.close()
"""


@pytest.mark.parametrize("windows", [2, 8])
def test_many_windows_at_once_begin_one_file_and_lose_no_step(path, windows):
    root = str(Path(__file__).resolve().parents[2])
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(path), str(n), root],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root},
        )
        for n in range(windows)
    ]  # fmt: skip
    for child in children:
        _, errors = child.communicate(timeout=120)
        assert child.returncode == 0, errors.decode()
    store = Store.open(path)
    alone = played(WHOLE)
    steps = len(rows(alone)["step"])
    assert len(rows(store)["sitting"]) == 4 * windows
    assert len(rows(store)["step"]) == 4 * windows * steps
    assert store.exposures()["it-1"].count == 4 * windows
    store.close()
