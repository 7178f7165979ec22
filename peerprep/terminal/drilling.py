"""Conducting a drill: ask, how sure, feedback, the next one; a miss comes again later."""

from __future__ import annotations

from peerprep.core.form import Slot, option_order
from peerprep.core.session import SlotState, StepKind
from peerprep.terminal.cards import MISS_REASONS, Ask, Told, feedback, question
from peerprep.terminal.commands import Act, Said
from peerprep.terminal.desk import Desk, Leave, letters_of, option_hint
from peerprep.terminal.layout import Hint, lines
from peerprep.terminal.page import Page

DISTANCE = 4
"""At least so many other items stand between a miss one was sure of and its return."""

DOUBLE_TAP = 0.6
"""Seconds after the feedback appears in which a digit still belongs to the question before it."""

REASONS = {str(number) for number in MISS_REASONS}

NUDGE_AFTER = 40 * 60.0
"""Seconds of practice after which one line suggests a rest."""

KEYS_PAGE = Page(
    "Keys in a drill",
    (
        "- a to e: choose an option. Another letter changes it.",
        "- 1, 2, 3: how sure you are: 1 guessing (under about 67 in 100), 2 leaning, 3 you would "
        "bet on it (over about 80 in 100). This commits the answer.",
        "- Enter: commit without saying how sure; after the feedback, go on.",
        "- s: skip.   x and a letter: strike an option out.   m: mark.",
        "- w: why the other options are second best.   c: write a note.   u: undo the answer.",
        "- f: this item looks wrong.   h: support.   q: save and leave.   Ctrl-C: the same.",
        "Every key has a word that can be typed in plain mode: next, skip, strike c, mark, why, "
        "note, undo, wrong, support, quit. In one line: b 3",
    ),
    keys=(("b", "back"),),
    typed="Press Enter to go back:",
)


def drill(desk: Desk) -> None:
    """Conduct the drill from where it stands to its end. Raises Leave when the candidate goes."""
    nudged = desk.session.used >= NUDGE_AFTER
    while (number := desk.session.waiting) is not None:
        notice = ""
        if not nudged and desk.session.used >= NUDGE_AFTER:
            nudged = True
            notice = "40 minutes done. A short rest helps it settle; q saves and leaves."
        if _ask(desk, number, notice):
            _come_again(desk, number)
            _tell(desk, number)
    desk.step(StepKind.SUBMITTED, value="candidate")


def _place(desk: Desk, number: int) -> str:
    session = desk.session
    repeats = session.again_of(number) is not None
    among = [n for n in session.order if (session.again_of(n) is not None) is repeats]
    word = "Once more:" if repeats else "Question"
    return f"{word} {among.index(number) + 1} of {len(among)}"


def _ask(desk: Desk, number: int, notice: str) -> bool:
    """Ask one item until it is committed (True), or skipped or taken back (False)."""
    slot = desk.session.slot(number)
    desk.step(StepKind.SHOWN, number)
    redraw = True
    while True:
        state = desk.session.state(number)
        sure = bool(state.response) and desk.session.mode.certainty
        if redraw or not desk.screen.plain:
            desk.show(question(desk.screen, slot, state, _card(desk, slot, state, notice, sure)))
        elif notice or sure:
            desk.screen.show(lines(desk.screen, notice or _sure_line(slot, state)))
        redraw, notice = False, ""
        said = desk.listen(letters_of(slot))
        match said.act:
            case Act.CHOOSE:
                chosen, _, certainty = said.argument.partition(" ")
                _choose(desk, slot, chosen)
                if certainty and desk.session.state(number).response:
                    _commit(desk, slot, int(certainty))
                    return True
                if not desk.session.mode.certainty and desk.screen.plain:
                    notice = f"Your answer: {slot.letters(desk.session.state(number).response)}. "
                    notice += "Press Enter to commit it:"
            case Act.SURE if said.argument in {"1", "2", "3"} and state.response:
                if desk.session.mode.certainty:
                    _commit(desk, slot, int(said.argument))
                    return True
            case Act.NEXT if state.response:
                _commit(desk, slot, None)
                return True
            case Act.NEXT | Act.SURE:
                notice = "Choose a letter first, or s to skip."
            case Act.SKIP:
                desk.step(StepKind.SKIPPED, number)
                return False
            case Act.UNDO:
                if _undo_last(desk):
                    return False
                notice = "There is no answer to undo."
            case Act.TIME:
                notice = "A drill has no clock."
            case _:
                notice, redraw = _everywhere(desk, slot, said)


def _choose(desk: Desk, slot: Slot, letters: str) -> None:
    """A single choice replaces the one before; in select-all a letter goes on or off."""
    options = {option for letter in letters if (option := slot.option_at(letter))}
    if slot.item.kind.name == "select-all":
        options = set(desk.session.state(slot.number).response) ^ options
    elif len(options) > 1:
        return
    ordered = tuple(option for option in slot.order if option in options)
    desk.step(StepKind.SELECTED, slot.number, ordered)


def _commit(desk: Desk, slot: Slot, certainty: int | None) -> None:
    if certainty is not None:
        desk.step(StepKind.RATED, slot.number, certainty)
    desk.step(StepKind.COMMITTED, slot.number)


