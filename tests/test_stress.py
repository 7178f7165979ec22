"""A little of `make stress`, and that it finds what it looks for."""

from __future__ import annotations

import re
import sys

import pytest

from peerprep.terminal.desk import Desk
from stress import clocks, crowd, disk, killing, starting, tables
from stress.homes import practiced_home
from stress.leaving import WAYS, leave
from stress.screens import PLACES, Homes
from stress.seat import warm

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="drives a pseudo-terminal of Linux"),
]

NAMES = ("today: the drill it starts", "drill: feedback", "mock: list")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    warm()
    return tmp_path_factory.mktemp("stress")


@pytest.fixture(scope="module")
def practiced(folder):
    return practiced_home(folder / "practiced")


@pytest.mark.parametrize("kind", ["mock", "drill"])
def test_what_was_on_the_window_survives_being_killed(kind, practiced, folder):
    for seed in (3, 5):
        assert killing.one(kind, seed, practiced, folder).wrong == []


@pytest.mark.parametrize("kind", ["mock", "drill"])
def test_a_program_that_shows_before_it_writes_would_be_found(kind, practiced, folder, monkeypatch):
    """The steps of this one reach the disk only when three more are taken."""
    real, waiting = Desk.step, []

    def late(desk, *step, **more):
        before = desk.record

        def keep(session, one):
            waiting.append((session, one))
            for kept in waiting[:-3]:
                before(*kept)
            del waiting[:-3]

        desk.record = keep
        try:
            real(desk, *step, **more)
        finally:
            desk.record = before

    monkeypatch.setattr(Desk, "step", late)
    monkeypatch.setattr(killing, "LATEST", 0.3)
    at = folder / f"late-{kind}"
    assert any(killing.one(kind, seed, practiced, at).wrong for seed in range(20, 24))


@pytest.mark.parametrize("way", WAYS)
def test_every_way_out_says_so_and_saves(way, practiced, folder, tmp_path):
    homes = Homes(tmp_path, practiced)
    for place in (place for place in PLACES if place.name in NAMES):
        assert leave(place, way, homes).wrong == [], place.name


def test_several_signals_at_once_do_not_cut_off_the_saving(practiced, folder):
    assert starting.again_and_again(1, practiced, folder / "again").wrong == []


def test_ctrl_z_behind_a_shell_and_back(practiced, folder):
    assert starting.behind_a_shell(1, practiced, folder / "shell").wrong == []


def test_a_write_that_the_disk_refuses_is_told_and_loses_nothing(practiced, folder):
    failure = disk.cut_off(4, practiced, folder / "cut")
    assert failure.wrong == []
    assert failure.refused


def test_two_windows_on_one_profile_lose_nothing(practiced, folder):
    assert crowd.drills(2, 1, practiced, folder / "two").wrong == []


def test_clocks_that_jump_neither_take_nor_give_time(practiced, folder):
    assert clocks.mock(1, practiced, folder / "clock").wrong == []


def test_the_page_has_a_place_for_every_table():
    text = tables.PAGE.read_text("utf-8")
    marked = re.findall(r"<!-- stress:(\w+) -->\n(.*?)<!-- /stress:\1 -->", text, re.DOTALL)
    assert [name for name, _ in marked] == [
        "kills", "leaving", "moments", "disk", "crowd", "clocks",
    ]  # fmt: skip


def test_a_table_goes_between_its_markers_and_nowhere_else(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- stress:a -->\nold\n<!-- /stress:a -->\nafter\n", "utf-8")
    tables.put("a", tables.table(("one", "two"), [("x", 1)]), page)
    assert page.read_text("utf-8") == (
        "before\n<!-- stress:a -->\n| one | two |\n| --- | ---: |\n| x | 1 |\n"
        "<!-- /stress:a -->\nafter\n"
    )
    with pytest.raises(KeyError):
        tables.put("b", "", page)
