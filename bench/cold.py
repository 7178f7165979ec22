"""Make the catalog of a library; print the peak memory of all processes together, in KiB.

The sum is an upper bound: every process at its own peak, all at once.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from peerprep.banks.catalog import holdings


def main(library: Path, cache: Path) -> None:
    """Make it, and say what it took."""
    found = holdings([library], cache, library, time.time_ns(), lambda done, of: None)
    assert found is not None and found.library.items
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(own + others * (os.cpu_count() or 1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
