"""Conducting a timed exam: free order, marks, strikes, the list, the clock, submitting."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rich.console import Group, RenderableType
from rich.text import Text

from peerprep.core.form import Slot
from peerprep.core.session import Session, SlotState, StepKind
from peerprep.terminal.cards import CERTAINTY, Ask, Page, page, question
from peerprep.terminal.commands import Act, Said
from peerprep.terminal.desk import Desk, Leave, TimeUp, letters_of, option_hint
from peerprep.terminal.layout import head, hints, lines, paragraph, rule
from peerprep.terminal.screen import Screen
from peerprep.terminal.words import count, duration, long_duration

WARNINGS = (30, 15, 5, 1)
"""Minutes left at which one sentence says so, between items."""

MINUTES_UNTIL = 10 * 60
"""Above so many seconds the clock shows whole minutes."""

HIDDEN_RETURNS = 5 * 60
"""A hidden clock comes back when so many seconds are left."""

LIST = 0
"""Where one is when one is on the list and not at an item."""


class ClockView(StrEnum):
    """Whether the time left is shown on every item, hidden until 5 minutes, or only on request."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    ASK = "ask"


KEYS_PAGE = Page(
    "Keys in a mock exam",
    (
        "- a to d: choose. The answer is saved at once; another letter changes it.",
        "- Enter or n: next question.   p: the one before.",
        "- m: mark for review.   x and a letter: strike an option out, or bring it back.",
        "- g and a number: go to a question.   l: the list of all questions, and the end.",
        "- t: time left and pace.   z: pause (practice only).   h: support, the clock stops.",
        "- c and d choose options here, so notes are taken in the look back.",
        "- f: this item looks wrong.   q: save and leave; you can come back.",
        "Every key has a word that can be typed in plain mode: next, back, mark, strike c, go 14, "
        "list, time, pause, note, wrong, support, end, quit.",
    ),
    keys=(("b", "back"),),
    typed="Press Enter to go back:",
)

PAUSE_PAGE = Page(
    "Paused",
    ("The clock has stopped. Your answers are saved.",),
    keys=(("Enter", "go on"),),
    typed="Press Enter to go on:",
)


