"""Every answer of the past, as the queues need it."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from peerprep.core.past import Look
from peerprep.history.store import Store


def looks(store: Store) -> list[Look]:
    """The responses of all sittings, oldest first; items left blank are no looks."""
    rows = store.connection.execute(
        "SELECT item, mark, certainty, at, seconds, fresh, first_time FROM response"
        " WHERE options != '[]' ORDER BY sitting, slot"
    )
    return [
        Look(
            item, Fraction(mark), certainty, datetime.fromisoformat(at), seconds,
            bool(fresh), not first_time,
        )
        for item, mark, certainty, at, seconds, fresh, first_time in rows
    ]  # fmt: skip


def flagged_items(store: Store) -> frozenset[str]:
    """The items that were marked to come back to, and not unmarked since."""
    rows = store.connection.execute(
        "SELECT response.item, step.kind FROM step JOIN response"
        " ON response.sitting = step.sitting AND response.slot = step.slot"
        " WHERE step.kind IN ('flagged', 'unflagged') ORDER BY step.sitting, step.n"
    )
    last = dict(rows.fetchall())
    return frozenset(item for item, kind in last.items() if kind == "flagged")
