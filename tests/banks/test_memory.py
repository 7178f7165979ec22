"""No file takes the memory of the machine: what is too much is refused, early and in words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from peerprep.banks.reader import read_bank
from peerprep.banks.tree import MAX_NODES
from tests.banks.hostile import CASES, HEAD, LARGE

ROOT = Path(__file__).resolve().parents[2]
MOST = 200_000_000


@pytest.fixture(scope="module")
def measures():
    out = subprocess.run(
        [sys.executable, "-m", "tests.banks.hostile"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return json.loads(out)


@pytest.mark.parametrize("name", [*CASES, *(f"{name}, 50 MB" for name in LARGE)])
def test_no_file_takes_more_than_two_hundred_megabytes(measures, name):
    most, rules = measures[name]
    assert most <= MOST, f"{most / 1e6:.0f} MB"
    assert (rules == []) == (name == "as many honest items as are read")
    if name.endswith("50 MB"):
        assert rules == ["TOO-LARGE"]


def test_a_file_of_too_many_values_says_so_once():
    raw = HEAD + b"items: [" + b"a," * MAX_NODES + b"]\n"
    (problem,) = read_bank(raw, "demo.yaml").problems
    assert problem.rule == "TOO-LARGE"
    assert problem.message == "The file has over 200000 names and values."
    assert problem.fix == "Split it into several files."


def test_a_long_text_that_aliases_repeat_counts_as_many():
    raw = HEAD + b'authors: [&a "' + b"word " * 2000 + b'",' + b"*a," * 600 + b"*a]\n"
    (problem,) = read_bank(raw, "demo.yaml").problems
    assert problem.rule == "ALIAS"


@pytest.mark.parametrize(
    "text",
    [
        'authors: ["a\\u202eb"]',
        'sources: {"s\\u200brc": {title: T}}',
        'exhibits: {"e\\u061cx": A scenario}',
    ],
)
def test_hidden_characters_are_found_in_lists_and_names_too(text):
    head = HEAD[: HEAD.index(b"sources")] if "sources" in text else HEAD
    raw = head + text.encode() + b"\nitems: []\n"
    rules = [problem.rule for problem in read_bank(raw, "demo.yaml").problems]
    assert "CONTROL" in rules
