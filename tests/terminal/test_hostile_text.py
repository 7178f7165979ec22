"""Text is data: whatever a bank, a file, a note or an argument says, the screen stays ours."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pyte
import pytest
from rich.cells import cell_len

from peerprep.banks.exams import read_exam
from peerprep.banks.reader import read_bank, read_topics
from peerprep.cli.app import run
from peerprep.cli.environment import Environment
from peerprep.core.characters import clean
from peerprep.terminal.layout import last_cells
from tests.builders import FakeEar
from tests.cli import hostile_banks as hostile
from tests.cli.every_command import ROWS
from tests.cli.world import World

OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\[2J|\x1b\[H")
"""Colors, and the clearing of the screen."""

TYPED = re.compile("\r > ([^\r\n\x08]*) \x08")
"""The line in which words are typed, drawn anew with each keystroke."""


def shown(text):
    """The text without what is ours, each drawing of the typed line on a line of its own."""
    return TYPED.sub(r"\n > \1 ", OURS.sub("", text))


class Window(io.TextIOWrapper):
    """A stream that is a terminal."""

    def isatty(self):
        return True


class TerminalWorld(World):
    """A world whose output goes to a terminal, colors and clearing with it."""

    def run(self, line, *script, interactive=True, width=80, arguments=None):
        out, err = (Window(io.BytesIO(), "utf-8", "replace", write_through=True) for _ in "12")
        world = Environment(
            variables={"TERM": "xterm", **self.variables}, working=self.home, stdout=out,
            stderr=err, clock=self.clock, dice=self.dice, interactive=interactive, width=width,
        )  # fmt: skip
        words = arguments or line.split()
        typed = "--plain" in words or not interactive
        world.__dict__["_ear"] = FakeEar(script, self.clock, typed=typed)
        code = run(words, world)
        self.out, self.err = (s.buffer.getvalue().decode() for s in (out, err))
        return code


def is_safe(text: str) -> None:
    """Nothing in it could do anything to a terminal but show, color and clear."""
    rest = shown(text).replace("\u200c", "")  # where a line ends a joiner joins nothing
    assert rest == clean(rest), ascii(next(c for c in rest if not clean(c)))
    screen = pyte.Screen(80, 24)
    pyte.Stream(screen).feed(text[-10_000:].replace("\n", "\r\n"))
    assert (screen.title, screen.icon_name) == ("", "")
    assert screen.cursor.hidden is False


def is_within(text: str, width: int, home: Path) -> None:
    """No line is wider than the window, and every rule goes across and no further.

    A path is told in one line, so that it can be copied.
    """
    for line in shown(text).split("\n"):
        if str(home) in line:
            continue
        assert cell_len(line) <= width, line
        if re.fullmatch(" ─{8,}", line):
            assert cell_len(line) in {min(width, 76) - 1, 39}


@pytest.fixture(scope="module")
def banks(tmp_path_factory):
    return hostile.write(tmp_path_factory.mktemp("loud"))


LOOKS = {
    "standard": ("--standard", 80),
    "tiny": ("--standard", 20),
    "large": ("--large", 60),
    "plain": ("--plain", 40),
}


@pytest.mark.parametrize("look", LOOKS)
def test_loud_banks_change_no_screen_of_any_command_and_every_key_still_works(
    tmp_path, banks, look
):
    flag, width = LOOKS[look]
    world = TerminalWorld(tmp_path, banks=banks)
    for rows in ROWS.values():
        for line, script in rows:
            asked = f"{line.format(home=world.home)} {flag}"
            code = world.run(asked, *script, width=max(width, 20))
            assert code == 0, f"{asked}: {world.err}"
            is_safe(world.out)
            is_safe(world.err)
            if "--json" in line:
                json.loads(world.out)
            elif line not in {"bank schema", "data export --all", "data where", "data delete"}:
                is_within(world.out, width, tmp_path)


@pytest.mark.parametrize("kind", ["bank", "topics", "exam"])
@pytest.mark.parametrize("name", hostile.REFUSED)
def test_every_field_refuses_what_could_change_a_screen(kind, name):
    read = {
        "bank": lambda raw: read_bank(raw, "b.yaml").problems,
        "topics": lambda raw: read_topics(raw, "t.yaml")[1],
        "exam": lambda raw: read_exam(raw, "e.yaml")[1],
    }[kind]
    what = getattr(hostile, kind)()
    if kind == "bank":
        what["items"] = what["items"][:1]
    for field, changed in hostile.with_each_text(what, hostile.REFUSED[name]):
        raw = hostile.written(changed).replace("\x85", "\\u0085").encode()
        assert "CONTROL" in {problem.rule for problem in read(raw)}, field


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_refused_text_is_told_of_without_doing_what_it_says(tmp_path, name):
    what = hostile.bank()
    what["items"] = what["items"][:1]
    what["title"] = what["items"][0]["stem"] = hostile.REFUSED[name]
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "bad.yaml").write_text(json.dumps(what, ensure_ascii=False), "utf-8")
    world = TerminalWorld(tmp_path)
    # A "next line" written as it is ends a line of YAML, and is a space when the text is read.
    assert world.run(f"bank check {folder}") == (0 if name == "next line" else 3)
    is_safe(world.out)
    is_safe(world.err)


def test_words_being_typed_stay_in_their_line_however_wide_they_are():
    assert last_cells("漢字" * 40, 15) == "字漢字漢字漢字"
    assert last_cells("e\u0301" * 40, 15).endswith("e\u0301" * 15)
    assert last_cells("a few words", 15) == "a few words"


BAD = "\x1b]0;owned\x07\x9b31m\u202e\x1b[2J"


def test_a_note_is_shown_and_taken_along_as_text(tmp_path):
    world = TerminalWorld(tmp_path)
    said = ("b", "3", f"note {BAD}kept", f"wrong {BAD}doubted", "", "quit")
    world.run("drill -n 2 --plain --seed 1", "", "", *said)
    is_safe(world.out)
    for line in ("data export --all", "data doubts", "lookback --plain --filter all"):
        assert world.run(line, "", "", "quit") == 0
        is_safe(world.out)
    assert "doubted" in world.out or world.run("data doubts") == 0


@pytest.mark.parametrize("command", ["drill --topic", "exam", "drill --bank", "settings exam",
                                     "settings", "topics hide", "bank check", "lookback",
                                     "plan --date", "study", "exams", "--", "drill"])  # fmt: skip
def test_an_argument_is_told_back_as_text(tmp_path, command):
    world = TerminalWorld(tmp_path)
    assert world.run("", arguments=[*command.split(), BAD]) in {2, 4}
    is_safe(world.out)
    is_safe(world.err)


@pytest.mark.parametrize(
    "name", ["CLOCK", "LOOK", "EXAM", "TARGET", "HIDDEN", "BANKS", "EXAM_DATE"]
)
def test_a_variable_is_told_back_as_text(tmp_path, name):
    world = TerminalWorld(tmp_path, **{f"PEERPREP_{name}": BAD})
    world.run("settings")
    is_safe(world.out)
    is_safe(world.err)
    world.run("today", interactive=False)
    is_safe(world.out)
    is_safe(world.err)


def test_settings_and_folders_with_names_that_are_escapes_are_told_as_text(tmp_path):
    home = tmp_path / f"h{BAD}"
    (home / "peerprep").mkdir(parents=True)
    (home / "peerprep" / "settings.toml").write_text('clock = "\\u001b]0;x\\u0007\\u202e"\n')
    (home / "peerprep" / "banks").mkdir()
    (home / "peerprep" / "banks" / f"b{BAD}.yaml").write_text("no: bank\n")
    world = TerminalWorld(home)
    for line in (
        "settings",
        "data where",
        "today",
        "drill",
        "bank list",
        "bank check",
        "data delete",
    ):
        world.run(line, "q")
        is_safe(world.out)
        is_safe(world.err)
