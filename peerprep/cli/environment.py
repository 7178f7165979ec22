"""Paths, console, clock and dice in one value: the only file that knows the real ones."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from peerprep.core.value import dataclass
from peerprep.errors import UsageError

if TYPE_CHECKING:
    from peerprep.banks.holdings import Holdings
    from peerprep.cli.private import PrivateSession
    from peerprep.cli.settings import Settings
    from peerprep.history.store import Store
    from peerprep.terminal.keys import KeyEar, LineEar
    from peerprep.terminal.screen import Screen


@dataclass(frozen=True)
class Paths:
    """Where things are kept. PEERPREP_HOME moves all of it."""

    data: Path
    config: Path
    cache: Path
    """Only what can be made again at any time."""

    @property
    def history(self) -> Path:
        """The records."""
        return self.data / "history.db"

    @property
    def backups(self) -> Path:
        """The copies of the records."""
        return self.data / "backups"

    @property
    def banks(self) -> Path:
        """The person's own banks."""
        return self.data / "banks"

    @property
    def settings(self) -> Path:
        """The settings."""
        return self.config / "settings.toml"


def find_paths(variables: Mapping[str, str]) -> Paths:
    """The folders of this system and person."""
    home = variables.get("PEERPREP_HOME")
    if home:
        place = Path(home).expanduser()
        return Paths(place, place, place / "cache")
    import platformdirs

    return Paths(
        Path(platformdirs.user_data_dir("peerprep", appauthor=False)),
        Path(platformdirs.user_config_dir("peerprep", appauthor=False)),
        Path(platformdirs.user_cache_dir("peerprep", appauthor=False)),
    )


