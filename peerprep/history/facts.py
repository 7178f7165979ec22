"""The rows that follow from steps: responses and memories, as they stand in the records."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from typing import Any

from peerprep.core.attempt import Attempt, MarkedResponse
from peerprep.core.schedule import Memory


def remember(db: sqlite3.Connection, memory: Memory) -> None:
    """Keep what is remembered of one item, in the place of what was."""
    db.execute(
        "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            memory.item,
            memory.due.isoformat(),
            memory.due.timestamp(),
            memory.stability,
            memory.difficulty,
            memory.last_review.isoformat(),
            memory.state,
            memory.reviews,
            memory.lapses,
            json.dumps([day.isoformat() for day in memory.secure_days]),
            int(memory.urgent),
        ),
    )


def memory_of(row: tuple[str, str, float, float, str, int, int, int, str, int]) -> Memory:
    """The memory that a row holds (every column but `due_at`, which is `due` as a number)."""
    item, due, stability, difficulty, last, state, reviews, lapses, days, urgent = row
    return Memory(
        item,
        datetime.fromisoformat(due),
        stability,
        difficulty,
        datetime.fromisoformat(last),
        state,
        reviews,
        lapses,
        tuple(date.fromisoformat(day) for day in json.loads(days)),
        bool(urgent),
    )


def keep_responses(
    db: sqlite3.Connection, sitting: int, attempt: Attempt, only: int | None, at: datetime
) -> None:
    """Keep the responses of an attempt, or of one slot; `at` where a response has no time."""
    rows = [r for r in attempt.responses if only is None or r.slot.number == only]
    # Taken out and put in, not replaced: only so does what is counted from them follow.
    db.executemany(
        "DELETE FROM response WHERE sitting = ? AND slot = ?",
        [(sitting, r.slot.number) for r in rows],
    )
    db.executemany(
        "INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_response(sitting, r, at) for r in rows],
    )


def _response(sitting: int, r: MarkedResponse, at: datetime) -> tuple[Any, ...]:
    return (
        sitting,
        r.slot.number,
        r.slot.item.id,
        r.slot.item.revision,
        r.slot.item.topic,
        r.slot.domain,
        json.dumps(sorted(r.response)),
        str(r.mark),
        r.certainty,
        int(r.fresh),
        int(r.again_of is None),
        r.seconds,
        (r.at or at).isoformat(),
    )
