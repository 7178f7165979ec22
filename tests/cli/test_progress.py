"""Progress and readiness as a candidate meets them over some weeks."""

from __future__ import annotations

import json
import stat

import pytest

from peerprep.core.readiness import NOT_THE_FORM
from tests.cli.world import World

SURE, GUESS = ["b", "3", "enter"], ["a", "1", "enter"]


@pytest.fixture
def world(tmp_path):
    return World(tmp_path, PEERPREP_EXAM="little")


def drill(world, *script, first=False, line="drill -n 7"):
    world.run(line, *(["enter"] if first else []), "enter", *script)


def mock(world, *script, first=False):
    world.run("exam little", "enter", *(["a"] if first else []), "enter", *script, "l", "e", "y")


@pytest.fixture
def weeks(world):
    """A drill that went well, another two days later that did not, and a mock a week after that,
    with one answer changed."""
    drill(world, *SURE * 6, *GUESS, first=True)
    world.clock.pass_time(2 * 86400)
    drill(world, *["a", "3", "enter"] * 12)
    world.clock.pass_time(7 * 86400)
    mock(world, "a", "b", "enter", *["b", "enter"] * 6, "c", first=True)
    return world


def body(world, line):
    assert world.run(f"{line} --json") == 0, world.err
    return json.loads(world.out)


def test_progress_adds_up_to_what_was_done(weeks):
    found = body(weeks, "progress")
    assert (found["schema"], found["exam"], found["first_looks_days"]) == (1, "little", 28)
    assert found["fresh"]["of"] == sum(domain["of"] for domain in found["domains"])
    assert found["mocks"][0]["all"]["right"] == 7
    assert found["mocks"][0]["in_time"] is True
    assert found["changes"] == {"wrong_to_right": 1, "right_to_wrong": 0, "wrong_to_wrong": 0}
    assert found["days_practiced"] == 3
    assert [day["answered"] > 0 for day in found["calendar"]][-10:] == [
        True, False, True, *[False] * 6, True,
    ]  # fmt: skip
    assert found["seconds_an_item"]["exam_allows"] == 60.0
    assert sum(found["dots"]) == sum(d["items"] for d in found["reviews"]) + found["reviews_later"]


def test_the_json_of_progress_keeps_its_names(weeks):
    found = body(weeks, "progress")
    assert list(found) == [
        "schema", "exam", "date", "target", "first_looks_days", "fresh", "domains", "outside",
        "most_to_gain", "sureness", "sure_and_missed", "mocks", "mocks_of_other_exams", "changes",
        "seconds_an_item", "secure", "dots", "days_practiced", "calendar", "reviews",
        "reviews_later",
    ]  # fmt: skip
    assert list(found["domains"][0]) == ["id", "name", "right", "of", "percent", "range_90"]
    assert list(found["sure_and_missed"][0]) == ["item", "principle", "right_since"]


@pytest.mark.parametrize("look", ["standard", "plain", "large"])
def test_progress_and_readiness_read_well_in_every_look(weeks, look):
    for line, words in (("progress", "How sure, and how right"), ("readiness", NOT_THE_FORM)):
        assert weeks.run(f"{line} --{look}", width=100) == 0
        assert words in " ".join(weeks.out.split())
        most = {"standard": 76, "plain": 78, "large": 40}[look]
        assert max(map(len, weeks.out.splitlines())) <= most
    assert "enough evidence" in weeks.out


def test_repeats_do_not_move_the_evidence(weeks):
    drill(weeks, *SURE * 20, line="drill -n 14")
    before = body(weeks, "readiness")
    weeks.clock.pass_time(86400)
    drill(weeks, *GUESS * 20, line="drill -n 14 --topic all")
    assert "right" in weeks.out
    after = body(weeks, "readiness")
    for name in ("state", "why", "fresh_answers"):
        assert before[name] == after[name]
    assert [d["right"] for d in before["domains"]] == [d["right"] for d in after["domains"]]


def test_readiness_says_what_is_missing_and_names_no_number_before_it_is_there(weeks):
    found = body(weeks, "readiness")
    assert list(found) == [
        "schema", "exam", "state", "why", "target", "fresh_answers", "estimate", "range_90",
        "most_to_gain", "chance_of_target_on_a_new_form", "says", "mix_note", "domains",
    ]  # fmt: skip
    assert found["state"] == "not enough evidence"
    assert found["fresh_answers"] == sum(domain["of"] for domain in found["domains"]) > 10
    assert found["estimate"] is found["range_90"] is None
    assert found["chance_of_target_on_a_new_form"] is None
    assert found["says"] == NOT_THE_FORM
    assert "Shares follow a guess of ours." in found["mix_note"]
    weeks.run("readiness --plain")
    assert f"{found['fresh_answers']} of 60 in all" in weeks.out


def test_the_page_is_kept_as_html_and_svg_for_its_owner_alone_and_never_over_a_file(weeks):
    assert weeks.run("progress --html page.html --svg page.svg", interactive=False) == 0
    assert "Written: page.html" in weeks.err
    for name in ("page.html", "page.svg"):
        path = weeks.home / name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "Domain" in path.read_text("utf-8")
    before = (weeks.home / "page.html").read_text("utf-8")
    assert "━" in before  # the standard look, though the run was not at a terminal
    assert weeks.run("progress --html page.html --svg new.svg") == 2
    assert "page.html is there already. Name another file." in weeks.err
    assert (weeks.home / "page.html").read_text("utf-8") == before
    assert weeks.run("progress --svg nowhere/page.svg") == 2
    assert "nowhere/page.svg cannot be written" in weeks.err


def test_a_page_in_plain_is_kept_in_sentences(weeks):
    weeks.run("progress --plain --html page.html")
    text = (weeks.home / "page.html").read_text("utf-8")
    assert "━" not in text
    assert "likely range" in " ".join(text.split())


def test_before_anything_was_answered_both_say_where_to_start(world):
    for line in ("progress", "readiness", "progress --json", "progress --html page.html"):
        assert world.run(line) == 4
        assert "There is no history yet" in world.err
        assert "peerprep drill" in world.err
    assert not (world.home / "page.html").exists()


def test_an_exam_without_known_domains_has_progress_and_says_why_it_has_no_readiness(weeks):
    assert weeks.run("readiness --exam dark") == 2
    assert "The content areas of Dark exam are not known" in weeks.err
    assert weeks.run("progress --exam dark --plain") == 0
    assert "The content areas of this exam are not known." in weeks.out
    assert "No mock of this exam yet." in weeks.out
    assert "sits one" not in weeks.out
    assert "1 mock of other exams" in weeks.out


def test_an_unknown_exam_gets_a_near_name(world):
    for line in ("progress --exam littel", "readiness --exam littel"):
        assert world.run(line) == 2
        assert "There is no exam 'littel'. Did you mean little?" in world.err
