"""A short run of the simulation, and the page that the long one has written."""

from __future__ import annotations

import re

import pytest

from tools.simulate_readiness import (
    CANDIDATES,
    MAIN,
    METHODS,
    PAGE,
    SEED,
    figures,
    group_of,
    inflation,
    tried,
)


@pytest.fixture(scope="module")
def simulated():
    return group_of(MAIN, seed=7, candidates=300)


def test_ranges_hold_the_truth_and_chances_come_true_in_a_short_run(simulated):
    people, group = simulated
    found = figures("short", group)
    assert 250 < found.of <= len(people) == 300
    # Three standard errors wider than what the long run is asked for.
    assert 0.87 - 0.05 <= found.coverage <= 0.93 + 0.05
    assert found.error_ten <= 0.05
    assert abs(found.bias) < 0.02


def test_repeats_move_the_estimate_by_less_than_a_point_and_would_without_the_rule(simulated):
    found = inflation(simulated[0][:40], seed=7)
    assert found.most < 1
    assert found.unlocked == 0
    assert found.without_rule > 5


def test_the_method_in_use_is_the_first_of_those_tried(simulated):
    group = simulated[1][:50]
    first = tried(*METHODS[0], group)
    assert first.coverage == figures("in use", group).coverage


def test_the_page_is_of_this_seed_and_keeps_what_was_promised():
    text = PAGE.read_text("utf-8")
    assert f"Seed {SEED}, {CANDIDATES:,} candidates" in text
    promised = text.split("## ")[1]
    assert re.findall(r"\| (\S+) \|$", promised, re.MULTILINE) == ["met", "---", *["yes"] * 3]
