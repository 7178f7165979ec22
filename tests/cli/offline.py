"""Runs every command where nothing may be reached and nothing started, and tells what was loaded.

    python -m tests.cli.offline HOME

Python reports every use of a socket, every look-up of a name and every program started to an audit
hook, from C code too. The hook stays for the life of a process, so this is one of its own.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

FORBIDDEN = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.",
             "webbrowser.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork",
             "os.spawn", "pty.spawn", "nntplib.", "telnetlib.")  # fmt: skip

used: list[str] = []


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """The hook: what reaches out, or starts another program, does not come through."""
    if event.startswith(FORBIDDEN):
        used.append(f"{event}{arguments!r}")
        raise PermissionError(f"{event} is forbidden here")


def loaded(modules: list[str]) -> list[str]:
    """The distributions of those modules that come with peerprep, itself left out."""
    owners = packages_distributions()
    found = {owner for name in modules for owner in owners.get(name.partition(".")[0], ())}
    return sorted({named(owner) for owner in found} & required("peerprep"))


def required(name: str) -> set[str]:
    """What a plain installation of a distribution brings along, all the way down."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for needed in distribution(waiting.pop()).requires or ():
            other = named(re.split(r"[ (<>=!~;\[]", needed, maxsplit=1)[0])
            if "extra ==" in needed or "platform_system" in needed or other in found:
                continue
            found.add(other)
            waiting.append(other)
    return found


def named(name: str) -> str:
    """One spelling for each distribution."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Every row of every command, in one home."""
    sys.addaudithook(refuse)
    from tests.cli.every_command import ROWS
    from tests.cli.world import World

    world = World(Path(sys.argv[1]))
    codes, errors = {}, {}
    for rows in ROWS.values():
        for line, script in rows:
            codes[line] = world.run(line.format(home=world.home), *script)
            errors[line] = world.err
    distributions = loaded(list(sys.modules))
    print(
        json.dumps({"codes": codes, "errors": errors, "used": used, "distributions": distributions})
    )


if __name__ == "__main__":
    main()
