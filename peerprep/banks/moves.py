"""Carrying out changes to the person's bank folder: all of them or none, nothing lost.

New files are written beside, flushed, and only then put in place by renaming. A journal says what
is under way, so that whatever stops the program half-way (a full disk, Ctrl-C, a power cut) is put
back, by this run or by the next. Former files are kept in KEPT_FOLDER.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from peerprep.errors import RecordsUnusable

KEPT_FOLDER = ".replaced"
WORK_FOLDER = ".adding"
_JOURNAL = "journal.json"


@dataclass(frozen=True)
class Move:
    """One file of the bank folder: what is to be there (None: nothing), and what is there now."""

    place: Path
    raw: bytes | None
    before: bytes | None


class Disk:
    """What is done to the disk, one act each; a test puts one in that fails."""

    def make_folder(self, path: Path) -> None:
        """A folder that only its owner can enter."""
        path.mkdir(mode=0o700)

    def write(self, path: Path, raw: bytes) -> None:
        """A new file that only its owner can read, on the disk before this returns."""
        how = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, how, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, path: Path, place: Path) -> None:
        """Put a file in its place, over what is there."""
        path.replace(place)

    def remove(self, path: Path) -> None:
        """Delete a file; nothing happens where it is gone."""
        path.unlink(missing_ok=True)

    def remove_folder(self, path: Path) -> None:
        """Delete an empty folder; one that holds something stays."""
        with contextlib.suppress(OSError):
            path.rmdir()

    def settle(self, folder: Path) -> None:
        """Have the names of a folder on the disk, where the system can say so."""
        if os.name != "posix":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def carry_out(home: Path, moves: Sequence[Move], disk: Disk | None = None) -> tuple[Path, ...]:
    """Do all of the moves, or none of them; returns where the former files are kept.

    Raises RecordsUnusable, the folder as it was, when the disk refuses, when another process is at
    it, or when a file is not any more what `before` says: nothing is overwritten unseen.
    """
    disk = disk or Disk()
    made: list[Path] = []
    try:
        made += _missing([home])
        for folder in made:
            disk.make_folder(folder)
        with _alone(home):
            _put_back(home, disk)
            _as_planned(moves)
            kept = _whole(home, moves, disk)
    except BaseException as error:
        for folder in reversed(made):
            disk.remove_folder(folder)
        if isinstance(error, OSError):
            raise _refused(home, error) from None
        raise
    return kept


def put_back_what_stopped(home: Path) -> bool:
    """Undo what an earlier run left half-done; whether there was something to undo."""
    if not _there(home / WORK_FOLDER):
        return False
    try:
        with _alone(home):
            return _put_back(home, Disk())
    except OSError as error:
        raise _refused(home, error) from None


def _there(path: Path) -> bool:
    """Whether something is there, as far as one may look."""
    try:
        path.lstat()
    except OSError:
        return False
    return True


def _refused(home: Path, error: OSError) -> RecordsUnusable:
    if _there(home / WORK_FOLDER / _JOURNAL):
        return RecordsUnusable(
            f"Your banks in {home} could not be changed ({error.strerror or error}), and what was "
            "begun could not be put back yet. Mend that, then: peerprep bank list puts it back."
        )
    return RecordsUnusable(
        f"Your banks in {home} could not be changed ({error.strerror or error}). All is as it was."
    )


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process at a time, where the system has locks; it lets go by itself when a process dies.

    Raises RecordsUnusable when another one is at it.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(home, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RecordsUnusable(
                "Another peerprep is just changing your banks. Try again when it is done."
            ) from None
        yield
    finally:
        os.close(descriptor)


def _as_planned(moves: Sequence[Move]) -> None:
    for move in moves:
        now = move.place.read_bytes() if move.place.is_file() else None
        if now != move.before:
            raise RecordsUnusable(
                f"{move.place} has changed just now. Nothing was done; look again and repeat it."
            )


def _missing(folders: Sequence[Path]) -> list[Path]:
    """The folders that are not there yet, with those above them, outermost first."""
    wanted = {above for folder in folders for above in (folder, *folder.parents)}
    return sorted((f for f in wanted if not f.exists()), key=lambda f: len(f.parts))


def _whole(home: Path, moves: Sequence[Move], disk: Disk) -> tuple[Path, ...]:
    work = home / WORK_FOLDER
    kept = _names_to_keep(home, moves)
    folders = [move.place.parent for move in moves if move.raw is not None]
    made = _missing([*folders, *([home / KEPT_FOLDER] if kept else [])])
    journal = {
        "format": 1,
        "folders": [str(f.relative_to(home)) for f in made],
        "moves": [
            {
                "place": str(move.place.relative_to(home)),
                "kept": str(kept[move.place].relative_to(home)) if move.place in kept else None,
            }
            for move in moves
        ],
    }
    try:
        disk.make_folder(work)
        disk.write(work / "journal.new", json.dumps(journal).encode())
        disk.rename(work / "journal.new", work / _JOURNAL)
        disk.settle(work)
        for folder in made:
            disk.make_folder(folder)
        for number, move in enumerate(moves):
            if move.raw is not None:
                disk.write(work / str(number), move.raw)
        for number, move in enumerate(moves):
            if move.place in kept:
                disk.rename(move.place, kept[move.place])
            if move.raw is not None:
                disk.rename(work / str(number), move.place)
        for folder in dict.fromkeys([*(move.place.parent for move in moves), *made, home]):
            disk.settle(folder)
        disk.remove(work / _JOURNAL)  # from here on it is done
    except BaseException:
        _put_back(home, disk)
        raise
    with contextlib.suppress(OSError):  # an empty folder left over does no harm
        disk.remove_folder(work)
        for move in moves:
            if move.raw is None:
                _drop_empty(home, move.place.parent, disk)
    return tuple(kept.values())


def _drop_empty(home: Path, folder: Path, disk: Disk) -> None:
    while folder != home and folder.is_relative_to(home):
        disk.remove_folder(folder)
        folder = folder.parent


def _names_to_keep(home: Path, moves: Sequence[Move]) -> dict[Path, Path]:
    """Where the former file of each move goes: a name that no other kept file has."""
    found: dict[Path, Path] = {}
    for move in moves:
        if move.before is None:
            continue
        inside = move.place.relative_to(home)
        stem = "-".join((*inside.parent.parts, inside.stem))
        number = 1
        while True:
            place = home / KEPT_FOLDER / f"{stem}-{number}{inside.suffix}"
            if not place.exists() and place not in found.values():
                break
            number += 1
        found[move.place] = place
    return found


def _put_back(home: Path, disk: Disk) -> bool:
    """Undo by the journal what was begun, and clear the work folder away."""
    work = home / WORK_FOLDER
    if not work.is_dir():
        return False
    begun = _journal(work / _JOURNAL)
    for one in reversed(begun.get("moves", [])):
        place = home / one["place"]
        kept = home / one["kept"] if one["kept"] else None
        if kept is None:
            disk.remove(place)
        elif kept.exists():
            disk.rename(kept, place)
    for name in reversed(begun.get("folders", [])):
        disk.remove_folder(home / name)
    # The journal goes last: until then the next run can do all of this once more.
    for path in sorted(work.iterdir(), key=lambda path: path.name == _JOURNAL):
        disk.remove(path)
    disk.remove_folder(work)
    return bool(begun)


def _journal(path: Path) -> dict[str, list]:  # type: ignore[type-arg]
    """What is under way; nothing where no journal was completed, as then nothing was moved."""
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == 1 else {}
