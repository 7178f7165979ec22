"""No command reaches out: every one of them runs where a socket, or another program, is refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.every_command import ROWS, commands
from tests.cli.offline import named

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "privacy.md"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.offline", str(tmp_path_factory.mktemp("home"))],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_every_command_has_a_row():
    missing = set(commands()) - ROWS.keys()
    assert not missing, f"give them a row in tests/cli/every_command.py: {sorted(missing)}"


def test_no_command_touches_the_network_or_starts_a_program(told):
    assert told["used"] == []


def test_every_command_did_what_it_is_for(told):
    assert {line: code for line, code in told["codes"].items() if code != 0} == {}


def test_the_hook_would_have_told():
    code = "import sys, tests.cli.offline as o; sys.addaudithook(o.refuse); import socket\n"
    for reach in (
        "socket.socket()",
        "socket.getaddrinfo('localhost', 80)",
        "__import__('os').fork()",
    ):
        done = subprocess.run(
            [sys.executable, "-c", code + reach], cwd=ROOT, capture_output=True, text=True
        )
        assert "is forbidden here" in done.stderr


def distributions_of_the_page() -> dict[str, str]:
    """Name → what it is for, from the table of docs/privacy.md."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return dict(rows)


def test_every_library_that_is_loaded_stands_on_the_page_of_privacy(told):
    page = distributions_of_the_page()
    assert set(told["distributions"]) - page.keys() == set()
    assert all(len(what) > 15 for what in page.values())


def test_every_dependency_of_ours_stands_there_too_and_no_other_is_called_ours():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ours = {named(re.split(r"[<>=]", line)[0]) for line in project["dependencies"]}
    page = distributions_of_the_page()
    assert ours <= page.keys()
    assert {name for name, what in page.items() if not what.startswith("For `")} == ours
