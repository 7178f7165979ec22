"""bank check, as an author meets it: places, tiers, waivers, formats, exit codes."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from tests.cli.world import World

HEAD = """\
format: 1
id: mine
title: Mine
language: en
licence: CC-BY-SA-4.0
version: "1"
sources:
  src: {title: A publication}
"""
ITEM = """\
  - id: {id}
    topic: strengths
    level: recall
    stem: >-
      {stem}
    options:
      - {{text: Listen to him, rationale: "It is kind, and too early."}}
      - {{text: Call a friend, rationale: It is best., correct: true}}
      - {{text: "{third}", rationale: It comes later.}}
      - {{text: Go for a walk, rationale: It comes later.}}
    principle: Start from what the person can do.
    source: {{id: src, locator: section 1}}
"""


def item(name: str = "one", stem: str = "What is best here and now?", third: str = "Wait") -> str:
    return ITEM.format(id=name, stem=stem, third=third)


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return World(tmp_path)


def put(world, *items: str, head: str = "", name: str = "mine.yaml"):
    path = world.home / name
    path.write_text(HEAD + head + "items:\n" + "".join(items), "utf-8")
    return path


def test_a_clean_bank_is_one_line_and_exit_code_0(world):
    put(world, item())
    assert world.run("bank check mine.yaml --plain") == 0
    assert world.out == "1 file, 1 item: 0 errors, 0 warnings, 0 notes.\n"
    assert world.err == ""


def test_a_finding_names_its_place_and_underlines_the_words(world):
    put(world, item(stem="A former addict calls. What is best?"))
    assert world.run("bank check mine.yaml --plain") == 0
    assert [line.rstrip() for line in world.out.splitlines()] == (
        'mine.yaml:14:9: warning LANGUAGE: "former addict" is not person-first or\n'
        "carries stigma (NIDA, Words Matter: Terms to Use and Avoid When Talking About\n"
        "Addiction).\n"
        "          A former addict calls. What is best?\n"
        "            ^^^^^^^^^^^^^\n"
        "    do: Say: person with a substance use disorder, or person in recovery; or\n"
        "put it in quotation marks where somebody says it.\n"
        "1 file, 1 item: 0 errors, 1 warning, 0 notes."
    ).splitlines()


def first(world, line: str) -> dict:
    world.run(f"bank check mine.yaml --output json {line}")
    return json.loads(world.out)[0]


@pytest.mark.parametrize(
    ("stem", "line", "column"),
    [
        ("He calls.\n      Then an addict calls. What is best?", 15, 15),
        ("A man calls an\n      addict. What is best?", 15, 7),
    ],
)
def test_words_are_found_in_folded_text(world, stem, line, column):
    put(world, item(stem=stem))
    found = first(world, "--select LANGUAGE")
    assert (found["line"], found["column"]) == (line, column)


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ('"She\'s an addict, \\"he\\" says"', 26),
        ("'She''s an addict'", 27),
        ("She is an addict", 26),
        ('"An \\x61ddict"', 16),
    ],
)
def test_words_are_found_in_quoted_text_or_else_the_field(world, written, column):
    put(world, item().replace('"Wait"', written))
    assert first(world, "--select LANGUAGE")["column"] == column


def test_wide_letters_keep_the_marks_in_place(world):
    put(world, item(third="日本 addict"))
    world.run("bank check mine.yaml --plain")
    shown = world.out.splitlines()
    at = next(n for n, line in enumerate(shown) if "日本" in line)
    before = shown[at].split("addict")[0]
    assert shown[at + 1] == " " * (len(before) + 2) + "^^^^^^"


@pytest.mark.parametrize("look", ["--plain", "--large", "--standard"])
def test_every_look_shows_the_same_findings(world, look):
    put(world, item(third="All of the above"))
    assert world.run(f"bank check mine.yaml {look}", width=40) == 0
    assert "AOTA" in world.out
    assert "\x1b" not in world.out
    assert all(len(line) <= 40 for line in world.out.splitlines())


def test_notes_on_items_are_counted_and_shown_on_request(world):
    put(world, item(third="Always wait"))
    world.run("bank check mine.yaml --plain")
    assert "1 file, 1 item: 0 errors, 0 warnings, 1 note (1 not shown: --notes)." in world.out
    assert "ABS-DISTRACTOR" not in world.out
    world.run("bank check mine.yaml --notes")
    assert "note ABS-DISTRACTOR" in world.out
    world.run("bank check mine.yaml --select abs-distractor")
    assert "note ABS-DISTRACTOR" in world.out
    assert [row["rule"] for row in first_all(world)] == ["ABS-DISTRACTOR"]


def first_all(world, line: str = "") -> list[dict]:
    world.run(f"bank check mine.yaml --output json {line}")
    return json.loads(world.out)


def test_rules_and_tiers_are_selected_and_ignored(world):
    put(world, item(stem="Which is not best?", third="Always all of these addicts"))
    rules = {row["rule"] for row in first_all(world)}
    assert rules == {"NEG-STEM", "LANGUAGE", "ABS-DISTRACTOR"}
    assert {r["rule"] for r in first_all(world, "--select NEG-STEM,language")} == {
        "NEG-STEM",
        "LANGUAGE",
    }
    assert {r["rule"] for r in first_all(world, "--select warning --ignore LANGUAGE")} == {
        "NEG-STEM"
    }
    assert {r["rule"] for r in first_all(world, "--ignore notes --ignore NEG-STEM")} == {"LANGUAGE"}


def test_an_unknown_rule_is_met_with_the_nearest_one(world):
    put(world, item())
    assert world.run("bank check mine.yaml --select NEGSTEM") == 2
    assert "There is no rule NEGSTEM. Did you mean `NEG-STEM`?" in world.err
    assert world.run("bank check --explain K-TIPE") == 2
    assert "Did you mean `K-TYPE`?" in world.err


def test_errors_leave_with_three_and_warnings_only_when_strict(world):
    put(world, item(third="None of the above"))
    assert world.run("bank check mine.yaml") == 0
    assert world.run("bank check mine.yaml --strict") == 3
    assert "warnings" in world.err
    assert world.run("bank check mine.yaml --strict --ignore warning") == 0
    put(world, item(third="call a friend."))
    assert world.run("bank check mine.yaml") == 3
    assert "error OPT-DUP" in world.out


def test_the_wording_of_sound_and_damaged_items_is_checked_beside_the_errors(world):
    put(
        world,
        item(third="All of the above"),
        item("two", "Which is not best?").replace(", correct: true", ""),
    )
    assert world.run("bank check mine.yaml --output json") == 3
    found = {(row["item"], row["rule"]) for row in json.loads(world.out)}
    assert found >= {("one", "AOTA"), ("two", "KEY-NONE"), ("two", "NEG-STEM")}


def test_a_waiver_in_the_item_silences_its_rule_there_alone(world):
    waived = item(third="None of these") + '    waive: {NOTA: "The exam has it so."}\n'
    other = item("two", "What is worst in another place?", "None of these")
    put(world, waived, other)
    assert [(row["item"], row["rule"]) for row in first_all(world)] == [("two", "NOTA")]


def test_a_waiver_at_the_head_silences_its_rule_in_the_whole_bank(world):
    put(world, item(third="None of these"), head='waive: {NOTA: "The exam has it so."}\n')
    assert first_all(world) == []


def test_a_waiver_that_is_no_longer_needed_is_reported_at_its_line(world):
    put(world, item() + '    waive: {NOTA: "The exam has it so."}\n')
    (row,) = first_all(world)
    assert (row["rule"], row["tier"], row["item"]) == ("WAIVE-STALE", "note", "one")
    world.run("bank check mine.yaml --plain")
    assert '    waive: {NOTA: "The exam has it so."}\n                ^^^^\n' in world.out


@pytest.mark.parametrize(
    ("rule", "words"), [("NOTTA", "Did you mean `NOTA`?"), ("KEY-NONE", "cannot be waived")]
)
def test_a_waiver_of_nothing_or_of_an_error_is_a_warning(world, rule, words):
    put(world, item() + f'    waive: {{{rule}: "Because."}}\n')
    (row,) = first_all(world)
    assert (row["rule"], row["tier"]) == ("WAIVE-UNKNOWN", "warning")
    assert words in row["message"]


def test_a_waiver_does_not_silence_an_error(world):
    put(world, item().replace(", correct: true", "") + '    waive: {KEY-NONE: "Because."}\n')
    assert {row["rule"] for row in first_all(world)} == {"KEY-NONE", "WAIVE-UNKNOWN"}


def test_items_that_are_there_twice_are_found_across_files(world):
    long = "He has a job and asks what to do with the long days that he used to spend at the bar. "
    long += "What is best?"
    near = long.replace("job", "cat")
    put(world, item("one", long), item("two", long), item("three", near))
    second = put(world, item("four", long), name="more.yaml")
    second.write_text(second.read_text().replace("id: mine", "id: more"))
    world.run("bank check mine.yaml more.yaml --output json --select ITEM-DUP,ITEM-NEAR")
    assert [(row["file"], row["item"], row["rule"]) for row in json.loads(world.out)] == [
        ("mine.yaml", "two", "ITEM-DUP"),
        ("mine.yaml", "three", "ITEM-NEAR"),
        ("more.yaml", "four", "ITEM-DUP"),
    ]


def test_a_file_goes_by_the_topics_of_its_folder_or_one_above_it(world):
    deep = world.home / "own" / "items" / "sub"
    deep.mkdir(parents=True)
    path = put(world, item().replace("topic: strengths", "topic: mountains"))
    assert world.run("bank check mine.yaml") == 3
    assert "There is no topic `mountains`" in world.out
    (world.home / "own" / "topics.yaml").write_text(
        "format: 1\ntopics:\n  mountains: {title: Mountains}\n"
    )
    path.rename(deep / "mine.yaml")
    assert world.run("bank check own/items/sub/mine.yaml") == 0
    assert world.run("bank check own") == 0


def test_a_comment_that_tells_of_a_real_exam_is_found_with_its_item(world):
    put(
        world, item(), "  # recalled from the 2023 exam\n" + item("two", "And what is second best?")
    )
    (row,) = first_all(world)
    assert (row["rule"], row["item"], row["line"], row["column"]) == ("PROVENANCE", "two", 22, 5)


def test_json_is_a_bare_list_of_plain_objects(world):
    put(world, item(third="None of these"))
    world.run("bank check mine.yaml --json")
    assert json.loads(world.out) == [
        {
            "rule": "NOTA",
            "tier": "warning",
            "file": "mine.yaml",
            "line": 18,
            "column": 17,
            "item": "one",
            "message": "This option asks what is wrong and not what is right.",
            "fix": "Write an option that somebody could think best.",
        }
    ]


def test_github_gets_one_annotation_a_finding_with_escapes(world):
    put(world, item(third="None of these"), name="a,b%.yaml")
    world.run("bank check a,b%.yaml --output github")
    assert world.out == (
        "::warning file=a%2Cb%25.yaml,line=18,col=17,endColumn=30,title=NOTA::This option asks "
        "what is wrong and not what is right. Write an option that somebody could think best.\n"
    )


TEXT = {
    "type": "object",
    "properties": {"text": {"type": "string", "minLength": 1}},
    "required": ["text"],
}
# The parts of the SARIF 2.1.0 schema that the log uses, with their limits.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "pattern": "sarif-schema-2.1.0.json$"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "semanticVersion": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                                "properties": {"type": "object"},
                                                "defaultConfiguration": {
                                                    "properties": {
                                                        "level": {
                                                            "enum": [
                                                                "none",
                                                                "note",
                                                                "warning",
                                                                "error",
                                                            ]
                                                        }
                                                    }
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": -1},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "properties": {"type": "object"},
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {
                                                            "uri": {"pattern": r"^[\w./~%-]+$"}
                                                        }
                                                    },
                                                    "region": {
                                                        "additionalProperties": False,
                                                        "properties": {
                                                            name: {"type": "integer", "minimum": 1}
                                                            for name in (
                                                                "startLine",
                                                                "startColumn",
                                                                "endColumn",
                                                            )
                                                        },
                                                    },
                                                },
                                            }
                                        }
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_sarif_holds_every_finding_and_the_rules_found(world):
    put(world, item(stem="Which is not best, ü?", third="Always none of these"), name="ü bank.yaml")
    path = world.home / "ü bank.yaml"
    path.rename(world.home / "ü.yaml")
    world.run("bank check ü.yaml --output sarif")
    log = json.loads(world.out)
    assert list(Draft202012Validator(SARIF).iter_errors(log)) == []
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["NEG-STEM", "ABS-DISTRACTOR"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["properties"] == {"item": "one"}
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "%C3%BC.yaml"
        assert place["region"]["endColumn"] > place["region"]["startColumn"]
    assert [result["level"] for result in run["results"]] == ["warning", "note"]


def test_a_clean_bank_is_an_empty_log_and_an_empty_list(world):
    put(world, item())
    world.run("bank check mine.yaml --output sarif")
    assert json.loads(world.out)["runs"][0]["results"] == []
    assert first_all(world) == []
    world.run("bank check mine.yaml --output github")
    assert world.out == ""


@pytest.mark.parametrize("look", ["--plain", "--large", "--standard"])
def test_a_rule_is_explained_in_every_look(world, look):
    assert world.run(f"bank check --explain neg-stem {look}", width=40) == 0
    flat = " ".join(world.out.split())
    for words in ("NEG-STEM", "warning, or note", "Why it matters", "guideline 17", "waive"):
        assert words in flat


def test_an_error_is_explained_as_not_to_be_waived(world):
    world.run("bank check --explain KEY-NONE --plain")
    assert "Errors cannot be waived." in world.out


def test_a_long_check_tells_how_far_it_has_come_on_stderr(world):
    put(
        world,
        item(),
        item("two", "And what is second best here?"),
        item("three", "Who pays for it?"),
    )
    world.clock.tick = lambda: world.clock.pass_time(2) or world.clock.seconds
    assert world.run("bank check mine.yaml --plain") == 0
    assert world.err == "Checked 1 of 3 items …\nChecked 2 of 3 items …\n"
    assert world.run("bank check mine.yaml --output json", interactive=False) == 0
    assert world.err == ""


def test_fix_brings_the_form_into_order_and_mends_no_words(world):
    path = put(world, item(third="All of these"))
    text = path.read_text("utf-8").replace("    topic: strengths\n", "    topic:   'strengths'\n")
    path.write_text("# mine\n" + text, "utf-8")
    world.run("bank check mine.yaml --plain")
    before = world.out
    assert world.run("bank check mine.yaml --plain --fix") == 0
    assert "formatted: mine.yaml" in world.err
    assert path.read_text("utf-8").startswith("# mine\n")
    assert "topic: strengths\n" in path.read_text("utf-8")
    assert "AOTA" in world.out
    assert before.count("warning") == world.out.count("warning")
    world.run("bank check mine.yaml --plain --fix")
    assert world.err == ""


def test_fix_wants_to_be_told_which_files(world):
    assert world.run("bank check --fix") == 2
    assert "Name a bank file" in world.err


def test_adding_tells_of_warnings_and_refuses_what_is_provably_wrong(world):
    path = put(world, item(third="All of these"))
    assert world.run("bank add mine.yaml --dry-run --plain") == 0
    assert "1 warning. See: peerprep bank check mine.yaml" in " ".join(world.out.split())
    put(world, item(stem="Which TWO are best here and now?"))
    assert world.run("bank add mine.yaml --yes --plain") == 3
    assert "CHOOSE-COUNT" in world.out
    assert path.exists()
    assert not (world.home / "peerprep" / "banks").exists()


def test_structure_alone_finds_what_reading_finds_and_asks_no_rule_of_wording(world):
    put(world, item(third="All of these"))
    assert world.run("bank check mine.yaml --structure --plain") == 0
    assert world.out == "1 file, 1 item: 0 errors, 0 warnings, 0 notes.\n"
    put(world, item().replace(", correct: true", ""))
    assert world.run("bank check mine.yaml --structure --plain") == 3
    assert "KEY-NONE" in world.out
    (world.home / "topics.yaml").write_text("format: 1\ntopics: {strengths: {title: S}}\n")
    assert world.run("bank check . --structure --plain") == 3
    assert "KEY-NONE" in world.out
    assert world.run("bank check --structure --plain") == 0


def test_a_link_to_itself_an_empty_folder_and_no_rule_at_all_are_one_sentence_each(world):
    put(world, item())
    (world.home / "loop.yaml").symlink_to("loop.yaml")
    assert world.run("bank check . --plain") == 0
    assert world.out.startswith("1 file, 1 item")
    (world.home / "empty").mkdir()
    assert world.run("bank check empty") == 4
    assert world.run("bank check loop.yaml") == 2
    assert "loop.yaml" in world.err
    assert world.run("bank check --explain ,") == 2
    assert world.run("bank check nowhere.yaml") == 2


def test_choosing_rules_never_hides_a_file_that_cannot_be_read(world):
    put(world, "  - {id: [}\n")
    assert world.run("bank check mine.yaml --select NEG-STEM --plain") == 3
    assert "YAML" in world.out
