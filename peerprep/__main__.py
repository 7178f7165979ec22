"""python -m peerprep."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and leave with its exit code."""
    from peerprep.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
