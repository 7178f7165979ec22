"""The whole of the records, to be taken along, and other records taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from peerprep.history.file import whole
from peerprep.history.kept import Kept, read_kept
from peerprep.history.merge import merge
from peerprep.history.rebuild import rebuild
from peerprep.history.store import Store


@dataclass(frozen=True)
class Size:
    """How much the records hold."""

    sittings: int
    branches: int
    """Sittings that were gone on with on two machines, each way but the first."""
    answers: int


def size(store: Store) -> Size:
    """How much there is."""
    row = store.connection.execute(
        "SELECT COUNT(*), COALESCE(SUM(uid LIKE '%~%'), 0),"
        " (SELECT COUNT(*) FROM response WHERE options <> '[]') FROM sitting"
    ).fetchone()
    return Size(*row)


def uid_of(store: Store, sitting: int) -> str:
    """The name that a sitting has on every machine."""
    row = store.connection.execute("SELECT uid FROM sitting WHERE id = ?", (sitting,))
    return str(row.fetchone()[0])


def everything(store: Store) -> Kept:
    """All that the records hold, as one value."""
    with whole(store.connection):
        return read_kept(store.connection)


def take_in(store: Store, other: Kept, before: Callable[[], object]) -> bool:
    """Merge other records into these, all of them or none; whether there was anything new.

    `before` is called when there is, while the records still are as they were. Raises sqlite3.Error
    with nothing changed.
    """
    with whole(store.connection):
        mine = read_kept(store.connection)
        both = merge(mine, other)
        if both == mine:
            return False
        before()
        rebuild(store.connection, both)
    return True
