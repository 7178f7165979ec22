"""peerprep plan as a candidate uses it, from the first date to the exam day."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

import pytest

from tests.cli.world import World

ANSWER = ["b", "3", "enter"]
DAY = 86400


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)  # it is 21 November 2026


def made(world, line="plan --json"):
    assert world.run(line) == 0, world.err
    return json.loads(world.out)


def settings(world) -> str:
    path = world.home / "peerprep" / "settings.toml"
    return path.read_text() if path.exists() else ""


def test_a_date_makes_a_plan_that_is_kept(world):
    assert world.run("plan --exam little --date 2026-12-19 --minutes 10") == 0
    for words in (
        "Plan: Little exam", "19 Dec 2026, in 28 days",
        "Today: a mock exam (8 questions, 8 minutes).",
        "The 14 questions that you have not seen all fit before the exam",
        "Mock exams (8 questions, 8 minutes): 21 Nov, 5 Dec and 14 Dec.",
        "On 12 Dec the last seven days begin",
        "Kept. peerprep plan shows it again, counted for that day.",
    ):  # fmt: skip
        assert words in " ".join(world.out.split())
    assert 'exam = "little"' in settings(world)
    assert 'exam_date = "2026-12-19"' in settings(world)
    assert 'minutes = "10"' in settings(world)
    again = made(world)
    assert (again["exam"], again["date"], again["minutes"]) == ("little", "2026-12-19", 10)


def test_the_plan_as_json_has_these_fields(world):
    plan = made(world, "plan --exam little --date 2026-11-25 --minutes 5 --json")
    days = plan.pop("days")
    assert plan == {
        "schema": 1, "exam": "little", "date": "2026-11-25", "today": "2026-11-21",
        "days_left": 4, "minutes": 5, "seconds_an_item": 48.0, "own_pace": False,
        "unseen": 14, "seen_before_exam": 12, "holds_all": False, "items_a_day": 6,
        "items_that_fit_a_day": 6, "items_a_day_for_all": 14, "whole_unseen_forms": 3,
        "mocks": ["2026-11-21"], "no_mock": None, "last_days_from": "2026-11-21",
        "left_out": [{"domain": "Domain one", "items": 2}],
        "days_off": [
            {"a_week": n, "items_a_day_for_all": 14, "seen_before_exam": 12} for n in (0, 1, 2)
        ],
        "next": "peerprep exam little",
    }  # fmt: skip
    assert days[0] == {
        "date": "2026-11-21", "new": 0, "due": 0, "mock": True, "last_days": True
    }  # fmt: skip


def test_changing_one_thing_keeps_the_others(world):
    world.run("plan --exam little --date 2026-12-19 --minutes 10")
    world.run("settings clock hidden")
    plan = made(world, "plan --minutes 40 --json")
    assert (plan["exam"], plan["date"], plan["minutes"]) == ("little", "2026-12-19", 40)
    assert 'clock = "hidden"' in settings(world)


def test_settings_take_the_date_and_the_minutes_too(world):
    assert world.run("settings exam little") == 0
    assert world.run("settings exam_date 2026-12-19") == 0
    assert world.run("settings minutes 10") == 0
    assert made(world)["days_left"] == 28
    world.run("settings exam_date none")
    assert world.run("plan") == 4


def test_what_the_environment_says_is_used_and_not_kept(world):
    world.run("plan --exam little --date 2026-12-19")
    world.variables["PEERPREP_MINUTES"] = "99"
    assert made(world)["minutes"] == 99
    world.run("plan --date 2026-12-20")
    assert "99" not in settings(world)


def test_the_plan_can_be_put_away(world):
    world.run("plan --exam little --date 2026-12-19 --minutes 10")
    assert world.run("plan --clear") == 0
    assert "The plan is put away. What you have practiced stays." in world.out
    assert 'exam = "little"' in settings(world)
    assert "2026" not in settings(world)
    assert world.run("plan") == 4
    assert "No exam date is kept yet. peerprep plan --exam" in world.err
    assert world.run("plan --clear") == 4


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--date 2026-11-21", "21 Nov 2026 is today, so there is no day left to plan."),
        ("--date 2025-12-19", "19 Dec 2025 has been already, as today is 21 Nov 2026. Is it"),
        (
            "--date 2028-11-22",
            "more than two years away, and exams change in that time. A plan can",
        ),
        ("--date 15.1.2027", "'15.1.2027' is no day that can be read. Write year, month and day"),
        ("--date 2027-02-30", "'2027-02-30' is no day that can be read."),
        ("--date 20270115", "like 2027-01-15."),
        ("--date none", "'none' is no day that can be read."),
        ("--date 2027-01-15 --minutes 4", "minutes cannot be '4'. Use a number from 5 to 240."),
        ("--date 2027-01-15 --minutes 241", "Use a number from 5 to 240."),
        ("--date 2027-01-15 --minutes ten", "Use a number from 5 to 240."),
        ("--date 2027-01-15 --minutes ²5", "Use a number from 5 to 240."),
        ("--date 2027-01-15 --exam littel", "There is no exam 'littel'. Did you mean little?"),
        ("--clear --date 2027-01-15", "--clear puts the plan away; give it alone."),
        (
            "--exam little --date 2027-01-15 --ics nowhere/plan.ics",
            "nowhere/plan.ics cannot be written",
        ),
    ],
)
def test_a_slip_gets_one_clear_sentence_and_nothing_is_kept(world, line, words):
    assert world.run(f"plan {line}") == 2
    assert words in world.err
    assert len(world.err.splitlines()) == 1
    assert settings(world) == ""


def test_a_settings_file_with_an_unreadable_date_says_which_line_to_mend(world):
    world.run("settings minutes 10")
    path = world.home / "peerprep" / "settings.toml"
    path.write_text('exam_date = "soon"\n')
    assert world.run("today") == 2
    assert "exam_date cannot be 'soon'. Write year, month and day like 2027-01-15" in world.err


def test_two_years_are_the_furthest(world):
    assert made(world, "plan --exam little --date 2028-11-21 --json")["days_left"] == 731


def test_the_exam_day_and_the_days_after_it_have_a_kind_word(world):
    world.run("plan --exam little --date 2026-11-22")
    world.clock.pass_time(DAY)
    assert world.run("plan") == 4
    assert "Today is the day, 22 Nov 2026. Nothing is left to plan" in world.err
    world.clock.pass_time(DAY)
    assert world.run("plan") == 4
    assert "The day you planned for, 22 Nov 2026, is behind you." in world.err
    assert world.run("drill -n 4", "enter", "enter", "q") == 0
    assert world.run("plan --date 2026-12-19") == 0


def test_a_day_begins_at_four_in_the_morning(world):
    world.clock.start = datetime.fromisoformat("2026-11-22T02:00:00+00:00")
    assert made(world, "plan --exam little --date 2026-11-23 --json")["days_left"] == 2


def test_an_exam_without_known_length_or_areas_gets_drills_alone(world):
    assert world.run("plan --exam dark --date 2026-12-19") == 0
    told = " ".join(world.out.split())
    assert "The content areas of Dark exam are not known. So this plan has drills only" in told
    plan = made(world)
    assert plan["mocks"] == []
    assert plan["unseen"] == 14
    assert "content areas" in plan["no_mock"]


# Day by day


def test_what_was_drilled_today_is_not_asked_again_today(world):
    first = made(world, "plan --exam little --date 2027-01-15 --json")
    number = int(re.search(r"-n (\d+)", first["next"])[1])
    world.run(first["next"].removeprefix("peerprep "), "enter", "enter", *ANSWER * number)
    later = made(world)
    assert later["unseen"] == first["unseen"] - number
    assert later["next"] == "peerprep today"
    world.run("plan")
    assert "Today's part is done. Rest is part of the plan too." in world.out


def test_a_mock_that_was_sat_takes_its_day_out_of_the_plan(world):
    first = made(world, "plan --exam little --date 2026-12-05 --json")
    assert first["mocks"] == ["2026-11-21", "2026-11-30"]
    assert first["next"] == "peerprep exam little"
    world.run("exam little", *["enter"] * 2, "a", "enter", *["b", "enter"] * 8, "e", "y", "q")
    later = made(world)
    assert later["mocks"] == ["2026-11-30"]
    assert later["whole_unseen_forms"] == first["whole_unseen_forms"] - 1


def test_the_own_pace_counts_once_there_are_twenty_answers(world):
    world.run("plan --exam little --date 2027-01-15")
    world.run("drill -n 14", "enter", "enter", *ANSWER * 14)
    world.clock.pass_time(20 * DAY)
    world.run("drill -n 14", "enter", *ANSWER * 14)
    plan = made(world)
    assert plan["own_pace"] is True
    assert plan["seconds_an_item"] == 20.0
    world.run("plan")
    assert "(your own pace)" in world.out


def test_a_missed_week_changes_the_numbers_and_not_the_words(world):
    before = made(world, "plan --exam little --date 2026-12-12 --minutes 5 --json")
    world.clock.pass_time(7 * DAY)
    after = made(world)
    assert world.run("plan") == 0
    assert after["unseen"] == before["unseen"]
    assert after["items_a_day"] >= before["items_a_day"]
    for hard in ("missed", "behind", "late", "lost", "should", "must"):
        assert hard not in world.out + world.err


def test_the_three_looks_show_the_same_plan(world):
    world.run("plan --exam little --date 2026-12-19")
    for look in ("", " --large", " --plain"):
        assert world.run("plan" + look, width=40 if "large" in look else 80) == 0
        assert "Little exam" in world.out
        assert "Days off are fine." in world.out
        assert "Next: peerprep exam little" in world.out
    assert world.out.isascii()


# The calendar file


def test_the_plan_is_written_for_a_calendar_and_never_over_a_file(world):
    world.run("plan --exam little --date 2026-12-19")
    file = world.home / "plan.ics"
    assert world.run(f"plan --ics {file}") == 0
    assert f"Written: {file}." in world.out.replace("\n", "")
    text = file.read_bytes()
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert b"DTSTART;VALUE=DATE:20261219" in text
    assert b"Little" not in text
    assert file.stat().st_mode & 0o077 == 0
    assert world.run(f"plan --ics {file}") == 2
    assert "is there already. Name another file." in world.err
    assert file.read_bytes() == text


def test_json_and_a_calendar_file_go_together(world):
    world.run("plan --exam little --date 2026-12-19")
    plan = made(world, f"plan --json --ics {world.home / 'two.ics'}")
    assert date.fromisoformat(plan["date"]) == date(2026, 12, 19)
    assert (world.home / "two.ics").exists()
