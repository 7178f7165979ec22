"""Holdings: all that was found in the folders that banks are read from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from peerprep.core.bank import Library
from peerprep.core.blueprint import Exam
from peerprep.core.problem import Problem
from peerprep.core.value import dataclass

if TYPE_CHECKING:
    from peerprep.banks.reader import Reading

T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """Values that are made when somebody asks for them, once."""

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[T, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        """The value at a place."""
        return self._made[place]

    def __len__(self) -> int:
        return len(self._made)

    def __eq__(self, other: object) -> bool:
        return self._made == (other._made if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._made)


@dataclass(frozen=True)
class Holdings:
    """All that was found: the sound banks, the exams, and every problem of every file."""

    library: Library
    exams: tuple[Exam, ...] = ()
    problems: Sequence[Problem] = ()
    files: Sequence[Path] = ()
    left_out: tuple[str, ...] = ()
    """Bank files with errors, which no sitting draws on."""
    lessons: dict[str, Path] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    """What came of each file, in the order of `files`; empty out of the catalog."""
    names: tuple[str, ...] = ()
    """How each of the files is named in reports; empty out of the catalog."""

    def exam(self, name: str) -> Exam | None:
        """The exam of that id or alias, or None."""
        for exam in self.exams:
            if name == exam.id or name in exam.aliases:
                return exam
        return None
