"""A disk that is full, that fails at any byte, or that may not be written to.

A full disk is a small tmpfs of its own, mounted in a namespace that nobody else sees, and filled
while the candidate plays; it needs root. A failing write needs nothing: the kernel refuses the
process every write behind a byte that the run chooses (RLIMIT_FSIZE), so that a step is cut off
anywhere, also in the middle of a page.
"""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stress.homes import EXAM, copy_of, new_home, page_on, pass_pages
from stress.records import file_of, look
from stress.seat import Seat
from stress.window import read_card, squeezed

UNUSABLE = 5
_NEW_NAMESPACE, _PRIVATE, _RECURSIVE, _REMOUNT, _READ_ONLY = 0x20000, 1 << 18, 1 << 14, 32, 1


@dataclass
class Failure:
    """One run into a disk that does not write, and what came of it."""

    name: str
    seed: int
    refused: bool = False
    """Whether the program came to a write that failed."""
    answered: int = 0
    """Responses whose feedback had been on the window."""
    wrong: list[str] = field(default_factory=list)

    def check(self, is_right: bool, words: str) -> None:
        """Note what is not as it must be."""
        if not is_right:
            self.wrong.append(words)


def has_mounts() -> bool:
    """Whether this process may mount."""
    return sys.platform == "linux" and os.geteuid() == 0


def in_a_namespace(task: Callable[[], Any]) -> Any:
    """What the task returns, done in a process whose mounts nobody else sees."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)

    def work() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_NEW_NAMESPACE):
            raise OSError(ctypes.get_errno(), "unshare")
        _mount(b"none", b"/", None, _PRIVATE | _RECURSIVE, None)
        there.send(task())

    process = context.Process(target=work)
    process.start()
    there.close()
    try:
        return here.recv()
    finally:
        process.join()


def _mount(what: bytes, at: bytes, kind: bytes | None, flags: int, options: bytes | None) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(what, at, kind, flags, options):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


@contextmanager
def small_disk(at: Path, kilobytes: int, *, read_only: bool = False) -> Iterator[None]:
    """A disk of that size under the folder, with what the folder held."""
    kept = at.with_name(at.name + "-kept")
    shutil.copytree(at, kept)
    name = str(at).encode()
    _mount(b"none", name, b"tmpfs", 0, f"size={kilobytes}k,mode=0700".encode())
    try:
        shutil.copytree(kept, at, dirs_exist_ok=True)
        if read_only:
            _mount(b"none", name, None, _REMOUNT | _READ_ONLY, None)
        yield
    finally:
        ctypes.CDLL(None).umount2(name, 2)
        shutil.rmtree(kept)


def fill_up(folder: Path, leave: int = 0) -> Path:
    """Take all the room of a disk but so many bytes; returns the file that takes it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    with filler.open("r+b") as file:
        file.truncate(max(0, filler.stat().st_size - leave))
    return filler


# What the candidate does while the disk fails


def _answer(seat: Seat, dice: random.Random) -> bool:
    """Answer one question of a drill; False when the program ended instead."""
    for keys, is_there in (
        (dice.choice("ab"), lambda card: card is not None and bool(card.chosen)),
        (dice.choice("123"), lambda card: card is not None and card.told),
        ("\r", lambda card: card is not None and not card.told),
    ):
        seat.tap(keys)
        if not seat.until(lambda text, is_there=is_there: is_there(read_card(text))):  # type: ignore[misc]
            return False
    return True


def play(
    failure: Failure, home: Path, dice: random.Random, fail: Callable[[Seat], None], before: int
) -> int:
    """Drill; after `before` questions the disk fails; returns how many were told of."""
    told = 0
    with Seat(home, ["drill", "-n", "30", "--seed", str(failure.seed)], lines=60) as seat:
        pass_pages(seat, "Question 1 of")
        for number in range(before + 12):
            if number == before:
                fail(seat)
            if not _answer(seat, dice):
                break
            told += 1
        card = read_card(seat.text) if seat.status is None else None
        if seat.status is None:
            seat.tap("q" if card is None or not card.told else "\r")
            seat.tap("q")
        with suppress(TimeoutError):
            seat.wait()
        _ended(failure, seat)
    failure.answered = told
    return told


def _ended(failure: Failure, seat: Seat) -> None:
    """The program ended by itself, with a sentence where it was refused, and no traceback."""
    failure.refused = seat.status == UNUSABLE
    words = seat.raw.decode("utf-8", "replace")
    failure.check(seat.status in {0, UNUSABLE}, f"ended with {seat.status}: {words[-400:]}")
    failure.check("Traceback" not in words, "a traceback")
    if failure.refused:
        said = squeezed(words)
        in_a_sitting = "couldnotbesaved" in said and "Everythingbeforeitissafe" in said
        failure.check(in_a_sitting or "cannotbe" in said, f"said only: {words[-300:]}")


