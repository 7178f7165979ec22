"""Every command once, with sensible words and keystrokes: for what has to hold for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import typer
import typer.main

ANSWER = ("b", "3", "enter")
MOCK = ("enter", "a", "enter")
END = ("l", "e", "y")

# In this order: what shows a past comes after what makes one, and delete is the last.
ROWS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "": (("", ("enter", "q")),),
    "drill": (
        ("drill -n 3", ("enter", "enter", *ANSWER, "b", "1", "f", "why", "enter", "q")),
        ("drill --topic strengths -n 2", ("enter", "a", "3", "5", "note", "words", "?", "h", "q")),
    ),
    "exam": (
        ("exam little", (*MOCK, "b", "m", "enter", "c", "t", *END, "q")),
        ("exam little --tutorial", ("enter", "b", "q")),
        ("exam little", ("enter", "enter", "b", "q")),
    ),
    "study": (("study", ()), ("study strengths", ("enter", *ANSWER * 2, *("enter",) * 4, "q"))),
    "plan": (("plan --exam little --date 2027-01-15 --minutes 25", ()), ("plan --json", ())),
    "today": (("today", ()), ("today --json", ())),
    "history": (("history", ()), ("history --json", ())),
    "result": (("result", ()), ("result --json", ())),
    "lookback": (("lookback --filter all", ("enter", "w", "p", "h", "q")), ("lookback --json", ())),
    "progress": (("progress --exam little", ()), ("progress --exam little --json", ())),
    "readiness": (("readiness --exam little", ()), ("readiness --exam little --json", ())),
    "topics": (("topics", ()), ("topics hide hope", ()), ("topics --json", ()),
               ("topics show hope", ())),
    "exams": (("exams", ()), ("exams little", ()), ("exams little --json", ())),
    "support": (("support", ()),),
    "settings": (("settings", ()), ("settings clock hidden", ())),
    "bank list": (("bank list", ()), ("bank list --json", ())),
    "bank check": (("bank check", ()), ("bank check --json", ())),
    "bank schema": (("bank schema", ()),),
    "bank new": (("bank new night --title Night --author A --topic hope", ("enter",) * 4),),
    "bank preview": (("bank preview {home}/night.yaml", ()),),
    "bank try": (("bank try {home}/night.yaml", ("enter", "enter", *ANSWER, "q")),),
    "bank fmt": (("bank fmt {home}/night.yaml", ()),),
    "bank diff": (("bank diff {home}/night.yaml {home}/night.yaml", ()),),
    "bank audit": (("bank audit", ()), ("bank audit --json", ())),
    "bank add": (("bank add {home}/night.yaml", ("y",)),),
    "bank show": (("bank show night", ()),),
    "bank remove": (("bank remove night", ("y",)),),
    "data where": (("data where", ()),),
    "data export": (("data export --all", ()),),
    "data import": (("data export --all {home}/my.json", ()), ("data import {home}/my.json", ())),
    "data backup": (("data backup", ()),),
    "data restore": (("data restore", ()),),
    "data doubts": (("data doubts", ()),),
    "data delete": (("data delete", ("delete",)),),
}  # fmt: skip
"""For each command the lines it is called with, and what is pressed; {home} is the world's."""


def commands() -> Iterator[str]:
    """Every command of the program, as it is typed; the first one is peerprep alone."""
    from peerprep.cli.program import app, command

    yield ""
    for name in getattr(typer.main.get_command(app), "commands", {}):
        yield from _below(command(name), name)


def _below(command: object, path: str) -> Iterator[str]:
    """The command itself, or every one of the group that it is."""
    parts = getattr(command, "commands", None)
    if not parts:
        yield path
    for name, part in (parts or {}).items():
        yield from _below(part, f"{path} {name}")
