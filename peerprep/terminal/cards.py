"""Question and feedback: core values → renderables, in every look."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from peerprep.core.form import Slot
from peerprep.core.item import Item, Response
from peerprep.core.session import SlotState
from peerprep.core.value import dataclass
from peerprep.terminal.layout import (
    Hint,
    blank,
    head,
    hints,
    lettered,
    lines,
    paragraph,
    rule,
    sentence,
)
from peerprep.terminal.screen import Look, Screen

SURENESS: tuple[Hint, ...] = (("1", "guessing"), ("2", "leaning"), ("3", "would bet on it"))

CERTAINTY = {1: "a guess", 2: "leaning", 3: "sure"}

MISS_REASONS = {
    1: "did not know it",
    2: "misread it",
    3: "was down to two",
    4: "rushed",
    5: "dispute the key",
}

LABELS = {
    "suicide": "suicide risk",
    "overdose": "overdose",
    "trauma": "trauma",
    "violence": "violence",
    "child-safety": "child safety",
    "substance-use-detail": "substance use",
}


_EMPHASIS = {
    "NOT": "this asks for the one that does NOT fit.",
    "EXCEPT": "this asks for the EXCEPTION.",
    "LEAST": "this asks for the one that fits LEAST.",
}


@dataclass(frozen=True)
class Ask:
    """What a question card shows beside the item itself."""

    place: str
    """Where one is: "Item 14 of 75"."""
    clock: str = ""
    again: bool = False
    sure_wanted: bool = False
    """Whether a choice is made and the certainty is asked for."""
    notice: str = ""
    """One sentence above the question: a time warning, a reply to a keystroke."""
    keys: tuple[Hint, ...] = ()
    typed: str = ""
    """Plain mode's last line: what can be typed."""


def question(screen: Screen, slot: Slot, state: SlotState, ask: Ask) -> RenderableType:
    """The card of one item to be answered."""
    if screen.plain:
        return _plain_question(screen, slot, state, ask)
    card = _question(screen, slot, state, ask, gap=True)
    if screen.look is Look.STANDARD and screen.height_of(card) >= screen.console.height:
        # Without the air between the options the whole question stays on the screen.
        return _question(screen, slot, state, ask, gap=False)
    return card


def _question(
    screen: Screen, slot: Slot, state: SlotState, ask: Ask, *, gap: bool
) -> RenderableType:
    item = slot.item
    parts: list[RenderableType] = [head(screen, ask.place, ask.clock), rule(screen)]
    if ask.notice:
        parts += [paragraph(screen, ask.notice, "accent"), blank()]
    parts += [paragraph(screen, line, "quiet") for line in _labels(item, ask)]
    if item.exhibit:
        parts += [paragraph(screen, item.exhibit, indent=3), blank()]
    parts += [paragraph(screen, item.stem)]
    if note := emphasis_note(item):
        parts += [blank(), paragraph(screen, note, "strong")]
    if describe := item.kind.describe():
        parts += [paragraph(screen, describe, "strong")]
    parts += [blank(), lettered(screen, _option_rows(screen, slot, state), gap), blank()]
    parts += [paragraph(screen, line) for line in _standing(slot, state)]
    if ask.sure_wanted:
        parts.append(hints(screen, SURENESS, "How sure?"))
    parts += [rule(screen), hints(screen, ask.keys)]
    return Group(*parts)


def _labels(item: Item, ask: Ask) -> list[str]:
    found = ["Again, with the options in another order."] if ask.again else []
    if item.sensitive:
        found.append("Topic: " + ", ".join(LABELS.get(label, label) for label in item.sensitive))
    if item.jurisdiction and item.jurisdiction != "federal":
        found.append(f"Law of: {item.jurisdiction}")
    return found


def emphasis_note(item: Item) -> str:
    """A plain line for a negative stem, which tired eyes misread."""
    for word, note in _EMPHASIS.items():
        if re.search(rf"\b{word}\b", item.stem):
            return f"Note: {note}"
    return ""


def _option_rows(
    screen: Screen, slot: Slot, state: SlotState
) -> Iterable[tuple[str, str, str, str]]:
    for option_id in slot.order:
        option = slot.item.option(option_id)
        chosen, struck = option_id in state.response, option_id in state.struck
        marker = (">" if not screen.unicode else "\u25b8") if chosen else ""
        text = option.text + ("  (struck)" if struck else "")
        style = "strong" if chosen else "struck" if struck else ""
        yield marker, slot.letter(option_id), text, style


def _standing(slot: Slot, state: SlotState) -> list[str]:
    found = []
    if state.response:
        given = f"Your answer: {slot.letters(state.response)}"
        if state.certainty:
            given += f", {CERTAINTY[state.certainty]}"
        found.append(given)
    if state.flagged:
        found.append("* Marked for review")
    return found


def _plain_question(screen: Screen, slot: Slot, state: SlotState, ask: Ask) -> RenderableType:
    item = slot.item
    texts = [ask.place + (f". {ask.clock}" if ask.clock else "") + "."]
    if ask.notice:
        texts.append(ask.notice)
    texts += [sentence(line) for line in _labels(item, ask)]
    if item.exhibit:
        texts.append(f"Exhibit: {sentence(item.exhibit)}")
    texts.append(f"Question: {sentence(item.stem)}")
    texts += [line for line in (emphasis_note(item), item.kind.describe()) if line]
    for option_id in slot.order:
        text = f"{slot.letter(option_id)}: {sentence(item.option(option_id).text)}"
        texts.append(text + (" Struck out." if option_id in state.struck else ""))
    texts += [sentence(line.lstrip("* ")) for line in _standing(slot, state)]
    texts.append(ask.typed)
    return lines(screen, *texts)


