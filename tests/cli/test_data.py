"""Records taken along, brought back, kept from others, and deleted: as the candidate meets it."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from peerprep.core.session import StepKind
from tests.cli.world import World

ANSWER = ("b", "3", "enter")


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    made.run("drill -n 2", "enter", "enter", "q")  # the first page is behind us
    return made


def drill(world, count=2, *, answers=None, line="drill"):
    keys = ANSWER * (count if answers is None else answers)
    return world.run(f"{line} -n {count}", "enter", *keys, "q")


def home(world) -> Path:
    return world.home / "peerprep"


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file with its size, time and content; folders with their times."""
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns,
                    path.read_bytes() if path.is_file() else b"")
        for path in [folder, *folder.rglob("*")]
    }  # fmt: skip


def answers(world) -> int:
    world.run("history --json")
    return sum(line["of"] for line in json.loads(world.out)["sittings"])


# Copies and recovery


def test_a_day_of_practice_leaves_a_copy_and_the_next_day_another(world):
    drill(world)
    drill(world)
    assert len(list((home(world) / "backups").iterdir())) == 1
    world.clock.pass_time(86_400)
    drill(world)
    assert len(list((home(world) / "backups").iterdir())) == 2


def test_damaged_records_come_back_and_the_sentence_says_what_is_not(world):
    drill(world)
    world.clock.pass_time(86_400)
    drill(world)
    drill(world)
    (home(world) / "history.db").write_bytes(b"no database " * 1000)
    assert world.run("history --json") == 0
    assert "Your records were damaged." in world.err
    assert "4 of your answers are back; what came after it is not." in world.err
    assert "history.db.damaged-1" in world.err
    assert answers(world) == 4


def test_damage_found_in_the_middle_of_a_command_is_mended_for_the_next(world):
    drill(world)
    path = home(world) / "history.db"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE sitting SET mode = 'not json'")
    db.close()
    assert world.run("lookback last") == 5
    assert "Your records were damaged." in world.err
    assert "Call the command again." in world.err
    assert world.run("lookback last", "q") == 0


def test_damage_is_never_copied_over_good_copies(world):
    drill(world)
    before = list((home(world) / "backups").iterdir())
    with sqlite3.connect(home(world) / "history.db") as db:
        db.execute("UPDATE step SET value = '{' WHERE n = 1")
    db.close()
    world.clock.pass_time(86_400)
    assert world.run("data where") == 0
    assert world.run("settings") == 0
    assert world.run("topics") in {0, 1, 5}
    world.run("data doubts")
    assert list((home(world) / "backups").iterdir()) == before


def test_a_copy_made_by_hand_can_be_brought_back_by_its_path(world):
    drill(world)
    target = world.home / "stick" / "my.db"
    target.parent.mkdir()
    assert world.run(f"data backup {target}") == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    drill(world)
    assert answers(world) == 4
    assert world.run(f"data restore {target}", "no") == 2
    assert "Nothing was changed." in world.err
    assert world.run(f"data restore {target}", "yes") == 0
    assert "What was in use before is kept as" in world.out
    assert answers(world) == 2
    assert world.run("data restore 2026-11-21 --yes") == 0
    assert answers(world) == 4  # the newest of the day is the one made before restoring


def test_without_a_name_restore_lists_the_copies(world):
    assert world.run("data restore") == 4
    drill(world)
    world.run("data backup")
    assert world.run("data restore") == 0
    assert "by hand" in world.out
    assert "daily" in world.out
    assert world.run("data restore --plain") == 0


@pytest.mark.parametrize("name", ["2026-01-01", "nothing.db", "letter.txt", "."])
def test_what_is_no_copy_is_not_restored(world, name):
    drill(world)
    (world.home / "letter.txt").write_text("Dear all")
    before = answers(world)
    os.chdir(world.home)
    assert world.run(f"data restore {name} --yes") == 2
    assert answers(world) == before


def test_a_copy_of_a_newer_version_is_not_restored(world):
    drill(world)
    target = world.home / "new.db"
    world.run(f"data backup {target}")
    with sqlite3.connect(target) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert world.run(f"data restore {target} --yes") == 2
    assert "newer peerprep" in world.err


def test_restore_puts_damaged_records_aside(world):
    drill(world)
    target = world.home / "my.db"
    world.run(f"data backup {target}")
    (home(world) / "history.db").write_bytes(b"junk" * 1000)
    assert world.run(f"data restore {target} --yes") == 0
    assert "history.db.damaged-1" in world.out
    assert answers(world) == 2


