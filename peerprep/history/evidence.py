"""What the records say about the candidate: questions only, nothing is written.

A first look is the first time an item was answered in any sitting (or shown in a mock and left
blank). Repeats within a sitting, items seen before and answers undone after their feedback are no
evidence; the response table marks them when they are kept (`fresh`, `first_time`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from peerprep.core.attempt import SURE
from peerprep.core.progress import FirstLook, MockResult, SureMiss
from peerprep.core.score import Changes, Share, score
from peerprep.core.session import StepKind
from peerprep.history.encoding import mode_from_text
from peerprep.history.store import Store

# A blank that was never shown (time ran out before it) is no look: the item is still unseen.
_FIRST = """
    fresh = 1 AND first_time = 1 AND (options <> '[]' OR EXISTS (
        SELECT 1 FROM step WHERE step.sitting = response.sitting
        AND step.slot = response.slot AND step.kind = 'shown'))
"""


def first_looks(store: Store) -> tuple[FirstLook, ...]:
    """Every first look, oldest first, one an item."""
    rows = store.connection.execute(
        "SELECT item, topic, mark, certainty, seconds, at, kind, options FROM response"
        f" JOIN sitting ON sitting.id = response.sitting WHERE {_FIRST} ORDER BY sitting.id, slot"
    )
    found: dict[str, FirstLook] = {}
    for item, topic, mark, certainty, seconds, at, kind, options in rows:
        look = FirstLook(
            item,
            topic,
            Fraction(mark),
            certainty,
            float(seconds),
            datetime.fromisoformat(at),
            kind,
            options != "[]",
        )
        found.setdefault(item, look)
    return tuple(sorted(found.values(), key=lambda look: look.at))


def sure_misses(store: Store) -> tuple[SureMiss, ...]:
    """First looks that were sure and not right, the newest first, with the kept principle."""
    rows = store.connection.execute(
        "SELECT response.item, body, response.at, EXISTS (SELECT 1 FROM response AS later"
        "  WHERE later.item = response.item AND later.sitting > response.sitting"
        "  AND later.first_time = 1 AND later.mark = '1' AND COALESCE(later.certainty, 2) > 1)"
        " FROM response JOIN item_text USING (item, revision)"
        f" WHERE certainty = ? AND mark <> '1' AND {_FIRST}"
        " ORDER BY response.sitting DESC, response.slot DESC",
        (SURE,),
    )
    found: dict[str, SureMiss] = {}
    for item, body, at, mended in rows:
        principle = str(json.loads(body)["principle"])
        found.setdefault(item, SureMiss(item, principle, datetime.fromisoformat(at), bool(mended)))
    return tuple(found.values())


def mock_results(store: Store) -> tuple[MockResult, ...]:
    """Every finished mock with at least one response, oldest first."""
    found = []
    for line in reversed(store.sittings(kind="exam")):
        mode, how = store.connection.execute(
            "SELECT mode, (SELECT value FROM step WHERE step.sitting = sitting.id AND kind = ?"
            " ORDER BY n LIMIT 1) FROM sitting WHERE id = ?",
            (StepKind.SUBMITTED, line.id),
        ).fetchone()
        limit = mode_from_text(mode).limit
        found.append(
            MockResult(
                sitting=line.id,
                exam=line.exam,
                title=line.title,
                at=line.ended_at or line.started_at,
                all=Share(line.right, line.of),
                fresh=Share(line.fresh_right, line.fresh_of),
                seconds=line.used,
                limit=limit,
                in_time=limit is not None and how is not None and json.loads(how) != "left",
            )
        )
    return tuple(found)


def mock_seconds(store: Store, sitting: int) -> tuple[float, ...]:
    """Seconds spent on each answered item of one mock."""
    rows = store.connection.execute(
        "SELECT seconds FROM response WHERE sitting = ? AND first_time = 1 AND options <> '[]'"
        " AND seconds > 0",
        (sitting,),
    )
    return tuple(float(row[0]) for row in rows)


def answer_changes(store: Store) -> Changes:
    """What became of the answers that were changed in mocks."""
    ledgers = [score(store.attempt(line.id)).changes for line in store.sittings(kind="exam")]
    return Changes(
        sum(one.wrong_to_right for one in ledgers),
        sum(one.right_to_wrong for one in ledgers),
        sum(one.wrong_to_wrong for one in ledgers),
    )


def answered_by_day(store: Store) -> Mapping[date, int]:
    """How many questions were answered on each study day, repeats too: all of it was practice."""
    # The day is told by the local time that stands in the record; it begins at four: see study_day.
    rows = store.connection.execute(
        "SELECT date(substr(at, 1, 19), '-4 hours'), COUNT(*) FROM response"
        " WHERE options <> '[]' GROUP BY 1"
    )
    return {date.fromisoformat(day): count for day, count in rows}


def is_empty(store: Store) -> bool:
    """Whether nothing was ever answered to its end."""
    return store.connection.execute("SELECT 1 FROM response LIMIT 1").fetchone() is None
