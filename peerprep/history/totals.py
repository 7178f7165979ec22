"""What became of each item so far, kept as a running total, so that no start reads the whole past.

The totals follow from the responses and the steps alone. Triggers keep them in the transaction that
writes those, whoever writes; what is not a simple step onward (an answer undone, a mark corrected)
only names the item, and the item is counted anew before the totals are read.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from fractions import Fraction

from peerprep.core.past import Past

_COUNT_ANEW = """
    INSERT INTO past
    SELECT named.item, last.mark, last.certainty, last.at, julianday(last.at),
        earliest.mark, earliest.certainty, julianday(earliest.at),
        (SELECT COUNT(*) FROM response WHERE item = named.item AND first_time = 1
            AND options <> '[]' AND mark <> '1')
    FROM past_stale AS named
    JOIN response AS last ON (last.sitting, last.slot) = (
        SELECT sitting, slot FROM response
        WHERE item = named.item AND first_time = 1 AND options <> '[]'
        ORDER BY julianday(at) DESC, sitting DESC, slot DESC LIMIT 1)
    LEFT JOIN response AS earliest ON (earliest.sitting, earliest.slot) = (
        SELECT sitting, slot FROM response
        WHERE item = named.item AND first_time = 1 AND options <> '[]' AND fresh = 1
        ORDER BY julianday(at), sitting, slot LIMIT 1)
"""

TOTALS = f"""
    CREATE TABLE past (
        item TEXT PRIMARY KEY,
        last_mark TEXT NOT NULL, last_certainty INTEGER, last_at TEXT NOT NULL,
        last_day REAL NOT NULL,
        first_mark TEXT, first_certainty INTEGER, first_day REAL,
        times_missed INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE past_stale (item TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE flag (
        item TEXT PRIMARY KEY, kind TEXT NOT NULL, sitting INTEGER NOT NULL, n INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX response_fresh ON response (item) WHERE fresh = 1 AND first_time = 1;
    CREATE INDEX sitting_kind ON sitting (kind, id) WHERE ended_at IS NOT NULL;
    CREATE INDEX sitting_started ON sitting (started_at);

    CREATE TRIGGER past_goes_on AFTER INSERT ON response
    WHEN NEW.first_time = 1 AND NEW.options <> '[]'
    BEGIN
        INSERT INTO past VALUES (
            NEW.item, NEW.mark, NEW.certainty, NEW.at, julianday(NEW.at),
            iif(NEW.fresh, NEW.mark, NULL), iif(NEW.fresh, NEW.certainty, NULL),
            iif(NEW.fresh, julianday(NEW.at), NULL), NEW.mark <> '1'
        ) ON CONFLICT (item) DO UPDATE SET
            last_mark = iif(excluded.last_day >= last_day, excluded.last_mark, last_mark),
            last_certainty =
                iif(excluded.last_day >= last_day, excluded.last_certainty, last_certainty),
            last_at = iif(excluded.last_day >= last_day, excluded.last_at, last_at),
            last_day = max(excluded.last_day, last_day),
            first_mark = iif(excluded.first_day < ifnull(first_day, 1e9),
                excluded.first_mark, first_mark),
            first_certainty = iif(excluded.first_day < ifnull(first_day, 1e9),
                excluded.first_certainty, first_certainty),
            first_day = iif(excluded.first_day < ifnull(first_day, 1e9),
                excluded.first_day, first_day),
            times_missed = times_missed + excluded.times_missed;
    END;
    CREATE TRIGGER past_taken_back AFTER DELETE ON response
    BEGIN
        INSERT OR REPLACE INTO past_stale VALUES (OLD.item);
    END;
    CREATE TRIGGER past_corrected AFTER UPDATE ON response
    BEGIN
        INSERT OR REPLACE INTO past_stale VALUES (OLD.item);
        INSERT OR REPLACE INTO past_stale VALUES (NEW.item);
    END;

    CREATE TRIGGER flag_before_response AFTER INSERT ON response
    BEGIN
        INSERT INTO flag
        SELECT NEW.item, kind, sitting, n FROM step
        WHERE sitting = NEW.sitting AND slot = NEW.slot AND kind IN ('flagged', 'unflagged')
        ORDER BY n DESC LIMIT 1
        ON CONFLICT (item) DO UPDATE SET
            kind = excluded.kind, sitting = excluded.sitting, n = excluded.n
        WHERE (excluded.sitting, excluded.n) > (flag.sitting, flag.n);
    END;
    CREATE TRIGGER flag_after_response AFTER INSERT ON step
    WHEN NEW.kind IN ('flagged', 'unflagged')
    BEGIN
        INSERT INTO flag
        SELECT item, NEW.kind, NEW.sitting, NEW.n FROM response
        WHERE sitting = NEW.sitting AND slot = NEW.slot
        ON CONFLICT (item) DO UPDATE SET
            kind = excluded.kind, sitting = excluded.sitting, n = excluded.n
        WHERE (excluded.sitting, excluded.n) > (flag.sitting, flag.n);
    END;

    INSERT INTO past_stale SELECT DISTINCT item FROM response;
    {_COUNT_ANEW};
    DELETE FROM past_stale;
    INSERT OR REPLACE INTO flag
        SELECT item, kind, sitting, n FROM step JOIN response USING (sitting, slot)
        WHERE kind IN ('flagged', 'unflagged') ORDER BY sitting, n;
"""
"""The tables, the triggers that keep them, and the first count."""


def are_stale(db: sqlite3.Connection) -> bool:
    """Whether an item has to be counted anew before the totals are read."""
    return db.execute("SELECT 1 FROM past_stale LIMIT 1").fetchone() is not None


def count_anew(db: sqlite3.Connection) -> None:
    """Count the named items from their responses. In a transaction."""
    db.execute("DELETE FROM past WHERE item IN (SELECT item FROM past_stale)")
    db.execute(_COUNT_ANEW)
    db.execute("DELETE FROM past_stale")


def pasts(db: sqlite3.Connection) -> dict[str, Past]:
    """What history says of every item that was answered; equal to `pasts_of` over all looks."""
    rows = db.execute(
        "SELECT past.item, last_mark, last_certainty, last_at, first_mark, first_certainty,"
        " times_missed, COALESCE(flag.kind = 'flagged', 0) FROM past LEFT JOIN flag USING (item)"
    )
    return {
        item: Past(
            item,
            Fraction(last),
            last_certainty,
            datetime.fromisoformat(at),
            None if first is None else Fraction(first),
            first_certainty,
            missed,
            bool(flagged),
        )
        for item, last, last_certainty, at, first, first_certainty, missed, flagged in rows
    }
