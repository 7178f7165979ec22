"""The story of a corrected key: told once, scores say so, nobody is blamed."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.world import BANKS, World

MOCK = ["enter", "enter", "a", "enter"]  # first run, brief, agreement, ready
FIRST = "{text: First way of case N, rationale: It tempts.}"
SECOND = "{text: Second way of case N, rationale: It is best here., correct: true}"


@pytest.fixture
def world(tmp_path):
    shutil.copytree(BANKS, tmp_path / "banks")
    return World(tmp_path, banks=tmp_path / "banks")


def correct_keys(world, *numbers):
    """The author finds that the first way is best after all."""
    path = world.home / "banks" / "items" / "tests.yaml"
    text = path.read_text()
    for number in numbers:
        old = f"- {FIRST}\n      - {SECOND}".replace("N", str(number))
        new = old.replace(", correct: true", "").replace("tempts.}", "is best., correct: true}", 1)
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text)


def test_a_mock_is_marked_anew_and_history_result_and_look_back_say_so(world):
    world.run("exam little", *MOCK, *["b", "enter"] * 8, "l", "e", "y", "q")
    world.run("history --json")
    assert json.loads(world.out)["sittings"][0]["right"] == 8
    world.run("result --json")
    numbers = [int(i["item"][2:]) for i in json.loads(world.out)["items"][:2]]
    correct_keys(world, *numbers)

    world.run("today --plain")
    assert world.out.count("A key was corrected:") == 2
    assert "Right now: First way of case" in world.out
    assert "1 answer of yours counted and no longer does." in world.out
    assert "The slip was in the bank, not yours." in " ".join(world.out.split())
    assert "Last mock: 6 of 8" in world.out
    world.run("today --plain")
    assert "corrected" not in world.out

    world.run("history --plain")
    assert "Re-marked after a correction: no. 1." in world.out
    world.run("result --plain")
    assert "Re-marked after a correction: items 1, 2 (-2 in all)." in world.out
    world.run("result --json")
    body = json.loads(world.out)
    assert (body["all"]["right"], body["remarked"]) == (6, 2)
    assert [i["first_mark"] for i in body["items"][:3]] == [1.0, 1.0, None]
    world.run("lookback --filter all", interactive=False)
    assert world.out.count("re-marked after a correction") == 2


def test_the_next_drill_tells_it_before_it_starts_and_asks_the_item_again(world):
    world.run("drill -n 30", "enter", "enter", *["a", "2", "enter"] * 14, "s")
    correct_keys(world, 1)
    world.run("drill -n 3 --plain", "", "quit")
    assert "“What is best in case 1?” Right now: First way of case 1." in world.out
    assert "1 answer of yours earned more than was said." in world.out
    assert "Question: What is best in case 1?" in world.out
    world.run("")
    assert "corrected" not in world.out


def test_json_tells_nobody_so_the_news_waits_for_a_person(world):
    world.run("exam little", *MOCK, "b", "l", "e", "y", "q")
    world.run("result --json")
    correct_keys(world, int(json.loads(world.out)["items"][0]["item"][2:]))
    world.run("today --json")
    world.run("", "q")
    assert "A key was corrected" in world.out
