"""Looking back: every item of a past sitting, with the response, the key and the rationales."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from rich.console import Group, RenderableType
from rich.text import Text

from peerprep.core.attempt import GUESSING, Attempt, MarkedResponse
from peerprep.core.item import Item
from peerprep.terminal.cards import CERTAINTY, LABELS, emphasis_note, verdict
from peerprep.terminal.commands import Act, heard
from peerprep.terminal.keys import Ear, EndOfInput
from peerprep.terminal.layout import blank, head, hints, lettered, lines, paragraph, rule, sentence
from peerprep.terminal.page import page
from peerprep.terminal.screen import Screen
from peerprep.terminal.support import SUPPORT_PAGE
from peerprep.terminal.words import duration

SLOW = 1.5
"""An item is slow when it took more than so many times the sitting's median."""


def _slow(attempt: Attempt) -> Callable[[MarkedResponse], bool]:
    times = [r.seconds for r in attempt.responses if not r.blank]
    middle = median(times) if times else 0.0
    return lambda r: r.seconds > SLOW * middle > 0


FILTERS: dict[str, Callable[[Attempt], Callable[[MarkedResponse], bool]]] = {
    "all": lambda attempt: lambda r: True,
    "not-correct": lambda attempt: lambda r: not r.right,
    "guessed": lambda attempt: lambda r: r.certainty == GUESSING,
    "marked": lambda attempt: lambda r: r.flagged,
    "changed": lambda attempt: lambda r: bool(r.changes),
    "slow": _slow,
}


def chosen(attempt: Attempt, filter_name: str) -> tuple[MarkedResponse, ...]:
    """The responses that a filter keeps; a drill's items that were never reached are left out."""
    keep = FILTERS[filter_name](attempt)
    reached = (r for r in attempt.responses if attempt.kind == "exam" or not r.blank)
    return tuple(r for r in reached if keep(r))


def card(
    screen: Screen, response: MarkedResponse, place: str, source: str, typed: str = ""
) -> RenderableType:
    """One item of a past sitting, whole."""
    slot, item = response.slot, response.slot.item
    judged = verdict(slot, response.response, None)
    facts = [f"Your answer: {slot.letters(response.response) or 'none'}"]
    if response.certainty:
        facts.append(CERTAINTY[response.certainty])
    if response.flagged:
        facts.append("marked")
    if response.changes:
        moves = [slot.letters(response.changes[0][0])]
        moves += [slot.letters(after) for _, after in response.changes]
        facts.append("changed " + " to ".join(moves))
    if response.first_mark is not None:
        facts.append("re-marked after a correction")
    if response.seconds:
        facts.append(duration(response.seconds))
    principle = f"Principle: {item.principle}"
    labels = ["Topic: " + ", ".join(LABELS.get(s, s) for s in item.sensitive)] * bool(
        item.sensitive
    )
    if screen.plain:
        texts = [sentence(place), *map(sentence, labels)]
        if item.exhibit:
            texts.append(f"Exhibit: {sentence(item.exhibit)}")
        texts += [f"Question: {sentence(item.stem)}"]
        texts += [emphasis_note(item)] * bool(emphasis_note(item))
        for option_id in slot.order:
            option = item.option(option_id)
            sign = " [key]" if option_id in item.key else ""
            yours = " [your answer]" if option_id in response.response else ""
            texts.append(f"{slot.letter(option_id)}{sign}{yours}: {sentence(option.text)}")
            texts.append(f"Why: {option.rationale}")
        found = "[correct] " if response.right else "[not correct] "
        texts += [found + judged, sentence(", ".join(facts)), principle, f"Source: {source}"]
        return lines(screen, *map(sentence, texts), *([typed] if typed else []))
    parts: list[RenderableType] = [head(screen, place, ", ".join(facts[1:])), rule(screen)]
    parts += [paragraph(screen, label, "quiet") for label in labels]
    if item.exhibit:
        parts += [paragraph(screen, item.exhibit, indent=3), blank()]
    parts += [paragraph(screen, item.stem), blank()]
    for option_id in slot.order:
        option = item.option(option_id)
        is_key, is_yours = option_id in item.key, option_id in response.response
        signs = [word for word, on in (("key", is_key), ("your answer", is_yours)) if on]
        text = option.text + (f"  [{', '.join(signs)}]" if signs else "")
        marker = ("\u2713" if screen.unicode else "+") if is_key else ""
        parts.append(
            lettered(
                screen, [(marker, slot.letter(option_id), text, "strong" if is_key else "")], False
            )
        )
        parts += [paragraph(screen, option.rationale, "" if is_key or is_yours else "quiet", 5)]
        parts.append(blank())
    parts.append(paragraph(screen, judged, "right" if response.right else "not"))
    parts += [paragraph(screen, principle), paragraph(screen, f"Source: {source}", "quiet")]
    return Group(*parts, rule(screen))


