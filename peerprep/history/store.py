"""The candidate's records: every step on disk before the screen changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from peerprep.core.attempt import Attempt, attempt_of
from peerprep.core.form import Exposure
from peerprep.core.item import Item
from peerprep.core.past import Past
from peerprep.core.schedule import Memory
from peerprep.core.session import Session, Step, StepKind
from peerprep.core.value import dataclass
from peerprep.errors import RecordsUnusable
from peerprep.history import errata, totals
from peerprep.history.encoding import (
    form_from_text,
    form_to_text,
    item_from_text,
    item_to_text,
    mode_from_text,
    mode_to_text,
    step_from_row,
    value_to_text,
)
from peerprep.history.facts import keep_responses, memory_of, remember
from peerprep.history.file import open_records, what_failed, whole
from peerprep.history.locks import Hold, is_live


@dataclass(frozen=True)
class Sitting:
    """One line of the history: a sitting and what it came to so far."""

    id: int
    kind: str
    exam: str | None
    title: str
    started_at: datetime
    ended_at: datetime | None
    right: Fraction
    of: int
    fresh_right: Fraction
    fresh_of: int
    used: float
    remarked: int = 0
    """Counted responses whose mark changed after a correction of the key."""


class Store:
    """The records of one candidate. Open it with `Store.open`; close it when done."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path | None, said: tuple[str, ...] = ()
    ) -> None:
        self._connection = connection
        self.path = path
        self.said = said
        """What the candidate has to be told about the records, such as what was mended."""
        self._file = _identity(path)
        self._holds: dict[str, Hold] = {}

    @classmethod
    def open(cls, path: Path | None, at: datetime | None = None) -> Store:
        """Open or create the records at `path`; None keeps them in memory and leaves no trace.

        Damaged records give way to their newest sound copy, which `said` tells. With `at`, the time
        of now, a copy is kept before a change of shape. Raises RecordsUnusable, the file untouched,
        when they are damaged without a copy, of a newer version, or may not be written.
        """
        opened = open_records(path, at)
        return cls(opened.connection, path, opened.said)

    def close(self) -> None:
        """Close the file, and let go of its sittings. What is in memory alone stays to be read."""
        for hold in self._holds.values():
            hold.let_go()
        self._holds = {}
        if self.path is not None:
            self._connection.close()

    @contextmanager
    def _whole(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or none."""
        if _identity(self.path) != self._file:
            # Written to a file that has no name any more, it would be gone without a word.
            raise RecordsUnusable(
                "Your records were deleted or replaced in another window, so your last keystroke "
                "was not kept. Start again."
            )
        try:
            with whole(self._connection):
                yield self._connection
        except sqlite3.IntegrityError:
            raise RecordsUnusable(
                "This sitting has gone on in another window, so your last keystroke was not kept. "
                "Everything before it is. Close the other window, then start again."
            ) from None
        except sqlite3.OperationalError as error:
            raise RecordsUnusable(
                f"Your answer could not be saved in {self.path}: {what_failed(error)}. "
                "Everything before it is safe."
            ) from None

    def hold(self, uid: str) -> None:
        """Keep other windows from ending the sitting while this process lives."""
        if self.path is not None and uid not in self._holds:
            # A full disk may have no room for the lock: whether a step fits is told by the step.
            with suppress(OSError):
                self._holds[uid] = Hold(self.path, uid)

    # Sittings

    def begin(self, session: Session, uid: str) -> int:
        """Keep a new sitting with its form as drawn; returns its number. We hold it from now on."""
        self.hold(uid)
        with self._whole() as db:
            db.executemany(
                "INSERT OR IGNORE INTO item_text VALUES (?, ?, ?)",
                [
                    (slot.item.id, slot.item.revision, item_to_text(slot.item))
                    for slot in session.form.slots
                ],
            )
            cursor = db.execute(
                "INSERT INTO sitting (uid, kind, exam, title, mode, form, started_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    uid,
                    session.mode.name,
                    session.form.exam,
                    session.form.title,
                    mode_to_text(session.mode),
                    form_to_text(session.form),
                    session.started_at.isoformat(),
                ),
            )
            return int(cursor.lastrowid or 0)

    def record(
        self,
        sitting: int,
        session: Session,
        step: Step,
        memory: Memory | None = None,
        forget: str | None = None,
    ) -> None:
        """Keep the newest step of a session (`session` includes it), and what follows from it.

        First sights, a drill's marked response, its next due date, an exam's marked responses: all
        in the same transaction as the step. `memory` is kept for its item; the item `forget` loses
        its memory (an undone first answer).
        """
        with self._whole() as db:
            self._step(db, sitting, session, step, len(session.steps) - 1)
            if step.kind is StepKind.SHOWN and session.again_of(step.slot) is None:
                self._expose(db, sitting, session.slot(step.slot).item, step)
            if memory is not None:
                remember(db, memory)
            if forget is not None:
                db.execute("DELETE FROM memory WHERE item = ?", (forget,))
            if step.kind is StepKind.COMMITTED or (
                step.kind is StepKind.SUBMITTED
                and not session.mode.feedback_at_once
                and not session.extended  # the score that counts is the timed one
            ):
                attempt = attempt_of(session, step.at)
                only = step.slot if step.kind is StepKind.COMMITTED else None
                keep_responses(db, sitting, attempt, only, step.at)
            if step.kind is StepKind.UNDONE:
                db.execute(
                    "DELETE FROM response WHERE sitting = ? AND slot = ?", (sitting, step.slot)
                )
            if step.kind is StepKind.SUBMITTED:
                db.execute(
                    "UPDATE sitting SET ended_at = COALESCE(ended_at, ?) WHERE id = ?",
                    (step.at.isoformat(), sitting),
                )

    @staticmethod
    def _step(db: sqlite3.Connection, sitting: int, session: Session, step: Step, n: int) -> None:
        used = session.used  # never runs backwards, whatever the clock did
        db.execute(
            "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?)",
            (sitting, n, step.kind, step.slot, value_to_text(step), used, step.at.isoformat()),
        )

    @staticmethod
    def _expose(db: sqlite3.Connection, sitting: int, item: Item, step: Step) -> None:
        before = db.execute(
            "SELECT COUNT(*) FROM step WHERE sitting = ? AND kind = ? AND slot = ?",
            (sitting, StepKind.SHOWN, step.slot),
        ).fetchone()[0]
        if before > 1:
            return  # coming back to an item is no new exposure
        db.execute(
            "INSERT INTO exposure VALUES (?, 1, ?) ON CONFLICT (item)"
            " DO UPDATE SET count = count + 1, last = excluded.last",
            (item.id, step.at.isoformat()),
        )

    def open_sitting(self, kind: str) -> int | None:
        """The newest sitting of that kind that has not ended, or None."""
        row = self._connection.execute(
            "SELECT id FROM sitting WHERE kind = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
            (kind,),
        ).fetchone()
        return int(row[0]) if row else None

    def take_up(self, sitting: int) -> Session:
        """A kept sitting to go on with; it is ours while we live, unless another window has it."""
        row = self._connection.execute(
            "SELECT uid FROM sitting WHERE id = ?", (sitting,)
        ).fetchone()
        self.hold(row[0])
        return self.session(sitting)

    def left_sittings(self, kind: str) -> tuple[int, ...]:
        """The sittings of that kind that were cut off: not ended, and in no window under way."""
        rows = self._connection.execute(
            "SELECT id, uid FROM sitting WHERE kind = ? AND ended_at IS NULL ORDER BY id", (kind,)
        ).fetchall()
        return tuple(
            number
            for number, uid in rows
            if uid not in self._holds and (self.path is None or not is_live(self.path, uid))
        )

    def leave(self, sitting: int, at: datetime) -> None:
        """End a sitting that nobody will come back to; what was answered stays counted."""
        session = self.session(sitting)
        step = Step(StepKind.SUBMITTED, at, session.used, value="left")
        self.record(sitting, session.after(step), step)

    def session(self, sitting: int) -> Session:
        """The sitting as a session, exactly as it stood. KeyError when there is none."""
        row = self._connection.execute(
            "SELECT form, mode, started_at FROM sitting WHERE id = ?", (sitting,)
        ).fetchone()
        if row is None:
            raise KeyError(sitting)
        form_text, mode_text, started = row
        wanted = [(slot[1], slot[2]) for slot in json.loads(form_text)["slots"]]
        items: dict[tuple[str, str], Item] = {}
        for item, revision in wanted:
            body = self._connection.execute(
                "SELECT body FROM item_text WHERE item = ? AND revision = ?", (item, revision)
            ).fetchone()
            items[item, revision] = item_from_text(body[0])
        steps = self._connection.execute(
            "SELECT kind, slot, value, used, at FROM step WHERE sitting = ? ORDER BY n", (sitting,)
        )
        return Session(
            form_from_text(form_text, items),
            mode_from_text(mode_text),
            datetime.fromisoformat(started),
            tuple(step_from_row(*row) for row in steps),
        )

    def attempt(self, sitting: int) -> Attempt:
        """The finished record of a sitting. KeyError when there is none."""
        session = self.session(sitting)
        row = self._connection.execute(
            "SELECT ended_at FROM sitting WHERE id = ?", (sitting,)
        ).fetchone()
        ended = datetime.fromisoformat(row[0]) if row[0] else session.started_at
        return errata.overlay(self._connection, replace(attempt_of(session, ended), id=sitting))

    def sittings(
        self, limit: int = -1, kind: str | None = None, *, whole: bool = False
    ) -> list[Sitting]:
        """Ended sittings with at least one response, newest first.

        With `whole`, those that were left for a new one are passed over.
        """
        of_kind = "" if kind is None else " AND kind = ?"  # an index serves only what is asked
        rows = self._connection.execute(
            "SELECT id, kind, exam, title, started_at, ended_at FROM sitting"
            f" WHERE ended_at IS NOT NULL{of_kind}"
            " AND EXISTS (SELECT 1 FROM response WHERE response.sitting = sitting.id)"
            " AND (? = 0 OR EXISTS (SELECT 1 FROM step WHERE step.sitting = sitting.id"
            " AND step.kind = 'submitted' AND value != '\"left\"'))"
            " ORDER BY id DESC LIMIT ?",
            (*(() if kind is None else (kind,)), int(whole), limit),
        ).fetchall()
        return self._lines(rows)

    def _lines(self, rows: Sequence[tuple[int, str, str | None, str, str, str]]) -> list[Sitting]:
        """The lines of so many sittings with what they came to, in as many queries as of one."""
        ids = json.dumps([row[0] for row in rows])
        among = "sitting IN (SELECT value FROM json_each(?))"
        marks: dict[int, list[tuple[Fraction, int, int]]] = {row[0]: [] for row in rows}
        for sitting, mark, fresh, count in self._connection.execute(
            "SELECT sitting, mark, fresh, COUNT(*) FROM response"
            f" WHERE {among} AND first_time = 1 GROUP BY sitting, mark, fresh",
            (ids,),
        ):
            marks[sitting].append((Fraction(mark), fresh, count))
        used: dict[int, float] = dict(
            self._connection.execute(
                f"SELECT sitting, MIN(used) FROM step WHERE {among} AND kind = ? GROUP BY sitting",
                (ids, StepKind.SUBMITTED),
            )
        )
        remarked = errata.remarked_counts(self._connection, ids)
        return [
            Sitting(
                sitting,
                kind,
                exam,
                title,
                datetime.fromisoformat(started),
                datetime.fromisoformat(ended),
                sum((mark * count for mark, _, count in marks[sitting]), Fraction(0)),
                sum(count for _, _, count in marks[sitting]),
                sum((mark * count for mark, fresh, count in marks[sitting] if fresh), Fraction(0)),
                sum(count for _, fresh, count in marks[sitting] if fresh),
                float(used.get(sitting) or 0.0),
                remarked.get(sitting, 0),
            )
            for sitting, kind, exam, title, started, ended in rows
        ]

    # What is known of items

    def exposures(self) -> dict[str, Exposure]:
        """How often each item was shown, and when last."""
        rows = self._connection.execute("SELECT item, count, last FROM exposure")
        return {item: Exposure(count, datetime.fromisoformat(last)) for item, count, last in rows}

    def memories(self) -> dict[str, Memory]:
        """What is remembered of every item that was drilled."""
        rows = self._connection.execute(
            "SELECT item, due, stability, difficulty, last_review, state, reviews, lapses,"
            " secure_days, urgent FROM memory"
        )
        return {row[0]: memory_of(row) for row in rows}

    def memory(self, item: str) -> Memory | None:
        """What is remembered of one item."""
        row = self._connection.execute(
            "SELECT item, due, stability, difficulty, last_review, state, reviews, lapses,"
            " secure_days, urgent FROM memory WHERE item = ?",
            (item,),
        ).fetchone()
        return memory_of(row) if row else None

    def pasts(self) -> dict[str, Past]:
        """What history says of every item that was answered."""
        if totals.are_stale(self._connection):
            with self._whole() as db:
                totals.count_anew(db)
        return totals.pasts(self._connection)

    # Corrected keys

    def correct(self, items: Mapping[str, Item], at: datetime) -> None:
        """Mark past responses anew where the bank's key of their item was corrected."""
        if errata.find_errata(self._connection, items):
            with self._whole() as db:
                errata.apply(db, errata.find_errata(db, items), at)

    def untold_corrections(self) -> tuple[errata.Correction, ...]:
        """The corrections that the candidate has not been told of."""
        return errata.untold(self._connection)

    def corrections_told(self, at: datetime) -> None:
        """Remember that the candidate was told of every correction so far."""
        with self._whole() as db:
            db.execute("UPDATE correction SET told = ? WHERE told IS NULL", (at.isoformat(),))

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file, for the questions that history/evidence.py asks of it."""
        return self._connection

    # Remarks and pages

    def remark(self, item: str, kind: str, text: str, at: datetime) -> None:
        """Keep a note on an item ("note"), or that it looks wrong ("doubt")."""
        with self._whole() as db:
            db.execute(
                "INSERT INTO remark (item, kind, text, at) VALUES (?, ?, ?, ?)",
                (item, kind, text, at.isoformat()),
            )

    def remarks(self, item: str | None = None) -> list[tuple[str, str, str]]:
        """(item, kind, text) of every remark, oldest first; of one item when named."""
        rows = self._connection.execute(
            "SELECT item, kind, text FROM remark WHERE ? IS NULL OR item = ? ORDER BY id",
            (item, item),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def turn_page(self, page: str, at: datetime) -> None:
        """Remember that a page was shown, so that it is not shown unasked again."""
        with self._whole() as db:
            db.execute("INSERT OR REPLACE INTO seen_page VALUES (?, ?)", (page, at.isoformat()))

    def pages(self) -> dict[str, datetime]:
        """The pages shown so far, and when last."""
        rows = self._connection.execute("SELECT page, at FROM seen_page")
        return {page: datetime.fromisoformat(at) for page, at in rows}


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Which file is there under the name: another one is another file, whatever its name."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
