"""Structure-aware mutation: lines, fields, indents and the characters that have hurt others.

An input is a function of (seeds, target, number): whoever has the number has the input.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

PIECES = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        # YAML's own signs
        "- ", ": ", "? ", "&a ", "*a", "!!python/object/apply:os.system ", "!x ", "{", "}", "[",
        "]", ",", "|", ">", ">-", "|+9", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "'", '"',
        "#", "<<: *a\n", "~", "null", "true", "No", "\t", "\r", "\n", "\n\n", "  ", " ", "\\",
        "\\x1b", "\\u202e", "\\U000e0041", "\\uD800", "\\0",
        # Numbers
        "0", "-1", "1e9999999", "999999999999999999999", "1.10", "0x7f", ".inf", ".nan", "12:30:00",
        "٣", "²", "2026-02-30",
        # What could change a screen
        "\x00", "\x07", "\x1b[2J", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b]8;;x\x1b\\",
        "\x9b31m", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\u200d", "\u200c",
        "\u061c", "\u180e", "\u00ad", "\ufeff", "\ufff9", "\ufe0f", "\U000e0041", "\ud800",
        "\ufffe", "\u0301" * 12, "e\u0301", "\u1160", "\u3164",
        # Markup that is none
        "[bold]", "[/]", "[link=x]", "**", "__", "`", "<b>", "&amp;", "$(x)", "%s", "{0}", "{x!r}",
        # Letters of the world
        "é", "ß", "İ", "ﷺ", "漢字", "한글", "😀", "👩\u200d🚀", "🇺🇸", "1\ufe0f\u20e3", "ء", "א",
        # Names of fields
        "id: ", "format: ", "items:\n", "options:\n", "text: ", "stem: ", "parent: ", "kind: ",
        "correct: true", "select-all", "true-false", "topics:\n", "waive: ", "enemies: ",
    )
)  # fmt: skip

MOST = 4096
"""No mutated input is longer: smaller ones find as much and more of them fit into a run."""

Move = Callable[[random.Random, bytearray, Sequence[bytes]], None]


def _place(dice: random.Random, data: bytearray) -> int:
    return dice.randrange(len(data) + 1)


def _insert(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = _place(dice, data)
    data[at:at] = dice.choice(PIECES)


def _overwrite(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = _place(dice, data)
    data[at : at + dice.randrange(1, 9)] = dice.choice(PIECES)


def _flip(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = _place(dice, data)
    del data[at : at + dice.randrange(1, 60)]


def _truncate(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    del data[_place(dice, data) :]


def _repeat(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = _place(dice, data)
    piece = bytes(data[at : at + dice.randrange(1, 30)])
    data[at:at] = piece * dice.choice((1, 2, 3, 40))


def _splice(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    other = dice.choice(seeds)
    at, start = _place(dice, data), dice.randrange(len(other) + 1)
    data[at:] = other[start:]


def _line_move(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    """Take, double, swap or indent a line: what a slip in an editor does."""
    lines = bytes(data).split(b"\n")
    at = dice.randrange(len(lines))
    move = dice.randrange(5)
    if move == 0:
        del lines[at]
    elif move == 1:
        lines.insert(at, lines[at])
    elif move == 2:
        other = dice.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif move == 3:
        lines[at] = b" " * dice.randrange(1, 5) + lines[at]
    else:
        lines[at] = lines[at].lstrip()
    data[:] = b"\n".join(lines)


def _value(dice: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    """Another value for a field."""
    at = bytes(data).find(b": ", _place(dice, data))
    if at >= 0:
        end = bytes(data).find(b"\n", at)
        data[at + 2 : end if end >= 0 else len(data)] = dice.choice(PIECES)


MOVES: tuple[Move, ...] = (
    _insert, _insert, _overwrite, _flip, _cut, _truncate, _repeat, _splice, _line_move, _line_move,
    _value, _value,
)  # fmt: skip


def mutated(seeds: Sequence[bytes], dice: random.Random) -> bytes:
    """One input: a seed after one to six moves, now and then mere noise."""
    if dice.random() < 0.02:
        return dice.randbytes(dice.randrange(200))
    data = bytearray(dice.choice(seeds))
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        dice.choice(MOVES)(dice, data, seeds)
    return bytes(data[:MOST])


def input_of(seeds: Sequence[bytes], target: str, seed: int, number: int) -> bytes:
    """Input `number` of a run with that seed."""
    return mutated(seeds, random.Random(f"{target} {seed} {number}"))