class SystemClock:
    """The real clock. Ticks go on while the machine sleeps, where the system can tell."""

    def now(self) -> datetime:
        """Wall time with its zone."""
        return datetime.now().astimezone()

    def tick(self) -> float:
        """Seconds that never jump back."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime(boot) if boot is not None else time.monotonic()


def _is_terminal() -> bool:
    """Whether somebody is there to see and to press keys."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _working_folder() -> Path:
    """Where the command was called; the home where that folder is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


@dataclass
class Flags:
    """The flags that any command takes, wherever they stand."""

    look: str | None = None
    colour: bool = True
    private: bool = False

    def set(self, given: Collection[str]) -> None:
        """Take the flags out of the words given; of two looks the plainer one holds.

        Today's screen calls a mock through here again: what was asked for before stays.
        """
        looks = [look for look in ("plain", "large", "standard") if f"--{look}" in given]
        self.look = looks[0] if looks else self.look
        self.colour = self.colour and "--no-color" not in given
        self.private = self.private or "--private" in given


@dataclass
class Environment:
    """All that the commands ask of the world outside."""

    variables: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    working: Path = field(default_factory=_working_folder)
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    clock: SystemClock = field(default_factory=SystemClock)
    dice: random.Random = field(default_factory=random.Random)
    interactive: bool = field(default_factory=_is_terminal)
    width: int | None = None
    flags: Flags = field(default_factory=Flags)
    opened: bool = False
    """Whether the records were opened in this run."""

    @property
    def private(self) -> bool:
        """Whether nothing may be kept: no records, no settings, no cache."""
        return self.flags.private or self.variables.get("PEERPREP_PRIVATE", "") not in {"", "0"}

    @cached_property
    def paths(self) -> Paths:
        """Where things are kept."""
        return find_paths(self.variables)

    @cached_property
    def settings(self) -> Settings:
        """The file's settings with the environment over them; flags are each command's own."""
        from peerprep.cli.settings import read_file, with_environment

        return with_environment(read_file(self.paths.settings), self.variables)

    @cached_property
    def screen(self) -> Screen:
        """Where results go."""
        from peerprep.terminal.screen import choose_look, is_unicode, make_screen

        wanted = self.flags.look
        plain_asked = self.variables.get("PEERPREP_PLAIN", "") not in {"", "0"}
        if wanted is None and not plain_asked and self.interactive:
            with contextlib.suppress(UsageError):  # support and help work with a damaged file, too
                wanted = self.settings.look if self.settings.look != "auto" else None
        look = choose_look(
            wanted,
            self.variables,
            interactive=self.interactive,
            unicode=is_unicode(self.stdout),
        )
        return make_screen(
            self.stdout, look, self.variables, colour=self.flags.colour, width=self.width
        )

    def say(self, sentence: str) -> None:
        """A message to the person, beside the results."""
        from peerprep.terminal.screen import clean

        words = clean(sentence)
        if self.stderr.isatty():
            import shutil
            import textwrap

            # in a pipe a message stays one line, to be searched
            width = max(20, shutil.get_terminal_size().columns - 1)
            words = "\n".join(
                textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
                for line in words.splitlines()
            )
        encoding = getattr(self.stderr, "encoding", None) or "ascii"
        print(words.encode(encoding, "replace").decode(encoding), file=self.stderr, flush=True)

    def tell(self, line: str) -> None:
        """A line of results with a path in it: never parted, so that it can be copied."""
        print(self.screen.fit(line), file=self.stdout)

    @cached_property
    def _ear(self) -> KeyEar | LineEar:
        from peerprep.terminal.keys import open_ear

        return open_ear(self.interactive, self.screen.plain, self.clock.tick)

    def ear(self) -> KeyEar | LineEar:
        """How the candidate is heard: one ear for the whole command, so no typing is lost."""
        return self._ear

    def store(self) -> Store:
        """The records, opened; in a private session ones in memory that end with the program."""
        if self.private:
            return self._unkept
        from peerprep.history.store import Store

        store = Store.open(self.paths.history, self.clock.now())
        self.opened = True
        for sentence in store.said:
            self.say(sentence)
        return store

    @cached_property
    def _unkept(self) -> Store:
        from peerprep.history.store import Store

        return Store.open(None)

    def writable_settings(self) -> Path:
        """The file of the settings, to be written; UsageError in a private session."""
        if self.private:
            raise UsageError("A private session writes no settings. Leave out --private.")
        return self.paths.settings

    def keep_daily_copy(self) -> None:
        """Once a study day, at the end of a command, a checked copy of the records is kept."""
        if self.opened:
            from peerprep.cli.keeping import keep_daily_copy

            keep_daily_copy(self)

    def mend_records(self) -> str:
        """Bring damaged records back; says what is back, or nothing where they are whole."""
        if not self.opened:
            return ""
        from peerprep.cli.keeping import mend_records

        return mend_records(self)

    @cached_property
    def private_session(self) -> PrivateSession:
        """What a private session shows; only asked for in one."""
        from peerprep.cli.private import PrivateSession

        return PrivateSession(self)

    @cached_property
    def bank_roots(self) -> tuple[Path, ...]:
        """The folders that banks are read from."""
        from peerprep.banks.files import roots

        return roots(self.working, self.paths.banks, self.variables.get("PEERPREP_BANKS"))

    @cached_property
    def holdings(self) -> Holdings:
        """Every bank, exam and lesson that was found."""
        return self.read(self.bank_roots)

    def read(self, folders: Sequence[Path]) -> Holdings:
        """What is in the folders: out of the catalog, or by reading it all where there is none.

        A private session reads it all, as looking something up may leave a trace, too.
        """
        if not self.private:
            from peerprep.banks.catalog import holdings

            now = int(self.clock.now().timestamp() * 1e9)
            found = holdings(folders, self.paths.cache, self.working, now, self._reading())
            if found is not None:
                return found
        from peerprep.banks.library import load

        return load(folders, shown_from=self.working)

    def _reading(self) -> Callable[[int, int], None]:
        """Says how far reading the banks has come, once it takes longer than a second."""
        began = self.clock.tick()
        seen = self.interactive and self.stderr.isatty()

        def told(done: int, of: int) -> None:
            if seen and self.clock.tick() - began > 1:
                end = "\n" if done == of else ""
                words = f"\rReading the banks: {done:,} of {of:,} files"
                print(words, end=end, file=self.stderr, flush=True)

        return told

    def random_name(self) -> str:
        """A name that no other sitting has, on this machine or another."""
        return os.urandom(16).hex()
