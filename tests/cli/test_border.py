"""What ends a command, and what is said of it."""

from __future__ import annotations

import errno
import io

from peerprep.cli.border import ended
from peerprep.cli.environment import Environment


class Window(io.StringIO):
    """A terminal that is there, or has been closed."""

    def __init__(self, *, is_open: bool) -> None:
        super().__init__()
        self._is_open = is_open

    def isatty(self) -> bool:
        return self._is_open


def world(tmp_path, *, is_open: bool) -> Environment:
    return Environment(
        variables={"PEERPREP_HOME": str(tmp_path)},
        working=tmp_path,
        stdout=Window(is_open=is_open),
        stderr=Window(is_open=is_open),
        interactive=True,
    )


def test_an_interrupt_between_sittings_says_that_all_is_saved(tmp_path):
    code, sentence = ended(world(tmp_path, is_open=True), KeyboardInterrupt())
    assert code == 130
    assert sentence == "Left. Your practice answers are saved. Go on any time with: peerprep"


def test_a_window_that_closes_while_we_write_is_left_and_no_fault_of_ours(tmp_path):
    assert ended(world(tmp_path, is_open=False), OSError(errno.EIO, "gone")) == (130, "")


def test_a_disk_that_fails_is_no_closed_window(tmp_path):
    code, sentence = ended(world(tmp_path, is_open=True), OSError(errno.EIO, "the disk"))
    assert code == 1
    assert "went wrong" in sentence
