"""The records written anew from what happened: sittings in the order of time, and what follows."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from peerprep.core.attempt import attempt_of
from peerprep.core.session import Session, StepKind
from peerprep.history import errata
from peerprep.history.encoding import mode_to_text, value_to_text
from peerprep.history.facts import keep_responses, remember
from peerprep.history.kept import Kept, KeptSitting, session_of

_TABLES = (
    "remarked",
    "correction",
    "response",
    "step",
    "sitting",
    "item_text",
    "exposure",
    "memory",
    "remark",
    "seen_page",
    # Last, as taking responses out has named their items here.
    "flag",
    "past",
    "past_stale",
)


def rebuild(db: sqlite3.Connection, kept: Kept) -> None:
    """Let the records hold exactly `kept`. Inside the caller's transaction."""
    for table in _TABLES:
        db.execute(f"DELETE FROM {table}")
    db.executemany(
        "INSERT INTO item_text VALUES (?, ?, ?)",
        [(item, revision, body) for (item, revision), body in kept.items.items()],
    )
    for number, sitting in enumerate(in_order(kept), start=1):
        _keep_sitting(db, number, sitting)
        _keep_what_follows(db, number, session_of(sitting, kept.items))
    for memory in kept.memories.values():
        remember(db, memory)
    _keep_words(db, kept)
    errata.mark_anew(db)


def in_order(kept: Kept) -> list[KeptSitting]:
    """The sittings in the order of time: their numbers follow it, as the newest has the highest."""
    return sorted(kept.sittings.values(), key=lambda sitting: (sitting.started_at, sitting.uid))


def _keep_sitting(db: sqlite3.Connection, number: int, sitting: KeptSitting) -> None:
    form = json.loads(sitting.form)
    db.execute(
        "INSERT INTO sitting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            sitting.uid,
            sitting.mode.name,
            form["exam"],
            form["title"],
            mode_to_text(sitting.mode),
            sitting.form,
            sitting.started_at.isoformat(),
            sitting.ended_at.isoformat() if sitting.ended_at else None,
        ),
    )
    db.executemany(
        "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (number, n, s.kind, s.slot, value_to_text(s), s.used, s.at.isoformat())
            for n, s in enumerate(sitting.steps)
        ],
    )


def _keep_what_follows(db: sqlite3.Connection, number: int, session: Session) -> None:
    """Responses and exposures, as they are kept while a sitting is under way."""
    own_slots = {slot.number for slot in session.form.slots}  # a repeat is no new exposure
    shown: set[int] = set()
    committed: dict[int, datetime] = {}
    submitted: datetime | None = None
    for step in session.steps:
        if step.kind is StepKind.SHOWN and step.slot not in shown:
            shown.add(step.slot)
            if step.slot in own_slots:
                _expose(db, session.slot(step.slot).item.id, step.at)
        elif step.kind is StepKind.COMMITTED:
            committed[step.slot] = step.at
        elif step.kind is StepKind.UNDONE:
            committed.pop(step.slot, None)
        elif step.kind is StepKind.SUBMITTED:
            submitted = submitted or step.at
    if session.mode.feedback_at_once:
        attempt = attempt_of(session, session.started_at)
        for slot, at in committed.items():
            keep_responses(db, number, attempt, slot, at)
    elif submitted is not None:
        keep_responses(db, number, attempt_of(session, submitted), None, submitted)


def _expose(db: sqlite3.Connection, item: str, at: datetime) -> None:
    db.execute(
        "INSERT INTO exposure VALUES (?, 1, ?) ON CONFLICT (item)"
        " DO UPDATE SET count = count + 1, last = excluded.last",
        (item, at.isoformat()),
    )


def _keep_words(db: sqlite3.Connection, kept: Kept) -> None:
    remarks = sorted(kept.remarks, key=lambda r: (r.at, r.item, r.kind, r.text))
    db.executemany(
        "INSERT INTO remark (item, kind, text, at) VALUES (?, ?, ?, ?)",
        [(r.item, r.kind, r.text, r.at.isoformat()) for r in remarks],
    )
    db.executemany(
        "INSERT INTO seen_page VALUES (?, ?)",
        [(page, at.isoformat()) for page, at in kept.pages.items()],
    )
    db.executemany(
        "INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?)",
        [
            (item, revision, c.corrected, c.key, c.at.isoformat(), c.told and c.told.isoformat())
            for (item, revision), c in kept.corrections.items()
        ],
    )
