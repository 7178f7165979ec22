"""Leaving at an awkward moment: during the start, several times at once, from behind a shell."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from stress.homes import copy_of, pass_pages
from stress.records import look
from stress.screens import DRILL
from stress.seat import Seat

INTERRUPTED = 130
_PROGRAM = """
import os, sys
from peerprep.__main__ import main
sys.argv = ["peerprep", "drill"]
os.write(1, b".")
main()
"""
"""What `python -m peerprep drill` does, with a sign that the interpreter has come to it."""


@dataclass
class Awkward:
    """One run, and what came of it."""

    name: str
    wrong: list[str] = field(default_factory=list)

    def check(self, is_right: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not is_right:
            self.wrong.append(words)


def while_starting(seed: int, practiced: Path, home: Path) -> Awkward:
    """Ctrl-C at any moment of a start, from the program's first line in a new interpreter."""
    run, dice = Awkward("Ctrl-C while it starts"), random.Random(f"start {seed}")
    copy_of(practiced, home)
    with Seat(home, ["-c", _PROGRAM], lines=60, command=sys.executable) as seat:
        seat.until(".")
        time.sleep(dice.uniform(0.0, 0.6))
        seat.press("\x03")
        _ended(run, seat)
    run.check(look(home).is_sound, "the records are damaged")
    return run


def again_and_again(seed: int, practiced: Path, home: Path) -> Awkward:
    """Several signals within milliseconds: the first one's saving is not cut off."""
    run, dice = Awkward("several signals at once"), random.Random(f"again {seed}")
    copy_of(practiced, home)
    with Seat(home, DRILL, lines=60) as seat:
        pass_pages(seat, "Question 1 of")
        seat.tap("a")
        seat.until("How sure?")
        for _ in range(5):
            seat.signal(dice.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP]))
            time.sleep(dice.choice([0.0, 0.001, 0.003, 0.01]))
            if seat.ended():
                break
        _ended(run, seat)
        run.check(b"Saved" in seat.raw, "nothing was said")
        run.check(seat.is_quiet, "the terminal is not as it was")
    run.check(look(home).is_sound, "the records are damaged")
    return run


def _ended(run: Awkward, seat: Seat) -> None:
    try:
        run.check(seat.wait() == INTERRUPTED, f"ended with {seat.status}")
    except TimeoutError as error:
        run.wrong.append(str(error))
    run.check(b"Traceback" not in seat.raw, f"a traceback: {seat.raw[-300:]!r}")


def behind_a_shell(seed: int, practiced: Path, home: Path) -> Awkward:
    """Ctrl-Z and fg in a real shell: the shell gets its terminal, and the item comes back."""
    run = Awkward("Ctrl-Z and fg in a shell")
    shell = shutil.which("bash")
    if shell is None:
        run.wrong.append("there is no bash here")
        return run
    copy_of(practiced, home)
    variables = {"PS1": "shell> ", "PATH": os.environ["PATH"]}
    with Seat(
        home, ["--norc", "--noprofile", "-i"], lines=60, variables=variables, command=shell
    ) as seat:
        seat.until("shell>")
        seat.press(f"{sys.executable} -m peerprep drill -n 5 --seed {seed}\r")
        pass_pages(seat, "Question 1 of")
        seat.tap("a")
        seat.until("How sure?")
        seat.press("\x1a")
        run.check(seat.until("Stopped"), f"Ctrl-Z did nothing: {seat.text}")
        seat.press("echo $((6*7))\r")
        run.check(seat.until("\n42"), f"the shell has no terminal: {seat.text}")
        seat.press("fg\r")
        run.check(seat.until(lambda text: "How sure?" in text and "42" not in text), seat.text)
        seat.tap("3")
        run.check(seat.until("Enter next"), f"no key is heard after fg: {seat.text}")
        seat.press("\x03")
        run.check(seat.until("Saved."), f"nothing was said: {seat.text}")
        seat.press("echo status $?\r")
        run.check(seat.until("status 130"), f"not 130: {seat.text}")
        seat.press("exit\r")
        seat.wait()
    disk = look(home)
    run.check(disk.is_sound and len(disk.given) == 1, "the response is not there")
    return run
