"""Several windows on one profile at once: no step is lost, and nobody reads of a lock."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import peerprep
from stress.homes import EXAM, copy_of, new_home, pass_pages
from stress.records import file_of, is_sound
from stress.seat import BASE, Seat
from stress.window import read_card

READERS = (["history", "--json"], ["today", "--json"], ["progress", "--json"], ["data", "where"])
NOTHING_YET = 4


@dataclass
class Crowd:
    """One profile with so many windows, and what came of it."""

    windows: int
    seed: int
    is_new: bool = False
    answered: int = 0
    """Responses whose feedback was on some window."""
    read: int = 0
    """Commands that ended while the drills went on."""
    wrong: list[str] = field(default_factory=list)

    def check(self, is_right: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not is_right:
            self.wrong.append(words)


def drills(windows: int, seed: int, practiced: Path, home: Path, questions: int = 12) -> Crowd:
    """So many drills at once, all answering as fast as they can, and readers among them."""
    crowd = Crowd(windows, seed, is_new=bool(seed % 2))
    new_home(home) if crowd.is_new else copy_of(practiced, home)
    before = _responses(home)
    with contextlib.ExitStack() as stack:
        seats = [
            stack.enter_context(
                Seat(home, ["drill", "-n", str(questions), "--seed", str(100 * seed + n)], lines=60)
            )
            for n in range(windows)
        ]
        counts = [0] * windows
        together = threading.Barrier(windows)
        failures: list[str] = []

        def sit(number: int) -> None:
            try:
                counts[number] = _sit(seats[number], random.Random(f"{seed} {number}"), together)
            except (AssertionError, TimeoutError, threading.BrokenBarrierError) as error:
                together.abort()
                failures.append(f"window {number}: {error}\n{seats[number].text}")

        sitting = [lambda n=n: sit(n) for n in range(windows)]
        _all_at_once([*sitting, lambda: _read(crowd, home)])
        for seat in seats:
            _no_lock_was_told(crowd, seat)
        for number, seat in enumerate(seats):
            _leave(crowd, seat, number)
    crowd.wrong += failures
    crowd.answered = sum(counts)
    _count(crowd, home, counts, before)
    return crowd


def _all_at_once(tasks: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _read(crowd: Crowd, home: Path) -> None:
    """Other commands on the same records, in processes of their own."""
    variables = {**BASE, "HOME": str(home), "PEERPREP_HOME": str(home / "peerprep")}
    variables["PYTHONPATH"] = str(Path(peerprep.__file__).parent.parent)
    for command in READERS:
        done = subprocess.run(
            [sys.executable, "-m", "peerprep", *command],
            capture_output=True,
            text=True,
            env=variables,
            cwd=home,
            timeout=60,
            check=False,
        )
        crowd.check(
            done.returncode in {0, NOTHING_YET} and "is locked" not in done.stderr,
            f"{command} ended with {done.returncode}: {done.stderr}",
        )
        crowd.read += 1


def _sit(seat: Seat, dice: random.Random, together: threading.Barrier) -> int:
    """Answer most of the drill; how many were told of. It stays open."""
    pass_pages(seat, "Question 1 of")
    told = 0
    for number in range(10):
        if number % 3 == 0:
            together.wait(30)  # everybody writes now
        seat.tap(dice.choice("ab"))
        assert seat.until("How sure?", 30), seat.text
        seat.tap(dice.choice("123"))
        assert seat.until(lambda text: (card := read_card(text)) is not None and card.told, 30)
        told += 1
        seat.tap("\r")
        assert seat.until(lambda text: (card := read_card(text)) is not None and not card.told, 30)
    return told


def _leave(crowd: Crowd, seat: Seat, number: int) -> None:
    seat.tap("q")
    try:
        crowd.check(seat.wait() == 0, f"window {number} ended with {seat.status}")
    except TimeoutError as error:
        crowd.wrong.append(str(error))


def _no_lock_was_told(crowd: Crowd, seat: Seat) -> None:
    words = seat.raw.decode("utf-8", "replace")
    for bad in ("is locked", "another window", "Traceback", "could not be saved", "cannot be used"):
        crowd.check(bad not in words, f"{bad!r}: {seat.text}")


def _responses(home: Path) -> int:
    if not file_of(home).exists():
        return 0
    with contextlib.closing(sqlite3.connect(file_of(home))) as db:
        return int(db.execute("SELECT COUNT(*) FROM response").fetchone()[0])


def _count(crowd: Crowd, home: Path, counts: list[int], before: int) -> None:
    """Every window's sitting has as many responses as it was told of."""
    with contextlib.closing(sqlite3.connect(file_of(home))) as db:
        crowd.check(is_sound(db), "the records are damaged")
        rows = db.execute(
            "SELECT COUNT(response.slot), sitting.ended_at IS NULL FROM sitting"
            " LEFT JOIN response ON response.sitting = sitting.id"
            " GROUP BY sitting.id ORDER BY sitting.id DESC LIMIT ?",
            (len(counts),),
        ).fetchall()
        crowd.check(
            Counter(row[0] for row in rows) == Counter(counts),
            f"kept {sorted(row[0] for row in rows)}, told {sorted(counts)}",
        )
        crowd.check(not any(row[1] for row in rows), "a drill did not end")
    crowd.check(_responses(home) == before + sum(counts), "responses are missing or double")


