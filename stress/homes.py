"""Homes to start from: a new one, and copies of one whose owner knows the first pages."""

from __future__ import annotations

import shutil
from pathlib import Path

from stress.seat import Seat

EXAM = "icrc-pr"


def new_home(at: Path) -> Path:
    """A home in which the program has never been."""
    (at / "peerprep").mkdir(parents=True, mode=0o700)
    return at


def page_on(text: str) -> tuple[str, str] | None:
    """The page before a sitting that is on the window: words of it, and the key that goes on."""
    return next(((words, key) for words, key in _PAGES.items() if words in text), None)


def pass_pages(seat: Seat, until: str) -> None:
    """Go on from page to page until those words are on the window."""
    for _ in range(12):
        seat.until(lambda text: until in text or page_on(text) is not None)
        if until in seat.text or (page := page_on(seat.text)) is None:
            break
        seat.tap(page[1])
        seat.until(lambda text, page=page: page_on(text) != page)  # type: ignore[misc]
    assert until in seat.text, f"never came to {until!r}:\n{seat.text}"


_PAGES = {
    "peerprep asks practice questions": "\r",
    "keep to that: nothing remembered": "a",
    "The clock starts when you press Enter": "\r",
    "q not now": "\r",
}
"""Words of each page before a sitting, and the key that goes on from it."""


def practiced_home(at: Path) -> Path:
    """A home whose owner has turned the first pages, finished a small mock and a small drill."""
    new_home(at)
    with Seat(at, ["exam", EXAM, "-n", "4", "--seed", "1"], lines=60) as seat:
        pass_pages(seat, "Item 1 of 4")
        for number in range(1, 5):
            seat.until(f"Item {number} of 4")
            seat.tap("b")
            seat.until("Your answer: B")
            seat.tap("\r")
        seat.until("All  (")
        seat.tap("e")
        seat.until("End the exam?")
        seat.tap("y")
        seat.until("Enter looks back")
        seat.tap("q")
        seat.wait()
    with Seat(at, ["drill", "-n", "2", "--seed", "1"], lines=60) as seat:
        pass_pages(seat, "Question 1 of 2")
        seat.tap("s")
        seat.until("Question 2 of 2")
        seat.tap("b")
        seat.until("How sure?")
        seat.tap("2")
        seat.until("Enter next")
        seat.tap("\r")
        seat.wait()
    return at


def copy_of(home: Path, at: Path) -> Path:
    """A copy of a home: runs share no state."""
    shutil.copytree(home, at)
    return at
