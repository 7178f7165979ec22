"""The answers of the past, as the candidate's pace needs them."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from peerprep.core.past import PACE_OVER, Look
from peerprep.history.store import Store


def looks(store: Store, most: int = -1) -> list[Look]:
    """The newest so many timed responses (all by default), those of the newest sitting first.

    Items left blank are no looks.
    """
    # sitting is read along its index on started_at, so that the limit ends the reading.
    rows = store.connection.execute(
        "SELECT item, mark, certainty, at, seconds, fresh, first_time"
        " FROM sitting CROSS JOIN response ON response.sitting = sitting.id"
        " WHERE options <> '[]' AND seconds > 0 ORDER BY started_at DESC, id DESC LIMIT ?",
        (most,),
    )
    return [
        Look(
            item, Fraction(mark), certainty, datetime.fromisoformat(at), seconds,
            bool(fresh), not first_time,
        )
        for item, mark, certainty, at, seconds, fresh, first_time in rows
    ]  # fmt: skip


def recent_looks(store: Store) -> list[Look]:
    """Enough of the newest looks to tell the pace from."""
    return looks(store, PACE_OVER)
