"""python -m peerprep."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and leave with its exit code."""
    import gc

    # Reading the banks makes many values and throws none away: looking for rubbish in between, as
    # often as Python does, takes longer than reading them.
    gc.set_threshold(50_000, 20, 50)
    try:
        from peerprep.cli.app import run
    except KeyboardInterrupt:  # so early that nothing was opened yet
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
