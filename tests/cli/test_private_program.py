"""A private session in the real program: what a terminal holds when it has ended."""

from __future__ import annotations

import copy
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyte
import pytest

from tests.cli.test_real_program import BANKS, PATIENCE, Terminal

OTHER_SCREEN = 1049 << 5
"""How pyte numbers the private mode of the other screen, which it does not know itself."""


class TwoScreens(pyte.HistoryScreen):
    """A terminal with scrollback, and another screen that has none."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows, history=1000)
        self.first: tuple[object, object, object] | None = None
        self.titles: list[str] = []

    def set_mode(self, *modes: int, **more: bool) -> None:
        super().set_mode(*modes, **more)
        if 1049 in modes and self.first is None:
            self.first = tuple(copy.deepcopy(x) for x in (self.buffer, self.cursor, self.history))

    def reset_mode(self, *modes: int, **more: bool) -> None:
        super().reset_mode(*modes, **more)
        if 1049 in modes and self.first is not None:
            self.buffer, self.cursor, self.history = self.first
            self.first = None

    def set_title(self, param: str) -> None:
        self.titles.append(param)

    @property
    def everything(self) -> str:
        """The scrollback and the screen as text."""
        above = ["".join(c.data for c in line.values()) for line in self.history.top]
        return "\n".join([*above, *self.display])


class PrivateTerminal(Terminal):
    """A terminal in which something stood before, and a private session then runs."""

    def __init__(
        self, home: Path, *arguments: str, rows: int = 24, in_shell: bool = False, **more: str
    ) -> None:
        super().__init__(home, *arguments, rows=rows, in_shell=in_shell, **more)
        self.screen = TwoScreens(80, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.stream.feed(b"$ ls\r\nletters  photos\r\n$ peerprep --private\r\n")
        self.before = self.screen.everything


@pytest.fixture
def home(tmp_path):
    return tmp_path


def tree(folder: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    )


def in_a_drill(home: Path) -> PrivateTerminal:
    terminal = PrivateTerminal(home, "drill", "-n", "2", "--private")
    terminal.until("Welcome")
    assert "Private session" in terminal.text
    terminal.press("\r", "2 questions")
    terminal.press("\r", "Question 1 of 2")
    terminal.press("b", "How sure?")
    terminal.press("3", "Right.")
    return terminal


def test_after_a_private_drill_the_terminal_is_as_it_was_and_no_file_was_written(home):
    before = tree(home)
    terminal = in_a_drill(home)
    terminal.press("\r", "Question 2 of 2")
    terminal.press("b", "How sure?")
    terminal.press("3", "Right.")
    terminal.press("\r", "2 of 2 right")
    assert "Any key ends the private session" in terminal.text
    terminal.child.send("\r")
    assert terminal.end() == 0
    assert terminal.screen.everything == terminal.before
    assert set(terminal.screen.titles) == {"Terminal"}
    assert b"\x1b[23;2t" in terminal.raw
    assert tree(home) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_private_session_that_is_cut_off_leaves_no_question_behind(home, number):
    terminal = in_a_drill(home)
    terminal.child.kill(number)
    assert terminal.end() == 130
    left = terminal.screen.everything
    assert left.startswith(terminal.before.rstrip())
    assert "nothing was kept" in left
    assert "Question" not in left
    assert list(home.iterdir()) == []


def test_ctrl_c_on_a_page_leaves_at_once(home):
    terminal = PrivateTerminal(home, "drill", "--private")
    terminal.until("Welcome")
    terminal.child.sendintr()
    assert terminal.end() == 130
    left = terminal.screen.everything
    assert left.startswith(terminal.before.rstrip())
    assert "nothing was kept" in left
    assert "Welcome" not in left


def test_ctrl_z_shows_the_first_screen_and_fg_the_private_one(home):
    shell = PrivateTerminal(home, in_shell=True)
    shell.until("ready>")
    shell.child.send(f"{sys.executable} -m peerprep drill -n 2 --private\n")
    shell.until("Welcome")
    shell.press("\r", "2 questions")
    shell.press("\r", "Question 1 of 2")
    shell.press("b", "How sure?")
    shell.press("3", "Right.")
    shell.child.sendcontrol("z")
    shell.until("Stopped")
    assert "letters  photos" in shell.text
    assert "Right." not in shell.screen.everything
    shell.child.send("fg\n")
    shell.until("Right.")
    shell.press("q", "Any key ends")
    shell.press("\r", "ready>")
    assert "Right." not in shell.screen.everything
    shell.child.send("exit\n")
    shell.end()


def test_in_plain_no_escape_is_written_and_what_stays_is_said(home):
    terminal = PrivateTerminal(home, "drill", "-n", "1", "--private", "--plain", rows=60)
    terminal.until("Welcome")
    assert "your terminal keeps what is printed" in " ".join(terminal.text.split())
    terminal.press("\n", "1 question")
    terminal.press("q\n", "")
    assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("reader", ["true", "head -c 1 > /dev/null"])
@pytest.mark.parametrize("command", ["exams", "exams --json", "--help", "topics"])
def test_a_reader_that_has_gone_is_no_failure(home, command, reader):
    line = f"{sys.executable} -m peerprep {command} | {reader}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, cwd=home, timeout=PATIENCE,
        env={"PATH": os.environ["PATH"], "PEERPREP_HOME": str(home / "data"),
             "PYTHONPATH": str(BANKS.parents[2])},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