def one_mock(windows: int, seed: int, practiced: Path, home: Path) -> Crowd:
    """One open mock in several windows: what each has been shown as chosen is kept, or refused.

    A window that comes second is told so; whatever it says, no step of the other is lost.
    """
    crowd, dice = Crowd(windows, seed), random.Random(f"one {seed}")
    copy_of(practiced, home)
    with Seat(home, ["exam", EXAM, "-n", "8", "--seed", str(seed)], lines=60) as seat:
        pass_pages(seat, "Item 1 of 8")
        seat.tap("q")
        seat.wait()
    with contextlib.ExitStack() as stack:
        seats = [
            stack.enter_context(Seat(home, ["exam", "--resume"], lines=60)) for _ in range(windows)
        ]
        for seat in seats:
            seat.until(lambda text: read_card(text) is not None)
        shown: dict[int, str] = {}
        for _ in range(8 * windows):
            seat = dice.choice(seats)
            if not seat.ended():
                _choose(crowd, seat, dice, shown)
        for seat in seats:
            crowd.check(b"locked" not in seat.raw, "a lock was told")
            crowd.check(b"Traceback" not in seat.raw, "a traceback")
            seat.tap("q")
            seat.wait()
    crowd.answered = len(shown)
    with Seat(home, ["exam", "--resume"], lines=60) as seat:
        seat.until(lambda text: read_card(text) is not None)
        for number, letter in shown.items():
            seat.tap(f"g{number}\r")
            seat.until(lambda text, n=number: f"Item {n} of" in text)  # type: ignore[misc]
            seat.settle()
            card = read_card(seat.text)
            crowd.check(
                card is not None and card.letters == letter,
                f"item {number}: {letter} was shown as chosen, {card and card.letters} is kept",
            )
    with contextlib.closing(sqlite3.connect(file_of(home))) as db:
        crowd.check(is_sound(db), "the records are damaged")
    return crowd


def _choose(crowd: Crowd, seat: Seat, dice: random.Random, shown: dict[int, str]) -> None:
    """Choose in one window; note what it then shows as chosen, unless it was told to stop."""
    letter = dice.choice("abcd")
    seat.tap(letter)
    seat.until(lambda text: (card := read_card(text)) is not None and card.letters == letter, 5)
    seat.settle()
    card = read_card(seat.text)
    if not seat.ended() and card is not None and card.number and card.letters == letter:
        shown[card.number] = letter
        if dice.random() < 0.4:
            seat.tap("n")
            seat.settle()
