"""The page of progress: how sure and how right, domains, mocks; then what practice came to."""

from __future__ import annotations

from datetime import date

from rich.console import RenderableType

from peerprep.core.attempt import GUESSING, SURE
from peerprep.core.progress import LEANING, MockResult, Progress
from peerprep.core.score import JUDGE_FROM, Share
from peerprep.terminal.layout import paragraph
from peerprep.terminal.practice import practice_sections
from peerprep.terminal.reports import TOO_FEW
from peerprep.terminal.screen import Screen
from peerprep.terminal.sections import Section, sections_page, share_table, share_words
from peerprep.terminal.words import count, marks

SURE_WORDS = {
    SURE: ("You were sure", "you were sure of"),
    LEANING: ("You leaned to it", "you leaned to"),
    GUESSING: ("You called it a guess", "you called a guess"),
}
MOST_MISSES = 5
MOST_MOCKS = 8
FRESH_ENOUGH = 0.8


def progress_page(screen: Screen, what: Progress) -> RenderableType:
    """The whole page, what helps most first."""
    sections = [_sureness(screen, what), _domains(screen, what), _mocks(screen, what)]
    sections += practice_sections(screen, what)
    # What a drawn tick means has to be said where ticks are drawn.
    tick = "" if screen.plain or not screen.unicode else " (\u2506)"
    end = (
        f"The practice target of {what.target} %{tick} is ours, not the exam body's.",
        "What this can and cannot tell: peerprep readiness",
    )
    found = [one for one in sections if one.sentences or one.drawn]
    return sections_page(screen, "Progress", f"{what.exam}, {long_day(what.at.date())}", found, end)


def long_day(day: date) -> str:
    """A date in words: "3 Nov 2026"."""
    return f"{day.day} {day:%b %Y}"


def _since(what: Progress) -> str:
    """How far back first looks are counted."""
    return f"the last {what.days} days" if what.days else "all the time so far"


# How sure, and how right


def _sureness(screen: Screen, what: Progress) -> Section:
    title = "How sure, and how right"
    if not what.sureness:
        words = (
            "Say 1, 2 or 3 after an answer in a drill, and this shows how sure it is to be sure."
        )
        return Section(title, (words,))
    rows = [(SURE_WORDS[one.certainty][0], one.share, "") for one in what.sureness]
    counts = [
        f"Of {one.share.of} {SURE_WORDS[one.certainty][1]}, {marks(one.share.right)} "
        f"{'was' if one.share.right == 1 else 'were'} right"
        for one in what.sureness
    ]
    said = [
        count + _range_words(one.share) for count, one in zip(counts, what.sureness, strict=True)
    ]
    head_line = paragraph(screen, f"{counts[0]}.", "strong")
    drawn = (head_line, share_table(screen, rows, None))
    return Section(title, tuple(said), drawn, tuple(_missed(what)))


def _range_words(share: Share) -> str:
    if share.range is None:
        return "."
    return f", {share.percent} percent, likely range {share.range[0]} to {share.range[1]}."


def _missed(what: Progress) -> list[str]:
    """The principles of what was sure and not right, those still open first of all."""
    still = list(dict.fromkeys(miss.principle for miss in what.misses if not miss.mended))
    mended = sum(miss.mended for miss in what.misses)
    texts = []
    if still:
        texts.append("Sure, and not right, so worth a second look:")
        texts += [f"- {principle}" for principle in still[:MOST_MISSES]]
    if len(still) > MOST_MISSES:
        texts.append(f"And {len(still) - MOST_MISSES} more.")
    if mended:
        texts.append(f"{count(mended, 'item')} you were sure of and missed came out right since.")
    return texts


# Domains


def _domains(screen: Screen, what: Progress) -> Section:
    title = f"By domain: items new to you, {_since(what)}"
    if not what.domains:
        words = (
            f"The content areas of this exam are not known. All together: {share_words(what.all)}."
        )
        return Section(title, (words,))
    rows = [
        (domain.name, domain.share, TOO_FEW if domain.share.of < JUDGE_FROM else "")
        for domain in what.domains
    ]
    rows.append(("All of these", what.all, ""))
    said = [
        f"{name}: {share_words(share)}." + (f" {note.capitalize()}." if note and share.of else "")
        for name, share, note in rows
    ]
    after = []
    if what.gain:
        after.append(f"Most to gain: {what.gain}.")
    if what.outside.of:
        more = count(what.outside.of, "more item")
        after.append(f"{more} new to you of topics that this exam does not cover.")
    return Section(title, tuple(said), (share_table(screen, rows, what.target),), tuple(after))


# Mocks


def _counted(mock: MockResult) -> Share:
    """What of a mock is evidence: the fresh items, or all where none was."""
    return mock.fresh if mock.fresh.of else mock.all


def _mocks(screen: Screen, what: Progress) -> Section:
    title = "Mocks: items new to you"
    shown = what.mocks[-MOST_MOCKS:]
    if not shown:
        command = f" {what.mock_command} sits one." if what.mock_command else ""
        words = f"No mock of this exam yet.{command}"
        return Section(title, (words, *_others(what)))
    rows = [(_mock_label(mock), _counted(mock), "") for mock in shown]
    said = [f"{name}: {share_words(share)}." for name, share, _ in rows]
    after = [*_trend(shown), *_runs_high(shown), *_others(what)]
    return Section(title, tuple(said), (share_table(screen, rows, what.target),), tuple(after))


def _mock_label(mock: MockResult) -> str:
    return long_day(mock.at.date()) + ("" if mock.in_time else ", no clock")


def _trend(mocks: tuple[MockResult, ...]) -> list[str]:
    """From the first to the latest, and whether chance alone could explain it."""
    first, last = _counted(mocks[0]), _counted(mocks[-1])
    if len(mocks) < 2 or first.range is None or last.range is None:
        return []
    words = f"From {first.percent} % to {last.percent} %: "
    if last.range[0] > first.range[1]:
        return [words + "more than chance would do alone."]
    if last.range[1] < first.range[0]:
        return [words + "the latest one was harder for you. The domains above show where."]
    return [words + "the ranges overlap, so some of it may be chance."]


def _runs_high(mocks: tuple[MockResult, ...]) -> list[str]:
    seen = sum(mock.fresh.of < FRESH_ENOUGH * mock.all.of for mock in mocks)
    if not seen:
        return []
    return [f"{count(seen, 'mock')} had under 80 % new items, so as a whole it ran high."]


def _others(what: Progress) -> list[str]:
    if not what.other_mocks:
        return []
    return [f"{count(what.other_mocks, 'mock')} of other exams: peerprep history"]
