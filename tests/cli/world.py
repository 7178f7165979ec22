"""A whole world for the commands: own home, clock, dice, ear and terminal."""

from __future__ import annotations

import io
import random
import shlex
from pathlib import Path

from peerprep.cli.app import run
from peerprep.cli.environment import Environment
from tests.builders import FakeClock, FakeEar

BANKS = Path(__file__).parent / "banks"


class World:
    """Runs commands one after another on one home; each run has an ear with a script."""

    def __init__(self, home: Path, *, banks: Path = BANKS, **variables: str) -> None:
        self.home = home
        self.clock = FakeClock()
        self.variables = {
            "PEERPREP_HOME": str(home / "peerprep"),
            "PEERPREP_BANKS": str(banks),
            **variables,
        }
        self.dice = random.Random(5)
        self.out = self.err = ""

    def run(self, line: str, *script: object, interactive: bool = True, width: int = 80) -> int:
        """Run `peerprep LINE` with the script at the keyboard; returns the exit code."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in "12")
        environment = Environment(
            variables=self.variables,
            working=self.home,
            stdout=out,
            stderr=err,
            clock=self.clock,  # type: ignore[arg-type]
            dice=self.dice,
            interactive=interactive,
            width=width,
        )
        typed = not interactive or environment_is_plain(line, self.variables)
        ear = FakeEar(script, self.clock, typed=typed)  # type: ignore[arg-type]
        environment.__dict__["_ear"] = ear
        code = run(shlex.split(line), environment)
        self.out, self.err = (s.buffer.getvalue().decode() for s in (out, err))  # type: ignore[attr-defined]
        return code


def environment_is_plain(line: str, variables: dict[str, str]) -> bool:
    """Whether the candidate types words in this run."""
    return "--plain" in line or bool(variables.get("PEERPREP_PLAIN"))
