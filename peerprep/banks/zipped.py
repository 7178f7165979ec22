"""Reading a zip that may be hostile: bounded, streamed, every name only data.

Nothing is unpacked to disk, and no size in the zip's own tables is believed: what counts is how
many bytes really came out. Limits: MAX_ZIP bytes packed, MAX_ENTRIES entries, MAX_UNPACKED bytes
unpacked together, MAX_RATIO times the size of the zip once MIN_SUSPECT bytes are out.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from peerprep.banks.files import MAX_BYTES
from peerprep.banks.steady import read_steadily, refusal
from peerprep.banks.tree import Unreadable
from peerprep.core.problem import Problem

MAX_ZIP = 50_000_000
MAX_ENTRIES = 5_000
MAX_UNPACKED = 100_000_000
MAX_RATIO = 200
MIN_SUSPECT = 1_000_000

ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst")

_CHUNK = 1 << 16
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OverflowError,
    NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip
"""All that the standard library raises for a damaged zip."""


def is_zip(path: Path) -> bool:
    """Whether the file calls itself a zip."""
    return path.suffix.lower() == ".zip"


def unzip(
    path: Path, shown: str, wanted: Callable[[str], bool]
) -> tuple[list[str], dict[str, bytes]]:
    """All names of files in the zip, and the bytes of the wanted ones.

    Raises Unreadable with the first thing that is wrong with the zip: it is taken whole or not.
    """
    raw = read_steadily(path, shown, most=MAX_ZIP)
    if len(raw) > MAX_ZIP:
        raise Unreadable(_too_large(shown, f"The zip has more than {MAX_ZIP // 10**6} MB."))
    if raw.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise Unreadable(_too_many(shown))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = _entries(archive, shown)
            purse = _Purse(shown, len(raw))
            parts = {
                name: b"".join(_streamed(archive, info, shown, purse))
                for name, info in entries.items()
                if wanted(name)
            }
    except _BROKEN as error:
        raise Unreadable(_damaged(shown, str(error))) from None
    return list(entries), parts


def _entries(archive: zipfile.ZipFile, shown: str) -> dict[str, zipfile.ZipInfo]:
    """The files of the zip by name. Folders are left out: names say where a file stands."""
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise Unreadable(_too_many(shown))
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        problem = _problem_of(info, shown)
        name = info.orig_filename
        same = unicodedata.normalize("NFC", name).casefold()
        if problem is None and same in seen:
            problem = refusal(
                f"{shown}/{name}",
                "ZIP-TWICE",
                "The zip holds this name twice.",
                "Make the zip anew with one file of that name.",
            )
        if problem:
            raise Unreadable(problem)
        seen.add(same)
        if not info.is_dir():
            found[name] = info
    return found


def _problem_of(info: zipfile.ZipInfo, shown: str) -> Problem | None:
    """What is wrong with one entry by its name and kind, or None."""
    name = info.orig_filename
    where = f"{shown}/{name}"
    if why := _bad_name(name):
        return refusal(where, "ZIP-NAME", why, "Make the zip anew from one folder.")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return refusal(
            where,
            "ZIP-LINK",
            "This entry is a link or a device, not a file.",
            "Make the zip anew with the file itself.",
        )
    if info.flag_bits & 0x1:
        return refusal(
            where,
            "ZIP-LOCKED",
            "This entry is locked with a password.",
            "Make the zip anew without a password.",
        )
    if Path(name).suffix.lower() in ARCHIVES:
        return refusal(
            where,
            "ZIP-NESTED",
            "This is an archive inside the zip.",
            "Unpack it first, and make one zip of what is in it.",
        )
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return refusal(
            where,
            "ZIP-METHOD",
            "This entry is packed by a method that is not read.",
            "Make the zip anew with usual (deflate) compression.",
        )
    return None


def _bad_name(name: str) -> str:
    parts = name.rstrip("/").split("/")
    if _CONTROL.search(name):
        return "The name of this entry holds control characters."
    if name.startswith("/") or _DRIVE.match(name) or "\\" in name:
        return "The name of this entry is a path of some machine, not of this zip."
    if any(part in {"", ".", ".."} for part in parts):
        return "The name of this entry leads out of the zip."
    return ""


class _Purse:
    """How much may still come out of the zip."""

    def __init__(self, shown: str, packed: int) -> None:
        self._shown = shown
        self._spent = 0
        self._most = max(MIN_SUSPECT, min(MAX_UNPACKED, packed * MAX_RATIO))

    def spend(self, size: int) -> None:
        """Count bytes that came out. Raises Unreadable when it is too much for any bank."""
        self._spent += size
        if self._spent > self._most:
            raise Unreadable(
                _too_large(
                    self._shown,
                    f"The zip unpacks to more than {MAX_UNPACKED // 10**6} MB, or to more than "
                    f"{MAX_RATIO} times its size.",
                )
            )


def _streamed(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, purse: _Purse
) -> Iterator[bytes]:
    size = 0
    with archive.open(info) as packed:
        while part := packed.read(_CHUNK):
            size += len(part)
            purse.spend(len(part))
            if size > MAX_BYTES:
                raise Unreadable(
                    _too_large(
                        f"{shown}/{info.orig_filename}",
                        f"The file has more than {MAX_BYTES // 10**6} MB.",
                    )
                )
            yield part


def _too_large(shown: str, message: str) -> Problem:
    return refusal(shown, "TOO-LARGE", message, "Split it, or leave out what is no bank.")


def _too_many(shown: str) -> Problem:
    return refusal(
        shown,
        "TOO-MANY",
        f"This holds more than {MAX_ENTRIES} files.",
        "Name the folder of the banks, or split it.",
    )


def _damaged(shown: str, why: str) -> Problem:
    return refusal(
        shown,
        "ZIP-DAMAGED",
        f"The zip cannot be read: {why.rstrip('.')}.",
        "Make or fetch it anew.",
    )