KEY_HINTS = (
    ("Enter", "next"),
    ("p", "back"),
    ("v", "other filter"),
    ("c", "note"),
    ("f", "looks wrong"),
    ("h", "support"),
    ("q", "done"),
)
_OWN_KEYS = {"v": Act.LIST, "filter": Act.LIST, "c": Act.NOTE}


def _next_filter(attempt: Attempt, name: str) -> str:
    """The next filter that keeps at least one item; empty ones are passed over."""
    names = list(FILTERS)
    start = names.index(name) + 1
    return next(n for n in names[start:] + names if chosen(attempt, n))


def _words(screen: Screen, ear: Ear) -> str:
    """A line of the candidate's words; nothing at the end of input."""
    screen.say("Your words, then Enter:")
    try:
        return (ear.ask(lambda words: None, None) or "").strip()
    except EndOfInput:
        return ""


def _waited(ear: Ear) -> bool:
    """Wait for any key; False at the end of input."""
    try:
        ear.listen(None)
    except EndOfInput:
        return False
    return True


def look_back(
    attempt: Attempt,
    filter_name: str,
    *,
    screen: Screen,
    ear: Ear,
    source: Callable[[Item], str],
    remark: Callable[[Item, str, str], None],
) -> None:
    """Go through a past sitting item by item until the candidate has seen enough."""
    place, notice = 0, ""
    while True:
        responses = chosen(attempt, filter_name)
        if not responses:
            screen.say(f"No item is {filter_name.replace('-', ' ')} here; showing all.")
            filter_name, responses = "all", chosen(attempt, "all")
        place = max(0, min(place, len(responses) - 1))
        response = responses[place]
        where = f"Item {response.slot.number} ({place + 1} of {len(responses)}, {filter_name})"
        typed = "Press Enter for the next, or type back, filter, note, wrong, support, quit:"
        screen.clear()
        screen.show(card(screen, response, where, source(response.slot.item), typed))
        if notice:
            screen.say(notice)
        if not screen.plain:
            # The head may have scrolled away on a low window, so it is said again down here.
            screen.say(where, "quiet")
            screen.show(hints(screen, KEY_HINTS))
        notice = ""
        try:
            text = ear.listen(None) or ""
        except EndOfInput:
            return
        said = heard(text, typed=ear.typed, extra=_OWN_KEYS)
        match said.act:
            case Act.NEXT:
                place += 1
                if place >= len(responses):
                    return
            case Act.BACK:
                place -= 1
            case Act.LIST:
                filter_name = _next_filter(attempt, filter_name)
                place = 0
            case Act.WRONG | Act.NOTE:
                kind = "note" if said.act is Act.NOTE else "doubt"
                remark(response.slot.item, kind, said.argument or _words(screen, ear))
                notice = "Note kept." if kind == "note" else "Thank you. Kept: it looks wrong."
            case Act.SUPPORT:
                screen.clear()
                screen.show(page(screen, SUPPORT_PAGE))
                if not _waited(ear):
                    return
            case Act.LEAVE | Act.END:
                return
            case Act.HELD | Act.REDRAW:
                pass
            case _:
                notice = "That key does nothing here; the line below lists those that do."


def transcript(
    attempt: Attempt, filter_name: str, screen: Screen, source: Callable[[Item], str]
) -> RenderableType:
    """The whole look back at once, for a pipe or a file."""
    responses = chosen(attempt, filter_name)
    if not responses:
        return Text(f"No item is {filter_name.replace('-', ' ')} in this sitting.")
    cards: list[RenderableType] = []
    for response in responses:
        cards += [
            card(screen, response, f"Item {response.slot.number}", source(response.slot.item)),
            blank(),
        ]
    return Group(*cards)
