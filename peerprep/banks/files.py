"""Where banks lie: the folders to read, the files in them, and what tells that a file changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from peerprep.errors import UsageError

TOPICS_FILE = "topics.yaml"
ITEMS_FOLDER = "items"
EXAMS_FOLDER = "exams"
LESSONS_FOLDER = "lessons"
_NO_BANKS = {EXAMS_FOLDER, LESSONS_FOLDER, "record"}

MAX_BYTES = 5_000_000
"""A larger file is refused before anybody looks into it: some three thousand items.

A text with one emoji in it takes four bytes a letter in memory, and is there several times.
"""

Stamp = tuple[int, int, int, int]
"""Size, time of change, time of the last touch of its entry (both in ns), and the file's number."""


class Found(NamedTuple):
    """One file of a library: what it is for, where, and its stamp."""

    kind: str
    path: str
    stamp: Stamp


def shipped() -> Path:
    """The banks that came with the program: inside the wheel, or beside it in a checkout."""
    inside = Path(__file__).resolve().parent.parent / "question_banks"
    return inside if inside.is_dir() else inside.parent.parent / "question_banks"


def roots(working: Path, personal: Path, named: str | None) -> tuple[Path, ...]:
    """The folders to read, in order.

    `named` (the value of PEERPREP_BANKS, folders or files parted as in PATH) stands in for the
    shipped banks; otherwise a `question_banks/` of the working folder does, as one works on it; the
    person's own bank folder is always read too, with the libraries that were added to it.
    """
    if named:
        base = [Path(part) for part in named.split(os.pathsep) if part]
        for path in base:
            if not path.exists():
                raise UsageError(f"PEERPREP_BANKS names {path}, which does not exist.")
    elif (working / "question_banks" / TOPICS_FILE).is_file():
        base = [working / "question_banks"]
    else:
        base = [shipped()]
    own = (personal, *added_libraries(personal)) if may_be_read(personal) else ()
    return (*base, *own)


def may_be_read(folder: Path) -> bool:
    """Whether the folder is there and one may look into it."""
    return os.access(folder, os.R_OK | os.X_OK) and folder.is_dir()


def added_libraries(personal: Path) -> tuple[Path, ...]:
    """The folders of the person's bank folder that bring topics, exams or lessons of their own."""
    own = (TOPICS_FILE, EXAMS_FOLDER, LESSONS_FOLDER)
    try:
        return tuple(
            folder
            for folder in sorted(personal.iterdir())
            if folder.is_dir()
            and not folder.is_symlink()
            and not folder.name.startswith(".")
            and any((folder / name).exists() for name in own)
        )
    except OSError:  # not there, or not ours to look into: then there is nothing to read
        return ()


def bank_files(root: Path) -> list[Path]:
    """The bank files of a folder, sorted; a file stands for itself.

    In a library folder these are the files under items/; in any other folder every YAML file that
    is not a topics or exam file. Links that lead out of the folder are left alone, and so is what
    begins with a dot: a repository's own settings are YAML, too.
    """
    return [Path(found.path) for found in _banks(root)]


def find(folders: Iterable[Path]) -> list[Found]:
    """Every topics, exam, bank and lesson file of the folders, each kind in its order."""
    listed = list(folders)
    found = [one for root in listed for one in _topics(root)]
    found += [one for root in listed for one in _flat(root, EXAMS_FOLDER, ".yaml", "exam")]
    # A library within the person's folder is a root itself: its files are read once.
    found += dict.fromkeys(one for root in listed for one in _banks(root))
    found += [one for root in listed for one in _flat(root, LESSONS_FOLDER, ".md", "lesson")]
    return found


def shown_name(path: Path, shown_from: Path | None) -> str:
    """How a file is called in what people read: from the folder they are in where it lies there."""
    if shown_from and path.is_relative_to(shown_from):
        return str(path.relative_to(shown_from))
    return str(path)


def stamp_of(status: os.stat_result) -> Stamp:
    """What changes whenever a file does, but for two changes within one tick of its clock."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read_stamped(path: str) -> tuple[Stamp, bytes | str]:
    """A file's stamp and bytes (one more than allowed at most), or why it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  a thousand times over
            stamp = stamp_of(os.fstat(file.fileno()))
            return stamp, file.read(MAX_BYTES + 1)
    except OSError as error:
        return (0, 0, 0, 0), error.strerror or str(error)


def _topics(root: Path) -> Iterator[Found]:
    path = root / TOPICS_FILE
    if path.is_file():
        yield Found("topics", str(path), stamp_of(path.stat()))


def _flat(root: Path, folder: str, ending: str, kind: str) -> list[Found]:
    entries = _entries(root / folder) if root.is_dir() else []
    names = sorted(entry.path for entry in entries if entry.name.endswith(ending))
    return [Found(kind, name, _stamp(name)) for name in names]


def _banks(root: Path) -> list[Found]:
    if root.is_file():
        return [Found("bank", str(root), stamp_of(root.stat()))]
    top = root / ITEMS_FOLDER if (root / ITEMS_FOLDER).is_dir() else root
    found: list[tuple[tuple[str, ...], Found]] = []
    for parts, entry in _walk(str(top), top.relative_to(root).parts):
        if not entry.name.endswith((".yaml", ".yml")):
            continue
        if entry.name == TOPICS_FILE or not _NO_BANKS.isdisjoint(parts[:-1]):
            continue
        if entry.is_symlink() and leads_out(Path(entry.path), root.resolve()):
            continue
        if entry.is_file():
            found.append((parts, Found("bank", entry.path, _stamp(entry.path))))
    return [one for _, one in sorted(found)]


def leads_out(link: Path, home: Path) -> bool:
    """Whether a link leads out of the folder, or in a circle to nowhere."""
    try:
        return not link.resolve().is_relative_to(home)
    except (OSError, RuntimeError):
        return True


def _walk(
    folder: str, before: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], os.DirEntry[str]]]:
    """Every entry below a folder with the parts of its place; links to folders are not entered."""
    for entry in _entries(folder):
        if entry.name.startswith("."):
            continue
        parts = (*before, entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, parts)
        else:
            yield parts, entry


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _stamp(path: str) -> Stamp:
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116  a thousand times at each start
    except OSError:
        return 0, 0, 0, 0
