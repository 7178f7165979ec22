"""Start-up: from the shell to the first question, and to --help and --version."""

from __future__ import annotations

from pathlib import Path

from bench.measure import (
    ROOT,
    Program,
    Row,
    Run,
    in_turn,
    memory,
    python,
    ratio,
    run,
    seconds,
    variables,
)

FLOORS = ROOT / "bench" / "floors"
PANEL = (r"Ready\..*\n[^\n]*\n", "\r")
WELCOME = (r"support[^\n]*\n", "\r")
START_PAGE = (r"not now[^\n]*\n", "\r")
QUESTION = (r"choose[^\n]*\n", "q")
"""The key line is the last thing that is drawn of a screen."""

DRILL = python("-m", "peerprep", "drill")


def panel(home: Path) -> Program:
    """The floor for whatever draws a screen."""
    return Program(python(str(FLOORS / "panel.py")), variables(home), (PANEL,))


def first_question(home: Path, **more: str) -> Program:
    """`peerprep drill`, its start page, Enter at once, and the first question wholly drawn."""
    return Program(DRILL, variables(home, **more), (START_PAGE, QUESTION))


def prepared(home: Path, **more: str) -> Path:
    """A home that has seen the first pages, and whose catalog is made."""
    home.mkdir(parents=True, exist_ok=True)
    run(Program(DRILL, variables(home, **more), (WELCOME, START_PAGE, QUESTION)))
    return home


def two_commands(home: Path, *flags: str) -> Program:
    """The floor for --help and --version."""
    return Program(python(str(FLOORS / "two_commands.py"), *flags), variables(home))


def peerprep(home: Path, *words: str, **more: str) -> Program:
    """One command of the program, without a terminal."""
    return Program(python("-m", "peerprep", *words), variables(home, **more))


_IMPORTS = (
    "imports, see below; then the catalog, the candidate's records (a sitting is on disk before "
    "its first question is shown) and Rich drawing two screens."
)

_FILES = (
    "every file is looked at, whether it is as it was read; then the list of what lies where is "
    "gone through once to draw from it fairly."
)

NEEDED = "rich.console, rich.table, rich.padding, sqlite3, hashlib, json, fractions, random"
"""What no first question can do without, whoever's program shows it."""

OWN = "peerprep.cli.sitting, peerprep.cli.queues, peerprep.banks.shelves, peerprep.history.looks"
"""The modules of a drill, with all that they import."""


def _bare(home: Path, floor: list[Run]) -> str:
    """How much memory is taken before anything is done."""
    needed, own = (
        Program(python("-c", f"import {names}"), variables(home)) for names in (NEEDED, OWN)
    )
    runs = in_turn({"needed": needed, "own": own}, 3)
    return (
        f"importing Rich, SQLite and the few modules of Python that a drill needs takes "
        f"{ratio(runs['needed'], floor, memory):.2f} times the floor's, and with the drill's own "
        f"modules {ratio(runs['own'], floor, memory):.2f}, before anything is read."
    )


def rows(home: Path, vast: Path, rounds: int) -> list[Row]:
    """The goals of start-up. `vast` is the folder of the large library."""
    usual, large = prepared(home / "usual"), prepared(home / "vast", PEERPREP_BANKS=str(vast))
    runs = in_turn(
        {
            "panel": panel(usual),
            "drill": first_question(usual),
            "vast": first_question(large, PEERPREP_BANKS=str(vast)),
            "two --help": two_commands(usual, "--help"),
            "--help": peerprep(usual, "--help"),
            "two --version": two_commands(usual, "--version"),
            "--version": peerprep(usual, "--version"),
        },
        rounds,
    )
    screen, two = "Typer and Rich imported, one panel", "a Typer program of two commands"
    return [
        Row("first question", screen, ratio(runs["drill"], runs["panel"], seconds), 1.35, _IMPORTS),
        Row(
            "first question, large library",
            "first question, shipped banks",
            ratio(runs["vast"], runs["drill"], seconds),
            1.15,
            _FILES,
        ),
        Row("`--help`", two, ratio(runs["--help"], runs["two --help"], seconds), 1.15),
        Row("`--version`", two, ratio(runs["--version"], runs["two --version"], seconds), 1.15),
        Row(
            "peak memory of a drill, large library",
            screen,
            ratio(runs["vast"], runs["panel"], memory),
            1.25,
            _bare(usual, runs["panel"]),
        ),
    ]
