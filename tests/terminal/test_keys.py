"""Keystrokes from a descriptor: what is pressed, and nothing else."""

from __future__ import annotations

import os
import pty
import signal

import pytest

from peerprep.terminal.keys import EndOfInput, KeyEar, LineEar
from tests.builders import FakeClock


class Keyboard:
    """A pipe instead of a terminal, and an ear at its end."""

    def __init__(self, make=KeyEar):
        self.clock = FakeClock()
        self.reader, self.writer = os.pipe()
        self.ear = make(self.reader, self.clock.tick) if make is KeyEar else make(self.reader)

    def hear(self, raw: bytes, count: int) -> list[str | None]:
        os.write(self.writer, raw)
        return [self.ear.listen(0) for _ in range(count)]


def test_letters_enter_and_arrows_are_heard_by_name():
    assert Keyboard().hear(b"b\r\x1b[C\x7f", 4) == ["b", "enter", "right", "backspace"]


def test_a_letter_and_arrows_read_together_stay_what_they_are():
    assert Keyboard().hear(b"b\x1b[C\x1b[D\x1bOAc", 5) == ["b", "right", "left", "up", "c"]


def test_function_keys_and_paste_brackets_are_no_letters():
    heard = Keyboard().hear(b"\x1b[15~\x1b[200~a\x1b[201~", 4)
    assert heard == ["unknown", "unknown", "a", "unknown"]


def test_escape_alone_is_escape():
    assert Keyboard().hear(b"\x1b", 1) == ["esc"]


@pytest.mark.parametrize("key", [b"\r", b"n", b"p"])
def test_a_held_key_moves_on_once(key):
    board = Keyboard()
    assert board.hear(key * 3, 3)[1:] == ["held", "held"]
    board.clock.pass_time(1)
    assert board.hear(key, 1) != ["held"]


def test_a_key_between_two_enters_is_no_holding_down():
    assert Keyboard().hear(b"\rb\r", 3) == ["enter", "b", "enter"]


def test_typing_words_does_not_hold_off_the_time_out():
    board = Keyboard()
    os.write(board.writer, b"some words")
    ticks = iter(range(100))
    board.ear._tick = lambda: float(next(ticks))
    assert board.ear.ask(lambda words: None, 5.0) is None


def test_the_end_of_input_is_said():
    board = Keyboard()
    os.close(board.writer)
    with pytest.raises(EndOfInput):
        board.ear.listen(0)


def test_lines_are_heard_whole_and_an_empty_one_is_enter():
    assert Keyboard(LineEar).hear(b"b 3\n\nstrike c\nhalf", 3) == ["b 3", "enter", "strike c"]


def test_the_last_line_counts_without_its_end():
    board = Keyboard(LineEar)
    os.write(board.writer, b"quit")
    os.close(board.writer)
    assert board.ear.listen(1) == "quit"
    with pytest.raises(EndOfInput):
        board.ear.listen(1)


def test_waking_up_in_a_window_that_was_closed_is_no_failure():
    """The system wakes a program whose window is closed with SIGCONT, right behind SIGHUP."""
    window, terminal = os.openpty()
    with KeyEar(terminal, FakeClock().tick) as ear:
        os.close(window)
        signal.raise_signal(signal.SIGCONT)
        assert ear.listen(0) == "redraw"
    os.close(terminal)


def test_a_signal_in_the_instant_before_waiting_is_not_left_until_the_next_key():
    keyboard, terminal = pty.openpty()
    before = signal.set_wakeup_fd(-1)
    seen = signal.signal(signal.SIGUSR1, lambda *_: None)
    try:
        with KeyEar(terminal, FakeClock().tick) as ear:
            signal.raise_signal(signal.SIGUSR1)  # handled before `listen` begins
            assert ear.listen(0) == "redraw"
            assert ear.listen(0) is None
        assert signal.set_wakeup_fd(-1) == -1
    finally:
        signal.signal(signal.SIGUSR1, seen)
        signal.set_wakeup_fd(before)
        os.close(keyboard)
        os.close(terminal)