class Examination:
    """One timed sitting being conducted."""

    def __init__(self, desk: Desk, view: ClockView) -> None:
        self.desk = desk
        self.view = view
        left = desk.time_left()
        # At the start, or after coming back, warnings that lie behind are not given any more.
        self._warned = {m for m in WARNINGS if left is not None and left <= m * 60}

    def conduct(self) -> None:
        """From where it stands to its submission. Raises Leave when the candidate goes."""
        while self.desk.session.submitted is None:
            try:
                self._sit()
            except TimeUp:
                self.desk.step(StepKind.SUBMITTED, value="time")
                self._time_up()

    def _sit(self) -> None:
        here = self.desk.session.current
        while self.desk.session.submitted is None:
            here = self._list() if here == LIST else self._item(here)

    def _time_up(self) -> None:
        session = self.desk.session
        what = Page(
            "Time is up",
            (
                f"Your answers are saved. {len(session.answered)} of {len(session.form)} answered.",
                "You can go on without the clock for a second score, for learning only.",
            ),
            keys=(("Enter", "result"), ("k", "keep going")),
            typed="Press Enter for the result, or type k to keep going without the clock:",
        )
        self.desk.stop_clock()
        said = self.desk.turn_to(what, acts={"k": Act.YES, "keep": Act.YES})
        if said.act is Act.YES:
            self.desk.start_clock()
            self.desk.step(StepKind.EXTENDED)

    # One item

    def _item(self, number: int) -> int:
        """Show one item until the candidate moves; returns where to."""
        desk = self.desk
        slot = desk.session.slot(number)
        desk.step(StepKind.SHOWN, number)
        notice, redraw = self._warning(), True
        while True:
            state = desk.session.state(number)
            if redraw or not desk.screen.plain:
                ask = self._card(slot, notice)
                desk.show(question(desk.screen, slot, state, ask))
            elif notice:
                desk.screen.show(lines(desk.screen, notice))
            redraw, notice = False, ""
            said = desk.listen(letters_of(slot))
            match said.act:
                case Act.CHOOSE:
                    notice = self._choose(slot, said)
                case Act.SURE:
                    notice = self._rate(slot, state, said.argument)
                case Act.NEXT:
                    return self._after(number)
                case Act.BACK:
                    return max(1, number - 1)
                case Act.GO:
                    place = self._number(said.argument or desk.ask("Go to which question?"))
                    if place is not None:
                        return place
                    notice = f"The questions are numbered 1 to {len(desk.session.form)}."
                case Act.LIST:
                    return LIST
                case Act.END:
                    self._confirm()
                    if desk.session.submitted:
                        return LIST
                    redraw = True
                case _:
                    notice, redraw = self._everywhere(slot, said)

    def _choose(self, slot: Slot, said: Said) -> str:
        letters, _, certainty = said.argument.partition(" ")
        option = slot.option_at(letters[:1])
        if option is None or len(letters) != 1:
            return "Choose one letter."
        self.desk.step(StepKind.SELECTED, slot.number, (option,))
        if certainty:
            return self._rate(slot, self.desk.session.state(slot.number), certainty)
        # In plain mode this line is the only sign that it was heard and saved.
        return f"Your answer: {letters.upper()}." if self.desk.screen.plain else ""

    def _rate(self, slot: Slot, state: SlotState, digits: str) -> str:
        if not self.desk.session.mode.certainty:
            return "Numbers do nothing here; g and a number goes to a question."
        if digits not in {"1", "2", "3"} or not state.response:
            return "Choose a letter first, then 1, 2 or 3 for how sure you are."
        self.desk.step(StepKind.RATED, slot.number, int(digits))
        return f"Kept: {CERTAINTY[int(digits)]}."

    def _after(self, number: int) -> int:
        session = self.desk.session
        if session.break_due and number == session.mode.break_after:
            self._break()
        return number + 1 if number < len(session.form) else LIST

    def _break(self) -> None:
        minutes = self.desk.session.mode.break_minutes
        self.desk.step(StepKind.BREAK)
        what = Page(
            "Break",
            (
                f"The real exam has a break of {minutes} minutes here. The clock is stopped.",
                "Stand up, drink something. Come back when you are ready.",
            ),
            keys=(("Enter", "go on"),),
            typed="Press Enter to go on:",
        )
        self.desk.turn_to(what, stop=True)

    def _everywhere(self, slot: Slot, said: Said) -> tuple[str, bool]:
        desk = self.desk
        match said.act:
            case Act.MARK:
                return desk.mark(slot.number), False
            case Act.STRIKE:
                return desk.strike(slot, said), False
            case Act.TIME:
                return self.time_line(), False
            case Act.PAUSE if desk.session.mode.strict:
                return "No pause in a strict mock. h, the support page, stops the clock.", False
            case Act.PAUSE:
                desk.step(StepKind.PAUSED, slot.number)
                desk.turn_to(PAUSE_PAGE, stop=True)
                return "", True
            case Act.NOTE:
                return desk.write_note(slot.item), False
            case Act.WRONG:
                return desk.doubt(slot.item), False
            case Act.SUPPORT:
                desk.support()
                return "", True
            case Act.KEYS:
                desk.turn_to(KEYS_PAGE, acts={"b": Act.BACK}, stop=not desk.session.mode.strict)
                return "", True
            case Act.LEAVE:
                raise Leave
            case Act.HELD:
                return "", False
            case _:
                return "That key does nothing here. ? lists the keys.", False

    def _card(self, slot: Slot, notice: str) -> Ask:
        session = self.desk.session
        return Ask(
            place=f"Item {slot.number} of {len(session.form)}",
            clock=self.clock_text(),
            notice=notice,
            keys=(
                option_hint(slot),
                ("Enter", "next"),
                ("p", "back"),
                ("m", "mark"),
                ("x", "strike"),
                ("l", "list"),
                ("?", "keys"),
            ),
            typed=f"Type A to {letters_of(slot)[-1].upper()}, next, back, mark, strike C, list, "
            "time, help:",
        )

    def _number(self, text: str) -> int | None:
        number = int(text) if text.isdigit() and len(text) < 5 else 0
        return number if 1 <= number <= len(self.desk.session.form) else None

    # Time

    def clock_text(self) -> str:
        """What stands in the corner."""
        left = self.desk.time_left()
        if left is None:
            return "" if not self.desk.session.extended else "No clock: for learning"
        if self.view is ClockView.ASK or (self.view is ClockView.HIDDEN and left > HIDDEN_RETURNS):
            return "Time: hidden (t)"
        plain = self.desk.screen.plain
        rounded = left // 60 * 60 if left >= MINUTES_UNTIL else left
        return f"Time left: {long_duration(rounded) if plain else duration(rounded)}"

    def _warning(self) -> str:
        left = self.desk.time_left()
        if left is None:
            return ""
        due = [m for m in WARNINGS if left <= m * 60 and m not in self._warned]
        if not due:
            return ""
        self._warned.update(due)
        return f"{count(min(due), 'minute')} left."

    def time_line(self) -> str:
        """Time left, items left and pace, in one sentence."""
        session, left = self.desk.session, self.desk.time_left()
        waiting = len(session.unanswered)
        if left is None:
            return f"There is no limit. {count(waiting, 'item')} not answered yet."
        words = long_duration(left) if self.desk.screen.plain else duration(left)
        if not waiting:
            return f"{words} left; every item is answered."
        each, planned = left / waiting, (session.mode.limit or 0) / len(session.form)
        # A tenth is no difference worth a worry.
        pace = "on pace" if each >= 0.9 * planned else "a little behind; shorter looks will do"
        return f"{words} left; {count(waiting, 'item')}; about {each:.0f} s each; {pace}."

    # The list, and the end

    def _list(self) -> int:
        desk = self.desk
        notice = ""
        while True:
            desk.show(overview(desk.screen, desk.session, self.clock_text(), notice))
            notice = ""
            said = desk.listen(extra=_LIST_KEYS)
            match said.act:
                case Act.SURE | Act.GO:
                    place = self._go(said)
                    if place is not None:
                        return place
                    notice = f"The questions are numbered 1 to {len(desk.session.form)}."
                case Act.SKIP:
                    if desk.session.unanswered:
                        return desk.session.unanswered[0]
                    notice = "Every question is answered."
                case Act.MARK:
                    if desk.session.flagged:
                        return desk.session.flagged[0]
                    notice = "Nothing is marked."
                case Act.END:
                    self._confirm()
                    if desk.session.submitted:
                        return LIST
                case Act.BACK | Act.NEXT:
                    return desk.session.current
                case Act.TIME:
                    notice = self.time_line()
                case _:
                    slot = desk.session.slot(desk.session.current)
                    notice, _ = self._everywhere(slot, said)

    def _go(self, said: Said) -> int | None:
        if said.argument and (self.desk.ear.typed or len(self.desk.session.form) < 10):
            return self._number(said.argument)
        # The first digit of a keystroke is only the beginning of the number.
        return self._number(said.argument + self.desk.ask(f"Go to question: {said.argument}"))

    def _confirm(self) -> None:
        """Say what is open, and submit only on a clear yes."""
        session = self.desk.session
        blanks, flagged = len(session.unanswered), len(session.flagged)
        answered = len(session.answered)
        body = [f"{answered} answered, {blanks} not answered, {flagged} marked."]
        if blanks:
            body.append("A blank counts as wrong; a guess cannot hurt.")
        body.append("After this you see the result, and every explanation.")
        strict = session.mode.strict
        what = Page(
            "End the exam?",
            tuple(body),
            keys=(("Enter", "go back"),) + ((("y", "end and see the result"),) * (not strict)),
            typed="Type end to finish, or press Enter to go back:"
            if strict
            else "Type y to finish, or press Enter to go back:",
        )
        if strict and not self.desk.ear.typed:
            self.desk.show(page(self.desk.screen, what))
            done = self.desk.ask("Type end to finish, or Enter to go back:").lower() == "end"
        else:
            acts = {"end": Act.YES} if strict else {"y": Act.YES, "yes": Act.YES, "end": Act.YES}
            done = self.desk.turn_to(what, acts=acts).act is Act.YES
        if done:
            self.desk.step(StepKind.SUBMITTED, value="candidate")