def test_a_full_disk_at_the_daily_copy_ends_nothing(world, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("peerprep.history.backups.copy_to", full)
    assert drill(world) == 0
    assert "Today's copy of your records could not be made: No space left" in world.err
    assert "The records are safe." in world.err


def test_without_a_place_for_records_the_sentence_offers_a_private_session(tmp_path):
    (tmp_path / "peerprep").write_text("a file is in the way")
    world = World(tmp_path)
    assert world.run("drill") == 5
    assert "PEERPREP_HOME" in world.err
    assert "peerprep --private" in world.err
    assert world.run("drill -n 1 --private", "enter", "enter", *ANSWER) == 0


# Windows


def test_a_drill_in_another_window_goes_on_and_both_count(world):
    def other_window():
        again = World(world.home)
        assert drill(again, 2) == 0
        assert "2 of 2 right" in again.out

    assert world.run("drill -n 2", "enter", *ANSWER, other_window, *ANSWER) == 0
    assert "2 of 2 right" in world.out
    assert answers(world) == 4


def test_records_are_not_replaced_under_an_open_drill(world):
    drill(world)
    world.run(f"data export --all {world.home / 'all.json'}")

    def other_window():
        again = World(world.home)
        for line in (f"data import {world.home / 'all.json'}", "data restore 2026-11-21 --yes"):
            assert again.run(line) == 2
            assert "under way in another window" in again.err

    assert world.run("drill -n 1", "enter", other_window, *ANSWER) == 0


# Export and import


def test_what_is_exported_here_and_imported_there_is_the_same(world, tmp_path_factory):
    drill(world)
    drill(world, 3, answers=1)
    world.run("exam little", "enter", "a", "enter", "b", "q")
    target = world.home / "all.json"
    assert world.run(f"data export --all {target}") == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    there = World(tmp_path_factory.mktemp("there"))
    assert there.run(f"data import {target}") == 0
    assert "Imported: 4 sittings and 3 answers" in there.out
    there.run("data export --all")
    mine, theirs = json.loads(target.read_text()), json.loads(there.out)
    assert mine == theirs
    assert there.run("exam --resume", "q") == 0


def test_importing_twice_changes_nothing(world, tmp_path_factory):
    drill(world)
    target = world.home / "all.json"
    world.run(f"data export --all {target}")
    there = World(tmp_path_factory.mktemp("there"))
    there.clock.pass_time(7_200)
    there.run("drill -n 2", "enter", "enter", *ANSWER * 2)
    assert there.run(f"data import {target}") == 0
    assert "are kept as" in there.out
    assert answers(there) == 4
    before = {name: kept for name, kept in tree(home(there)).items() if "backups" in name}
    assert there.run(f"data import {target}") == 0
    assert "Nothing was changed." in there.out
    assert answers(there) == 4
    assert before == {n: kept for n, kept in tree(home(there)).items() if "backups" in n}


def test_the_short_export_has_no_times_and_says_why_it_cannot_be_imported(world):
    drill(world)
    target = world.home / "short.json"
    assert world.run(f"data export {target}") == 0
    text = target.read_text()
    assert not any(word in text for word in ("certainty", "seconds", "T09:", "settings", "uid"))
    assert world.run(f"data import {target}") == 2
    assert "peerprep data export --all" in world.err


def test_a_bad_file_is_one_sentence_and_changes_nothing(world):
    drill(world)
    target = world.home / "bad.json"
    world.run(f"data export --all {target}")
    whole = target.read_text()
    before = answers(world)
    for text in (whole[:-40], whole.replace('"used": ', '"used": -'), "[[[[", "\x1b]2;evil\x07"):
        target.write_text(text)
        assert world.run(f"data import {target}") == 2
        assert "cannot be imported" in world.err
        assert world.err.count("\n") == 1
        assert "\x1b" not in world.err
    assert world.run(f"data import {world.home / 'nobody.json'}") == 2
    assert world.run(f"data import {world.home}") == 2
    assert answers(world) == before


# Private sessions


@pytest.mark.parametrize("way", ["flag", "variable"])
def test_a_private_session_changes_no_file_not_even_its_time(world, way):
    drill(world)
    world.run("settings length 3")
    before = tree(world.home)
    flag = " --private" if way == "flag" else ""
    if way == "variable":
        world.variables["PEERPREP_PRIVATE"] = "1"
    world.clock.pass_time(2 * 86_400)
    for line, script in (
        ("drill -n 2", ["enter", "enter", *ANSWER, "n", "a note", "q"]),
        ("exam little", ["enter", "enter", "a", "enter", "b", "q"]),
        ("", ["q"]),
        ("", ["enter", "enter", *ANSWER, "q"]),
        ("--no-color", ["e", "enter", "a", "enter", "b", "q"]),
        ("today --json", []),
        ("history", []),
        ("settings", []),
        ("topics", []),
        ("settings length 5", []),
        ("topics hide trauma", []),
        ("data export --all", []),
        ("data import x", []),
        ("data backup", []),
        ("data restore", []),
        ("data delete --confirm delete", []),
    ):
        world.run(line + flag, *script)
        assert "went wrong inside" not in world.err
        assert world.out.count("Private session") + world.err.count("Private session") <= 1
        assert tree(world.home) == before, line


def test_a_private_session_in_a_new_home_makes_no_home(tmp_path):
    world = World(tmp_path)
    assert world.run("drill -n 1 --private", "enter", "enter", *ANSWER) == 0
    assert "1 of 1 right" in world.out
    assert list(tmp_path.iterdir()) == []


def test_a_private_session_is_said_on_its_first_page_and_never_says_saved(world):
    assert world.run("drill -n 2 --private", "enter", "enter", *ANSWER, "q") == 0
    assert "Private session: nothing of it is kept" in world.out
    assert "your terminal keeps what is printed" in " ".join(world.out.split())
    assert "aved" not in world.out + world.err
    assert "file that only you can read" not in world.out


def test_ctrl_c_in_a_private_session_promises_nothing(world):
    def interrupt():
        raise KeyboardInterrupt

    assert world.run("exam little --private", "enter", "enter", "a", "enter", "b", interrupt) == 130
    assert "nothing was kept" in world.err


def test_without_a_terminal_a_private_session_is_said_beside_the_results(world):
    assert world.run("today --private --json", interactive=False) == 0
    assert json.loads(world.out)["seen"] == 0
    assert "Private session" in world.err


# Deleting


def test_delete_removes_all_that_was_written_and_says_what_it_cannot(world):
    drill(world)
    world.run("settings length 3")
    world.run("data backup")
    (home(world) / "history.db").write_bytes(b"junk" * 1000)
    world.run("history")
    (home(world) / "banks").mkdir()
    (home(world) / "banks" / "mine.yaml").write_text("mine")
    assert world.run("data delete", "delete") == 0
    for gone in ("history.db", "backups", "settings.toml", "history.db.damaged-1"):
        assert f"{gone}" in world.out
    assert "snapshots" in world.out
    assert "your shell remember" in " ".join(world.out.split())
    assert sorted(path.name for path in home(world).rglob("*")) == ["banks", "mine.yaml"]
    assert world.run("data delete") == 4


def test_records_deleted_in_another_window_are_told_to_the_first(world):
    drill(world)

    def other_window():
        assert World(world.home).run("data delete --confirm delete") == 0

    assert world.run("drill -n 2", "enter", other_window, *ANSWER) == 5
    assert "deleted or replaced in another window" in world.err


# Modes, whatever the umask


def test_all_that_is_written_is_for_its_owner_alone_whatever_the_umask(world):
    before = os.umask(0)
    try:
        world.variables["PEERPREP_HOME"] = str(world.home / "a" / "new" / "one")
        world.run("drill -n 2", "enter", "enter", *ANSWER * 2)
        world.run("settings length 3")
        world.run("data backup")
        world.run(f"data export --all {world.home / 'a' / 'all.json'}")
    finally:
        os.umask(before)
    found = list((world.home / "a").rglob("*"))
    assert len(found) > 6
    for path in found:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


# Faults of ours


def test_a_fault_of_ours_is_told_without_a_word_of_what_was_answered(world, monkeypatch):
    def broken(*_, **__):
        secret = "I relapsed on Friday"
        raise ValueError(f"cannot draw {secret}")

    drill(world)
    monkeypatch.setattr("peerprep.terminal.listings.listing", broken)
    assert world.run("history") == 1
    assert "That is our fault, not yours." in world.err
    assert "Nothing you answered is lost" in world.err
    assert "in broken" in world.err
    assert "ValueError" in world.err
    assert "Friday" not in world.err + world.out
    assert str(world.home) not in world.err
    assert drill(world) == 0


def test_times_are_kept_with_their_zone(world):
    drill(world)
    world.run("data export --all")
    sitting = json.loads(world.out)["sittings"][-1]
    assert sitting["started_at"].endswith("+00:00")
    assert timedelta(0) <= timedelta(seconds=sitting["steps"][-1]["used"])


def names_in(value: object) -> set[str]:
    """Every field name that occurs anywhere."""
    if isinstance(value, list):
        return set().union(*map(names_in, value)) if value else set()
    if isinstance(value, dict):
        return set(value) | names_in(list(value.values()))
    return set()


def test_the_page_of_the_export_format_names_every_field_and_every_step(world):
    drill(world, answers=1)
    world.run("drill -n 2", "enter", *ANSWER, "n", "a note", "q")
    world.run("data export --all")
    page = (Path(__file__).parents[2] / "docs" / "export-format.md").read_text("utf-8")
    export = json.loads(world.out)
    export["settings"] = {}
    for name in names_in(export) | {kind.value for kind in StepKind}:
        assert f"`{name}`" in page, name
