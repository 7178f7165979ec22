"""An instructor's banks: begun, looked at, tried, added, brought up to date, removed."""

from __future__ import annotations

import json
import os

import pytest

from peerprep.banks.library import shipped
from peerprep.banks.reader import read_bank
from tests.banks.parcels import TOPICS, bank, put, tree, zipped
from tests.cli.world import World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def own(world):
    return world.home / "peerprep" / "banks"


def write(world, name, text):
    path = world.home / name
    if isinstance(text, str):
        path.write_text(text, "utf-8")
    else:
        path.write_bytes(text)
    return path


def said(world):
    """All that was printed, wherever its lines break."""
    return " ".join(world.out.split())


def kept(world):
    """Every file there is, but for what can be made anew at any time."""
    return {
        name: content
        for name, content in tree(world.home).items()
        if name != "peerprep" and not name.startswith("peerprep/cache")
    }


# New


def test_a_new_bank_is_sound_and_names_the_next_commands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    world = World(tmp_path, banks=shipped())
    assert world.run("bank new night-shift --author 'A. Writer'", interactive=False) == 0
    told = world.out
    for command in ("check", "preview", "try", "add"):
        assert f"peerprep bank {command} night-shift.yaml" in told
        assert world.run(f"bank {command} night-shift.yaml", "q", "y") == 0, world.err
    reading = read_bank((tmp_path / "night-shift.yaml").read_bytes(), "x")
    assert reading.problems == ()
    assert [item.id for item in reading.bank.items] == ["night-shift-001", "night-shift-002"]
    assert {item.kind.name for item in reading.bank.items} == {"single-best", "select-all"}
    assert {item.topic for item in reading.bank.items} == {"boundaries", "communication"}
    assert json.loads((tmp_path / "bank.schema.json").read_text())["title"]


def test_the_options_of_the_model_items_differ_little_in_length(tmp_path):
    world = World(tmp_path, banks=shipped())
    world.run("bank new night-shift", interactive=False)
    reading = read_bank((tmp_path / "night-shift.yaml").read_bytes(), "x")
    for item in reading.bank.items:
        lengths = [len(option.text) for option in item.options]
        assert max(lengths) <= 1.25 * min(lengths)


def test_on_a_terminal_it_asks_for_what_no_flag_says(world):
    answers = ["Late hours", "enter", "enter", "es", "hope"]
    assert world.run("bank new late", *answers) == 0
    made = read_bank((world.home / "late.yaml").read_bytes(), "x").bank
    assert (made.title, made.authors, made.language) == ("Late hours", ("A. Writer",), "es")
    assert {item.topic for item in made.items} == {"hope"}
    flags = "--title T --author A --licence L --language en --topic hope"
    assert world.run(f"bank new asked-nothing {flags}") == 0
    assert "Enter for" not in world.out


@pytest.mark.parametrize("title", ["__AUTHOR__ {x} %s", 'He said: "no" # now', "a\\b", "é 日本"])
def test_whatever_the_author_says_stays_text(world, title):
    world.run(f"bank new odd --title '{title}'", interactive=False)
    assert read_bank((world.home / "odd.yaml").read_bytes(), "x").bank.title == title


def test_new_never_overwrites_and_goes_into_another_folder(world):
    world.run("bank new one", interactive=False)
    before = (world.home / "one.yaml").read_text()
    assert world.run("bank new one", interactive=False) == 2
    assert "one.yaml is there already" in world.err
    assert (world.home / "one.yaml").read_text() == before
    assert world.run("bank new one.yaml --into deep/folder", interactive=False) == 0
    assert (world.home / "deep/folder/bank.schema.json").is_file()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("bank new ../up", "cannot be a bank's name"),
        ("bank new ''", "cannot be a bank's name"),
        ("bank new tests", "There is a bank tests already"),
        ("bank new x --topic hop", "There is no topic 'hop'. Did you mean hope?"),
        ("bank new x --title \x1b[2J", "cannot be seen (U+001B)"),
        ("bank add nowhere.zip", "nowhere.zip does not exist."),
        (f"bank add {'n' * 300}.yaml", "cannot be looked at: File name too long."),
        (f"bank new x --into {'n' * 300}", "cannot be written"),
        ("bank new x --into settled.txt", "settled.txt cannot be made: "),
        ("bank preview nowhere.yaml", "nowhere.yaml does not exist."),
        ("bank try nowhere.yaml", "nowhere.yaml does not exist."),
        ("bank show t-99", "There is no bank or item 't-99'. Did you mean"),
        ("bank remove tests", "tests is not one of your own banks"),
        ("bank remove nothing", "You have no bank 'nothing'."),
    ],
)
def test_a_slip_gets_one_clear_sentence(world, line, words):
    write(world, "settled.txt", "A file, not a folder.")
    assert world.run(line, interactive=False) == 2
    assert words in world.err
    assert not (world.home / "x.yaml").exists()


