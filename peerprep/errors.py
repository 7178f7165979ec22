"""What a person must be told: each error owns its sentence and its exit code."""

from __future__ import annotations


class PeerprepError(Exception):
    """Ends a command with one sentence (`str(error)`) on stderr and `exit_code`."""

    exit_code = 1


class UsageError(PeerprepError):
    """The command's words are off: an unknown name, a number out of range."""

    exit_code = 2


class BankError(PeerprepError):
    """A bank has errors that forbid what was asked."""

    exit_code = 3


class NothingToDo(PeerprepError):
    """There is nothing to ask, to show or to resume."""

    exit_code = 4


class RecordsUnusable(PeerprepError):
    """The stored records cannot be read or written."""

    exit_code = 5


class Interrupted(PeerprepError):
    """The candidate left in the middle; everything up to here is saved."""

    exit_code = 130
