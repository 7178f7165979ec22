"""A few random sequences of keystrokes at the real program; `make fuzz` plays thousands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/syscall").exists(), reason="only Linux tells who waits")
def test_random_keystrokes_end_in_order_and_leave_the_terminal_as_it_was():
    # In a process of its own: what is forked for each sequence then holds nothing of pytest's.
    done = subprocess.run(
        [sys.executable, "-m", "fuzz.keystrokes", "--runs", "25", "--seed", "2026"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["findings"] == []
    assert told["runs"] == 25