# Add


def test_a_bank_is_added_brought_up_to_date_and_removed_and_nothing_is_lost(world):
    write(world, "mine.yaml", bank("mine", "m-1", "m-2"))
    assert world.run("bank add mine.yaml", "y") == 0
    assert "- new: mine, A bank, 2 items." in said(world).replace("•", "-")
    assert world.run("drill --bank mine -n 2", "enter", "enter", "b", "3", "enter", "q") == 0
    write(world, "mine.yaml", bank("mine", "m-2", "m-3", stems={"m-2": "Reworded?"}))
    assert world.run("bank add mine.yaml --yes", interactive=False) == 0
    assert "changed: mine: added m-3; changed m-2; removed m-1." in said(world)
    kept = own(world) / ".replaced" / "mine-1.yaml"
    assert str(kept) in world.out.replace("\n", "")
    assert kept.read_text() == bank("mine", "m-1", "m-2")
    assert world.run("bank list --json") == 0
    assert {row["id"]: row["of"] for row in json.loads(world.out)["banks"]} == {
        "mine": "yours",
        "tests": "here",
    }
    assert world.run("bank remove mine --yes", interactive=False) == 0
    assert "in your records" in said(world)
    assert "past sittings can be read" in said(world)
    assert (own(world) / ".replaced" / "mine-2.yaml").is_file()
    assert world.run("lookback --json --filter all") == 0
    assert world.run("bank show mine") == 2
    assert world.run(f"bank add {kept} --yes") == 0  # a kept file brings its state back
    assert world.run("bank show m-1") == 0


def test_removing_counts_the_responses_that_refer_to_it(world):
    write(world, "mine.yaml", bank("mine", "m-1"))
    world.run("bank add mine.yaml --yes")
    world.run("bank remove mine --yes --plain")
    assert "No response in your records refers to them." in said(world)
    world.run("bank add mine.yaml --yes")
    world.run("drill --bank mine -n 1", "enter", "enter", "b", "3", "enter")
    world.run("bank remove mine --plain", "no")
    assert "1 response in your records refers to them." in said(world)
    assert "Nothing was changed." in said(world)
    assert (own(world) / "mine.yaml").is_file()


def test_a_dry_run_and_a_no_change_nothing(world):
    write(world, "mine.yaml", bank())
    for line, script in (("bank add mine.yaml --dry-run", []), ("bank add mine.yaml", ["n"])):
        assert world.run(line, *script) == 0
        assert "nothing was changed" in said(world).lower()
    assert world.run("bank add mine.yaml") == 0  # nobody says anything
    assert world.run("bank add mine.yaml", interactive=False) == 2
    assert "--yes" in world.err
    assert not own(world).exists()


def test_what_is_there_already_is_nothing_to_do(world):
    write(world, "mine.yaml", bank())
    world.run("bank add mine.yaml --yes")
    before = tree(own(world))
    write(world, "mine.yaml", "# another comment\n" + bank())
    assert world.run("bank add mine.yaml --yes") == 4
    assert "the same: mine, 1 item." in said(world)
    assert tree(own(world)) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (bank("tests"), "The bank id `tests` is taken by the bank `tests`"),
        (bank("mine", "t-1"), "mine.yaml:9:9: error ITEM-ID: The id `t-1` is taken by the bank"),
        (bank("mine", "m-1", "m-1"), "The id `m-1` is taken"),
        (bank(topic="hop"), "mine.yaml:10:12: error REF-BROKEN: There is no topic `hop`."),
        (bank().replace("stem:", "stam:"), "unknown field `stam`. Did you mean `stem`?"),
        (bank().encode("utf-16"), "The file is in UTF-16."),
        ("\ufeff\tformat: 1\n", "Indent with spaces, never with tabs"),
        (bank().replace("A bank", "A \0bank"), "(U+0000)"),
        (bank().replace("A bank", '"A \\e[2Jbank"'), "cannot be seen (U+001B)"),
        (bank().replace("First", '"A \\u202e bank"'), "cannot be seen (U+202E)"),
        (b"\xff\xff", "not UTF-8"),
        ("", "The file is empty."),
    ],
)  # fmt: skip
def test_a_bank_with_errors_is_refused_with_its_lines(world, text, words):
    write(world, "mine.yaml", text)
    assert world.run("bank add mine.yaml --yes --plain", width=200) == 3
    assert words in said(world)
    assert "mine.yaml is refused: see above. Nothing was changed." in world.err
    assert not own(world).exists()


