"""What taking banks out of the person's bank folder moves aside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from peerprep.banks.files import TOPICS_FILE
from peerprep.banks.moves import Move
from peerprep.banks.own import BankShelf
from peerprep.core.bank import Bank


def moves_to_remove(
    shelf: BankShelf, banks: Sequence[Bank], folder: Path | None, broken: Sequence[Path] = ()
) -> tuple[Move, ...]:
    """The files of the banks, the broken ones, and with `folder` every other file of that library.

    Its topics stay as long as another bank of the person's needs one that stands only there.
    """
    places = [*(shelf.place(bank) for bank in banks), *broken]
    if folder is not None:
        others = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        keep = folder / TOPICS_FILE if _needed(shelf, banks, folder) else None
        places += [path for path in others if path not in places and path != keep]
    return tuple(Move(place, None, place.read_bytes()) for place in places)


def _needed(shelf: BankShelf, banks: Sequence[Bank], folder: Path) -> bool:
    names = {bank.id for bank in banks}
    elsewhere = set(shelf.beside(folder).library.topics)
    return any(
        item.topic not in elsewhere
        for bank in shelf.own.values()
        if bank.id not in names
        for item in bank.items
    )