def _after(failure: Failure, home: Path, told: int) -> None:
    """With room again: sound, every answer that was told of there, and the program goes on."""
    disk = look(home)
    failure.check(disk.is_sound, "the records are damaged")
    failure.check(len(disk.given) >= told, f"{len(disk.given)} of {told} responses are there")
    failure.check(len(disk.given) <= told + 1, "responses that nobody gave")
    with Seat(home, ["drill", "-n", "2"], lines=60) as seat:
        pass_pages(seat, "Question 1 of 2")
        seat.tap("a")
        seat.until("How sure?")
        seat.tap("2")
        failure.check(seat.until("Enter next"), "it does not go on afterwards")
        failure.check(look(home).kind == "drill", "the new drill is not kept")


# The runs


def cut_off(seed: int, practiced: Path, home: Path) -> Failure:
    """Every write behind a byte near the end of the write log is refused from some moment on."""
    failure, dice = Failure("write refused", seed), random.Random(f"cut {seed}")
    copy_of(practiced, home)

    def fail(seat: Seat) -> None:
        log = file_of(home).with_name("history.db-wal")
        room = log.stat().st_size + seed % 64 * 512  # from the next byte on, step by step
        resource.prlimit(seat.pid, resource.RLIMIT_FSIZE, (room, room))

    told = play(failure, home, dice, fail, before=dice.randint(0, 3))
    _after(failure, home, told)
    return failure


def full(seed: int, practiced: Path, home: Path) -> Failure:
    """A real disk without room, from some moment on."""
    failure, dice = Failure("disk full", seed), random.Random(f"full {seed}")
    copy_of(practiced, home)
    folder = home / "peerprep"
    with small_disk(folder, 4096):

        def fail(seat: Seat) -> None:
            fill_up(folder, leave=seed % 16 * 4096)

        told = play(failure, home, dice, fail, before=dice.randint(0, 3))
        (folder / "filler").unlink()
        _after(failure, home, told)
    return failure


def full_from_the_start(seed: int, practiced: Path, home: Path) -> Failure:
    """No room, or next to none, when the program is started; with and without records."""
    failure = Failure("full at the start", seed)
    is_new = bool(seed % 2)
    new_home(home) if is_new else copy_of(practiced, home)
    folder = home / "peerprep"
    with small_disk(folder, 4096):
        filler = fill_up(folder, leave=seed // 2 % 16 * 4096)
        with Seat(home, ["drill", "-n", "3"], lines=60) as seat:
            seat.until(lambda text: page_on(text) is not None)
            end = time.monotonic() + 10
            while seat.status is None and page_on(seat.text) and time.monotonic() < end:
                seat.tap("\r")
                seat.settle(0.3)
            seat.tap("q")
            seat.tap("q")
            seat.wait()
            _ended(failure, seat)
        filler.unlink()
        _after(failure, home, 0)
    return failure


def read_only(seed: int, practiced: Path, home: Path) -> Failure:
    """A home that may not be written to: one sentence, nothing changed, and help is still there."""
    failure = Failure("read-only home", seed)
    is_new = bool(seed % 2)
    new_home(home) if is_new else copy_of(practiced, home)
    folder = home / "peerprep"
    commands: Sequence[Sequence[str]] = (["drill"], [], ["exam", EXAM], ["history"], ["progress"])
    with small_disk(folder, 4096, read_only=True):
        for command in commands:
            with Seat(home, command, lines=60) as seat:
                seat.until(lambda text: bool(page_on(text)))
                if seat.status is None:
                    seat.tap("q")
                seat.wait()
                if seat.status != UNUSABLE and command not in (["history"], ["progress"]):
                    failure.wrong.append(f"{command} ended with {seat.status}: {seat.text[:300]}")
                _ended(failure, seat)
        with Seat(home, ["support"]) as seat:
            failure.check(seat.wait() == 0 and b"988" in seat.raw, "the support page is not there")
        failure.check(is_new or look_at_copy(folder, home), "the records are damaged")
    return failure


def look_at_copy(folder: Path, home: Path) -> bool:
    """Whether records on a disk that cannot be written to are sound."""
    beside = home / "beside"
    shutil.copytree(folder, beside / "peerprep")
    return look(beside).is_sound
