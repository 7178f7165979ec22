"""Draw the screens of the README: the program itself, played by a script, exported by Rich.

    python tools/pictures.py            writes docs/pictures/*.svg

Clock, dice and home are fixed, so that the pictures change only when the screens or the banks do.
"""

from __future__ import annotations

import io
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from player import Clock, Player
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from peerprep.cli.app import run
from peerprep.cli.environment import Environment
from peerprep.terminal.screen import THEME, Look, Screen

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"

# A calm dark terminal; sixteen colours, as any terminal has them.
COLOURS = TerminalTheme(
    (24, 27, 33),
    (222, 225, 230),
    [
        (40, 44, 52), (224, 108, 117), (152, 195, 121), (229, 192, 123),
        (97, 175, 239), (198, 120, 221), (86, 182, 194), (220, 223, 228),
    ],
    [
        (92, 99, 112), (224, 108, 117), (152, 195, 121), (229, 192, 123),
        (97, 175, 239), (198, 120, 221), (86, 182, 194), (255, 255, 255),
    ],
)  # fmt: skip

# The picture brings no font of its own and fetches none.
FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


class Studio:
    """One candidate's program, whose screens can be kept as pictures."""

    def __init__(self, home: Path, look: Look = Look.STANDARD, width: int = 78) -> None:
        self.home, self.look, self.width = home, look, width
        self.clock = Clock()
        self.console = Console()

    def keep(self, name: str, title: str) -> Callable[[], None]:
        """A script entry: what is on the screen now becomes docs/pictures/NAME.svg."""

        def save() -> None:
            svg = self.console.export_svg(
                title=title, theme=COLOURS, clear=True, code_format=FORMAT, unique_id=name
            )
            svg = "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
            (OUT / f"{name}.svg").write_text(svg)
            print(f"docs/pictures/{name}.svg")

        return save

    def wipe(self) -> None:
        """A script entry: forget what was drawn so far."""
        self.console.export_text(clear=True)

    def play(self, line: str, *script: str | Callable[[], None]) -> None:
        """Run one command with the script at the keys."""
        self.console = Console(
            record=True, file=io.StringIO(), force_terminal=True, width=self.width,
            color_system="standard", theme=THEME, legacy_windows=False, highlight=False,
            markup=False, emoji=False,
        )  # fmt: skip
        environment = Environment(
            variables={
                "PEERPREP_HOME": str(self.home),
                "PEERPREP_BANKS": str(ROOT / "question_banks"),
            },
            working=ROOT,
            stdout=io.StringIO(),
            stderr=io.StringIO(),
            clock=self.clock,  # type: ignore[arg-type]
            dice=random.Random(11),
            interactive=True,
        )
        environment.__dict__["screen"] = Screen(self.console, self.look)
        environment.__dict__["_ear"] = Player(list(script))
        run(line.split(), environment)


def main() -> None:
    """Draw every picture."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        wipe, keep = studio.wipe, studio.keep
        studio.play(
            "drill -n 6 --topic boundaries --seed 4",
            "enter", wipe, "enter", wipe, "b", keep("question", "peerprep drill"),
            "3", keep("feedback", "peerprep drill"), "q",
        )  # fmt: skip
        answers: list[str | Callable[[], None]] = []
        dice = random.Random(3)
        for _ in range(75):
            answers += [dice.choice("abcd"), "enter"]
        studio.play(
            "exam icrc-pr --seed 4",
            "enter", "a", wipe, "enter",
            "c", "m", wipe, "x", "d", wipe, "b", keep("mock", "peerprep exam icrc-pr"),
            "enter", *answers[:40], wipe, "l", keep("list", "peerprep exam icrc-pr"), "l",
            *answers[40:], wipe, "l", "e", wipe, "y", keep("result", "peerprep exam icrc-pr"), "q",
        )  # fmt: skip
        studio.play("exams icrc-pr --standard")
    with tempfile.TemporaryDirectory() as folder:
        small = Studio(Path(folder), Look.LARGE, 40)
        small.play(
            "drill -n 6 --topic hope --seed 4",
            "enter", small.wipe, "enter", small.wipe, "b", small.keep("large", "peerprep --large"),
            "q",
        )  # fmt: skip


if __name__ == "__main__":
    main()
