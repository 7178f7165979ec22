"""One file → the rows that the catalog keeps of it; many files at once on all cores."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Sequence

from peerprep.banks.files import Found, Stamp, read_stamped
from peerprep.banks.packing import pack, pack_item
from peerprep.banks.reader import read_bank
from peerprep.banks.table import SELF, checksum
from peerprep.core.problem import Location, Problem
from peerprep.core.value import dataclass

WORTH_IT = 3_000_000
"""So many bytes take longer to read than other processes take to start."""

ItemRow = tuple[str, str, str, str, bool, int, int, int, str, int]
"""Id, topic, pool, labels, in use, place in the file, line, column, body, checksum of the body."""

EnemyRow = tuple[str, str, int, int]
"""Item, enemy, line, column."""


@dataclass(frozen=True)
class Compiled:
    """What the catalog keeps of a bank file. Without a bank its items and enemies are empty."""

    stamp: Stamp
    digest: bytes
    bank: str | None = None
    header: str = ""
    problems: str = ""
    items: tuple[ItemRow, ...] = ()
    enemies: tuple[EnemyRow, ...] = ()


def unreadable(name: str, why: str) -> Problem:
    """The problem of a file that the system does not give."""
    return Problem(
        Location(name), "UNREADABLE", f"The file cannot be read: {why}.", "Mend its permissions."
    )


def compile_bank(found: Found, topics: Collection[str] | None) -> Compiled:
    """Read one bank file."""
    stamp, raw = read_stamped(found.path)
    if isinstance(raw, str):
        return Compiled(found.stamp, b"", problems=pack((unreadable(SELF, raw),)))
    digest = hashlib.sha256(raw).digest()
    reading = read_bank(raw, SELF, topics)
    problems = pack(reading.problems) if reading.problems else ""
    bank = reading.bank
    if bank is None:
        return Compiled(stamp, digest, problems=problems)
    header = [bank.id, bank.title, bank.language, bank.licence, bank.version, bank.sources]
    rows = []
    for place, item in enumerate(bank.items):
        at, body = reading.places[item.id], pack_item(item)
        labels = ",".join(item.sensitive)
        used = item.status != "retired"
        rows.append(
            (item.id, item.topic, item.pool, labels, used, place, at.line, at.column, body,
             checksum(body))
        )  # fmt: skip
    enemies = tuple((one, other, at.line, at.column) for one, other, at in reading.enemies)
    return Compiled(
        stamp, digest, bank.id, pack((*header, bank.authors)), problems, tuple(rows), enemies
    )


def compile_banks(
    files: Sequence[Found], topics: Collection[str] | None
) -> Iterator[tuple[Found, Compiled]]:
    """Read bank files in their order, on all cores where there is enough to read."""
    cores = min(os.cpu_count() or 1, len(files))
    if cores < 2 or sum(found.stamp[0] for found in files) < WORTH_IT:
        yield from ((found, compile_bank(found, topics)) for found in files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(cores, initializer=_hold, initargs=(topics,)) as others:
        try:
            chunk = max(1, min(8, len(files) // (4 * cores)))
            yield from zip(files, others.map(_compile_held, files, chunksize=chunk), strict=True)
        finally:
            others.shutdown(wait=True, cancel_futures=True)


_held: list[Collection[str] | None] = [None]
"""The topics, handed once to each process instead of with every file."""


def _hold(topics: Collection[str] | None) -> None:
    import gc

    gc.disable()  # trees have no circles, and the process ends with its work
    _held[0] = topics


def _compile_held(found: Found) -> Compiled:
    return compile_bank(found, _held[0])
