"""The wheel alone, in an empty environment outside the checkout, is the whole program."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    # No build isolation would need hatchling installed by hand; isolation fetches it by itself.
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
        text=True,
    )
    (path,) = out.glob("*.whl")
    return path


def test_the_wheel_holds_every_bank_lesson_and_exam(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    banks = ROOT / "question_banks"
    for folder in ("items", "exams", "lessons"):
        for path in (banks / folder).rglob("*.*"):
            assert f"peerprep/question_banks/{path.relative_to(banks)}" in names
    assert "peerprep/question_banks/topics.yaml" in names
    for path in (ROOT / "peerprep" / "banks" / "wordlists").glob("*.yaml"):
        assert f"peerprep/banks/wordlists/{path.name}" in names
    assert not any("/record/" in name or name.startswith("tests") for name in names)


def test_the_wheel_works_alone_outside_the_checkout(wheel, tmp_path):
    home = tmp_path / "empty"
    home.mkdir()
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel],
        check=True,
        capture_output=True,
    )
    done = subprocess.run(
        [tmp_path / "env" / "bin" / "peerprep", "drill", "-n", "1"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    assert "Question: " in done.stdout
    assert done.stderr == ""
    kept = [path.name for path in home.rglob("*") if path.is_file()]
    assert "history.db" in kept  # in the empty home, and nowhere else