def test_a_byte_order_mark_does_no_harm(world):
    write(world, "mine.yaml", "\ufeff" + bank())
    assert world.run("bank add mine.yaml --yes") == 0


def test_one_refused_bank_stops_all_of_a_zip(world):
    raw = zipped({"a.yaml": bank("a"), "b.yaml": bank("b", "t-1"), "c.yaml": bank("c")})
    write(world, "three.zip", raw)
    assert world.run("bank add three.zip --yes --plain") == 3
    assert [line for line in world.out.splitlines() if line.startswith("- ")] == [
        "- new: a, A bank, 1 item.",
        "- new: c, A bank, 1 item.",
        "- refused: three.zip/b.yaml, 1 error.",
    ]
    assert not own(world).exists()
    write(world, "three.zip", zipped({"a.yaml": bank("a"), "c.yaml": bank("c")}))
    assert world.run("bank add three.zip --yes") == 0
    assert set(tree(own(world))) == {"a.yaml", "c.yaml"}


def test_two_banks_of_one_parcel_cannot_share_an_id(world):
    put(world.home / "two", {"a.yaml": bank("same", "x-1"), "b.yaml": bank("same", "x-2")})
    assert world.run("bank add two --yes --plain") == 3
    assert "BANK-ID" in said(world)


def test_ids_that_differ_in_letter_case_alone_cannot_share_a_folder(world):
    put(world.home / "two", {"a.yaml": bank("Same", "x-1"), "b.yaml": bank("same", "x-2")})
    assert world.run("bank add two --yes --plain") == 3
    assert "IN-THE-WAY" in world.out
    assert not own(world).exists()


def test_an_item_can_move_from_one_bank_of_a_parcel_to_another(world):
    put(world.home / "two", {"a.yaml": bank("a", "x-1", "x-2"), "b.yaml": bank("b", "x-3")})
    assert world.run("bank add two --yes") == 0
    put(world.home / "two", {"a.yaml": bank("a", "x-1"), "b.yaml": bank("b", "x-2", "x-3")})
    assert world.run("bank add two --yes --plain") == 0
    assert "changed: a: removed x-2." in said(world)
    assert "changed: b: added x-2." in said(world)
    assert world.run("bank add two/b.yaml --yes") == 4


def test_two_banks_of_one_parcel_cannot_share_an_item(world):
    put(world.home / "two", {"a.yaml": bank("a", "x-1"), "b.yaml": bank("b", "x-1")})
    assert world.run("bank add two --yes --plain") == 3
    assert "The id `x-1` is taken by the bank `a` (two/a.yaml)." in said(world)


def test_a_name_in_a_zip_is_never_a_path(world):
    write(world, "up.zip", zipped({"../../evil.yaml": bank("evil")}))
    before = kept(world)
    assert world.run("bank add up.zip --yes --plain") == 3
    assert "leads out of the zip" in said(world)
    assert kept(world) == before


@pytest.mark.parametrize("name", ["..", "../up", "a/b", "/etc/x", ".hidden", "C:x", "a\\b", "-x"])
def test_an_id_is_never_a_path(world, name):
    write(world, "x.yaml", bank("mine").replace("id: mine\n", f"id: '{name}'\n"))
    before = kept(world)
    assert world.run("bank add x.yaml --yes --plain") == 3
    assert "cannot be a name" in said(world)
    assert kept(world) == before


@pytest.mark.parametrize("name", ["items", "exams", "topics", "lib.rary", "x..y"])
def test_any_id_that_is_a_name_has_its_place(world, name):
    write(world, "x.yaml", bank(name, "x-1"))
    assert world.run("bank add x.yaml --yes") == 0
    assert world.run(f"bank show {name}") == 0


def test_a_bank_called_topics_gets_a_file_that_is_read_as_a_bank(world):
    write(world, "x.yaml", bank("topics"))
    assert world.run("bank add x.yaml --yes") == 0
    assert world.run("bank show topics") == 0


