"""A drill that is killed: every response whose feedback was on the window is kept and counts."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from stress.homes import copy_of, new_home, page_on
from stress.killing import Run, hit_of, kill_during
from stress.records import Disk, look
from stress.seat import Seat
from stress.window import Card, read_card

LENGTH = 30
MOST = 30
"""Strokes before the last ones."""

Facts = dict[tuple[bool, str], tuple[frozenset[str], int | None]]
"""By (whether it is a repeat, stem): the options chosen, and how sure."""


@dataclass
class _Played:
    """What the candidate has pressed and seen."""

    seat: Seat
    asked: Card | None = None
    """The question on the window, or the one that the feedback is on."""
    told: bool = False
    facts: Facts = field(default_factory=dict)
    """What was answered, as the window has said."""
    ahead: list[Facts] = field(default_factory=list)
    """The same after each stroke that was not waited for."""

    def see(self) -> None:
        card = read_card(self.seat.text)
        if card is not None:
            self.told = card.told
            self.asked = self.asked if card.told else card

    def stroke(self, key: str) -> None:
        """Press and wait until the window has it."""
        asked = self.asked
        assert asked is not None
        facts = self.after(key)
        committed = len(facts) > len(self.facts)
        turns = committed or self.told or key == "s"

        def is_there(text: str) -> bool:
            card = read_card(text)
            if card is None:
                return False
            if committed:
                return card.told
            if turns:
                return not card.told and (card.place != asked.place or self.told)
            if key[0] == "x":
                return (key[1] in card.struck_letters) != (key[1] in asked.struck_letters)
            if key == "m":
                return card.marked != asked.marked
            return key in card.letters or (key in asked.letters and key not in card.letters)

        self.seat.tap(key)
        assert self.seat.until(is_there), f"{key!r} never showed:\n{self.seat.text}"
        self.facts = facts
        self.see()

    def after(self, key: str) -> Facts:
        """What is answered after a stroke."""
        assert self.asked is not None
        name = (self.asked.again, self.asked.stem)
        if self.told:
            return {k: v for k, v in self.facts.items() if key != "u" or k != name}
        if key in "123\r" and self.asked.chosen:
            return {**self.facts, name: (self.asked.chosen, int(key) if key != "\r" else None)}
        return self.facts

    def move(self, dice: random.Random) -> str:
        """A stroke that a candidate might make here."""
        if self.told:
            return dice.choice(["\r", "\r", "\r", "\r", "u"])
        assert self.asked is not None
        letters = "abcd"[: len(self.asked.options)]
        if self.asked.chosen:
            return dice.choice(["1", "2", "3", "3", "\r", "m", dice.choice(letters)])
        letter = dice.choice(letters)
        return dice.choice([letter, letter, letter, letter, "s", "m", "x" + dice.choice(letters)])


def play(run: Run, practiced: Path, home: Path) -> None:
    """Play until killed, then look at what is left."""
    dice = random.Random(f"drill {run.seed}")
    is_new = dice.random() < 0.1
    if is_new:
        new_home(home)
    else:
        copy_of(practiced, home)
    left = dice.randint(1, 3) if is_new else dice.randint(1, MOST)
    with Seat(home, ["drill", "-n", str(LENGTH), "--seed", str(run.seed)], lines=60) as seat:
        played = _Played(seat)
        left = _pages(run, played, left, dice)
        while left > 0:
            left -= 1
            played.stroke(played.move(dice))
        if seat.status is None:
            run.place = "the feedback" if played.told else "a question"
            _die(played, dice)
    _look_after(run, played, home)


def _pages(run: Run, played: _Played, left: int, dice: random.Random) -> int:
    """Go through the pages before the first question; the strokes that are left after them."""
    seat = played.seat
    while True:
        assert seat.until(lambda text: page_on(text) is not None or read_card(text) is not None)
        if (page := page_on(seat.text)) is None:
            played.see()
            return left
        left -= 1
        if left == 0:
            run.place = "a page before it"
            played.ahead = [{}]
            kill_during(seat, [page[1]], dice)
            return 0
        seat.tap(page[1])
        seat.until(lambda text, page=page: page_on(text) != page)  # type: ignore[misc]


def _die(played: _Played, dice: random.Random) -> None:
    """The strokes that nobody waits for: one, or a letter and how sure together."""
    asked = played.asked
    assert asked is not None
    played.ahead = [played.facts]
    if played.told or asked.chosen:
        stroke = played.move(dice)
        played.ahead.append(played.after(stroke))
        kill_during(played.seat, [stroke], dice)
        return
    option, sure = dice.randrange(len(asked.options)), dice.randint(1, 3)
    name, chosen = (asked.again, asked.stem), frozenset({asked.options[option]})
    played.ahead += [played.facts, {**played.facts, name: (chosen, sure)}]
    kill_during(played.seat, ["abcdefgh"[option], str(sure)], dice)


def _look_after(run: Run, played: _Played, home: Path) -> None:
    was_told, was_asked = played.told, played.asked is not None
    disk = look(home)
    run.check(disk.is_sound, "the records are damaged")
    run.responses = len(played.facts)
    played.see()
    is_new = disk.kind is None or not disk.is_open
    run.check(not is_new or played.asked is None, "the drill is not there")
    # Answering, going on and undoing all turn from the question to the feedback or back.
    lower = len(played.ahead) - 1 if played.told != was_told else 0
    found = [n for n, facts in enumerate(played.ahead) if n >= lower and _is(facts, disk)]
    if is_new:
        run.hit = "no item was on the window yet"
        _counts(run, None, home)
        return
    run.check(bool(found), f"on disk {disk.given}; seen {played.ahead[lower:]}")
    run.check(
        all(given.scheduled for given in disk.given if not given.again),
        "a response has no date on which its item comes back",
    )
    run.hit = hit_of(lower, max(found, default=lower), len(played.ahead) - 1)
    if not was_asked:
        run.hit = "no item was on the window yet"
    _counts(run, disk, home)


def _is(facts: Facts, disk: Disk) -> bool:
    """Whether the disk holds these responses and no other.

    The window has labels above the stem, and sometimes what the item's kind asks for below it.
    """

    def is_there(name: tuple[bool, str], given: tuple[frozenset[str], int | None]) -> bool:
        return any(
            row.again == name[0] and row.stem in name[1] and (row.options, row.sure) == given
            for row in disk.given
        )

    return len(facts) == len(disk.given) and all(is_there(*fact) for fact in facts.items())


def _counts(run: Run, before: Disk | None, home: Path) -> None:
    """After a restart the drill that was cut off has ended, and its responses count."""
    with Seat(home, ["drill", "-n", "3"], lines=60) as seat:
        run.check(seat.until(lambda text: page_on(text) is not None), "it does not start again")
        seat.tap("q")
        seat.wait()
    if before is None:
        return
    after = look(home)
    run.check(after.is_sound and not after.is_open, "the drill that was cut off is still open")
    run.check(set(after.given) == set(before.given), "the restart changed a response")
    counted = sum(not given.again for given in before.given)
    if counted:
        with Seat(home, ["history", "--json"], columns=200, watch=False) as seat:
            seat.wait()
            newest = json.loads(seat.raw)["sittings"][0]
        run.check(newest["of"] == counted, f"history counts {newest['of']} of {counted}")
