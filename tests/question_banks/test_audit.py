"""The shipped banks, audited: what a guesser scores who knows nothing but how items are written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from peerprep.banks.library import load
from peerprep.banks.tone import tone
from peerprep.core.audit import audit

ROOT = Path(__file__).resolve().parents[2]
HOLDINGS = load([ROOT / "question_banks"])
EXAM = HOLDINGS.exam("icrc-pr")


@pytest.fixture(scope="module")
def found():
    # The seed of the command, so that the test sees what an author sees.
    return audit(HOLDINGS.library, EXAM, tone(), random.Random(1))


def test_a_guesser_gets_a_third_at_most(found):
    assert found.cues.line.share <= 0.33


def test_no_single_rule_gets_more_than_a_third(found):
    assert max(rule.share for rule in (*found.cues.rules, found.cues.place)) <= 0.33


def test_being_told_the_answers_of_siblings_helps_a_guesser_little(found):
    # Siblings offer the same moves and have other keys, so that some of it cannot be helped.
    assert found.cues.told.share <= 0.36


def test_the_pool_holds_three_forms_that_share_no_item(found):
    assert found.forms.drawn >= 3


def test_nothing_is_missing_and_nothing_is_said_twice(found):
    assert [row.title for block in found.blocks for row in block.empty] == []
    assert found.lone == ()
    assert found.near == ()
