"""Play a short mock exam down to its score report, without a keyboard: `make demo`.

Nothing of the person's own is touched: the home is a folder that is gone afterwards.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from player import Clock, Player
from rich.console import Console

from peerprep.cli.app import run
from peerprep.cli.environment import Environment
from peerprep.terminal.screen import THEME, Look, Screen, is_unicode

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 20
SEED = 7


def main() -> int:
    """Play it and return the program's exit code."""
    dice = random.Random(SEED)
    answers = [key for _ in range(LENGTH) for key in (dice.choice("aabbbccd"), "enter")]
    script = ["enter", "enter", "a", "enter", *answers[:6], "m", "x", "d", *answers[6:], "e", "y"]
    with tempfile.TemporaryDirectory() as home:
        environment = Environment(
            variables={"PEERPREP_HOME": home, "PEERPREP_BANKS": str(ROOT / "question_banks")},
            working=Path(home),
            clock=Clock(pace=7.0),  # type: ignore[arg-type]
            dice=random.Random(SEED),
            interactive=True,
        )
        console = Console(
            width=78, theme=THEME, highlight=False, markup=False, emoji=False,
            force_terminal=False, color_system=None,
        )  # fmt: skip
        environment.__dict__["screen"] = Screen(console, Look.STANDARD, is_unicode(sys.stdout))
        environment.__dict__["_ear"] = Player([*script, "q"])
        return run(["exam", "icrc-pr", "-n", str(LENGTH)], environment)


if __name__ == "__main__":
    sys.exit(main())
