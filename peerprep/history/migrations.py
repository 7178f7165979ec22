"""The shape of the records, one named migration after another, each inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from peerprep.history.totals import TOTALS

MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "first shape",
        """
        CREATE TABLE item_text (
            item TEXT NOT NULL, revision TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (item, revision)
        ) WITHOUT ROWID;
        CREATE TABLE sitting (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            exam TEXT,
            title TEXT NOT NULL,
            mode TEXT NOT NULL,
            form TEXT NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT
        );
        CREATE INDEX sitting_open ON sitting (kind) WHERE ended_at IS NULL;
        CREATE TABLE step (
            sitting INTEGER NOT NULL REFERENCES sitting (id) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            kind TEXT NOT NULL,
            slot INTEGER NOT NULL,
            value TEXT,
            used REAL NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (sitting, n)
        ) WITHOUT ROWID;
        CREATE TABLE response (
            sitting INTEGER NOT NULL REFERENCES sitting (id) ON DELETE CASCADE,
            slot INTEGER NOT NULL,
            item TEXT NOT NULL,
            revision TEXT NOT NULL,
            topic TEXT NOT NULL,
            domain TEXT,
            options TEXT NOT NULL,
            mark TEXT NOT NULL,
            certainty INTEGER,
            fresh INTEGER NOT NULL,
            first_time INTEGER NOT NULL,
            seconds REAL NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (sitting, slot)
        ) WITHOUT ROWID;
        CREATE INDEX response_item ON response (item, revision);
        CREATE TABLE exposure (
            item TEXT PRIMARY KEY, count INTEGER NOT NULL, last TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE memory (
            item TEXT PRIMARY KEY,
            due TEXT NOT NULL,
            due_at REAL NOT NULL,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            last_review TEXT NOT NULL,
            state INTEGER NOT NULL,
            reviews INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            secure_days TEXT NOT NULL,
            urgent INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX memory_due ON memory (due_at);
        CREATE TABLE remark (
            id INTEGER PRIMARY KEY,
            item TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
        );
        CREATE INDEX remark_item ON remark (item);
        CREATE TABLE seen_page (
            page TEXT PRIMARY KEY, at TEXT NOT NULL
        ) WITHOUT ROWID;
        """,
    ),
    (
        "corrected keys",
        """
        CREATE TABLE correction (
            item TEXT NOT NULL,
            revision TEXT NOT NULL,
            corrected TEXT NOT NULL,
            key TEXT NOT NULL,
            at TEXT NOT NULL,
            told TEXT,
            PRIMARY KEY (item, revision)
        ) WITHOUT ROWID;
        CREATE TABLE remarked (
            sitting INTEGER NOT NULL REFERENCES sitting (id) ON DELETE CASCADE,
            slot INTEGER NOT NULL,
            mark TEXT NOT NULL,
            PRIMARY KEY (sitting, slot)
        ) WITHOUT ROWID;
        """,
    ),
    ("running totals", TOTALS),
)


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations the records have been through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the records to the newest shape. Each step is whole or has not happened."""
    for number, (_, script) in enumerate(MIGRATIONS, start=1):
        if version_of(connection) >= number:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while we waited for the lock.
            if version_of(connection) < number:
                for statement in statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; a trigger, with the statements in it, is one."""
    pending = ""
    for part in script.split(";"):
        pending += part + ";"
        if sqlite3.complete_statement(pending):
            if pending.strip(" \n;"):
                yield pending
            pending = ""