def test_a_file_of_yours_with_errors_gives_way_and_that_is_said(world):
    put(own(world), {"mine.yaml": "broken: ["})
    write(world, "mine.yaml", bank())
    assert world.run("bank add mine.yaml --yes --plain", width=200) == 0
    assert "is there but has errors; it gives way to mine." in said(world)
    assert (own(world) / ".replaced" / "mine-1.yaml").read_text() == "broken: ["


def test_a_file_of_yours_with_errors_can_be_removed_by_its_name(world):
    put(own(world), {"mine.yaml": "broken: ["})
    assert world.run("bank remove mine --yes") == 0
    assert "which has errors" in said(world)
    assert set(tree(own(world))) == {".replaced", ".replaced/mine-1.yaml"}


def test_a_link_in_the_place_of_a_bank_is_never_written_through(world):
    outside = write(world, "outside.txt", "mine")
    own(world).mkdir(parents=True)
    (own(world) / "mine.yaml").symlink_to(outside)
    write(world, "mine.yaml", bank())
    assert world.run("bank add mine.yaml --yes --plain") == 3
    assert "IN-THE-WAY" in said(world)
    assert outside.read_text() == "mine"


# A library of one's own


def library(**more):
    return {
        "topics.yaml": TOPICS,
        "items/n.yaml": bank("night", "n-1", topic="night"),
        "lessons/night.md": "# Night\n\nA lesson.\n",
        "exams/small.yaml": EXAM,
        **more,
    }


EXAM = """\
format: 1
id: night-exam
name: Night exam
body: A board
domains:
  status: confirmed
  source: a page
  list: [{id: one, name: One, topics: [night]}]
"""


def test_a_library_brings_its_topics_exams_and_lessons(world):
    write(world, "night.zip", zipped({f"night-1.0/{k}": v for k, v in library().items()}))
    assert world.run("bank add night.zip --yes --plain", width=200) == 0
    assert "Comes along: topics (new), exam night-exam (new), lesson night (new)." in said(world)
    assert sorted(name for name, raw in tree(own(world)).items() if raw) == [
        "night/exams/night-exam.yaml", "night/items/night.yaml", "night/lessons/night.md",
        "night/topics.yaml",
    ]  # fmt: skip
    assert world.run("topics") == 0
    assert "night" in said(world)
    assert world.run("exams night-exam") == 0
    assert world.run("drill --topic night -n 1", "enter", "enter", "b", "3", "enter") == 0
    assert world.run("bank check") == 0
    assert world.run("bank add night.zip --yes") == 4


def test_a_new_state_of_a_library_goes_where_the_former_is_whatever_its_name(world):
    put(world.home / "night", library())
    world.run("bank add night --yes")
    changed = library(**{"items/n.yaml": bank("night", "n-1", "n-2", topic="night")})
    changed["topics.yaml"] = TOPICS + "  dawn: {title: Dawn}\n"
    write(world, "other-name.zip", zipped(changed))
    assert world.run("bank add other-name.zip --yes --plain", width=200) == 0
    assert "changed: night: added n-2." in said(world)
    assert "topics (changed)" in said(world)
    assert not (own(world) / "other-name").exists()
    assert (own(world) / ".replaced" / "night-topics-1.yaml").read_text() == TOPICS


def test_a_library_is_removed_with_its_last_bank(world):
    put(world.home / "night", library(**{"items/m.yaml": bank("more", topic="night")}))
    world.run("bank add night --yes")
    world.run("bank remove more --yes")
    assert (own(world) / "night" / "topics.yaml").is_file()
    world.run("bank remove night --yes")
    assert [name for name in tree(own(world)) if not name.startswith(".")] == []
    assert world.run("topics night") != 0


def test_a_library_cannot_lose_a_topic_that_another_bank_of_yours_needs(world):
    put(world.home / "night", library())
    world.run("bank add night --yes")
    write(world, "lone.yaml", bank("lone", topic="night"))
    assert world.run("bank add lone.yaml --yes") == 0
    changed = library(**{"items/n.yaml": bank("night", "n-1", topic="hope")})
    changed["topics.yaml"] = "format: 1\ntopics:\n  dawn: {title: Dawn}\n"
    del changed["lessons/night.md"], changed["exams/small.yaml"]
    write(world, "night.zip", zipped(changed))
    assert world.run("bank add night.zip --yes --plain", width=200) == 3
    assert "The bank `lone` needs the topic `night`, which would be gone." in said(world)
    assert world.run("bank remove night --yes") == 0
    assert (own(world) / "night" / "topics.yaml").is_file()
    assert world.run("bank check") == 0


