"""peerprep bank audit: of files, folders or the whole library; in words or as JSON."""

from __future__ import annotations

import json
import shutil

import pytest

from peerprep.core.chance import jeffreys
from tests.cli.world import BANKS, World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


SMALL = """\
format: 1
id: small
title: A small bank
language: en
licence: CC0-1.0
version: "1"
sources: {src: {title: A publication}}
items:
  - id: s-1
    topic: hope
    level: recall
    stem: What is best when the bus is gone?
    options:
      - {text: Wait, rationale: No.}
      - {text: Walk with her, rationale: Yes., correct: true}
    principle: Walk along.
    source: {id: src, locator: one}
  - id: s-2
    topic: rights
    level: application
    pool: mock
    stem: Who decides here?
    options:
      - {text: The worker, rationale: No.}
      - {text: The person herself, rationale: Yes., correct: true}
      - {text: The family, rationale: No.}
      - {text: The court, rationale: No.}
    principle: The person decides.
    source: {id: src, locator: two}
  - id: s-3
    kind: true-false
    topic: hope
    level: recall
    stem: Hope can be shared.
    options:
      - {text: "True", rationale: Yes., correct: true}
      - {text: "False", rationale: No.}
    principle: Hope is shared.
    source: {id: src, locator: three}
"""


def small(world, text: str = SMALL) -> str:
    path = world.home / "small.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_the_json_of_a_small_bank_is_whole(world):
    assert world.run(f"bank audit {small(world)} --exam little --json") == 0, world.err
    got = json.loads(world.out)
    rules = got["guessing"].pop("rules")
    assert (rules[0]["low"], rules[0]["high"], rules[0]["of"]) == (*jeffreys(2, 2), 2)
    shares = {found["name"]: found["share"] for found in rules}
    assert shares == {
        "longest": 1.0, "shortest": 0.0, "hedged": 0.375, "no-absolutes": 0.375, "echo": 0.375,
        "core": 0.375, "gentlest": 0.375, "firmest": 0.375,
    }  # fmt: skip
    place = got["guessing"].pop("place")
    assert (place["words"], place["share"], place["of"]) == ("the option written as B", 1.0, 2)
    assert got == {
        "schema": 1,
        "seed": 1,
        "items": 3,
        "guessing": {
            "items": 2,
            "left_out": {"true-false": 1},
            "other_language": 0,
            "unshuffled": 0,
            "chance": 0.375,
            "line": None,
            "model": None,
            "rule": None,
            "told": None,
            "weights": {},
            "giveaways": [],
        },
        "exam": "Little exam",
        "coverage": [
            {
                "block": "Domain one",
                "topics": [
                    counted("strengths"),
                    counted("hope", recall=2, drill=2),
                ],
            },
            {"block": "Domain two", "topics": [counted("rights", application=1, mock=1)]},
        ],
        "forms": {
            "length": 8,
            "drawn": 0,
            "lacking": {"Domain one": [6, 0], "Domain two": [2, 1]},
            "mix_note": "item mix: proxy, not official. Shares follow a guess of ours.",
            "why_not": None,
        },
        "lone_principles": [
            {"principle": "Walk along.", "item": "s-1"},
            {"principle": "The person decides.", "item": "s-2"},
            {"principle": "Hope is shared.", "item": "s-3"},
        ],
        "near_duplicates": [],
    }


def counted(topic: str, **more: int) -> dict[str, object]:
    names = ("recall", "comprehension", "application", "analysis", "drill", "mock")
    return {"topic": topic, **dict.fromkeys(names, 0), **more}


def test_a_small_bank_says_that_it_is_too_small(world):
    assert world.run(f"bank audit {small(world)}") == 0
    assert "Too few items for a number: 2 single-best items." in world.out
    assert "Only single-best items count. Left out: 1 true-false." in world.out


def test_without_a_path_the_whole_library_is_audited(world):
    assert world.run("bank audit --exam little") == 0
    assert "Audit of 38 items" in world.out
    # Every key of these banks opens with the same word.
    assert "A guesser gets 100 % here (chance 25 %)." in world.out
    assert 'opens with "second" as other keys do' in " ".join(world.out.split())
    assert "Mock forms of Little exam" in world.out


def test_a_seed_gives_the_same_numbers_and_is_told(world):
    outs = []
    for line in ("bank audit", "bank audit --seed 1", "bank audit"):
        world.dice.random()
        world.run(f"{line} --json")
        outs.append(world.out)
    assert outs[0] == outs[1] == outs[2]
    world.run("bank audit --seed 7")
    assert "seed 7" in world.out


def test_who_waits_is_told_so_and_a_pipe_is_not(world):
    world.run(f"bank audit {small(world)}")
    assert world.err == "Guessing 3 items: some seconds.\n"
    world.run(f"bank audit {small(world)}", interactive=False)
    assert world.err == ""


def test_topics_beside_the_files_are_used(world):
    folder = world.home / "own"
    folder.mkdir()
    (folder / "topics.yaml").write_text(
        "format: 1\ntopics:\n  night: {title: The night shift}\n", "utf-8"
    )
    path = folder / "small.yaml"
    path.write_text(SMALL.replace("topic: hope", "topic: night").replace("rights", "night"))
    for where in (folder, path):
        assert world.run(f"bank audit {where} --json") == 0, world.err
        (block,) = json.loads(world.out)["coverage"]
        assert [row["topic"] for row in block["topics"]] == ["night"]


def test_an_exam_may_be_a_file_of_ones_own(world):
    path = world.home / "mine.yaml"
    text = (BANKS / "exams" / "little.yaml").read_text()
    path.write_text(text.replace("Little exam", "My own exam").replace("id: little", "id: mine"))
    assert world.run(f"bank audit {small(world)} --exam {path}") == 0, world.err
    assert "Mock forms of My own exam" in world.out
    path.write_text("format: 1\nid: mine\n")
    assert world.run(f"bank audit --exam {path}") == 3
    assert "mine.yaml:" in world.err


def test_an_exam_that_is_not_known_is_told_with_a_near_one(world):
    assert world.run("bank audit --exam litle") == 2
    assert "There is no exam 'litle'" in world.err and "little" in world.err


def test_a_path_that_does_not_exist_is_told(world):
    assert world.run("bank audit nowhere.yaml") == 2
    assert "nowhere.yaml does not exist." in world.err


def test_without_a_single_best_item_there_is_nothing_to_do(world):
    only = SMALL[: SMALL.index("  - id: s-1")] + SMALL[SMALL.index("  - id: s-3") :]
    assert world.run(f"bank audit {small(world, only)}") == 4
    assert "There is no single-best item to audit here." in world.err
    assert world.out == ""


def test_a_bank_with_errors_is_left_out_and_told(world):
    folder = world.home / "both"
    shutil.copytree(BANKS, folder)
    (folder / "items" / "broken.yaml").write_text("format: 1\nid: broken\n")
    assert world.run(f"bank audit {folder} -n 0") == 0
    assert "Audit of 38 items" in world.out
    assert "Left out, it has errors:" in world.err and "broken.yaml" in world.err
    broken = folder / "items" / "broken.yaml"
    assert world.run(f"bank audit {broken}") == 3


def test_every_list_is_as_long_as_asked(world):
    world.run("bank audit -n 2 --plain")
    assert "t-2: Principle number 2." in world.out
    assert "t-3: Principle number 3." not in world.out
    assert "36 more; -n 38 shows all." in world.out
