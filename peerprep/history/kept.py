"""All that the records hold as one value: what happened, and what is remembered of it.

Responses, exposures and re-marked responses are left out: they follow from the steps.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from peerprep.core.schedule import Memory
from peerprep.core.session import Mode, Session, Step
from peerprep.history.encoding import (
    form_from_text,
    item_from_text,
    mode_from_text,
    step_from_row,
)
from peerprep.history.facts import memory_of

Revision = tuple[str, str]
"""An item's id and one of its revisions."""


@dataclass(frozen=True)
class KeptSitting:
    """One sitting; the form as text, with its items by id and revision."""

    uid: str
    mode: Mode
    form: str
    started_at: datetime
    ended_at: datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class KeptCorrection:
    """That the key of a revision was corrected, by which later revision, and whether it is told."""

    at: datetime
    corrected: str
    key: str
    told: datetime | None


@dataclass(frozen=True)
class Remark:
    """A note or a doubt about an item."""

    at: datetime
    item: str
    kind: str
    text: str


@dataclass(frozen=True)
class Kept:
    """The whole of the records."""

    items: Mapping[Revision, str] = field(default_factory=dict)
    sittings: Mapping[str, KeptSitting] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    corrections: Mapping[Revision, KeptCorrection] = field(default_factory=dict)
    remarks: frozenset[Remark] = frozenset()
    pages: Mapping[str, datetime] = field(default_factory=dict)


def session_of(sitting: KeptSitting, items: Mapping[Revision, str]) -> Session:
    """The sitting as a session. KeyError when the text of an item is missing."""
    import json

    wanted = {(slot[1], slot[2]) for slot in json.loads(sitting.form)["slots"]}
    found = {revision: item_from_text(items[revision]) for revision in wanted}
    form = form_from_text(sitting.form, found)
    return Session(form, sitting.mode, sitting.started_at, sitting.steps)


def read_kept(db: sqlite3.Connection) -> Kept:
    """The records as they stand."""
    items = {(item, rev): body for item, rev, body in db.execute("SELECT * FROM item_text")}
    memories = db.execute(
        "SELECT item, due, stability, difficulty, last_review, state, reviews, lapses,"
        " secure_days, urgent FROM memory"
    )
    remarks = db.execute("SELECT at, item, kind, text FROM remark")
    pages = db.execute("SELECT page, at FROM seen_page")
    return Kept(
        items=items,
        sittings=_sittings(db),
        memories={row[0]: memory_of(row) for row in memories},
        corrections=_corrections(db),
        remarks=frozenset(Remark(_time(row[0]), *row[1:]) for row in remarks),
        pages={page: _time(at) for page, at in pages},
    )


def _sittings(db: sqlite3.Connection) -> dict[str, KeptSitting]:
    steps: dict[int, list[Step]] = {}
    for sitting, *row in db.execute(
        "SELECT sitting, kind, slot, value, used, at FROM step ORDER BY sitting, n"
    ):
        steps.setdefault(sitting, []).append(step_from_row(*row))
    rows = db.execute("SELECT id, uid, mode, form, started_at, ended_at FROM sitting")
    return {
        uid: KeptSitting(
            uid,
            mode_from_text(mode),
            form,
            _time(started),
            _time(ended) if ended else None,
            tuple(steps.get(number, ())),
        )
        for number, uid, mode, form, started, ended in rows
    }


def _corrections(db: sqlite3.Connection) -> dict[Revision, KeptCorrection]:
    rows = db.execute("SELECT item, revision, at, corrected, key, told FROM correction")
    return {
        (item, revision): KeptCorrection(_time(at), corrected, key, _time(told) if told else None)
        for item, revision, at, corrected, key, told in rows
    }


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
