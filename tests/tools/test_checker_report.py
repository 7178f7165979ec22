"""The checker's report counts as it says, and the pages are what the tools write."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from peerprep.core.checks.registry import RULES
from tools.checker_page import PAGE, page
from tools.checker_report import FOLDER, REPORT, disagreements, made_banks, report, sets

SAMPLE = Path(__file__).parent / "checker_sample"


def test_the_page_of_the_rules_is_written_from_the_rules():
    assert PAGE.read_text("utf-8") == page()
    for rule in RULES:
        assert f"| `{rule}` |" in page()


def test_the_report_is_what_the_tool_writes():
    assert REPORT.read_text("utf-8") == report(FOLDER)


def test_a_label_that_fired_in_another_tier_is_missed_and_a_finding_without_label_is_false():
    text = report(SAMPLE)
    assert "3 labeled items, 4 labels." in text
    assert "| `AOTA` | warning | 1 | 1 | 1 | 1.00 | 1.00 |" in text
    assert "| `LANGUAGE` | warning | 1 | 1 | 1 | 1.00 | 1.00 |" in text
    assert "| `NEG-STEM` | warning | 1 | 1 | 0 | 0.00 | 0.00 |" in text
    assert "| `NEG-STEM` | note | 1 | 0 | 0 | – | 0.00 |" in text
    assert "| `POS-REF-SHUFFLE` | warning | 0 | 1 | 0 | 0.00 | – |" in text
    assert "| warning | 3 | 4 | 2 | 0.50 | 0.67 |" in text


def test_each_disagreement_is_listed_for_who_mends_the_rules():
    assert disagreements(sets(SAMPLE)[0]) == [
        "missed sample-flawed NEG-STEM:note (warning)",
        "missed sample-missed NEG-STEM (not found)",
        "false sample-flawed POS-REF-SHUFFLE:warning",
    ]


def test_each_set_has_its_tables_and_all_of_them_are_added_up(tmp_path):
    for name in ("one", "two"):
        copytree(SAMPLE / "sample", tmp_path / name)
    text = report(tmp_path)
    assert "6 labeled items, 8 labels in 2 sets." in text
    assert "| `AOTA` | warning | 2 | 2 | 2 | 1.00 | 1.00 |" in text
    assert text.count("| `AOTA` | warning | 1 | 1 | 1 | 1.00 | 1.00 |") == 2
    assert text.count("- missed sample-flawed NEG-STEM:note (warning)") == 2
    assert "## The set one" in text
    assert "## The set two" in text


def test_what_was_counted_at_first_sight_is_kept_beside_the_sets(tmp_path):
    text = report(SAMPLE)
    assert "before any rule\nwas mended because of it" in text
    assert "| `NEG-STEM` | 3 | 1 | 1 | 1.00 | 0.33 |" in text
    assert "| all | 5 | 3 | 2 | 0.67 | 0.40 |" in text
    copytree(SAMPLE / "sample", tmp_path / "sample")
    assert "First sight" not in report(tmp_path)
    (tmp_path / "first-sight.yaml").write_text("sets: {sample: {NO-RULE: [1, 1, 1]}}")
    with pytest.raises(SystemExit, match="there is no NO-RULE"):
        report(tmp_path)


def test_the_report_says_who_drafted_the_items():
    assert "drafted by language models" in report(SAMPLE)


def test_banks_made_with_a_flaw_are_nearly_all_found_and_others_hardly_ever():
    for count in made_banks().values():
        assert count.true >= 0.9 * count.labeled
        assert count.found - count.true <= 0.05 * 300
