"""The page before a mock: what it will be."""

from __future__ import annotations

from peerprep.core.blueprint import Blueprint, Exam
from peerprep.core.form import Form
from peerprep.core.session import Mode
from peerprep.terminal.layout import sentence
from peerprep.terminal.page import Page
from peerprep.terminal.words import count, duration

FRESH_ENOUGH = 0.8
"""Below this share of unseen items a score runs high and is no evidence for readiness."""


def brief_page(
    exam: Exam,
    blueprint: Blueprint,
    form: Form,
    mode: Mode,
    view: str,
    flags: tuple[str, bool, bool],
    tutorial_done: bool,
    hidden: tuple[str, ...] = (),
) -> Page:
    """What the mock will be, how well that is known, and what a score of it can mean."""
    factor = flags[0]
    fresh = sum(slot.fresh for slot in form.slots)
    time = "no time limit"
    if mode.limit is not None:
        time = duration(mode.limit)
        if factor != "1" and blueprint.minutes:
            time = f"{count(blueprint.minutes, 'minute')}, times {factor} = {time}"
    body = [f"{count(len(form), 'item')}, {time}. {_seen_words(fresh, len(form))}"]
    for label, fact in (("Items", exam.items), ("Time", exam.minutes)):
        if fact.status not in {"confirmed"}:
            words = "from an old copy, may have changed" if fact.status == "stale" else fact.status
            body.append(f"{label}: {words} ({fact.source}, {fact.as_of}).")
    if len(form) != exam.items.value:
        body.append(f"The real exam has {exam.items.value} items in {exam.minutes.value} minutes.")
    if blueprint.mix_note:
        body.append(sentence(blueprint.mix_note[0].upper() + blueprint.mix_note[1:]))
    if form.fresh_share < FRESH_ENOUGH:
        body.append(
            "Good practice, but the score will run high; it will not count toward readiness."
        )
    body.append(
        f"Clock: {view}. {'Strict: no pause.' if mode.strict else 'Practice: you may pause.'} "
        "One best answer each; a blank counts as wrong, so a guess cannot hurt."
    )
    if hidden:
        body.append(
            f"Hidden in drills, included here: {', '.join(hidden)}. "
            "q, then peerprep exam --without-hidden, leaves it out."
        )
    if not tutorial_done:
        body.append("First time? t tries the keys on four questions, without time.")
    return Page(
        form.title,
        tuple(body),
        keys=(("Enter", "go on"), ("t", "tutorial"), ("h", "support"), ("q", "not now")),
        typed="Press Enter to go on, or type tutorial, support, quit:",
    )


def _seen_words(fresh: int, length: int) -> str:
    if fresh == length:
        return "All of them are new to you."
    if fresh == 0:
        return "You have seen all of them before."
    return f"{fresh} are new to you, {length - fresh} you have seen before."
