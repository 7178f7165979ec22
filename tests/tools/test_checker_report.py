"""The checker's report counts as it says, and the pages are what the tools write."""

from __future__ import annotations

from pathlib import Path

from peerprep.core.checks.registry import RULES
from tools.checker_page import PAGE, page
from tools.checker_report import FOLDER, LABELS, REPORT, disagreements, made_banks, report

SAMPLE = Path(__file__).parent / "checker_sample"


def test_the_page_of_the_rules_is_written_from_the_rules():
    assert PAGE.read_text("utf-8") == page()
    for rule in RULES:
        assert f"| `{rule}` |" in page()


def test_the_report_is_what_the_tool_writes():
    labeled = FOLDER if (FOLDER / LABELS).is_file() else SAMPLE
    assert REPORT.read_text("utf-8") == report(labeled)


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
    assert disagreements(SAMPLE) == [
        "missed sample-flawed NEG-STEM:note (warning)",
        "missed sample-missed NEG-STEM (not found)",
        "false sample-flawed POS-REF-SHUFFLE:warning",
    ]


def test_banks_made_with_a_flaw_are_nearly_all_found_and_others_hardly_ever():
    for count in made_banks().values():
        assert count.true >= 0.9 * count.labeled
        assert count.found - count.true <= 0.05 * 300
