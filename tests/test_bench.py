"""The bench at its smallest: it measures what it says, and no start has grown by a library."""

from __future__ import annotations

import pytest

from bench.bounds import by_owner, imports
from bench.measure import (
    ROOT,
    Program,
    Row,
    Run,
    in_turn,
    memory,
    python,
    ratio,
    seconds,
    variables,
)
from bench.page import page
from bench.start import first_question, panel, peerprep, prepared
from bench.vast import make_library
from peerprep.banks.library import load

pytestmark = pytest.mark.slow

HEAVY = {
    "typer",
    "pydantic",
    "yaml",
    "fsrs",
    "platformdirs",
    "shutil",
    "uuid",
    "statistics",
    "lzma",
}
"""What a new candidate's first question has no use for."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return prepared(tmp_path_factory.mktemp("bench"))


def test_the_first_question_and_the_floor_are_measured_in_turn(home):
    runs = in_turn({"floor": panel(home), "drill": first_question(home)}, rounds=1)
    start, whole = runs["drill"][0].points
    assert 0 < start < whole
    assert runs["drill"][0].kib > 1000
    # The goal is 1.35: only something that has gone badly wrong can fail this.
    assert ratio(runs["drill"], runs["floor"], seconds) < 6
    assert ratio(runs["drill"], runs["floor"], memory) < 4


def test_the_first_question_imports_nothing_that_it_has_no_use_for(home):
    read = {name.split(".")[0] for name in imports(home)["first question"]}
    assert "peerprep" in read and "rich" in read
    assert read & HEAVY == set()


def test_help_imports_no_command(home):
    script = (
        "import sys; from peerprep.cli.app import run; run(['--help']);"
        "assert not {'peerprep.cli.drill', 'peerprep.cli.exam', 'rich', 'yaml'} & set(sys.modules)"
    )
    one = Program(python("-c", script), variables(home))
    assert in_turn({"help": one}, rounds=1)["help"][0].seconds > 0


def test_imports_are_counted_by_their_owner():
    modules = {"rich.console": 5, "rich.text": 2, "peerprep.core.item": 3, "json": 4, "other": 1}
    spent = by_owner(modules)
    assert spent == {"rich": 7, "peerprep": 3, "standard library": 4, "others": 1}


def test_a_process_that_fails_is_no_measurement(home):
    with pytest.raises(RuntimeError, match="ended with"):
        in_turn({"wrong": peerprep(home, "nonsense")}, rounds=1)


def test_the_large_library_is_sound_and_the_same_every_time(tmp_path):
    first = make_library(tmp_path / "first", files=20, items=40)
    again = make_library(tmp_path / "again", files=20, items=40)
    files = [sorted((folder / "items").iterdir()) for folder in (first, again)]
    assert [p.read_bytes() for p in files[0]] == [p.read_bytes() for p in files[1]]
    found = load([first], shown_from=first)
    assert list(found.problems) == []
    assert sum(len(bank.items) for bank in found.library.banks) == 800


def test_the_page_says_which_goals_are_met_and_what_bounds_the_others():
    rows = [Row("one", "a floor", 1.0, 1.35), Row("two", "a floor", 2.0, 1.35, "a wall.")]
    text = page(
        rows, [("a key", "≤ 15 ms", "7 ms", "met")],
        {"floor": {"rich": 2000}, "first question": {"rich": 3000}}, (0.5, 0.1),
        date="2026-11-21", rounds=3, big=1, items=100_000, files=1000, seed=1,
    )  # fmt: skip
    assert "| one | a floor | 1.35 × | 1.00 × | met |" in text
    assert "| two | a floor | 1.35 × | 2.00 × | **not met** |" in text
    assert "- **two** is not met: a wall." in text
    assert "| a key | ≤ 15 ms | 7 ms | met |" in text
    assert "| rich | 2 | 3 |" in text
    assert str(ROOT) not in text


def test_a_ratio_is_of_medians():
    slow = [Run((n,), 1, n) for n in (2.0, 4.0, 100.0)]
    quick = [Run((n,), 1, n) for n in (1.0, 2.0, 3.0)]
    assert ratio(slow, quick, seconds) == 2