def _come_again(desk: Desk, number: int) -> None:
    """Put a missed item back into the line, once, with its options in another order."""
    session = desk.session
    slot, state = session.slot(number), session.state(number)
    repeated = {session.again_of(n) for n in session.order}
    if not session.mode.repeats or slot.item.mark(state.response) == 1:
        return
    if session.again_of(number) or number in repeated:
        return
    place = session.order.index(number)
    following = len(session.order) - place - 1
    if not following:
        return  # with nothing in between it would only be remembered from the feedback
    sure = state.certainty == 3
    at = str(place + DISTANCE + 1) if sure and following > DISTANCE else ""
    order = option_order(slot.item, desk.dice)
    desk.step(StepKind.AGAIN, max(session.order) + 1, (str(number), at, *order))


def _tell(desk: Desk, number: int) -> None:
    """Show the feedback until the candidate goes on."""
    slot = desk.session.slot(number)
    others, redraw, notice = False, True, ""
    since = desk.clock.tick()
    while True:
        state = desk.session.state(number)
        if redraw or not desk.screen.plain:
            desk.show(feedback(desk.screen, slot, state, _told(desk, slot, state, others, notice)))
        elif notice:
            desk.screen.show(lines(desk.screen, notice))
        redraw, notice = False, ""
        said = desk.listen(extra={"c": Act.NOTE})
        if said.act is Act.SURE and desk.clock.tick() - since < DOUBLE_TAP:
            continue  # the certainty pressed twice is no reason for a miss
        match said.act:
            case Act.NEXT:
                return
            case Act.WHY:
                others, redraw = not others, True
            case Act.UNDO:
                _undo_last(desk)
                return
            case Act.SURE if said.argument in REASONS and _reason_wanted(desk, slot, state):
                desk.step(StepKind.MISSED_BECAUSE, number, int(said.argument))
                notice = f"Kept: {MISS_REASONS[int(said.argument)]}."
                if said.argument == "5":
                    notice = desk.doubt(slot.item, Said(Act.WRONG))
            case _:
                notice, redraw = _everywhere(desk, slot, said)


def _undo_last(desk: Desk) -> bool:
    """Take back the answer committed last; it is asked again and is no evidence any more."""
    for step in reversed(desk.session.steps):
        if step.kind is StepKind.COMMITTED and desk.session.state(step.slot).committed:
            desk.step(StepKind.UNDONE, step.slot)
            return True
    return False


def _everywhere(desk: Desk, slot: Slot, said: Said) -> tuple[str, bool]:
    """What works on every card of a drill: (what to say, whether to draw the card anew)."""
    match said.act:
        case Act.MARK:
            return desk.mark(slot.number), False
        case Act.STRIKE:
            return desk.strike(slot, said), False
        case Act.NOTE:
            return desk.write_note(slot.item, said), False
        case Act.WRONG:
            return desk.doubt(slot.item, said), False
        case Act.SUPPORT:
            desk.support()
            return "", True
        case Act.KEYS:
            desk.turn_to(KEYS_PAGE, acts={"b": Act.BACK})
            return "", True
        case Act.LEAVE:
            raise Leave
        case Act.HELD | Act.REDRAW:
            return "", False
        case _:
            return "That key does nothing here. ? lists the keys.", False


def _sure_line(slot: Slot, state: SlotState) -> str:
    return (
        f"Your answer: {slot.letters(state.response)}. How sure? 1 guessing, 2 leaning, "
        "3 would bet on it, or Enter for no rating:"
    )


def _card(desk: Desk, slot: Slot, state: SlotState, notice: str, sure: bool) -> Ask:
    keys: tuple[Hint, ...]
    if not state.response:
        keys = (option_hint(slot), ("s", "skip"), ("x", "strike"), ("q", "leave"), ("?", "keys"))
    elif desk.session.mode.certainty:
        keys = (option_hint(slot), ("Enter", "no rating"), ("?", "keys"))
    else:
        keys = (("Enter", "commit"), option_hint(slot), ("?", "keys"))
    last = letters_of(slot)[-1].upper()
    typed = _sure_line(slot, state) if sure else f"Type A to {last}, skip, strike C, help, quit:"
    return Ask(
        place=_place(desk, slot.number),
        again=desk.session.again_of(slot.number) is not None,
        sure_wanted=sure,
        notice=notice,
        keys=keys,
        typed=typed,
    )


def _reason_wanted(desk: Desk, slot: Slot, state: SlotState) -> bool:
    wrong = slot.item.mark(state.response) < 1
    return wrong and state.missed_because is None and desk.session.again_of(slot.number) is None


def _told(desk: Desk, slot: Slot, state: SlotState, others: bool, notice: str) -> Told:
    keys: list[Hint] = [("Enter", "next")]
    if not others:
        keys.append(("w", "why the others"))
    keys += [("c", "note"), ("f", "looks wrong"), ("u", "undo"), ("?", "keys")]
    return Told(
        place=_place(desk, slot.number),
        source=desk.notebook.source(slot.item),
        returns=desk.notebook.returns(slot.item),
        others=others,
        reason_wanted=_reason_wanted(desk, slot, state),
        notice=notice,
        keys=tuple(keys),
        typed="Press Enter to go on, or type why, note, wrong, undo, help, quit:",
        note=desk.notebook.note(slot.item),
    )
