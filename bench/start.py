"""Start-up: from the shell to the first question, and to --help and --version."""

from __future__ import annotations

from pathlib import Path

from bench.measure import ROOT, Program, python, variables

FLOORS = ROOT / "bench" / "floors"
PANEL = (r"Ready\..*\n[^\n]*\n", "")
START_PAGE = (r"not now[^\n]*\n", "\r")
QUESTION = (r"choose[^\n]*\n", "")
"""The key line is the last thing that is drawn of either screen."""


def panel(home: Path) -> Program:
    """The floor for whatever draws a screen."""
    return Program(python(str(FLOORS / "panel.py")), variables(home), (PANEL,))


def first_question(home: Path, **more: str) -> Program:
    """`peerprep drill`, its start page, Enter at once, and the first question wholly drawn."""
    words = python("-m", "peerprep", "drill")
    return Program(words, variables(home, **more), (START_PAGE, QUESTION))


def prepared(home: Path, **more: str) -> Path:
    """A home that has seen the first pages, and whose catalog is made."""
    from bench.measure import run

    home.mkdir(parents=True, exist_ok=True)
    welcome = (r"support[^\n]*\n", "\r")
    words = python("-m", "peerprep", "drill")
    run(Program(words, variables(home, **more), (welcome, START_PAGE, QUESTION)))
    return home


def two_commands(home: Path, *flags: str) -> Program:
    """The floor for --help and --version."""
    return Program(python(str(FLOORS / "two_commands.py"), *flags), variables(home))


def peerprep(home: Path, *words: str, **more: str) -> Program:
    """One command of the program, without a terminal."""
    return Program(python("-m", "peerprep", *words), variables(home, **more))
