"""Daily copies, and bringing back what was damaged: what a command does beside its task."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from peerprep.errors import RecordsUnusable
from peerprep.history import backups
from peerprep.history.file import what_failed
from peerprep.history.recovery import recover
from peerprep.history.soundness import is_damage, is_sound

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment


def keep_daily_copy(environment: Environment) -> None:
    """Keep the copy of today unless it is there; damage found on the way is mended at once.

    It runs at the end of a command, so that nobody waits for it before the first question. A copy
    that cannot be made is told and ends nothing: the records themselves are safe.
    """
    path, now = environment.paths.history, environment.clock.now()
    try:
        if path.exists() and not _copied(path, now) and (words := recover(path)):
            environment.say(words)
    except sqlite3.Error as error:
        environment.say(_no_copy(what_failed(error)))
    except OSError as error:
        environment.say(_no_copy(error.strerror or "the disk failed"))
    except RecordsUnusable as error:
        environment.say(str(error))


def _copied(path: Path, now: datetime) -> bool:
    """Whether the copy of today is there now; False for damaged records, which are not copied."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        try:
            if backups.daily_due(db, path, now):
                if not is_sound(path):
                    return False
                backups.keep_daily_copy(db, path, now)
        except sqlite3.Error as error:
            if is_damage(error):
                return False
            raise
    return True


def _no_copy(why: str) -> str:
    return f"Today's copy of your records could not be made: {why}. The records are safe."


def mend_records(environment: Environment) -> str:
    """The words of the recovery where the records are damaged; nothing where they are whole."""
    path = environment.paths.history
    try:
        if not path.exists() or is_sound(path, deep=True):
            return ""
    except (OSError, sqlite3.Error):
        return ""
    return recover(path)
