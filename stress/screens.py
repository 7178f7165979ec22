"""Every screen that waits for the candidate, and the way there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from stress.homes import EXAM, copy_of, new_home, pass_pages
from stress.records import file_of
from stress.seat import Seat


@dataclass(frozen=True)
class Place:
    """One screen: in which home, with which command, and what is pressed until its words show."""

    name: str
    words: str
    arguments: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    """(keystrokes, the words that they bring)."""
    home: str = "practiced"
    kind: str | None = None
    """The sitting that is under way there."""


FORM = (EXAM, "-n", "8", "--seed", "5")
MOCK = ("exam", *FORM)
DRILL = ("drill", "-n", "5", "--seed", "5")
ITEM = (("\r", "The clock starts"), ("\r", "Item 1 of 8"))
ASKED = (("\r", "Question 1 of 5"),)
SURE = (*ASKED, ("a", "How sure?"))
TOLD = (*SURE, ("3", "Enter next"))
DONE = (("\r", "Item 2 of 4"), ("l", "All  ("), ("e", "End the exam?"), ("y", "Enter looks back"))
SHORT = ("exam", EXAM, "-n", "4", "--seed", "5")
SHORT_ITEM = (("\r", "The clock starts"), ("\r", "Item 1 of 4"))
BREAK = (("\r", "The clock starts"), ("\r", "Item 1 of"), ("g60\r", "Item 60 of"), ("\r", "Break"))
LESSON = (*(("\r", "Question 1 of 2"), ("s", "Question 2 of 2"), ("s", "Enter go on")),)


def _mock(name: str, words: str, *keys: tuple[str, str], strict: bool = False) -> Place:
    arguments = (*MOCK, "--strict") if strict else MOCK
    return Place(name, words, arguments, (*ITEM, *keys), kind="exam")


def _drill(name: str, words: str, *keys: tuple[str, str]) -> Place:
    return Place(name, words, DRILL, keys, kind="drill")


PLACES = (
    Place("first run", "peerprep asks practice", home="new"),
    Place("first run, before a drill", "peerprep asks practice", DRILL, home="new"),
    Place("today", "e mock exam"),
    Place("today, a mock open", "A mock is open", home="open"),
    Place("today: support", "988 Suicide", (), (("h", "988 Suicide"),)),
    Place("today: keys", "What else works", (), (("?", "What else works"),)),
    Place("today: the drill it starts", "q not now", (), (("\r", "q not now"),)),
    Place(
        "today: a question of it",
        "Question 1 of",
        (),
        (("\r", "q not now"), ("\r", "Question 1 of")),
        kind="drill",
    ),
    Place("drill: start page", "q not now", DRILL),
    _drill("drill: question", "Question 1 of 5", *ASKED),
    _drill("drill: certainty", "How sure?", *SURE),
    _drill("drill: feedback", "Enter next", *TOLD),
    _drill("drill: the other reasons", "c note", *TOLD, ("w", "Why not")),
    _drill("drill: a note being typed", "Your note", *TOLD, ("c", "Your note"), ("some", "some")),
    _drill("drill: a doubt being typed", "What looks wrong?", *TOLD, ("f", "What looks wrong?")),
    _drill("drill: strike which", "Strike which", *ASKED, ("x", "Strike which")),
    _drill("drill: keys", "Keys in a drill", *ASKED, ("?", "Keys in a drill")),
    _drill("drill: support", "988 Suicide", *ASKED, ("h", "988 Suicide")),
    Place("mock: brief", "t tutorial", MOCK),
    Place("mock: tutorial", "Item 1 of 4", MOCK, (("t", "Item 1 of 4"),)),
    Place(
        "mock: agreement",
        "a agree",
        MOCK,
        (("\r", "t tutorial"), ("\r", "a agree")),
        home="new",
    ),
    Place("mock: ready", "The clock starts", MOCK, ITEM[:1]),
    _mock("mock: item", "Item 1 of 8"),
    _mock("mock: item answered", "Your answer: B", ("b", "Your answer: B")),
    _mock("mock: list", "All  (", ("b", "Your answer: B"), ("l", "All  (")),
    _mock("mock: go to, being typed", "Go to which", ("g", "Go to which"), ("3", "3")),
    _mock("mock: strike which", "Strike which", ("x", "Strike which")),
    _mock("mock: a doubt being typed", "What looks wrong?", ("f", "What looks wrong?")),
    _mock("mock: keys", "Keys in a mock", ("?", "Keys in a mock")),
    _mock("mock: pause", "Paused", ("z", "Paused")),
    _mock("mock: support", "988 Suicide", ("h", "988 Suicide")),
    _mock("mock: end the exam?", "End the exam?", ("l", "All  ("), ("e", "End the exam?")),
    _mock(
        "mock: end, strict",
        "Type end",
        ("l", "All  ("),
        ("e", "Type end to finish"),
        ("en", "en"),
        strict=True,
    ),
    Place("mock: break", "Come back when", ("exam", "calmhsa"), BREAK, "agreed", "exam"),
    Place("mock: time is up", "Time is up", ("exam", "--resume"), home="late", kind="late"),
    Place("mock: open, go on?", "e end it and start", ("exam",), home="open", kind="open"),
    Place(
        "mock: end the open one?",
        "y end it",
        ("exam",),
        (("e", "y end it"),),
        home="open",
        kind="open",
    ),
    Place("mock: result", "Enter looks back", SHORT, (*SHORT_ITEM, *DONE)),
    Place(
        "mock: result, support",
        "988 Suicide",
        SHORT,
        (*SHORT_ITEM, *DONE, ("h", "988 Suicide")),
    ),
    Place("look back", "v other filter", ("lookback",)),
    Place("look back: a note", "Your words", ("lookback",), (("c", "Your words"),)),
    Place("look back: support", "988 Suicide", ("lookback",), (("h", "988 Suicide"),)),
    Place("study: before reading", "q not now", ("study", "strengths")),
    Place("study: a question", "Question 1 of 2", ("study", "strengths"), LESSON[:1], kind="drill"),
    Place("study: the lesson", "p back", ("study", "strengths"), LESSON),
    Place("study: reading only", "p back", ("study", "strengths", "--read")),
    Place("data delete: the word", "Type delete", ("data", "delete")),
)

PLAIN = (
    Place("plain: today", "Press Enter to start"),
    Place("plain: question", "Type A to", DRILL, (("\n", "Type A to"),), kind="drill"),
    Place(
        "plain: feedback",
        "Press Enter to go on",
        DRILL,
        (("\n", "Type A to"), ("a 3\n", "Press Enter to go on")),
        kind="drill",
    ),
    Place(
        "plain: item, half a word typed",
        "Your answer: B",
        MOCK,
        (("\n", "The clock"), ("\n", "Type A to"), ("b\n", "Your answer: B"), ("ne", "ne")),
        kind="exam",
    ),
    Place(
        "plain: list",
        "Type a number",
        MOCK,
        (("\n", "The clock"), ("\n", "Type A to"), ("list\n", "Type a number")),
        kind="exam",
    ),
)
"""The same in the plain look, where whole lines are typed."""


class Homes:
    """The homes that screens are reached in, each made once."""

    def __init__(self, folder: Path, practiced: Path) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {"practiced": practiced}
        self._number = 0

    def fresh(self, name: str) -> Path:
        """A home of that sort for one run."""
        self._number += 1
        at = self._folder / f"home-{self._number}"
        if name == "new":
            return new_home(at)
        if name not in self._made:
            self._made[name] = _MAKERS[name](
                copy_of(self._made["practiced"], self._folder / f"made-{name}")
            )
        return copy_of(self._made[name], at)


def _with_mock(home: Path, *arguments: str, until: str = "Item 1 of") -> Path:
    with Seat(home, arguments, lines=60) as seat:
        pass_pages(seat, until)
        seat.tap("q")
        seat.wait()
    return home


def _open(home: Path) -> Path:
    return _with_mock(home, *MOCK)


def _late(home: Path) -> Path:
    """A mock whose time is a second from being up."""
    _open(home)
    with closing(sqlite3.connect(file_of(home))) as db, db:
        db.execute(
            "UPDATE sitting SET mode = json_set(mode, '$.limit', 0.5) WHERE ended_at IS NULL"
        )
    return home


def _agreed(home: Path) -> Path:
    """The agreement of the exam with a break is read already."""
    return _with_mock(home, "exam", "calmhsa", until="The clock starts")


_MAKERS: dict[str, Callable[[Path], Path]] = {"open": _open, "late": _late, "agreed": _agreed}


def come_to(place: Place, home: Path, *, plain: bool = False, cold: bool = False) -> Seat:
    """A seat at that screen. AssertionError when it is never reached."""
    variables = {"PEERPREP_PLAIN": "1"} if plain else {}
    seat = Seat(home, place.arguments, lines=60, variables=variables, cold=cold)
    try:
        first = place.keys[0][1] if place.keys else place.words
        seat.until(lambda text: len(text.strip()) > len(first))
        seat.settle()
        for keys, words in place.keys:
            before = len(seat.raw)
            seat.tap(keys)
            assert seat.until(
                lambda text, w=words, b=before: w in text and len(seat.raw) > b  # type: ignore[misc]
            ), f"{place.name}: {words!r} never came:\n{seat.text}"
            seat.settle()
        assert seat.until(place.words), f"{place.name}: {place.words!r} never came:\n{seat.text}"
    except BaseException:
        seat.kill()
        raise
    seat.settle()
    return seat
