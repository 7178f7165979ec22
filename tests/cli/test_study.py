"""Two questions, a lesson, three questions; and it is remembered."""

from __future__ import annotations

import json

import pytest

from tests.cli.world import World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


READ = ["enter", "enter", "enter"]
TWO = ["enter", "enter", *["a", "2", "enter"] * 2]
THREE = ["enter", *["b", "3", "enter"] * 3]


def test_two_before_three_after_and_none_of_them_twice(world):
    assert world.run("study strengths", *TWO, *READ, *THREE) == 0
    assert "Meant to be hard" in world.out
    assert world.out.index("before reading") < world.out.index("What the peer worker does")
    assert world.out.index("A worked decision") < world.out.index("after reading")
    assert "3 of 3 right" in world.out
    assert "Once more" not in world.out
    world.run("history --json")
    assert [s["of"] for s in json.loads(world.out)["sittings"]] == [3, 2]
    assert all(s["of"] == s["fresh_of"] for s in json.loads(world.out)["sittings"])


def test_it_remembers_that_a_lesson_was_read(world):
    world.run("study")
    assert "read" not in world.out.split("Lessons")[1].split("peerprep study")[0]
    world.run("study strengths --read", *READ)
    world.run("study")
    assert "read 21 Nov" in world.out


def test_leaving_in_the_middle_is_not_read(world):
    world.run("study strengths --read", "enter", "q")
    world.run("study")
    assert "read 21 Nov" not in world.out


def test_one_can_go_back_a_section(world):
    world.run("study strengths --read", "enter", "p", "q")
    assert world.out.count("1 of 3") == 2


def test_plain_has_no_marks_of_markdown(world):
    world.run("study strengths --read --plain", interactive=False)
    assert "Starting from what a person can do. [bold]Brackets stay[/bold] brackets." in world.out
    assert "- Asks what went well." in world.out
    assert "Sources: A publication (2015), section 1." in world.out
    assert "**" not in world.out


def test_text_of_a_lesson_is_never_markup_in_the_standard_look(world):
    world.run("study strengths --read", *READ)
    assert "[bold]Brackets stay[/bold] brackets." in world.out


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("strenghts", "There is no topic 'strenghts'. Did you mean strengths?"),
        ("all", "There is no lesson on all. Below it: strengths."),
        ("hope", "There is no lesson on hope."),
    ],
)
def test_a_lesson_that_is_not_there_is_told(world, topic, words):
    assert world.run(f"study {topic}") in {2, 4}
    assert words in world.err
