"""The commands, each as a candidate or an instructor uses it."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.world import World

ANSWER = ["b", "3", "enter"]
MOCK = ["enter", "a", "enter"]  # brief, agreement, ready
END = ["l", "e", "y"]


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def drill(world, *script, line="drill -n 4", first=True):
    return world.run(line, *(["enter"] if first else []), "enter", *script)


# Today


def test_two_keystrokes_lead_from_today_to_the_first_question(world):
    world.run("", "enter", "enter")
    assert "Welcome" in world.out
    assert "Question 1 of 10" in world.out


def test_today_counts_what_is_due_and_what_is_new(world):
    assert world.run("today --json") == 0
    assert json.loads(world.out) == {
        "schema": 1, "due": 0, "new": 14, "seen": 0, "secure": 0, "most_to_gain": None,
        "open_mock": None, "last_mock": None, "length": 10,
    }  # fmt: skip
    drill(world, *ANSWER * 4)
    world.clock.pass_time(3 * 86400)
    world.run("today")
    assert "questions due for another look." in world.out
    assert "10 questions you have not seen yet." in world.out


def test_today_offers_the_open_mock_and_goes_on_with_it(world):
    world.run("exam little", "enter", *MOCK, "b", "q")
    world.run("", "enter", "c", "q")
    assert "A mock is open. Mock 1, Little exam: item 1 of 8" in world.out
    assert "Your answer: C" in world.out


def test_without_a_terminal_today_is_text_and_asks_nothing(world):
    assert world.run("", interactive=False) == 0
    assert "Good to see you. 14 questions wait" in world.out
    assert "\x1b" not in world.out


def test_support_and_keys_open_from_a_page_and_come_back(world):
    world.run("", "h", "b", "?", "b", "enter", "enter", "q")
    assert "988 Suicide & Crisis Lifeline" in world.out
    assert "What else works on a page" in world.out
    assert "Question 1 of 10" in world.out


# Drill


def test_a_drill_ends_with_its_summary_and_the_next_command(world):
    assert drill(world, *ANSWER * 3, "a", "3", "enter", "s") == 0
    for words in (
        "3 of 4 right", "Sure, and not this time:", "will be due tomorrow",
        "Next: peerprep lookback",
    ):  # fmt: skip
        assert words in world.out


def test_a_drill_never_asks_from_the_mock_pool(world):
    drill(world, *ANSWER * 14, line="drill -n 30")
    world.run("lookback --json --filter all")
    ids = {row["item"] for row in json.loads(world.out)["items"]}
    assert ids == {f"t-{n}" for n in range(1, 15)}


def test_a_topic_stands_for_what_is_below_it(world):
    drill(world, *ANSWER * 3, line="drill -n 3 --topic hope")
    world.run("history --json")
    assert json.loads(world.out)["sittings"][0]["title"] == "Drill: Hope"
    assert drill(world, line="drill --topic all", first=False) == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("drill --topic hop", "There is no topic 'hop'. Did you mean hope?"),
        ("drill --exam littel", "There is no exam 'littel'. Did you mean little?"),
        ("drill --exam little --domain three", "Domains: one (Domain one), two (Domain two)."),
        ("drill --domain one", "--domain needs --exam"),
        ("drill --exam dark", "content areas of Dark exam are not known"),
        ("drill --bank tets", "There is no bank 'tets', and no such file. Did you mean tests?"),
        ("drill --certainty maybe", "certainty cannot be 'maybe'. Use one of: on, off."),
        ("drill --from yesterday", "--from takes last-exam."),
        ("drill -n 0", "-n"),
        ("dril", "No such command 'dril'"),
        ("exam --new --resume", "opposites"),
        ("lookback 99", "no finished sitting"),
        ("lookback --filter wrong", "There is no filter 'wrong'. Filters: all, not-correct"),
        ("settings clock loud", "clock cannot be 'loud'. Use one of: shown, hidden, ask."),
        ("settings cloc shown", "There is no setting 'cloc'."),
        ("bank check nowhere.yaml", "nowhere.yaml does not exist."),
    ],
)
def test_a_slip_gets_one_clear_sentence(world, line, words):
    assert world.run(line) in {2, 4}
    assert words in world.err
    assert "Traceback" not in world.err


def test_a_domain_of_an_exam_can_be_drilled(world):
    drill(world, *ANSWER * 3, line="drill -n 30 --exam little --domain two")
    assert world.run("result --json") == 4
    world.run("lookback --json --filter all")
    assert {row["item"] for row in json.loads(world.out)["items"]} == {"t-3", "t-7", "t-11"}


def test_a_bank_file_can_be_drilled_by_its_path(world):
    path = world.home / "mine.yaml"
    path.write_text((world_bank()).replace("id: tests", "id: mine"))
    assert drill(world, *ANSWER, "q", line=f"drill --bank {path}") == 0
    assert "1 of 1 right" in world.out


def world_bank() -> str:
    from tests.cli.world import BANKS

    return (BANKS / "items" / "tests.yaml").read_text()


def test_the_same_seed_asks_the_same_questions(tmp_path):
    texts = []
    for name in ("a", "b"):
        one = World(tmp_path / name)
        drill(one, *ANSWER * 4, line="drill -n 4 --seed 8")
        texts.append(re.findall(r"case \d+", one.out))
    assert texts[0] == texts[1] != []


def test_a_drill_that_was_cut_off_counts_and_is_not_asked_again(world):
    drill(world, *ANSWER, lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    assert "Saved. What you answered counts." in world.err
    drill(world, "q", first=False)
    world.run("history --json")
    assert [s["of"] for s in json.loads(world.out)["sittings"]] == [1]


def test_ctrl_c_leaves_with_130_and_a_mock_goes_on(world):
    def interrupt():
        raise KeyboardInterrupt

    assert world.run("exam little", "enter", *MOCK, "b", "enter", interrupt) == 130
    assert "Saved. Go on any time with: peerprep exam" in world.err
    assert world.run("exam", "enter", "t", *END) == 0
    assert "Item 2 of 8" in world.out


def test_a_piped_drill_reads_typed_answers_and_ends_politely(world):
    code = world.run("drill -n 4", "", "", "b 3", "", "b", "2", "", "a", interactive=False)
    assert code == 0
    assert "[correct] Right." in world.out
    assert "Saved after 2. 2 of 2 right" in world.out
    assert "\x1b" not in world.out
    assert all(len(line) <= 80 for line in world.out.splitlines())


def test_nothing_to_ask_is_said_with_its_own_code(world):
    drill(world, *ANSWER * 14, line="drill -n 14")
    assert world.run("drill") == 4
    assert "Nothing is due and nothing is new today." in world.err


def test_what_the_last_mock_missed_can_be_drilled(world):
    world.run(
        "exam little",
        "enter",
        *MOCK,
        *["b", "enter"] * 6,
        "a",
        "enter",
        "a",
        "enter",
        "e",
        "y",
        "q",
    )
    assert drill(world, *ANSWER * 2, line="drill --from last-exam", first=False) == 0
    assert "2 of 2 right" in world.out
    assert "2 that your last mock missed." in world.out


# Exam


def test_a_whole_mock_from_the_brief_to_the_result(world):
    answers = ["b", "enter"] * 7 + ["a", "enter"]
    assert world.run("exam little", "enter", *MOCK, *answers, "e", "y", "q") == 0
    for words in (
        "8 items, 8 min. All of them are new to you.",
        "Items: probable (a page, 2026-06).",
        "Item mix: proxy, not official. Shares follow a guess of ours.",
        "The clock starts when you press Enter.",
        "7 of 8", "88 %",
        "The real report has a scale of 200-800. Passing: 500 on the scale.",
        "This compares you with these practice items, not with the real form.",
        "Next: peerprep lookback",
    ):  # fmt: skip
        assert words in world.out


def test_the_second_mock_asks_no_setup_question_and_draws_unseen_items(world):
    for number in (1, 2):
        pages = ["enter", *MOCK] if number == 1 else ["enter", "enter"]
        world.run("exam little", *pages, *["b", "enter"] * 8, "e", "y", "q")
        assert "All of them are new to you." in world.out
    world.run("exam little", "enter", "q")
    assert "All of them are new to you." in world.out
    world.run("result --json")
    assert json.loads(world.out)["fresh"]["of"] == 8


def test_items_seen_before_are_counted_apart_and_said_before(world):
    for number in range(1, 5):
        pages = ["enter", *MOCK] if number == 1 else ["enter", "enter"]
        world.run("exam little", *pages, *["b", "enter"] * 8, "e", "y", "q")
    assert "the score will run high" in world.out
    world.run("result --json")
    result = json.loads(world.out)
    assert result["fresh"]["of"] + result["seen"]["of"] == 8
    assert result["seen"]["of"] > 0


def test_the_time_factor_and_the_length_are_said_in_the_brief(world):
    world.run("exam little --time 1.5", "enter", "q")
    assert "8 items, 8 minutes, times 1.5 = 12 min." in world.out
    world.run("exam little --half", "q")
    assert "4 items, 4 min." in world.out
    assert "The real exam has 8 items in 8 minutes." in world.out
    world.run("exam little --time off", "q")
    assert "no time limit" in world.out


def test_an_alias_leads_to_the_exam(world):
    world.run("exam li", "enter", "q")
    assert "Little exam" in world.out


def test_too_little_known_for_a_mock_says_so_and_offers_drills(world):
    assert world.run("exam dark") == 4
    assert "It is not known how many items Dark exam has." in world.err
    assert "peerprep drill" in world.err


def test_too_few_items_says_what_is_missing(world):
    assert world.run("exam little -n 60") == 4
    assert "Domain one: 45 wanted, 18 there" in world.err


def test_the_tutorial_is_untimed_leaves_no_trace_and_comes_back(world):
    keys = ["enter", "t", "b", "enter", "m", "enter", "x", "a", "enter", "l", "e", "y", "q"]
    world.run("exam little", *keys)
    assert "This is a try-out" in world.out
    assert world.run("history") == 4


def test_without_anybody_at_the_keys_no_clock_is_started(world):
    assert world.run("exam little", interactive=False) == 0
    world.run("today --json")
    assert json.loads(world.out)["open_mock"] is None


def test_an_open_mock_can_be_ended_for_a_new_one(world):
    world.run("exam little", "enter", *MOCK, "b", "q")
    world.run("exam little", "e", "enter")
    world.run("today --json")
    assert json.loads(world.out)["open_mock"] is not None
    world.run("exam little", "e", "y", "enter", "enter", "q")
    world.run("history --json")
    assert [s["of"] for s in json.loads(world.out)["sittings"]] == [8]


def test_resuming_finds_answers_marks_strikes_order_and_time(world):
    world.run("exam little", "enter", *MOCK, "b", "m", "x", "d", "enter", 60.0, "q")
    world.clock.pass_time(100_000)
    world.run("exam --resume", "p", *END, "q")
    assert "Your answer: B" in world.out
    assert "* Marked for review" in world.out
    assert "(struck)" in world.out
    assert "Time left: 6 min 5" in world.out


def test_time_up_in_a_mock_reports_and_offers_to_go_on(world):
    code = world.run("exam little", "enter", *MOCK, "b", "enter", 500.0, "k", "b", *END, "q")
    assert code == 0
    assert "Time is up" in world.out
    assert "Without the clock" in world.out


# Look back, history, result


def test_look_back_shows_every_rationale_with_the_key_and_your_answer(world):
    world.run("exam little", "enter", *MOCK, "a", "enter", "b", *END, "enter", "q")
    assert "[your answer]" in world.out
    assert "[key]" in world.out
    assert "(1 of 7, not-correct)" in world.out
    assert world.out.count("It tempts.") >= 3


def test_look_back_filters(world):
    world.run("exam little", "enter", *MOCK, "b", "m", "enter", "a", "c", *END, "q")
    for name, count in (("all", 8), ("not-correct", 7), ("marked", 1), ("changed", 1)):
        world.run(f"lookback --filter {name} --json")
        assert len(json.loads(world.out)["items"]) == count, name


def test_look_back_into_a_pipe_prints_all_of_it(world):
    drill(world, *ANSWER * 2, "a", "1", "enter", "q")
    assert world.run("lookback --filter guessed", interactive=False) == 0
    assert world.out.count("Question:") == 1
    assert "[not correct]" in world.out


def test_look_back_goes_forward_and_back(world):
    drill(world, *ANSWER * 4)
    world.run("lookback", "enter", "p", "v", "j", "f", "two keys", "c", "look again", "h", "b", "q")
    assert "(2 of 4, all)" in world.out
    assert "That key does nothing here" in world.out
    assert "988 Suicide & Crisis Lifeline" in world.out
    world.run("data doubts")
    assert "two keys" in world.out


def test_look_back_passes_empty_filters_over(world):
    world.run("exam little", "enter", *MOCK, "b", "m", "enter", "a", "c", *END, "q")
    world.run("lookback --filter not-correct", "v", "v", "q")
    assert "(1 of 1, marked)" in world.out
    assert "(1 of 1, changed)" in world.out


def test_history_is_a_table_and_sentences_in_plain(world):
    drill(world, *ANSWER * 4)
    world.run("history")
    assert re.search(r"1\s+21 Nov 2026 09:\d\d\s+Today's drill\s+4 of 4 \(100 %\)", world.out)
    world.run("--plain history")
    assert "1: date 21 Nov 2026" in world.out


def test_no_history_has_its_own_code(world):
    assert world.run("history") == 4
    assert world.run("result") == 4


# Exams, topics, banks


def test_exams_lists_what_is_known_and_marks_what_is_not(world):
    world.run("exams")
    assert re.search(r"dark\s+Dark exam\s+\?\s+60\s+page", world.out)
    assert "so never invented" in world.out


def test_the_exam_page_gives_status_and_source_of_every_fact(world):
    world.run("exams li --plain")
    assert "Another board uses this exam." in world.out
    assert "Items: 8 (probable). Read at: a page (2026-06)." in world.out
    assert "Trying again: not known." in world.out
    assert "Item mix: proxy, not official." in world.out
    world.run("exams dark --plain")
    assert "No mock: It is not known how many items Dark exam has." in world.out


def test_topics_and_banks_count_their_items(world):
    world.run("topics --json")
    topics = {t["id"]: t["drill_items"] for t in json.loads(world.out)["topics"]}
    assert topics == {"all": 0, "strengths": 7, "hope": 4, "rights": 3}
    world.run("bank list --exam little")
    assert re.search(r"tests\s+Items for tests\s+38\s+14\s+24", world.out)
    assert re.search(r"Domain two\s+3\s+6", world.out)


def test_bank_check_reports_and_leaves_with_three(world):
    path = world.home / "bad.yaml"
    path.write_text("format: 1\nid: bad\n")
    assert world.run(f"bank check {path}") == 3
    assert "FIELD-MISSING: A bank file has no `title`." in world.out
    assert world.run("bank check") == 0
    assert "1 file, 38 items: 0 errors, " in world.out
    assert world.run(f"bank check --json {path}") == 3
    assert json.loads(world.out)[0]["rule"] == "FIELD-MISSING"


def test_a_bad_bank_is_left_out_with_one_line_and_the_rest_is_asked(world):
    mine = world.home / "peerprep" / "banks"
    mine.mkdir(parents=True)
    (mine / "bad.yaml").write_text("format: 1\nid: bad\n")
    assert drill(world, *ANSWER, "q") == 0
    assert world.err.count("Left out, it has errors:") == 1


def test_the_schema_is_json(world):
    world.run("bank schema")
    assert json.loads(world.out)["title"] == "peerprep question bank, format 1"


# Records, settings, support


def test_data_where_export_and_delete(world):
    drill(world, *ANSWER * 4)
    world.run("data where")
    assert str(world.home / "peerprep" / "history.db") in world.out
    world.run("data export")
    export = json.loads(world.out)
    assert export["sittings"][0]["of"] == 4
    assert not {"certainty", "seconds", "response"} & export["sittings"][0]["items"][0].keys()
    assert "started_at" not in export["sittings"][0]
    world.run("data export --all")
    assert json.loads(world.out)["sittings"][0]["items"][0]["certainty"] == 3
    assert world.run("data delete", "no") == 2
    assert world.run("data delete", "delete") == 0
    assert "Not touched: your banks" in world.out
    assert world.run("history") == 4


def test_an_export_never_overwrites_a_file(world):
    drill(world, *ANSWER * 4)
    target = world.home / "out.json"
    assert world.run(f"data export {target}") == 0
    assert world.run(f"data export {target}") == 2
    assert "is there already" in world.err
    assert target.stat().st_mode & 0o077 == 0


def test_settings_are_kept_and_flags_go_before_environment_before_file(world):
    assert world.run("settings clock hidden") == 0
    assert world.run("settings time 2") == 0
    world.run("exam little", "enter", "q")
    assert "times 2 = 16 min" in world.out
    assert "Clock: hidden." in world.out
    world.variables["PEERPREP_CLOCK"] = "ask"
    world.run("exam little", "q")
    assert "Clock: ask." in world.out
    world.run("exam little --clock shown", "q")
    assert "Clock: shown." in world.out
    text = (world.home / "peerprep" / "settings.toml").read_text()
    assert 'clock = "hidden"' in text


def test_a_damaged_settings_file_is_told_and_left_alone(world):
    path = world.home / "peerprep" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('clock = "loud"\n')
    assert world.run("exam little") == 2
    assert "clock cannot be 'loud'" in world.err
    assert path.read_text() == 'clock = "loud"\n'


def test_the_support_page_is_there_without_anything_else(world):
    assert world.run("support") == 0
    assert "call or text 988" in world.out


def test_flags_stand_before_or_behind_the_command(world):
    world.run("--plain topics")
    first = world.out
    world.run("topics --plain")
    assert world.out == first
    assert "─" not in first


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize(
    "command", ["", "drill", "exam", "lookback", "history", "exams", "topics", "settings", "today"]
)
def test_help_leads_with_examples(world, flag, command, capsys):
    assert world.run(f"{command} {flag}") == 0
    text = capsys.readouterr().out
    assert text.index("peerprep ") < text.index("Options:")
    assert f"  peerprep {command}".rstrip() in text


@pytest.mark.parametrize(
    "line",
    [
        "today",
        "history",
        "exams",
        "exams li",
        "topics",
        "bank list",
        "settings",
        "support",
        "lookback --filter all",
        "result",
    ],
)
@pytest.mark.parametrize(("look", "width"), [("standard", 80), ("large", 40), ("plain", 80)])
def test_no_report_is_wider_than_its_terminal(world, line, look, width):
    world.run("exam little", "enter", *MOCK, *["b", "enter"] * 8, "e", "y", "q")
    assert world.run(f"{line} --{look}", "q", *["q"] * 9, width=width) == 0
    # Without spaces a path cannot be parted; it alone may be longer.
    assert all(len(row) <= width or "/" in row for row in world.out.splitlines()), world.out


def test_support_is_a_key_away_on_the_result(world):
    world.run("exam little", "enter", *MOCK, "b", *END, "h", "b", "j", "q")
    assert "988 Suicide & Crisis Lifeline" in world.out
    assert world.out.count("Preliminary practice result") == 2


def test_a_second_window_is_told_and_nothing_before_is_lost(world):
    world.run("exam little", "enter", *MOCK, "b", "q")

    def other_window():
        again = World(world.home)
        again.run("exam", "enter", "m", "q")

    assert world.run("exam", "enter", other_window, "c", "enter") == 5
    assert "gone on in another window" in world.err
    world.run("exam", "enter", *END, "q")
    assert "Marked for review" in world.out


def test_the_same_seed_twice_is_two_sittings(world):
    for _ in range(2):
        assert world.run("exam little --seed 3", "enter", *MOCK, "b", *END, "q") == 0
    world.run("history --json")
    assert len(json.loads(world.out)["sittings"]) == 2


def test_a_wrong_setting_can_be_put_right_by_the_command_that_sets_it(world):
    path = world.home / "peerprep" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('clock = "loud"\n')
    assert world.run("support") == 0
    assert world.run("exam little") == 2
    assert str(path) in world.err
    assert world.run("settings clock hidden") == 0
    assert path.read_text().count("hidden") == 1


def test_an_undone_miss_stays_a_miss_for_the_schedule(world):
    drill(world, "a", "3", "u", "b", "3", "enter", "q", line="drill -n 3")
    assert "Once more" not in world.out
    assert "Comes back: tomorrow." in world.out


def test_leaving_after_time_is_up_still_shows_the_result(world):
    assert world.run("exam little", "enter", *MOCK, "b", 500.0, "k", "c", "q", "q") == 0
    assert "Preliminary practice result" in world.out
    world.run("result --json")
    result = json.loads(world.out)
    assert result["all"]["right"] == 1
    assert result["items"][0]["response"] == "B"


def test_a_mock_ended_for_a_new_one_is_not_the_last_mock(world):
    world.run("exam little", "enter", *MOCK, "a", "q")
    world.run("exam little", "e", "y", "q")
    world.run("today --json")
    assert json.loads(world.out)["last_mock"] is None
    assert world.run("drill --from last-exam") == 4


def test_what_a_mock_missed_comes_back_only_when_it_is_asked_for(world):
    world.run("exam little", "enter", *MOCK, *["a", "enter"] * 8, "e", "y", "q")
    drill(world, *["a", "2", "enter"] * 16, line="drill --from last-exam", first=False)
    assert "peerprep drill missed" in world.out
    world.clock.pass_time(30 * 86400)
    world.run("today --json")
    assert json.loads(world.out)["due"] == 0
    drill(world, "q", line="drill missed -n 20", first=False)
    assert "8 questions" in world.out


KINDS = ["today", "due", "quick", "new", "missed", "lucky", "weak", "marked", "confusing"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_drill_asks_or_says_why_not(world, kind):
    assert world.run(f"drill {kind}", "enter", "enter", "q") in {0, 4}
    assert "Question 1" in world.out or world.err
    answers = ["b", "3", "enter", "a", "3", "enter", "m", "b", "1", "enter", "a", "1", "enter", "q"]
    drill(world, *answers, line="drill -n 8", first=False)
    world.clock.pass_time(5 * 86400)
    assert world.run(f"drill {kind} -n 5", "enter", "q") in {0, 4}
    assert "Question 1" in world.out or "peerprep drill" in world.err or "Nothing" in world.err


def test_kinds_pick_what_they_say(world):
    answers = ["a", "3", "enter", "m", "b", "1", "enter", "b", "3", "enter", "q"]
    drill(world, *answers, line="drill -n 3")
    world.clock.pass_time(86400)
    for kind in ("missed", "lucky", "marked"):
        drill(world, "q", line=f"drill {kind}", first=False)
        assert "1 question" in world.out, kind
    drill(world, "q", line="drill new -n 30", first=False)
    assert "11 new" in world.out


def test_minutes_become_questions_at_the_candidates_pace(world):
    drill(world, "q", line="drill --minutes 4")
    assert "5 questions" in world.out


def test_an_unknown_kind_names_the_known_ones(world):
    assert world.run("drill hard") == 2
    assert "today, due, quick, new" in world.err


def test_with_an_exam_day_the_drill_is_as_long_as_the_plan_says(world):
    world.run("plan --exam little --date 2026-11-28 --minutes 10")
    drill(world, "q", line="drill", first=True)
    world.run("plan --json")
    today = json.loads(world.out)["days"][0]
    assert today["new"] + today["due"] > 0


def test_a_topic_with_few_unseen_items_is_filled_up_with_seen_ones(world):
    drill(world, *ANSWER * 3, line="drill -n 3 --topic hope")
    drill(world, "q", line="drill -n 4 --topic hope", first=False)
    assert "4 questions" in world.out


def test_an_item_missed_again_and_again_is_said_to_be_perhaps_badly_written(world):
    for day in range(8):
        answers = [*["a", "2", "enter"] * 3, "q"]
        drill(world, *answers, line="drill -n 3 --topic rights", first=not day)
        assert ("Missed again and again" in world.out) == (day >= 4)
        world.clock.pass_time(12 * 86400)


def test_a_new_mock_ends_the_open_one_only_once_it_has_begun(world):
    world.run("exam little", "enter", "enter", "a", "enter", "b", "q")
    world.run("today --json")
    assert json.loads(world.out)["open_mock"]
    world.run("exam little --new", "q")
    world.run("today --json")
    assert json.loads(world.out)["open_mock"], "turning back on the first page costs nothing"
    world.run("exam little --new", "enter", "enter", "b", "q")
    world.run("history --json")
    assert [s["kind"] for s in json.loads(world.out)["sittings"]] == ["exam"]
    world.run("today --json")
    assert json.loads(world.out)["open_mock"]


def test_a_copy_is_never_put_into_a_folder_that_is_not_there(world):
    world.run("drill -n 1", "enter", "enter", "b", "3", "enter")
    for command in ("data backup", "data export"):
        assert world.run(f"{command} {world.home}/stick/x.db") == 2
        assert "There is no folder" in world.err
    assert not (world.home / "stick").exists()
