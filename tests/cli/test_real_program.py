"""The real program in a pseudo-terminal: what only shows there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

ROOT = Path(__file__).resolve().parents[2]
BANKS = ROOT / "tests" / "cli" / "banks"
PATIENCE = 30
"""Seconds to wait for a word on the screen: a bound for a hung program, no measure of speed."""


class Terminal:
    """peerprep in a pseudo-terminal, with the screen that a person would see."""

    def __init__(
        self, home: Path, *arguments: str, columns: int = 80, rows: int = 40,
        in_shell: bool = False, **more: str,
    ):  # fmt: skip
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),  # this tree, wherever another one is installed from
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            "HOME": str(home),
            "PEERPREP_HOME": str(home / "data"),
            "PEERPREP_BANKS": str(BANKS),
            **more,
        }
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        command = [sys.executable, "-m", "peerprep", *arguments]
        if in_shell:
            command, environment["PS1"] = ["bash", "--norc", "--noprofile", "-i"], "ready>"
        self.child = pexpect.spawn(
            command[0], command[1:], env=environment, cwd=str(home),
            dimensions=(rows, columns), timeout=PATIENCE,
        )  # fmt: skip
        self.child.delaybeforesend = None

    def read(self, wait: float = 0.1) -> None:
        try:
            while True:
                chunk = self.child.read_nonblocking(65536, wait)
                self.raw += chunk
                self.stream.feed(chunk)
                wait = 0.02
        except (pexpect.TIMEOUT, pexpect.EOF):
            return

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, words: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < deadline, f"never showed {words!r}:\n{self.text}"
            self.read()
        return self.text

    def press(self, keys: str, until: str) -> str:
        self.child.send(keys)
        return self.until(until)

    def end(self) -> int:
        deadline = time.monotonic() + PATIENCE
        while self.child.isalive():
            assert time.monotonic() < deadline, f"never ended:\n{self.text}"
            self.read()
        self.read()
        self.child.close()
        if self.child.exitstatus is None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path


def welcome_done(home: Path) -> None:
    """A home whose owner has read the first pages."""
    terminal = Terminal(home)
    terminal.until("Welcome")
    terminal.press("q", "")
    terminal.end()


def start_mock(home: Path, *flags: str) -> Terminal:
    terminal = Terminal(home, "exam", "little", *flags)
    terminal.until("8 items, 8 min")
    terminal.press("\r", "Before a mock exam")
    terminal.press("a", "The clock starts")
    terminal.press("\r", "Item 1 of 8")
    return terminal


def test_from_peerprep_to_the_first_question_in_two_keystrokes(home):
    terminal = Terminal(home)
    terminal.until("Welcome")
    terminal.press("\r", "10 questions")
    terminal.press("\r", "Question 1 of 10")
    terminal.press("q", "Saved.")
    assert terminal.end() == 0


def test_a_drill_of_ten_takes_twenty_keystrokes_and_enter(home):
    welcome_done(home)
    terminal = Terminal(home, "drill", "-n", "10")
    terminal.until("10 questions")
    terminal.press("\r", "Question 1 of 10")
    for number in range(1, 11):
        terminal.until(f"Question {number} of 10")
        terminal.press("b", "How sure?")
        terminal.press("3", "Right.")
        terminal.child.send("\r")
    terminal.until("10 of 10 right")
    assert terminal.end() == 0


def test_kill_in_the_middle_of_a_mock_and_everything_is_as_it_was(home):
    welcome_done(home)
    terminal = start_mock(home)
    terminal.press("b", "Your answer: B")
    terminal.press("m", "* Marked for review")
    terminal.press("\r", "Item 2 of 8")
    terminal.press("xd", "D is struck out.")
    before = terminal.press("c", "Your answer: C")
    terminal.child.kill(signal.SIGKILL)
    terminal.end()
    assert integrity(home) == "ok"

    again = Terminal(home)
    again.until("A mock is open")
    after = again.press("\r", "Item 2 of 8")
    item = slice(3, 12)
    assert (
        after.splitlines()[item] == before.replace(" D is struck out.\n\n", "").splitlines()[item]
    )
    assert "(struck)" in after
    again.press("p", "* Marked for review")
    assert "Your answer: B" in again.text
    assert "Time left: 7 min" in again.text
    again.press("leyq", "")
    again.end()


def integrity(home: Path) -> str:
    connection = sqlite3.connect(home / "data" / "history.db")
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def test_kill_in_the_middle_of_a_drill_keeps_every_answer_whose_feedback_was_shown(home):
    welcome_done(home)
    terminal = Terminal(home, "drill", "-n", "5")
    terminal.until("5 questions")
    terminal.press("\r", "Question 1 of 5")
    terminal.press("b", "How sure?")
    terminal.press("3", "Right.")
    terminal.child.kill(signal.SIGKILL)
    terminal.end()
    again = Terminal(home, "drill", "-n", "1")
    again.until("1 question")
    again.press("q", "")
    again.end()
    history = Terminal(home, "history")
    history.until("1 of 1 (100 %)")
    history.end()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_save_and_leave_in_order(home, number):
    welcome_done(home)
    terminal = start_mock(home)
    terminal.press("b", "Your answer: B")
    terminal.child.kill(number)
    assert terminal.end() == 130
    again = Terminal(home, "exam", "--resume")
    again.until("Your answer: B")
    again.press("q", "Saved.")
    assert again.end() == 0


def test_ctrl_c_leaves_the_terminal_as_it_was(home):
    terminal = Terminal(home, "drill")
    terminal.until("Welcome")
    terminal.child.sendintr()
    assert terminal.end() == 130


def test_stop_and_go_on_keeps_taking_single_keys(home):
    welcome_done(home)
    terminal = start_mock(home)
    terminal.child.kill(signal.SIGSTOP)
    terminal.child.kill(signal.SIGCONT)
    terminal.press("b", "Your answer: B")
    terminal.press("q", "Saved.")
    assert terminal.end() == 0


def test_ctrl_s_does_not_freeze_the_screen(home):
    welcome_done(home)
    terminal = start_mock(home)
    terminal.press("\x13", "That key does nothing here.")
    terminal.press("b", "Your answer: B")
    terminal.press("q", "Saved.")
    assert terminal.end() == 0


def test_time_up_while_waiting_for_a_key(home):
    """A mock whose stored limit is two seconds submits itself without a keystroke."""
    welcome_done(home)
    terminal = start_mock(home)
    terminal.press("b", "Your answer: B")
    terminal.press("q", "Saved.")
    terminal.end()
    connection = sqlite3.connect(home / "data" / "history.db")
    with connection:
        mode = connection.execute("SELECT mode FROM sitting").fetchone()[0]
        used = connection.execute("SELECT MAX(used) FROM step").fetchone()[0]
        connection.execute(
            "UPDATE sitting SET mode = ?", (mode.replace('"limit": 480.0', f'"limit": {used + 2}'),)
        )
    connection.close()
    again = Terminal(home, "exam", "--resume")
    again.until("Time is up")
    assert "1 of 8 answered" in again.text
    again.press("\r", "Preliminary practice result")
    again.press("q", "")
    assert again.end() == 0


def test_arrow_keys_are_extras(home):
    welcome_done(home)
    terminal = start_mock(home)
    terminal.press("\x1b[C", "Item 2 of 8")
    terminal.press("\x1b[D", "Item 1 of 8")
    terminal.press("\x1b[5~", "That key does nothing here.")
    terminal.press("q", "Saved.")
    terminal.end()


@pytest.mark.parametrize(
    ("columns", "variables"),
    [
        (40, {}),
        (40, {"NO_COLOR": "1"}),
        (80, {"TERM": "dumb"}),
        (80, {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LANG": "C"}),
        (80, {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "LANG": "C"}),
        (20, {}),
    ],
    ids=["40", "no-color", "dumb", "ascii", "cp1252", "20"],
)
def test_odd_terminals_read_everything(home, columns, variables):
    welcome_done(home)
    terminal = Terminal(home, "drill", "-n", "1", columns=columns, rows=80, **variables)
    plain = "TERM" in variables or "PYTHONIOENCODING" in variables
    enter = "\r" if not plain else "\n"
    terminal.until("1 question")
    terminal.press(enter, "Question")
    terminal.press("b" + (enter if plain else ""), "How sure?")
    terminal.press("3" + (enter if plain else ""), "Right.")
    terminal.child.send(enter)
    terminal.until("1 of 1 right")
    assert terminal.end() == 0
    assert b"Traceback" not in terminal.raw
    if plain:
        assert b"\x1b" not in terminal.raw
    if "NO_COLOR" in variables:
        assert not any(f"\x1b[{n}".encode() in terminal.raw for n in range(30, 48))


def test_a_pipe_gets_plain_text_and_a_polite_end(home):
    done = subprocess.run(
        [sys.executable, "-m", "peerprep", "drill", "-n", "3"],
        input="\n\nb 3\n\nb\n2\n",
        capture_output=True, text=True, cwd=home, timeout=PATIENCE,
        env={"PATH": os.environ["PATH"], "PEERPREP_HOME": str(home / "data"),
             "PEERPREP_BANKS": str(BANKS)},
    )  # fmt: skip
    assert done.returncode == 0
    assert "Saved after 2. 2 of 2 right" in done.stdout
    assert "\x1b" not in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert done.stderr == ""


def test_a_closed_pipe_ends_without_a_traceback(home):
    command = f"{sys.executable} -m peerprep exams | head -1"
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, cwd=home, timeout=PATIENCE,
        env={"PATH": os.environ["PATH"], "PEERPREP_HOME": str(home / "data")},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == 0
