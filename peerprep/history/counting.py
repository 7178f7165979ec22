"""Counting what the records hold of some items."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def responses_to(db: sqlite3.Connection, items: Iterable[str]) -> int:
    """How many responses to any of the items are kept, repeats within a sitting included."""
    total = 0
    for item in items:  # one by one: there may be more items than one statement can name
        row = db.execute("SELECT COUNT(*) FROM response WHERE item = ?", (item,)).fetchone()
        total += int(row[0])
    return total
