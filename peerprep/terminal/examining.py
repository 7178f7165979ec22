"""Conducting a timed exam: free order, marks, strikes, the list, the clock, submitting."""

from __future__ import annotations

from peerprep.core.form import Slot
from peerprep.core.session import SlotState, StepKind
from peerprep.terminal.cards import CERTAINTY, Ask, question
from peerprep.terminal.commands import Act, Said
from peerprep.terminal.desk import Desk, Leave, TimeUp, letters_of, option_hint
from peerprep.terminal.layout import lines
from peerprep.terminal.overview import overview
from peerprep.terminal.page import Page, page
from peerprep.terminal.timekeeping import ClockView, Timekeeper

LIST = 0
"""Where one is when one is on the list and not at an item."""


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
        self.time = Timekeeper(desk, view)

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
        notice, redraw = self.time.warning(), True
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
                return self.time.time_line(), False
            case Act.PAUSE if desk.session.mode.strict:
                return "No pause in a strict mock. h, the support page, stops the clock.", False
            case Act.PAUSE:
                desk.step(StepKind.PAUSED, slot.number)
                desk.turn_to(PAUSE_PAGE, stop=True)
                return "", True
            case Act.NOTE:
                return desk.write_note(slot.item, said), False
            case Act.WRONG:
                return desk.doubt(slot.item, said), False
            case Act.SUPPORT:
                desk.support()
                return "", True
            case Act.KEYS:
                desk.turn_to(KEYS_PAGE, acts={"b": Act.BACK}, stop=not desk.session.mode.strict)
                return "", True
            case Act.LEAVE:
                raise Leave
            case Act.HELD | Act.REDRAW:
                return "", False
            case _:
                return "That key does nothing here. ? lists the keys.", False

    def _card(self, slot: Slot, notice: str) -> Ask:
        session = self.desk.session
        return Ask(
            place=f"Item {slot.number} of {len(session.form)}",
            clock=self.time.clock_text(),
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
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
        return number if 1 <= number <= len(self.desk.session.form) else None

    # The list, and the end

    def _list(self) -> int:
        desk = self.desk
        notice = ""
        while True:
            desk.show(overview(desk.screen, desk.session, self.time.clock_text(), notice))
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
                        return self._following(desk.session.unanswered)
                    notice = "Every question is answered."
                case Act.MARK:
                    if desk.session.flagged:
                        return self._following(desk.session.flagged)
                    notice = "Nothing is marked."
                case Act.END:
                    self._confirm()
                    if desk.session.submitted:
                        return LIST
                case Act.BACK | Act.NEXT:
                    return desk.session.current
                case Act.TIME:
                    notice = self.time.time_line()
                case _:
                    slot = desk.session.slot(desk.session.current)
                    notice, _ = self._everywhere(slot, said)

    def _following(self, numbers: tuple[int, ...]) -> int:
        """The next of the numbers behind where one is, from the front again at the end."""
        here = self.desk.session.current
        return next((n for n in numbers if n > here), numbers[0])

    def _go(self, said: Said) -> int | None:
        if said.argument and self.desk.ear.typed:
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
