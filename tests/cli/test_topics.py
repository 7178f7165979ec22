"""Leaving a topic out for now, and taking it up again: always the candidate's choice."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.world import BANKS, World

LABELLED = (1, *range(15, 39, 3))


@pytest.fixture
def world(tmp_path):
    """The library with the label suicide on one drill question and a third of the mock's."""
    shutil.copytree(BANKS, tmp_path / "banks")
    path = tmp_path / "banks" / "items" / "tests.yaml"
    text = path.read_text()
    for number in LABELLED:
        line = f"    stem: What is best in case {number}?\n"
        assert text.count(line) == 1
        text = text.replace(line, f"    sensitive: [suicide]\n{line}")
    path.write_text(text)
    return World(tmp_path, banks=tmp_path / "banks")


def drilled(world, line="drill -n 30"):
    world.run(line, "enter", "enter", *["b", "3", "enter"] * 14)
    world.run("lookback --json --filter all")
    return {row["item"] for row in json.loads(world.out)["items"]}


def test_a_hidden_label_is_left_out_of_drills_and_comes_back_when_shown(world):
    assert world.run("topics hide suicide") == 0
    assert "Drills leave suicide out from now on." in world.out
    world.run("today --json")
    assert json.loads(world.out)["new"] == 13
    assert drilled(world) == {f"t-{n}" for n in range(2, 15)}
    assert world.run("topics show suicide") == 0
    assert "Drills ask suicide again." in world.out
    assert drilled(world, "drill -n 30 --topic strengths") >= {"t-1"}


def test_a_topic_hides_what_stands_below_it_and_the_list_says_so(world):
    world.run("topics hide rights")
    world.run("topics --plain")
    assert "rights: Rights, drill items 3, hidden." in world.out
    assert "Hidden, so drills leave it out: rights." in world.out
    world.run("topics --json")
    body = json.loads(world.out)
    assert body["hidden"] == ["rights"]
    assert {t["id"] for t in body["topics"] if t["hidden"]} == {"rights"}
    assert {"id": "suicide", "drill_items": 1} in body["labels"]
    assert drilled(world).isdisjoint({"t-3", "t-7", "t-11"})


def test_asking_for_a_hidden_topic_says_how_it_comes_back(world):
    world.run("topics hide rights suicide")
    assert world.run("drill --topic rights") == 4
    assert "Hidden for now: rights, suicide. peerprep topics show rights" in world.err


def mocked(world, line):
    world.run(line, "enter", "enter", "a", "enter", *["b", "enter"] * 8, "l", "e", "y", "q")
    out = world.out
    world.run("lookback --json --filter all")
    body = json.loads(world.out)
    return out, body["mix_note"], {row["item"] for row in body["items"]}


def test_a_mock_includes_what_is_hidden_and_says_so_before_it_starts(world):
    world.run("topics hide suicide")
    out, note, items = mocked(world, "exam little")
    assert "Hidden in drills, included here: suicide." in " ".join(out.split())
    assert "Left out" not in note
    assert items & {f"t-{n}" for n in LABELLED}


def test_a_mock_leaves_it_out_when_asked_and_says_that_the_mix_is_another(world):
    world.run("topics hide suicide")
    _, note, items = mocked(world, "exam little -n 6 --without-hidden")
    assert "Left out, as you asked: suicide." in note
    assert items.isdisjoint({f"t-{n}" for n in LABELLED})


def test_hiding_is_kept_in_the_settings_once_and_seen_there(world):
    world.run("topics hide suicide")
    world.run("topics hide suicide rights")
    text = (world.home / "peerprep" / "settings.toml").read_text()
    assert 'hidden = "suicide,rights"' in text
    world.run("settings --plain")
    assert "hidden: is suicide,rights" in world.out
    assert world.run("settings hidden trauma") == 0
    world.run("topics show trauma")
    assert "hidden =" not in (world.home / "peerprep" / "settings.toml").read_text()


def test_a_topic_below_a_hidden_one_comes_back_with_it(world):
    world.run("topics hide all")
    assert world.run("topics show rights") == 2
    assert "rights stands below all, which is hidden." in world.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("topics hide", "Hide what? Labels: suicide, overdose,"),
        ("topics hide suicid", "There is no topic or label 'suicid'. Did you mean suicide?"),
        ("topics hyde suicide", "takes hide or show before a name, not 'hyde'"),
        ("settings hidden suicid", "There is no topic or label 'suicid'."),
        ("settings hidden Suicide!", "hidden cannot be 'Suicide!'."),
    ],
)
def test_a_slip_gets_one_clear_sentence_and_hides_nothing(world, line, words):
    assert world.run(line) == 2
    assert words in world.err
    world.run("topics --json")
    assert json.loads(world.out)["hidden"] == []


def test_the_setting_none_brings_everything_back(world):
    world.run("topics hide suicide rights")
    assert world.run("settings hidden none") == 0
    world.run("topics --json")
    assert json.loads(world.out)["hidden"] == []
