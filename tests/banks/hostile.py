"""Files at the bounds of what is read, hostile and honest, and how much memory each takes.

    python -m tests.banks.hostile

prints one line of JSON: for each name the most megabytes that a process held which read the file,
and the rules of its problems. A process of its own reads each, forked from one that has only
imported the reader: what counts is what one `peerprep` would need.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from peerprep.banks.tree import MAX_BYTES, MAX_NODES

HEAD = (
    b"format: 1\nid: demo\ntitle: Demo\nlanguage: en\nlicence: x\nversion: v\n"
    b"sources: {src: {title: T}}\n"
)
ITEM = """\
  - id: item-{0}
    topic: hope
    level: recall
    stem: What is best in case {0}, where a person asks a peer worker to keep something quiet?
    options:
      - {{text: First way of case {0}, rationale: It sounds kind at first and so it tempts.}}
      - {{text: Second way of case {0}, rationale: It is best here., correct: true}}
      - {{text: Third way of case {0}, rationale: It sounds quick at first and so it tempts.}}
      - {{text: Fourth way of case {0}, rationale: It sounds safe at first and so it tempts.}}
    principle: Start from what the person can do.
    source: {{id: src, locator: section 1}}
"""


def _filled(unit: bytes, size: int, head: bytes = HEAD, tail: bytes = b"") -> bytes:
    return head + unit * ((size - len(head) - len(tail)) // len(unit)) + tail


def _numbered(line: str, size: int) -> bytes:
    lines, length, number = [HEAD, b"items:\n"], len(HEAD) + 7, 0
    while length < size - 40:
        lines.append((line % number).encode())
        length += len(lines[-1])
        number += 1
    return b"".join(lines)


def _honest(size: int) -> bytes:
    """As many items as are read: 45 names and values each, and half the bytes."""
    items = (MAX_NODES - 100) // 48
    return HEAD + b"items:\n" + "".join(ITEM.format(n) for n in range(items)).encode()


Made = Callable[[int], bytes]

JUST_UNDER = MAX_BYTES - 1
"""The largest file that is read at all."""

CASES: dict[str, Made] = {
    "one long text": lambda n: _filled(b"words ", n, HEAD + b"stem: "),
    "one long text with an emoji": lambda n: _filled(b"words ", n, HEAD + "stem: 😀".encode()),
    "a text of many lines": lambda n: _filled(b"  ab\n", n, HEAD + b"stem: >\n"),
    "many tiny texts in a line": lambda n: _filled(b"a,", n, HEAD + b"items: [", b"a]\n"),
    "many emoji": lambda n: _filled("😀,".encode(), n, HEAD + b"items: [", b"a]\n"),
    "deep lists in a line": lambda n: _filled(b"[", n, HEAD + b"items: "),
    "deep names": lambda n: _filled(b"{a: ", n),
    "many aliases": lambda n: _filled(b"*a,", n, HEAD + b"x: &a [1]\nitems: [", b"*a]\n"),
    "aliases of a long text": lambda n: (
        HEAD + b'authors: [&a "' + b"word " * (n // 20) + b'",' + b"*a," * 9000 + b"*a]\n"
    ),
    "many anchors": lambda n: _numbered("- &a%d x\n", n),
    "many names": lambda n: _numbered("k%d: v\n", n),
    "one name again and again": lambda n: _filled(b"a: b\n", n),
    "one huge name": lambda n: _filled(b"k", n, b"? ", b"\n: v"),
    "comments": lambda n: _filled(b"# c\n", n),
    "directives": lambda n: _filled(b"%Y\n", n, b""),
    "documents": lambda n: _filled(b"---\n", n, b""),
    "zero bytes": bytes,
    "as many wrong items as are read": lambda n: (
        HEAD + b"items: [" + b"a," * (MAX_NODES - 50) + b"]\n"
    ),
    "as many honest items as are read": _honest,
}
"""How each file is made, of about the size given."""

FIFTY = 50_000_000
LARGE = ("one long text", "many tiny texts in a line", "zero bytes")
"""Those that are also tried at fifty megabytes, where size alone decides."""


def measured(path: Path) -> tuple[int, list[str]]:
    """The most memory that reading the file took, in bytes, and the rules of its problems."""
    from peerprep.banks.library import load

    report, end = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            holdings = load([path.parent], only=[path])
            rules = sorted({problem.rule for problem in holdings.problems})
            unit = 1 if sys.platform == "darwin" else 1024
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
            os.write(end, json.dumps([most, rules]).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(end)
    with os.fdopen(report, "rb") as words:
        said = words.read()
    os.waitpid(child, 0)
    most, rules = json.loads(said) if said else (10**12, ["the process died"])
    return most, rules


def main() -> None:
    """Measure every file."""
    found: dict[str, tuple[int, list[str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        wanted = [(name, JUST_UNDER) for name in CASES] + [(name, FIFTY) for name in LARGE]
        for name, size in wanted:
            child = os.fork()  # what making the file takes is not to be counted
            if child == 0:
                path.write_bytes(CASES[name](size))
                os._exit(0)
            os.waitpid(child, 0)
            found[name if size != FIFTY else f"{name}, 50 MB"] = measured(path)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
