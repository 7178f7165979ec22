"""docs/instructors.md walked as one story: each command in its order, in one folder."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest
import typer

from peerprep.banks.library import shipped
from peerprep.cli.bank import bank_app
from tests.cli.world import World
from tests.test_docs import STORY

REST = "\u2026"
"""A line that stands for any lines."""


@dataclass(frozen=True)
class Line:
    """One command of the page and the lines that stand below it."""

    command: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A file written as another one with some lines changed."""

    before: str
    after: str
    lines: tuple[tuple[str, str], ...]


def told() -> list[Line | Change]:
    found: list[Line | Change] = []
    text = STORY.read_text("utf-8")
    for kind, block in re.findall(r"```(console|diff)\n(.*?)```", text, re.DOTALL):
        if kind == "diff":
            before, after, *lines = block.splitlines()
            pairs = tuple((old[1:], new[1:]) for old, new in batched_by_two(lines))
            found.append(Change(before.removeprefix("--- "), after.removeprefix("+++ "), pairs))
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            found.append(Line(command, tuple(shown)))
    return found


def batched_by_two(lines: list[str]) -> list[tuple[str, str]]:
    return list(zip(lines[::2], lines[1::2], strict=True))


def fits(printed: list[str], shown: tuple[str, ...]) -> bool:
    """Whether the lines are those shown, with any lines where the page has REST."""
    pattern = "".join(r"(?:.*\n)*" if line == REST else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def commands_there() -> set[str]:
    return set(typer.main.get_command(bank_app).commands)  # type: ignore[attr-defined]


class Walker:
    """Does what a reader of the page does."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.done: list[str] = []

    def take(self, line: Line | Change) -> None:
        if isinstance(line, Change):
            self._change(line)
            return
        words = shlex.split(line.command)
        match words:
            case ["peerprep", *_]:
                self._peerprep(line)
            case ["mkdir", folder]:
                (self.world.home / folder).mkdir()
            case ["cp", source, target]:
                shutil.copy(self.world.home / source, self.world.home / target)
            case ["python3", *arguments]:
                subprocess.run([sys.executable, *arguments], cwd=self.world.home, check=True)
            case _:
                raise AssertionError(f"Nobody can do this: {line.command}")
        self.done.append(words[2] if words[:2] == ["peerprep", "bank"] else words[0])

    def _peerprep(self, line: Line) -> None:
        rest = line.command.removeprefix("peerprep ")
        code = self.world.run(f"{rest} --plain", *["enter", "b", "enter"] * 4, interactive=False)
        assert code == 0, (line.command, self.world.out, self.world.err)
        if line.shown:
            assert fits(self.world.out.splitlines(), line.shown), (line, self.world.out)

    def _change(self, change: Change) -> None:
        text = (self.world.home / change.before).read_text("utf-8")
        for old, new in change.lines:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (self.world.home / change.after).write_text(text, "utf-8")


def test_the_page_for_instructors_can_be_walked_from_its_beginning_to_its_end(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    walker = Walker(World(tmp_path, banks=shipped()))
    for line in told():
        walker.take(line)
    wanted = commands_there() - {"schema"}
    assert wanted <= set(walker.done)


def test_the_zip_of_the_page_can_be_added_by_a_colleague(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    walker = Walker(World(tmp_path, banks=shipped()))
    for line in told():
        walker.take(line)
        if isinstance(line, Line) and "zipfile" in line.command:
            break
    colleague = World(tmp_path / "elsewhere", banks=shipped())
    colleague.home.mkdir()
    archive = tmp_path / "night-library.zip"
    assert colleague.run(f"bank add {archive} --yes", interactive=False) == 0, colleague.out
    assert colleague.run("bank show night-shift", interactive=False) == 0


def test_every_command_that_instructors_have_is_on_the_page():
    text = STORY.read_text("utf-8")
    for name in commands_there() - {"schema"}:
        assert f"peerprep bank {name} " in text or f"`bank {name}`" in text, name


@pytest.mark.parametrize(
    ("printed", "shown", "fit"),
    [
        (["a", "b"], ("a", "b"), True),
        (["a", "b"], ("a",), False),
        (["a", "b", "c"], ("a", REST), True),
        (["a", "b", "c"], (REST, "c"), True),
        (["a", "b", "c"], (REST, "b"), False),
        ([], (REST,), True),
    ],
)
def test_a_dotted_line_stands_for_any_lines(printed, shown, fit):
    assert fits(printed, shown) is fit