def test_what_a_library_brings_never_stands_in_for_what_is_there(world):
    files = library(**{"lessons/strengths.md": "# Mine", "lessons/nothing.md": "# Odd"})
    files["topics.yaml"] = TOPICS + "  hope: {title: Renamed}\n"
    put(world.home / "night", files)
    assert world.run("bank add night --yes --plain", width=200) == 0
    assert "there is a lesson on strengths already" in said(world)
    assert "there is no topic nothing" in said(world)
    world.run("topics")
    assert "Renamed" not in world.out
    files["exams/small.yaml"] = EXAM.replace("night-exam", "little")
    files["items/n.yaml"] = bank("other", "o-1", topic="night")
    put(world.home / "other", files)
    assert world.run("bank add other --yes --plain") == 3
    assert "EXAM-ID" in said(world)


def test_a_bank_that_left_a_library_stays_and_that_is_said(world):
    put(world.home / "night", library(**{"items/m.yaml": bank("more", topic="night")}))
    world.run("bank add night --yes")
    (world.home / "night" / "items" / "m.yaml").unlink()
    put(world.home / "night", {"items/n.yaml": bank("night", "n-1", "n-2", topic="night")})
    world.run("bank add night --yes --plain")
    assert "more is not part of it any more and stays." in said(world)
    assert world.run("bank show more") == 0


def test_a_question_banks_folder_at_work_does_not_hide_the_shipped_ids(world):
    put(world.home / "question_banks", {"topics.yaml": TOPICS, "items/t.yaml": bank("tests")})
    world.variables["PEERPREP_BANKS"] = ""
    write(world, "mine.yaml", bank("boundaries", topic="boundaries"))
    assert world.run("bank add mine.yaml --yes --plain", width=200) == 3
    assert "The bank id `boundaries` is taken by the bank" in said(world)


def test_thousands_of_problems_are_not_all_told(world):
    write(world, "mine.yaml", bank("mine", *["t-1"] * 60))
    assert world.run("bank add mine.yaml --yes --plain") == 3
    assert "more problems." in said(world)


def test_another_library_of_the_same_name_gets_a_folder_of_its_own(world):
    put(world.home / "a" / "lib", library())
    put(world.home / "b" / "lib", {
        "topics.yaml": "format: 1\ntopics: {dusk: {title: Dusk}}\n",
        "items/d.yaml": bank("dusk", topic="dusk"),
    })  # fmt: skip
    world.run("bank add a/lib --yes")
    world.run("bank add b/lib --yes")
    assert (own(world) / "lib-2" / "items" / "dusk.yaml").is_file()


# Show


def test_show_tells_all_of_an_item_with_its_line(world):
    assert world.run("bank show t-1 --plain", width=200) == 0
    line = next(
        number
        for number, text in enumerate((BANKS_FILE).read_text().splitlines(), start=1)
        if "id: t-1" in text
    )
    for words in (
        f"tests.yaml:{line}", "Key B: Second way of case 1.", "Option A: First way of case 1.",
        "Why B: It is best here.", "Principle: Principle number 1.", "pool drill",
        "Source: A publication (2015): section 1",
    ):  # fmt: skip
        assert words in said(world)
    assert world.run("bank show t-1 --json") == 0
    body = json.loads(world.out)
    assert body["schema"] == 1
    assert [o["correct"] for o in body["item"]["options"]] == [False, True, False, False]


BANKS_FILE = World.__init__.__kwdefaults__["banks"] / "items" / "tests.yaml"


@pytest.mark.parametrize("look", ["--plain", "--large", "--standard"])
@pytest.mark.parametrize(
    "line", ["bank show tests", "bank show t-2", "bank list", "bank add m.yaml --dry-run"]
)
def test_every_look_fits_forty_columns(world, look, line):
    write(world, "m.yaml", bank("mine", "m-1", "m-2"))
    assert world.run(f"{line} {look}", width=40) == 0
    assert max(len(row) for row in world.out.splitlines()) <= 40


# Preview and try


def test_preview_shows_the_question_and_the_feedback_for_every_option(world):
    write(world, "mine.yaml", bank("mine", "m-1", "m-2"))
    assert world.run("bank preview mine.yaml m-2 --plain") == 0
    assert "m-2: question 2 of 2." in said(world)
    assert world.out.count("[correct] Right.") == 1
    assert world.out.count("[not correct] Not this one. B fits best here.") == 1
    assert "Why not A: It tempts." in said(world)
    assert "m-1" not in world.out
    for look in ("--large", "--standard"):
        assert world.run(f"bank preview mine.yaml {look}") == 0
    assert world.run("bank preview mine.yaml m-3") == 2
    assert "mine.yaml has no item 'm-3'." in world.err
    assert not [name for name in kept(world) if name.startswith("peerprep")]


