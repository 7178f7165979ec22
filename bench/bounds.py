"""What the time to the first question is made of: imports by owner, and classes of values."""

from __future__ import annotations

import dataclasses
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.measure import Program, run
from bench.start import first_question, panel
from peerprep.core import value

_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def imports(home: Path) -> dict[str, dict[str, int]]:
    """Microseconds by module that the first question and its floor import.

    Python's own clock of imports slows them down a little: shares mean more than sums.
    """
    found = {}
    for name, program in (("floor", panel(home)), ("first question", first_question(home))):
        log = home / f"imports-{name.replace(' ', '-')}.txt"
        # The log goes to a file, as the terminal belongs to the screen.
        words = ("/bin/sh", "-c", f'exec "$@" 2>"{log}"', "sh", program.words[0], "-X",
                 "importtime", *program.words[1:])  # fmt: skip
        run(Program(words, program.variables, program.points, stopped=True))
        found[name] = log.read_text("utf-8", "replace")
    return {
        name: {module: int(spent) for spent, module in _LINE.findall(log)}
        for name, log in found.items()
    }


def by_owner(modules: Mapping[str, int]) -> Counter[str]:
    """The same, added up by whose the modules are."""
    spent: Counter[str] = Counter()
    for module, microseconds in modules.items():
        spent[_owner(module)] += microseconds
    return spent


def _owner(module: str) -> str:
    top = module.split(".")[0]
    if top in {"peerprep", "rich", "typer"}:
        return top
    return "standard library" if top in sys.stdlib_module_names else "others"


def class_milliseconds(rounds: int = 100) -> tuple[float, float]:
    """What it takes to make a frozen dataclass of six fields: by `dataclasses`, and by ours."""
    fields = "\n".join(f"    f{n}: int = 0" for n in range(6))
    lines = f'@dataclass(frozen=True)\nclass V:\n    """A value."""\n{fields}\n'
    source = compile(lines, "value", "exec")
    usual, quick = (
        _milliseconds(lambda kind=kind: exec(source, {"dataclass": kind}), rounds)
        for kind in (dataclasses.dataclass, value.dataclass)
    )
    return usual, quick


def _milliseconds(make: Callable[[], None], rounds: int) -> float:
    began = time.perf_counter()
    for _ in range(rounds):
        make()
    return (time.perf_counter() - began) / rounds * 1000