@dataclass(frozen=True)
class Told:
    """What a feedback card says beside the item itself."""

    place: str
    source: str = ""
    returns: str = ""
    """When the item comes back, as a sentence; empty outside drills."""
    others: bool = False
    """Whether the rationales of all other options are shown."""
    reason_wanted: bool = False
    notice: str = ""
    keys: tuple[Hint, ...] = ()
    typed: str = ""
    note: str = ""


def verdict(slot: Slot, response: Response, certainty: int | None) -> str:
    """Right or not, in words."""
    item = slot.item
    key = slot.letters(item.key)
    mark = item.mark(response)
    if mark == 1:
        if certainty == 1:
            return "Right, though you called it a guess: it will come back."
        return "Right."
    best = f"{key} fits best here." if len(item.key) == 1 else f"{key} belong here."
    if item.kind.name == "true-false":
        best = f"The statement is {item.option(next(iter(item.key))).text.lower()}."
    if not response:
        return f"Not answered. {best}"
    if mark > 0:
        return f"Partly right. {best}"
    return f"Not this one. {best}"


def feedback(screen: Screen, slot: Slot, state: SlotState, told: Told) -> RenderableType:
    """The card after an answer: verdict, key, principle, why yours tempted, source, return."""
    certainty = f"you were {CERTAINTY[state.certainty]}" if state.certainty else ""
    certainty = certainty.replace("were a guess", "called it a guess")
    if screen.plain:
        return _plain_feedback(screen, slot, state, told, certainty)
    item = slot.item
    right = item.mark(state.response) == 1
    parts: list[RenderableType] = [head(screen, told.place, certainty), rule(screen)]
    word = verdict(slot, state.response, state.certainty)
    mark = (
        ("[correct] " if right else "[not correct] ")
        if not screen.unicode
        else ("\u2713 " if right else "\u2022 ")
    )
    parts += [paragraph(screen, mark + word, "right" if right else "not"), blank()]
    parts += [lettered(screen, _verdict_rows(screen, slot, state), gap=False), blank()]
    for label, text in _explanations(slot, state, told):
        parts += [_labelled(screen, label, text), blank()]
    for line in _after(told):
        parts.append(paragraph(screen, line, "quiet"))
    if told.notice:
        parts += [blank(), paragraph(screen, told.notice, "accent")]
    if told.reason_wanted:
        reasons = tuple((str(n), word) for n, word in MISS_REASONS.items())
        parts += [blank(), hints(screen, reasons, "What happened?")]
    parts.append(rule(screen))
    if screen.height_of(Group(*parts)) >= screen.console.height - 1:
        # The first lines have scrolled away, so the verdict is said again where the eye is.
        parts.append(paragraph(screen, mark + word, "right" if right else "not"))
    return Group(*parts, hints(screen, told.keys))


def _verdict_rows(
    screen: Screen, slot: Slot, state: SlotState
) -> Iterable[tuple[str, str, str, str]]:
    """The key, and what was chosen instead, in the order shown."""
    for option_id in slot.order:
        yours, is_key = option_id in state.response, option_id in slot.item.key
        if is_key or yours:
            marker = ("\u25b8" if screen.unicode else ">") if yours else ""
            text = slot.item.option(option_id).text
            yield marker, slot.letter(option_id), text, "strong" if is_key else ""


def _labelled(screen: Screen, label: str, text: str) -> RenderableType:
    line = Text(overflow="fold")
    line.append(label + "  ", "accent")
    line.append(screen.fit(text))
    return Padding(line, (0, 1))


def _explanations(slot: Slot, state: SlotState, told: Told) -> list[tuple[str, str]]:
    item = slot.item
    found = [("Principle", item.principle)]
    wrong = state.response - item.key
    right = item.mark(state.response) == 1
    sure_and_wrong = state.certainty == 3 and not right
    for option_id in slot.order:
        letter, option = slot.letter(option_id), item.option(option_id)
        if option_id in item.key:
            if not right or told.others or state.certainty != 3:
                found.append((f"Why {letter}", option.rationale))
        elif option_id in wrong or told.others or sure_and_wrong:
            found.append((f"Why not {letter}", option.rationale))
    return found


def _after(told: Told) -> list[str]:
    found = []
    if told.source:
        found.append(f"Source: {told.source}")
    if told.returns:
        found.append(told.returns)
    if told.note:
        found.append(f"Your note: {told.note}")
    return found


def _plain_reason_line() -> str:
    reasons = ", ".join(f"{n} {word}" for n, word in MISS_REASONS.items())
    return f"What happened? Type {reasons}; or nothing."


def _plain_feedback(
    screen: Screen, slot: Slot, state: SlotState, told: Told, certainty: str
) -> RenderableType:
    item = slot.item
    right = item.mark(state.response) == 1
    texts = [("[correct] " if right else "[not correct] ")]
    texts[0] += verdict(slot, state.response, state.certainty)
    if certainty:
        texts.append(certainty[0].upper() + certainty[1:] + ".")
    for option_id in slot.order:
        letter, text = slot.letter(option_id), sentence(item.option(option_id).text)
        if option_id in item.key:
            texts.append(f"Key {letter}: {text}")
        elif option_id in state.response:
            texts.append(f"Your answer {letter}: {text}")
    texts += [f"{label}: {text}" for label, text in _explanations(slot, state, told)]
    texts += [sentence(line) for line in _after(told)]
    if told.notice:
        texts.append(told.notice)
    if told.reason_wanted:
        texts.append(_plain_reason_line())
    texts.append(told.typed)
    return lines(screen, *texts)