def test_preview_of_select_all_shows_each_distractor_beside_the_key(world):
    text = bank("mine").replace("level: recall", "level: recall\n    kind: select-all")
    third = "      - {text: Third, rationale: Also best., correct: true}\n"
    text = text.replace("      - {text: First", third + "      - {text: First")
    write(world, "mine.yaml", text)
    assert world.run("bank preview mine.yaml --plain") == 0
    assert world.out.count("[correct]") == 1
    assert world.out.count("[not correct]") == 1


def test_preview_of_a_broken_file_shows_its_problems(world):
    write(world, "mine.yaml", bank().replace("title: A bank", ""))
    assert world.run("bank preview mine.yaml --plain") == 3
    assert "has no `title`" in said(world)


def test_watching_draws_anew_what_was_saved_also_when_it_is_broken_for_a_while(world):
    path = write(world, "mine.yaml", bank())
    stamp = iter(range(10**9, 10**10, 10**9))

    def save(text):
        def act():
            path.write_text(text)
            os.utime(path, ns=(next(stamp), next(stamp)))

        return act

    script = [
        2.1, save(bank(stems={"mine-1": "Mended?"})), 0.6, save("broken: ["), 0.6,
        path.unlink, 0.6, save(bank(stems={"mine-1": "Back again?"})), 0.6, "q",
    ]  # fmt: skip
    assert world.run("bank preview mine.yaml --watch --plain", *script, interactive=True) == 0
    assert world.out.count("Watching mine.yaml. Saving it draws it anew; q ends.") == 5
    told = ("What is best in mine-1?", "Mended?", "not valid YAML", "not there just", "Back again?")
    for words in told:
        assert words in said(world)


def test_watching_ends_with_the_input_or_ctrl_c(world):
    write(world, "mine.yaml", bank())

    def interrupt():
        raise KeyboardInterrupt

    assert world.run("bank preview mine.yaml --watch") == 0
    assert world.run("bank preview mine.yaml --watch", 3.0, interrupt) == 0


def test_a_try_is_a_drill_that_leaves_nothing(world):
    write(world, "mine.yaml", bank("mine", "m-1", "m-2", "m-3"))
    script = ["enter", "f", "key is odd", "b", "3", "enter", "a", "2", "enter", "q"]
    assert world.run("bank try mine.yaml --seed 3", *script) == 0
    assert "Nothing is kept: no answer, no date, no note." in said(world)
    assert "of 2 right. This was a try: nothing was kept." in said(world)
    assert "You said of" in said(world)
    assert "key is odd" in said(world)
    assert "it is not kept" in said(world)
    assert "Comes back" not in world.out
    assert not [name for name in kept(world) if name.startswith("peerprep")]


def test_a_try_reads_the_topics_beside_the_file_and_says_how_for_an_unknown_one(world):
    write(world, "mine.yaml", bank(topic="night"))
    assert world.run("bank try mine.yaml --plain", width=200) == 3
    assert "There is no topic `night`." in said(world)
    assert "topics.yaml" in said(world)
    write(world, "topics.yaml", TOPICS)
    assert world.run("bank try mine.yaml", "enter", "b", "3", "enter") == 0
    assert world.run("bank preview mine.yaml") == 0


def test_a_pipe_or_folder_in_place_of_a_file_is_one_problem(world):
    os.mkfifo(world.home / "pipe.yaml")
    (world.home / "folder.yaml").mkdir()
    for name in ("pipe.yaml", "folder.yaml"):
        for command in ("add", "preview", "try"):
            assert world.run(f"bank {command} {name} --plain") == 3
            assert "NO-FILE" in said(world)


def test_what_an_earlier_run_left_half_done_is_put_back_and_said(world):
    write(world, "mine.yaml", bank())
    world.run("bank add mine.yaml --yes")
    half = {"format": 1, "folders": [], "moves": [{"place": "half.yaml", "kept": None}]}
    put(own(world), {".adding/journal.json": json.dumps(half), "half.yaml": bank("half")})
    assert world.run("bank list --plain") == 0
    assert "had stopped half-way. It was put back." in world.err
    assert world.run("bank show half") == 2
    assert world.run("bank show mine") == 0
