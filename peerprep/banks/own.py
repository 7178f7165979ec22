"""The person's bank folder, and what stands beside it in their library."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from peerprep.banks.files import added_libraries
from peerprep.banks.library import Holdings, load
from peerprep.core.bank import Bank


@dataclass(frozen=True)
class BankShelf:
    """The person's bank folder and all that stands beside it in the library."""

    home: Path
    roots: tuple[Path, ...]
    holdings: Holdings
    working: Path

    def place(self, bank: Bank) -> Path:
        """Where a bank's file stands."""
        return self.working / bank.file

    def is_own(self, bank: Bank) -> bool:
        """Whether the bank is the person's own and may be replaced or removed."""
        return self.place(bank).is_relative_to(self.home)

    @cached_property
    def own(self) -> dict[str, Bank]:
        """The person's banks by id."""
        return {bank.id: bank for bank in self.holdings.library.banks if self.is_own(bank)}

    def folder_of(self, bank: Bank) -> Path | None:
        """The library within the person's folder that a bank belongs to, or None."""
        place = self.place(bank)
        return next((folder for folder in self.libraries if place.is_relative_to(folder)), None)

    @cached_property
    def libraries(self) -> tuple[Path, ...]:
        """The libraries within the person's folder."""
        return added_libraries(self.home)

    def beside(self, folder: Path | None) -> Holdings:
        """Topics, exams and lessons that are there without those of one library."""
        return load([root for root in self.roots if root != folder], only=())
