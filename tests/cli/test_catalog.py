"""Commands say the same whether the banks come out of the catalog or are read."""

from __future__ import annotations

import io
import json

import pytest

from peerprep.banks import catalog, shelves
from peerprep.cli import app, program
from peerprep.cli.environment import Environment
from peerprep.cli.program import COMMANDS, Program, command
from tests.builders import FakeClock
from tests.cli.world import World

ANSWER = ["b", "3", "enter"]
STORY = (
    ("today --json", ()), ("drill -n 4", ("enter", "enter", *ANSWER * 4)), ("", ("q",)),
    ("drill missed", ()), ("drill --topic hope -n 3", ("enter", *ANSWER * 3)),
    ("topics", ()), ("topics --json", ()), ("bank list", ()), ("bank list --json", ()),
    ("exam little", ("enter", "enter", "a", "enter", "b", "enter", "c", "l", "e", "y", "q")),
    ("result", ()), ("lookback --json", ()), ("history", ()), ("progress", ()), ("exams", ()),
    ("exams little", ()), ("study", ()), ("bank check", ()), ("drill -n 6", ("enter", *ANSWER * 6)),
    ("plan --date 2027-01-15 --exam little", ()), ("drill", ("enter", *ANSWER * 3, "q")),
    ("today", ()),
)  # fmt: skip


def told(world: World) -> list[tuple[int, str, str]]:
    """What the story's commands say, one after another."""
    said = []
    for line, script in STORY:
        code = world.run(line, *script)
        # The two worlds keep their banks in folders of different names.
        said.append((code, world.out.split(" Yours are in")[0], world.err))
    return said


@pytest.fixture
def read_without(tmp_path):
    """A world whose cache cannot be written."""
    world = World(tmp_path / "without")
    (world.home / "peerprep").mkdir(parents=True)
    (world.home / "peerprep" / "cache").write_text("in the way")
    return world


def test_a_story_reads_the_same_with_and_without_a_catalog(tmp_path, read_without):
    (tmp_path / "with").mkdir()
    kept = World(tmp_path / "with")
    assert told(kept) == told(read_without)
    assert list((kept.home / "peerprep" / "cache").glob("*.db"))


def test_a_library_that_is_drawn_from_by_excerpts_serves_the_same_story(
    tmp_path, read_without, monkeypatch
):
    monkeypatch.setattr(shelves, "WHOLE", 0)
    vast = World(tmp_path)
    drawn, plain = told(vast), told(read_without)
    assert [code for code, *_ in drawn] == [code for code, *_ in plain]
    # Draws differ by the dice; what is counted and listed does not.
    for number, (line, _) in enumerate(STORY):
        if line in {"today --json", "topics", "topics --json", "bank list", "bank list --json",
                    "exams", "exams little", "study", "bank check"}:  # fmt: skip
            assert drawn[number] == plain[number], line


def test_an_excerpt_fills_a_drill_and_says_how_much_is_new(tmp_path, monkeypatch):
    monkeypatch.setattr(shelves, "WHOLE", 0)
    world = World(tmp_path)
    assert world.run("drill -n 14", "enter", "enter", *ANSWER * 14) == 0
    world.run("today --json")
    assert json.loads(world.out)["new"] == 0
    world.run("lookback --json --filter all")
    asked = [row["item"] for row in json.loads(world.out)["items"]]
    assert sorted(asked) == sorted(f"t-{n}" for n in range(1, 15))


def test_data_where_names_the_catalog_and_delete_takes_it_along(tmp_path):
    world = World(tmp_path)
    world.run("today")
    cache = world.home / "peerprep" / "cache"
    world.run("data where")
    assert str(cache) in world.out
    assert world.run("data delete --confirm delete") == 0
    assert not cache.exists()


def test_reading_for_longer_than_a_second_is_told_to_who_waits(monkeypatch):
    clock, stderr = FakeClock(), io.StringIO()
    monkeypatch.setattr(stderr, "isatty", lambda: True)
    environment = Environment(
        variables={}, stderr=stderr, clock=clock, interactive=True  # type: ignore[arg-type]
    )  # fmt: skip
    say = environment._reading()
    say(1, 1000)
    assert stderr.getvalue() == ""
    clock.pass_time(1.5)
    say(312, 1000)
    assert stderr.getvalue() == "\rReading the banks: 312 of 1,000 files"


def test_reading_in_a_pipe_is_told_to_nobody():
    clock, stderr = FakeClock(), io.StringIO()
    environment = Environment(
        variables={}, stderr=stderr, clock=clock, interactive=False  # type: ignore[arg-type]
    )  # fmt: skip
    say = environment._reading()
    clock.pass_time(5)
    say(1, 2)
    assert stderr.getvalue() == ""


def test_a_catalog_that_another_process_holds_is_no_word_to_the_candidate(tmp_path, monkeypatch):
    import sqlite3

    world = World(tmp_path)
    world.run("today --json")
    before = world.out
    monkeypatch.setattr(catalog, "WAIT_SECONDS", 0.0)
    (path,) = (world.home / "peerprep" / "cache").glob("*.db")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    assert world.run("today --json") == 0
    assert (world.out, world.err) == (before, "")
    db.close()


# The commands


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_line_in_the_help_is_that_of_the_command(name):
    stub, real = Program().commands[name], command(name)
    for limit in (20, 45, 62, 200):
        assert stub.get_short_help_str(limit) == real.get_short_help_str(limit)


def test_every_command_of_every_module_is_in_the_help():
    from importlib import import_module

    import typer

    found = set()
    for module in {module for module, _ in COMMANDS.values()}:
        alone = typer.Typer()
        alone.callback()(lambda: None)
        import_module(f"peerprep.cli.{module}").add_to(alone)
        found |= set(typer.main.get_command(alone).commands)  # type: ignore[attr-defined]
    assert found == set(COMMANDS)


@pytest.mark.parametrize("flags", ["", "--plain", "--large", "--no-color", "--large --plain"])
def test_words_that_need_no_typer_mean_what_they_mean_to_typer(tmp_path, monkeypatch, flags):
    def run_in(folder: str) -> list[tuple[str, str]]:
        (tmp_path / folder).mkdir()
        world, said = World(tmp_path / folder), []
        for line, script in (("", ["enter", "enter", "q"]), ("drill", ["enter", *ANSWER, "q"])):
            world.run(f"{line} {flags}".strip(), *script)
            said.append((world.out, world.err))
        return said

    direct = run_in("direct")
    monkeypatch.setattr(app, "_call", program.call)
    assert run_in("typed") == direct
