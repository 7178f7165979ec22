"""Parcel: what an instructor hands over (a file, a folder or a zip), as named bytes with bounds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from peerprep.banks.files import (
    EXAMS_FOLDER,
    ITEMS_FOLDER,
    LESSONS_FOLDER,
    TOPICS_FILE,
    leads_out,
)
from peerprep.banks.steady import read_steadily, refusal
from peerprep.banks.tree import Unreadable
from peerprep.banks.zipped import (
    ARCHIVES,
    MAX_ENTRIES,
    MAX_UNPACKED,
    is_zip,
    unzip,
)
from peerprep.core.problem import Problem

PartKind = Literal["bank", "topics", "exam", "lesson"]

YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Part:
    """One file of a parcel: what it is for, how reports name it, its own name, its bytes."""

    kind: PartKind
    shown: str
    stem: str
    raw: bytes


@dataclass(frozen=True)
class Parcel:
    """All files that matter, or the problems that forbid taking anything from it."""

    name: str
    """The folder's or the file's name without its ending: data, not yet fit for a path."""
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, kind: PartKind) -> tuple[Part, ...]:
        """The parts of one kind, in the order of their names."""
        return tuple(part for part in self.parts if part.kind == kind)


def open_parcel(path: Path, shown: str) -> Parcel:
    """Read a bank file, a folder of banks or a zip of such a folder. Writes nothing.

    Never raises for what the parcel holds: what is wrong with it is in its problems.
    """
    name = path.resolve().name if path.is_dir() else path.stem
    try:
        if path.is_dir() and path.suffix.lower() not in YAML:
            parcel = Parcel(name, tuple(_of_folder(path, shown)))
        elif is_zip(path):
            parcel = Parcel(name, tuple(_of_zip(path, shown)))
        elif path.suffix.lower() in ARCHIVES:
            raise Unreadable(
                refusal(shown, "ARCHIVE", "Of archives, only zip is read.", "Make a zip of it.")
            )
        else:
            # A folder called x.yaml ends here too, and is refused as no file.
            raw = read_steadily(path, shown)
            parcel = Parcel(name, (Part("bank", shown, path.stem, raw),))
    except Unreadable as error:
        return Parcel(name, problems=(error.problem,))
    if not parcel.of("bank"):
        return Parcel(name, problems=(_no_bank(shown),))
    return parcel


def _no_bank(shown: str) -> Problem:
    return refusal(
        shown,
        "NO-BANK",
        "This holds no bank file (*.yaml).",
        "peerprep bank new NAME writes one to begin with.",
    )


def _kind_of(name: str, items_folder: bool) -> PartKind | None:
    """What a file of a library folder is for, by its place in it; None for all else.

    With an items/ folder the banks are there; without one, every other YAML file is a bank.
    """
    path = PurePosixPath(name)
    *folders, last = path.parts
    top = folders[0] if folders else ""
    if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
        return None
    if path.suffix.lower() == ".md":
        return "lesson" if folders == [LESSONS_FOLDER] else None
    if path.suffix.lower() not in YAML or "record" in folders or LESSONS_FOLDER in folders:
        return None
    if last == TOPICS_FILE:
        return None if folders else "topics"
    if EXAMS_FOLDER in folders:
        return "exam" if folders == [EXAMS_FOLDER] else None
    return "bank" if not items_folder or top == ITEMS_FOLDER else None


def _parts(files: Iterable[tuple[str, bytes]], shown: str, items_folder: bool) -> Iterator[Part]:
    for name, raw in files:
        kind = _kind_of(name, items_folder)
        if kind:
            yield Part(kind, f"{shown}/{name}", PurePosixPath(name).stem, raw)


def _of_folder(folder: Path, shown: str) -> Iterator[Part]:
    names = sorted(_names(folder, folder.resolve(), shown))
    items_folder = any(name.startswith(ITEMS_FOLDER + "/") for name in names)
    wanted = [name for name in names if _kind_of(name, items_folder)]
    left = MAX_UNPACKED
    files = []
    for name in wanted:
        raw = read_steadily(folder / name, f"{shown}/{name}", follow=False)
        left -= len(raw)
        if left < 0:
            raise Unreadable(
                refusal(
                    shown,
                    "TOO-LARGE",
                    f"The banks of this folder have more than {MAX_UNPACKED // 10**6} MB.",
                    "Add it in parts.",
                )
            )
        files.append((name, raw))
    return _parts(files, shown, items_folder)


def _names(folder: Path, home: Path, shown: str) -> Iterator[str]:
    """The names of all files below a folder, links not followed.

    A link within is passed over: what it leads to is read anyway. One that leads out is refused,
    as nobody who sends a folder means a file of somebody else's machine.
    """
    seen = 0
    for place, folders, files in os.walk(folder, onerror=_tell(shown)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = Path(place).relative_to(folder)
        for name in (*folders, *files):
            seen += 1
            if seen > MAX_ENTRIES:
                raise Unreadable(_too_many(shown))
            path = Path(place) / name
            if path.is_symlink() and leads_out(path, home):
                raise Unreadable(
                    refusal(
                        f"{shown}/{(inside / name).as_posix()}",
                        "LINK",
                        "This link leads out of the folder, or nowhere.",
                        "Put the file itself there, or delete the link.",
                    )
                )
            looks_like_bank = path.suffix.lower() in YAML and not name.startswith(".")
            if not path.is_symlink() and (name in files or looks_like_bank):
                yield (inside / name).as_posix()


def _tell(shown: str) -> Callable[[OSError], None]:
    def refuse(error: OSError) -> None:
        raise Unreadable(
            refusal(
                shown,
                "UNREADABLE",
                f"A folder cannot be read: {error.strerror or error}.",
                "Mend its permissions.",
            )
        )

    return refuse


def _too_many(shown: str) -> Problem:
    return refusal(
        shown,
        "TOO-MANY",
        f"This holds more than {MAX_ENTRIES} files.",
        "Name the folder of the banks.",
    )


def _of_zip(path: Path, shown: str) -> Iterator[Part]:
    def may_matter(name: str) -> bool:
        return PurePosixPath(name).suffix.lower() in (*YAML, ".md")

    names, raws = unzip(path, shown, may_matter)
    # Zips of a folder usually hold that folder: what counts is what is in it.
    top = _single_folder(names)
    inner = {name.removeprefix(top): raw for name, raw in raws.items()}
    items_folder = any(name.startswith(ITEMS_FOLDER + "/") for name in inner)
    return _parts(sorted(inner.items()), shown, items_folder)


def _single_folder(names: Iterable[str]) -> str:
    """The one folder ("night/") that all files stand in, or nothing."""
    real = [PurePosixPath(name) for name in names]
    kept = [path for path in real if not any(p.startswith((".", "__MACOSX")) for p in path.parts)]
    tops = {path.parts[0] for path in kept if len(path.parts) > 1}
    own = {ITEMS_FOLDER, EXAMS_FOLDER, LESSONS_FOLDER}
    if len(tops) != 1 or any(len(path.parts) == 1 for path in kept) or tops & own:
        return ""
    return f"{tops.pop()}/"
