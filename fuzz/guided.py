"""The coverage-guided engine: atheris looks which input reaches new lines and goes on from there.

    python -m fuzz.guided TARGET --runs 1000 --seed 1

Needs the extra `fuzz` (pip install 'peerprep[fuzz]'). libFuzzer ends the process itself, so this
is always one of its own; what it found lies in the folder given, and its last words tell the count.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from fuzz.own import HANG, MEMORY


def available() -> bool:
    """Whether atheris is installed here."""
    import importlib.util

    return importlib.util.find_spec("atheris") is not None


def main() -> None:
    """Fuzz one target; never returns."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.guided")
    parser.add_argument("target")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path(), help="Where to put a finding.")
    given = parser.parse_args()
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    from fuzz.targets import CORPUS, named

    target = named(given.target)
    with atheris.instrument_imports(include=list(target.modules)):
        for seed_input in target.seeds():  # imports what the target imports inside, instrumented
            with contextlib.suppress(Exception):
                target.try_one(seed_input)
    # New inputs are kept outside the tree: the corpus in it stays small, and is written by hand.
    grown = tempfile.mkdtemp(prefix="peerprep-corpus-")
    flags = [
        f"-runs={given.runs}",
        f"-seed={given.seed}",
        f"-timeout={HANG:g}",
        f"-rss_limit_mb={MEMORY}",
        "-max_len=4096",
        "-print_final_stats=1",
        "-verbosity=1",
        f"-artifact_prefix={given.found}/{given.target}-",
    ]
    atheris.Setup(
        [sys.argv[0], *flags, grown, str(CORPUS / target.name)],
        target.try_one,
        enable_python_coverage=True,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
