"""The candidate's records: every step on disk before the screen changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from peerprep.core.attempt import Attempt, MarkedResponse, attempt_of
from peerprep.core.form import Exposure
from peerprep.core.item import Item
from peerprep.core.schedule import Memory
from peerprep.core.session import Session, Step, StepKind
from peerprep.core.value import dataclass
from peerprep.errors import RecordsUnusable
from peerprep.history import errata
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
from peerprep.history.file import open_records


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

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | None) -> Store:
        """Open or create the records at `path`; None keeps them in memory and leaves no trace.

        Raises RecordsUnusable, the file untouched, when they are damaged, of a newer version,
        or may not be written.
        """
        return cls(open_records(path), path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def _whole(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or none."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.IntegrityError:
            raise RecordsUnusable(
                "This sitting has gone on in another window, so your last keystroke was not kept. "
                "Everything before it is. Close the other window, then start again."
            ) from None
        except sqlite3.OperationalError as error:
            raise RecordsUnusable(
                f"Your answer could not be saved in {self.path} ({error}). "
                "Everything before it is safe. Free some space and start again."
            ) from None

    # Sittings

    def begin(self, session: Session, uid: str) -> int:
        """Keep a new sitting with its form as drawn; returns its number."""
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
                self._remember(db, memory)
            if forget is not None:
                db.execute("DELETE FROM memory WHERE item = ?", (forget,))
            if step.kind is StepKind.COMMITTED or (
                step.kind is StepKind.SUBMITTED
                and not session.mode.feedback_at_once
                and not session.extended  # the score that counts is the timed one
            ):
                attempt = attempt_of(session, step.at)
                only = step.slot if step.kind is StepKind.COMMITTED else None
                self._responses(db, sitting, attempt, only, step.at)
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

    @staticmethod
    def _remember(db: sqlite3.Connection, memory: Memory) -> None:
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

    @staticmethod
    def _responses(
        db: sqlite3.Connection, sitting: int, attempt: Attempt, only: int | None, at: datetime
    ) -> None:
        def kept(response: MarkedResponse) -> bool:
            return only is None or response.slot.number == only

        db.executemany(
            "INSERT OR REPLACE INTO response VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
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
                for r in attempt.responses
                if kept(r)
            ],
        )

    def open_sitting(self, kind: str) -> int | None:
        """The newest sitting of that kind that has not ended, or None."""
        row = self._connection.execute(
            "SELECT id FROM sitting WHERE kind = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
            (kind,),
        ).fetchone()
        return int(row[0]) if row else None

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
        rows = self._connection.execute(
            "SELECT id, kind, exam, title, started_at, ended_at FROM sitting"
            " WHERE ended_at IS NOT NULL AND (? IS NULL OR kind = ?)"
            " AND EXISTS (SELECT 1 FROM response WHERE response.sitting = sitting.id)"
            " AND (? = 0 OR EXISTS (SELECT 1 FROM step WHERE step.sitting = sitting.id"
            " AND step.kind = 'submitted' AND value != '\"left\"'))"
            " ORDER BY id DESC LIMIT ?",
            (kind, kind, int(whole), limit),
        ).fetchall()
        return [self._line(*row) for row in rows]

    def _line(
        self, sitting: int, kind: str, exam: str | None, title: str, started: str, ended: str
    ) -> Sitting:
        marks = self._connection.execute(
            "SELECT mark, fresh FROM response WHERE sitting = ? AND first_time = 1", (sitting,)
        ).fetchall()
        used = self._connection.execute(
            "SELECT MIN(used) FROM step WHERE sitting = ? AND kind = ?",
            (sitting, StepKind.SUBMITTED),
        ).fetchone()[0]
        fresh = [Fraction(mark) for mark, is_fresh in marks if is_fresh]
        return Sitting(
            sitting,
            kind,
            exam,
            title,
            datetime.fromisoformat(started),
            datetime.fromisoformat(ended),
            sum((Fraction(mark) for mark, _ in marks), Fraction(0)),
            len(marks),
            sum(fresh, Fraction(0)),
            len(fresh),
            float(used or 0.0),
            errata.remarked_count(self._connection, sitting),
        )

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
        return {row[0]: _memory(row) for row in rows}

    def memory(self, item: str) -> Memory | None:
        """What is remembered of one item."""
        row = self._connection.execute(
            "SELECT item, due, stability, difficulty, last_review, state, reviews, lapses,"
            " secure_days, urgent FROM memory WHERE item = ?",
            (item,),
        ).fetchone()
        return _memory(row) if row else None

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


def _memory(row: tuple[str, str, float, float, str, int, int, int, str, int]) -> Memory:
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
