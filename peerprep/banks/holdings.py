"""Holdings: all that was found in the folders that banks are read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from peerprep.core.bank import Library
from peerprep.core.blueprint import Exam
from peerprep.core.problem import Problem


@dataclass(frozen=True)
class Holdings:
    """All that was found: the sound banks, the exams, and every problem of every file."""

    library: Library
    exams: tuple[Exam, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()
    """Bank files with errors, which no sitting draws on."""
    lessons: dict[str, Path] = field(default_factory=dict)

    def exam(self, name: str) -> Exam | None:
        """The exam of that id or alias, or None."""
        for exam in self.exams:
            if name == exam.id or name in exam.aliases:
                return exam
        return None