_LIST_KEYS = {"u": Act.SKIP, "m": Act.MARK, "e": Act.END, "b": Act.BACK, "end": Act.END}


def overview(screen: Screen, session: Session, clock: str, notice: str = "") -> RenderableType:
    """The list: what is answered, what is not, what is marked; every number with its sign."""
    answered, blanks, flagged = session.answered, session.unanswered, session.flagged
    counts = f"answered {len(answered)}, not answered {len(blanks)}, marked {len(flagged)}"

    def sign(number: int) -> str:
        return f"{number}{'-' if number in blanks else ''}{'*' if number in flagged else ''}"

    signs = [sign(number) for number in range(1, len(session.form) + 1)]
    key = "- not answered, * marked"
    short = [
        ("Not answered", runs(blanks) or "none"),
        ("Marked", " ".join(map(str, flagged)) or "none"),
    ]
    if screen.plain:
        texts = [f"List: {counts}.{' ' + clock + '.' if clock else ''}"]
        texts += [notice] if notice else []
        texts += [f"{label}: {text}" for label, text in short]
        texts.append(f"All ({key}): {' '.join(signs)}")
        texts.append("Type a number to go there, u, marked, end, or Enter to go back:")
        return lines(screen, *texts)
    parts: list[RenderableType] = [head(screen, "List", clock), rule(screen)]
    if notice:
        parts.append(paragraph(screen, notice, "accent"))
    parts += [paragraph(screen, counts), Text("")]
    for label, text in short:
        parts += [paragraph(screen, label, "accent"), paragraph(screen, text), Text("")]
    parts.append(paragraph(screen, f"All  ({key})", "accent"))
    parts += [paragraph(screen, row) for row in _grid(signs, screen.width - 2)]
    keys = (
        ("number Enter", "go there"),
        ("u", "next not answered"),
        ("m", "next marked"),
        ("e", "end exam"),
        ("b", "back"),
    )
    return Group(*parts, rule(screen), hints(screen, keys))


def runs(numbers: Sequence[int]) -> str:
    """Numbers in a row drawn together: 1 2 3 7 becomes "1-3 7"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return " ".join(f"{r[0]}-{r[-1]}" if len(r) > 2 else " ".join(map(str, r)) for r in found)


def _grid(cells: Sequence[str], width: int) -> list[str]:
    """The cells under each other in columns, five or a multiple of five to a row."""
    wide = max(map(len, cells)) + 1
    per_row = max(1, width // wide // 5 * 5 or width // wide)
    rows = [cells[start : start + per_row] for start in range(0, len(cells), per_row)]
    return ["".join(cell.ljust(wide) for cell in row).rstrip() for row in rows]
