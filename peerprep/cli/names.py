"""Names that candidates type, and the few words that stand for an open mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.blueprint import Exam
    from peerprep.core.session import Session


def find_exam(environment: Environment, name: str, required: bool) -> Exam | None:
    """The exam of that id or alias; UsageError with a near name when it is asked for by name."""
    from peerprep.cli.sitting import nearest
    from peerprep.errors import UsageError

    holdings = environment.holdings
    found = holdings.exam(name)
    if found is None and required:
        known = [n for exam in holdings.exams for n in (exam.id, *exam.aliases)]
        raise UsageError(f"There is no exam {name!r}.{nearest(name, known)} See: peerprep exams")
    return found


def open_line(session: Session) -> str:
    """Where an open mock stands, in one sentence."""
    from peerprep.terminal.words import duration

    left = session.time_left()
    clock = f", {duration(left)} left" if left is not None else ""
    return f"{session.form.title}: item {session.current} of {len(session.form)}{clock}."
