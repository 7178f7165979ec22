"""Corrections of keys in the records: past responses marked anew, and told once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from peerprep.core.attempt import Attempt, MarkedResponse
from peerprep.core.errata import corrected, remark
from peerprep.core.item import Item
from peerprep.core.value import dataclass
from peerprep.history.encoding import item_from_text, item_to_text


@dataclass(frozen=True)
class Correction:
    """One corrected key and what it did to past responses (repeats in a sitting left out)."""

    item: str
    stem: str
    key: tuple[str, ...]
    """The words of the options that are right now."""
    more: int
    """Responses that earn more than they did."""
    less: int
    sittings: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """One response to be marked anew."""

    sitting: int
    slot: int
    before: Fraction
    first: Fraction
    """The mark of the day it was given."""
    after: Fraction


@dataclass(frozen=True)
class Erratum:
    """A kept revision whose key the bank has corrected, and the responses it touches."""

    shown: Item
    current: Item
    key_moved: bool
    """Whether this key is news, or only other words of the item changed since."""
    changes: tuple[Change, ...]


def find_errata(db: sqlite3.Connection, items: Mapping[str, Item]) -> list[Erratum]:
    """What has to be marked anew, by the items of the bank as they stand. Changes nothing."""
    rows = db.execute(
        "SELECT item, revision, corrected, key FROM item_text"
        " LEFT JOIN correction USING (item, revision)"
    ).fetchall()
    found = []
    for item, revision, known, known_key in rows:
        current = items.get(item)
        if current is None or (known is None and current.revision == revision):
            continue
        shown = _kept(db, item, revision)
        fixed = corrected(shown, current) if _answered(db, item, revision) else None
        if fixed is None or (known is None and fixed.key == shown.key):
            continue
        moved = known_key is None or sorted(fixed.key) != json.loads(known_key)
        changes = _changes(db, shown, current)
        if moved or changes or known != current.revision:
            found.append(Erratum(shown, current, moved, changes))
    return found


def _answered(db: sqlite3.Connection, item: str, revision: str) -> bool:
    row = db.execute(
        "SELECT 1 FROM response WHERE item = ? AND revision = ? LIMIT 1", (item, revision)
    ).fetchone()
    return row is not None


def _kept(db: sqlite3.Connection, item: str, revision: str) -> Item:
    body = db.execute(
        "SELECT body FROM item_text WHERE item = ? AND revision = ?", (item, revision)
    ).fetchone()
    return item_from_text(body[0])


def _changes(db: sqlite3.Connection, shown: Item, current: Item) -> tuple[Change, ...]:
    rows = db.execute(
        "SELECT sitting, slot, options, mark FROM response WHERE item = ? AND revision = ?",
        (shown.id, shown.revision),
    )
    found = []
    for sitting, slot, options, mark in rows:
        response, before = frozenset(json.loads(options)), Fraction(mark)
        after = remark(shown, current, response)
        if after != before:
            found.append(Change(sitting, slot, before, shown.mark(response), after))
    return tuple(found)


def apply(db: sqlite3.Connection, errata: Iterable[Erratum], at: datetime) -> None:
    """Mark anew, keep the first mark beside, and let the item come back soon. In a transaction."""
    for one in errata:
        _keep(db, one, at)
        for change in one.changes:
            _mark(db, change)
        if one.key_moved:
            _ask_again(db, one.current.id, at)


def _keep(db: sqlite3.Connection, one: Erratum, at: datetime) -> None:
    current = one.current
    db.execute(
        "INSERT OR IGNORE INTO item_text VALUES (?, ?, ?)",
        (current.id, current.revision, item_to_text(current)),
    )
    db.execute(
        "INSERT INTO correction VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (item, revision) DO UPDATE"
        " SET corrected = excluded.corrected, key = excluded.key,"
        " told = CASE WHEN key = excluded.key THEN told END",
        (
            one.shown.id,
            one.shown.revision,
            current.revision,
            json.dumps(sorted(current.key)),
            at.isoformat(),
        ),
    )


def _mark(db: sqlite3.Connection, change: Change) -> None:
    place = (change.sitting, change.slot)
    db.execute(
        "UPDATE response SET mark = ? WHERE sitting = ? AND slot = ?", (str(change.after), *place)
    )
    if change.after == change.first:
        db.execute("DELETE FROM remarked WHERE sitting = ? AND slot = ?", place)
    else:
        db.execute("INSERT OR IGNORE INTO remarked VALUES (?, ?, ?)", (*place, str(change.first)))


def _ask_again(db: sqlite3.Connection, item: str, at: datetime) -> None:
    """What was learned by the old key is to be looked at again: due now, and among the first."""
    db.execute("UPDATE memory SET urgent = 1, secure_days = '[]' WHERE item = ?", (item,))
    db.execute(
        "UPDATE memory SET due = ?, due_at = ? WHERE item = ? AND due_at > ?",
        (at.isoformat(), at.timestamp(), item, at.timestamp()),
    )


def mark_anew(db: sqlite3.Connection) -> None:
    """Mark every kept response by the corrections that are kept. In a transaction."""
    rows = db.execute("SELECT item, revision, corrected FROM correction").fetchall()
    for item, revision, now in rows:
        for change in _changes(db, _kept(db, item, revision), _kept(db, item, now)):
            _mark(db, change)


def untold(db: sqlite3.Connection) -> tuple[Correction, ...]:
    """The corrections that the candidate has not been told of, oldest first, one an item."""
    rows = db.execute(
        "SELECT item, MAX(corrected) FROM correction WHERE told IS NULL"
        " GROUP BY item ORDER BY MIN(at), item"
    ).fetchall()
    return tuple(_correction(db, item, revision) for item, revision in rows)


def _correction(db: sqlite3.Connection, item: str, revision: str) -> Correction:
    now = _kept(db, item, revision)
    moves = [
        (sitting, Fraction(mark) - Fraction(first))
        for sitting, mark, first in db.execute(
            "SELECT response.sitting, response.mark, remarked.mark FROM remarked"
            " JOIN response USING (sitting, slot) WHERE item = ? AND first_time = 1",
            (item,),
        )
    ]
    return Correction(
        item=item,
        stem=now.stem,
        key=tuple(option.text for option in now.options if option.id in now.key),
        more=sum(move > 0 for _, move in moves),
        less=sum(move < 0 for _, move in moves),
        sittings=tuple(sorted({sitting for sitting, _ in moves})),
    )


def remarked_counts(db: sqlite3.Connection, sittings: str) -> dict[int, int]:
    """How many counted responses of each sitting (a JSON list) were marked anew after a correction.

    A sitting without any is left out.
    """
    rows = db.execute(
        "SELECT sitting, COUNT(*) FROM remarked JOIN response USING (sitting, slot)"
        " WHERE sitting IN (SELECT value FROM json_each(?)) AND first_time = 1 GROUP BY sitting",
        (sittings,),
    )
    return dict(rows.fetchall())


def overlay(db: sqlite3.Connection, attempt: Attempt) -> Attempt:
    """The attempt by the corrected keys, each response that changed with its first mark."""
    rows = db.execute(
        "SELECT correction.item, correction.revision, body FROM correction JOIN item_text"
        " ON item_text.item = correction.item AND item_text.revision = corrected"
    )
    fixes = {(item, revision): body for item, revision, body in rows}

    def marked(response: MarkedResponse) -> MarkedResponse:
        shown = response.slot.item
        body = fixes.get((shown.id, shown.revision))
        current = item_from_text(body) if body else None
        fixed = corrected(shown, current) if current else None
        if current is None or fixed is None:
            return response
        mark = remark(shown, current, response.response)
        return replace(
            response,
            slot=replace(response.slot, item=fixed),
            mark=mark,
            first_mark=response.mark if mark != response.mark else None,
        )

    if not fixes:
        return attempt
    return replace(attempt, responses=tuple(marked(r) for r in attempt.responses))
