"""Where banks are found, and how one bad file leaves the rest at work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from peerprep.banks.files import TOPICS_FILE
from peerprep.banks.library import bank_files, load, roots, shipped
from peerprep.errors import UsageError

BANK = """\
format: 1
id: {bank}
title: A bank
language: en
licence: CC-BY-SA-4.0
version: "1"
sources: {{src: {{title: A publication}}}}
items:
  - id: {item}
    topic: strengths
    level: recall
    stem: What is best?
    options:
      - {{text: First, rationale: It tempts.}}
      - {{text: Second, rationale: It is best., correct: true}}
    principle: A principle.
    source: {{id: src, locator: section 1}}
    enemies: [{enemy}]
"""
TOPICS = "format: 1\ntopics:\n  strengths: {title: Strengths}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / TOPICS_FILE).write_text(TOPICS)
    (tmp_path / "items").mkdir()
    return tmp_path


def put(folder, name, bank="demo", item="one", enemy="one"):
    path = folder / "items" / f"{name}.yaml"
    path.write_text(BANK.format(bank=bank, item=item, enemy=enemy))
    return path


def test_a_folder_of_banks_makes_a_library(folder):
    put(folder, "a", "bank-a", "a-1", "b-1")
    put(folder, "b", "bank-b", "b-1", "a-1")
    holdings = load([folder], shown_from=folder)
    assert list(holdings.library.items) == ["a-1", "b-1"]
    assert holdings.problems == ()
    assert holdings.library.source_line(holdings.library.items["a-1"]) == "A publication: section 1"


def test_a_bank_with_errors_is_left_out_and_the_rest_works(folder):
    put(folder, "good", "good", "g-1", "g-1")
    (folder / "items" / "bad.yaml").write_text("format: 1\nid: [\n")
    holdings = load([folder], shown_from=folder)
    assert list(holdings.library.items) == ["g-1"]
    assert holdings.left_out == (str(Path("items", "bad.yaml")),)


def test_two_items_with_one_id_name_both_places(folder):
    put(folder, "a", "bank-a", "same")
    put(folder, "b", "bank-b", "same")
    holdings = load([folder], shown_from=folder)
    (problem,) = [p for p in holdings.problems if p.tier == "error"]
    assert str(problem.location) == "items/b.yaml:9:9"
    assert "items/a.yaml:9:9" in problem.message
    assert [bank.id for bank in holdings.library.banks] == ["bank-a"]


def test_two_banks_with_one_id_are_reported(folder):
    put(folder, "a", "same", "a-1", "a-1")
    put(folder, "b", "same", "b-1", "b-1")
    holdings = load([folder], shown_from=folder)
    assert [p.rule for p in holdings.problems if p.tier == "error"] == ["BANK-ID"]


def test_an_enemy_that_no_bank_holds_is_a_note_and_no_error(folder):
    put(folder, "a", enemy="elsewhere")
    holdings = load([folder], shown_from=folder)
    assert [(p.tier, p.rule) for p in holdings.problems] == [("note", "REF-BROKEN")]
    assert len(holdings.library.items) == 1


def test_retired_items_are_in_no_sitting(folder):
    path = put(folder, "a")
    path.write_text(path.read_text().replace("level: recall", "level: recall\n    status: retired"))
    library = load([folder]).library
    assert library.items == {}
    assert library.bank_of("one") is not None


def test_links_that_lead_out_of_the_folder_are_left_alone(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "x.yaml"
    outside.write_text(BANK.format(bank="x", item="x-1", enemy="x-1"))
    (folder / "items" / "link.yaml").symlink_to(outside)
    assert bank_files(folder) == []


def test_an_unreadable_file_is_one_problem(folder):
    path = put(folder, "a")
    path.unlink()
    path.mkdir()  # a folder where a file is looked for is skipped
    (folder / "items" / "gone.yaml").symlink_to(folder / "items" / "nowhere.yaml")
    assert load([folder]).problems == ()
    loop = load([folder], only=[folder / "items" / "a.yaml"])
    assert loop.library.items == {}


def test_only_narrows_to_the_named_file(folder):
    put(folder, "a", "bank-a", "a-1", "a-1")
    put(folder, "b", "bank-b", "b-1", "b-1")
    library = load([folder], only=[folder / "items" / "b.yaml"]).library
    assert list(library.items) == ["b-1"]


def test_the_folders_come_in_their_order(folder, tmp_path):
    working, personal = tmp_path / "work", tmp_path / "mine"
    working.mkdir()
    assert roots(working, personal, None) == (shipped(),)
    (working / "question_banks").mkdir()
    (working / "question_banks" / TOPICS_FILE).write_text(TOPICS)
    assert roots(working, personal, None) == (working / "question_banks",)
    personal.mkdir()
    assert roots(working, personal, None) == (working / "question_banks", personal)
    named = os.pathsep.join([str(folder), str(working)])
    assert roots(working, personal, named) == (folder, working, personal)


def test_libraries_added_to_the_persons_folder_are_read_once_each(tmp_path):
    mine = tmp_path / "mine"
    (mine / "night" / "items").mkdir(parents=True)
    (mine / "night" / TOPICS_FILE).write_text(TOPICS)
    put(mine / "night", "a", "bank-a", "a-1", "a-1")
    (mine / "alone.yaml").write_text(BANK.format(bank="b", item="b-1", enemy="b-1"))
    where = roots(tmp_path, mine, str(shipped()))
    assert where == (shipped(), mine, mine / "night")
    holdings = load([mine, mine / "night"])
    assert holdings.problems == ()
    assert sorted(holdings.library.items) == ["a-1", "b-1"]


def test_what_a_dot_hides_and_exams_of_a_library_within_are_no_banks(folder):
    for name in (".replaced", "exams", "lib/exams", "lib/lessons", "lib/.git"):
        path = folder / "items" / name / "x.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(BANK.format(bank="x", item="x-1", enemy="x-1"))
    assert bank_files(folder) == []


def test_a_later_folder_never_renames_a_topic_of_an_earlier_one(folder, tmp_path_factory):
    later = tmp_path_factory.mktemp("later")
    (later / TOPICS_FILE).write_text(TOPICS.replace("Strengths", "Else") + "  new: {title: New}\n")
    topics = load([folder, later]).library.topics
    assert [(t.id, t.title) for t in topics.values()] == [
        ("strengths", "Strengths"), ("new", "New")
    ]  # fmt: skip


def test_a_folder_in_peerprep_banks_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="nowhere"):
        roots(tmp_path, tmp_path / "mine", str(tmp_path / "nowhere"))
