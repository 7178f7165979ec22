"""The shipped banks are held to the checker: no error, and no warning that is not waived."""

from __future__ import annotations

from pathlib import Path

from peerprep.banks.check import check

ROOT = Path(__file__).resolve().parents[2]


def test_the_shipped_banks_have_neither_an_error_nor_an_unwaived_warning():
    checked = check([], [ROOT / "question_banks"], shown_from=ROOT)
    assert checked.items > 500
    assert [p for p in checked.problems if p.tier != "note"] == []
    assert [p for p in checked.problems if p.rule == "WAIVE-STALE"] == []
