"""The instructor's commands in a pseudo-terminal: what only shows there."""

from __future__ import annotations

import pytest

from tests.banks.parcels import bank
from tests.cli.test_real_program import ROOT, Terminal

pytestmark = pytest.mark.slow

OWN = {"PYTHONPATH": str(ROOT)}
"""The program of this checkout, wherever another one is installed."""


def test_what_is_typed_for_a_new_bank_can_be_seen(tmp_path):
    terminal = Terminal(tmp_path, "bank", "new", "night", "--author", "A", "--topic", "hope", **OWN)
    terminal.until("Title (Enter for Night):")
    terminal.press("Late hourz\x7fs", "> Late hours")
    terminal.press("\r", "Licence")
    terminal.press("CC0-1.0\r", "Language")
    terminal.press("en\r", "Written: night.yaml")
    assert terminal.end() == 0
    assert 'title: "Late hours"' in (tmp_path / "night.yaml").read_text()


def test_a_watched_file_is_drawn_anew_when_it_is_saved(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(bank())
    terminal = Terminal(tmp_path, "bank", "preview", "mine.yaml", "--watch", rows=60, **OWN)
    terminal.until("Watching mine.yaml")
    assert "What is best in mine-1?" in terminal.text
    path.write_text(bank(stems={"mine-1": "Is it mended now?"}))
    terminal.until("Is it mended now?")
    path.write_text("broken: [")
    terminal.until("not valid YAML")
    terminal.press("q", "")
    assert terminal.end() == 0
