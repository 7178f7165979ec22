"""Damaged records: put aside, never thrown away, and the newest sound copy put in their place."""

from __future__ import annotations

import contextlib
from pathlib import Path

from peerprep.errors import RecordsUnusable
from peerprep.history import backups
from peerprep.history.locks import alone
from peerprep.history.places import write_whole
from peerprep.history.soundness import is_sound

BESIDE = ("-wal", "-shm")
"""What SQLite writes beside the file while it is open."""


def recover(records: Path) -> str:
    """Bring back the newest sound copy; says what is back, what is not, and where the rest is.

    Raises RecordsUnusable, everything as it was, when there is no sound copy. Says nothing when
    another window has mended the records in the meantime.
    """
    with alone(records):
        if records.stat().st_size and is_sound(records, deep=True):
            return ""
        found = next((one for one in backups.backups(records) if backups.usable(one.path)), None)
        if found is None:
            raise RecordsUnusable(
                f"Your records in {records} cannot be used: they are damaged, and there is no copy "
                "of them here. Put a copy of yours in their place with peerprep data restore FILE, "
                "or move the file aside and start again. Nothing was changed."
            )
        aside = replace_records(records, found.path)
    count = backups.answers(found.path)
    day = found.at.strftime("%d %b %Y %H:%M")
    return (
        f"Your records were damaged. The copy of {day} is in use: {count} of your answers "
        f"{'is' if count == 1 else 'are'} back; what came after it is not. "
        f"The damaged file is kept as {aside}"
    )


def replace_records(records: Path, copy: Path) -> Path:
    """Put a copy in the place of the records; returns where those are kept now."""
    aside = _free(records)
    write_whole(records.with_name(records.name + ".coming"), lambda new: _copy(copy, new))
    for end in ("", *BESIDE):
        with contextlib.suppress(FileNotFoundError):
            records.with_name(records.name + end).rename(aside.with_name(aside.name + end))
    records.with_name(records.name + ".coming").rename(records)
    return aside


def damaged_files(records: Path) -> list[Path]:
    """The damaged files that were kept."""
    return sorted(records.parent.glob(f"{records.name}.damaged-*"))


def _free(records: Path) -> Path:
    number = 1
    while (path := records.with_name(f"{records.name}.damaged-{number}")).exists():
        number += 1
    return path


def _copy(source: Path, target: Path) -> None:
    import shutil

    shutil.copyfile(source, target)
