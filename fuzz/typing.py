"""Random keystrokes: what a hand, a cat, a paste and a broken line send to a terminal."""

from __future__ import annotations

import random
from dataclasses import dataclass

COMMANDS = (
    "", "", "drill -n 3", "drill -n 2 --certainty off", "drill missed", "drill --topic hope",
    "exam little", "exam little --strict", "exam little --clock ask", "exam --tutorial little",
    "exam --resume", "exam --new little", "study strengths", "study", "lookback",
    "lookback --filter all", "result", "today", "plan", "progress", "readiness", "topics", "exams",
    "history", "settings", "support", "data delete", "data where", "bank list", "bank check",
    "exams little", "drill --from last-exam", "nothing",
)  # fmt: skip
"""What is typed at the shell; those with a sitting come first and most often."""

SITTINGS = 14
"""So many of COMMANDS open something that keeps listening."""

LOOKS = ("", "", "", "--plain", "--large", "--standard")

_LETTERS = b"abcdefnpmxslgtzwu?hqy"
_SPECIAL = (
    b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1bOA", b"\x1b[H", b"\x1b[5~", b"\x1b[1;5C",
    b"\x1bOP", b"\x1b[15~", b"\x1bb", b"\x1b\x1b[A",
)  # fmt: skip
_BROKEN = (
    b"\x1b[", b"\x1bO", b"\x1b[1;", b"\x1b[<0;1", b"\x1b[999999999", b"\x9b", b"\xc3", b"\xf0\x9f",
    b"\xff", b"\xed\xa0\x80", b"\x1b]0;t\x07", b"\x1bP1$r\x1b\\", b"\x1b[200~",
)  # fmt: skip
_MOUSE = (b"\x1b[<0;10;5M", b"\x1b[<0;10;5m", b"\x1b[<64;3;3M", b"\x1b[M !!", b"\x1b[I", b"\x1b[O")
_WORDS = (
    "note a thought", "strike c", "go 2", "go 99999999", "mark", "list", "time", "b 3", "end",
    "yes", "quit", "é漢字😀", "\u202eא", "x" * 600, "support", "help", "delete", "agree",
)  # fmt: skip


@dataclass(frozen=True)
class Burst:
    """What arrives at once: bytes, or a new size of the window."""

    keys: bytes = b""
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Play:
    """One run of the program with all that is done to it."""

    line: str
    size: tuple[int, int]
    bursts: tuple[Burst, ...]
    end: str
    """How it ends where the keys did not end it: eof, interrupt, close."""
    home: int
    colour: bool


def play_of(seed: int, number: int) -> Play:
    """Sequence `number` of a run with that seed."""
    dice = random.Random(f"keys {seed} {number}")
    commands = COMMANDS[:SITTINGS] if dice.random() < 0.85 else COMMANDS
    line = f"{dice.choice(LOOKS)} {dice.choice(commands)}".strip()
    size = (dice.randint(20, 120), dice.randint(5, 50))
    plain = "--plain" in line
    bursts = [Burst(b"\r")] * dice.choice((0, 1, 2, 3)) + [
        _burst(dice) for _ in range(dice.randint(1, 14))
    ]
    if plain:
        # There the terminal is still in lines, and Ctrl-S stops it before the program hears of it.
        bursts = [Burst(b.keys.replace(b"\x13", b""), b.size) for b in bursts]
    end = dice.choice(("eof", "eof", "eof", "interrupt", "close"))
    return Play(line, size, tuple(bursts), end, dice.randrange(3), dice.random() < 0.9)


def _burst(dice: random.Random) -> Burst:
    kind = dice.random()
    if kind < 0.05:
        return Burst(size=(dice.randint(20, 120), dice.randint(5, 50)))
    if kind < 0.10:  # a paste, with brackets or without
        words = dice.choice(_WORDS).encode() + dice.choice((b"", b"\r", b"\n"))
        return Burst(dice.choice((words, b"\x1b[200~" + words + b"\x1b[201~")))
    return Burst(b"".join(_key(dice) for _ in range(dice.choice((1, 1, 1, 2, 3, 8)))))


def _key(dice: random.Random) -> bytes:
    kind = dice.random()
    if kind < 0.45:
        return bytes([dice.choice(_LETTERS)])
    if kind < 0.65:
        return b"\r"
    if kind < 0.72:
        return str(dice.randint(0, 9)).encode()
    if kind < 0.79:
        return dice.choice(_SPECIAL)
    if kind < 0.82:
        return dice.choice((b"\x1b", b"\x0c", b"\t", b"\x7f", b"\x00", b"\x12", b" "))
    if kind < 0.86:
        return dice.choice(_BROKEN)
    if kind < 0.88:
        return dice.choice(_MOUSE)
    if kind < 0.92:
        return (dice.choice(_WORDS) + "\r").encode()
    if kind < 0.93:
        return b"\x04"
    return dice.randbytes(1) if kind < 0.96 else chr(dice.randint(33, 0x2FFF)).encode("utf-8")
