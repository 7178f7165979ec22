"""What the checker says besides its findings: the page of a rule, and the counts at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from peerprep.core.checks.rule import Rule
from peerprep.core.problem import Problem, Tier
from peerprep.terminal.layout import blank, head, lines, paragraph, rule, sentence
from peerprep.terminal.screen import Look, Screen
from peerprep.terminal.words import count

SURETY = {
    "provable": "provable: it follows from the text alone",
    "high": "high: rarely wrong by the form of the rule",
    "medium": "medium: a hint to look, often harmless",
}
LEVELS = {
    "file": "the file",
    "item": "one item",
    "bank": "the bank",
    "library": "an exam's mock pool",
}
TIERS: tuple[Tier, ...] = ("error", "warning", "note")


def rule_page(screen: Screen, about: Rule) -> RenderableType:
    """All about one rule: what it finds, why it matters, examples, how to waive it."""
    tiers = about.tier + (f", or {about.also}" if about.also else "")
    parts = [
        ("Tier", tiers),
        ("How sure", SURETY[about.surety]),
        ("Looks at", LEVELS[about.level]),
        ("Why it matters", about.why),
        ("Evidence", about.evidence),
        ("Instead of", about.bad),
        ("Write", about.good),
        ("To waive it", _waiver(about)),
    ]
    title = f"{about.id}: {about.title}"
    if screen.plain or screen.look is Look.LARGE or screen.width < 60:
        return lines(
            screen, sentence(title), *(f"{name}: {sentence(text)}" for name, text in parts)
        )
    drawn: list[RenderableType] = [head(screen, title), rule(screen)]
    for name, text in parts:
        drawn += [Text(f" {name}", "accent"), paragraph(screen, text), blank()]
    return Group(*drawn[:-1], rule(screen))


def _waiver(about: Rule) -> str:
    if about.id.startswith("WAIVE-"):
        return "It is about waivers, so no waiver speaks of it."
    if not about.waivable:
        return "Errors cannot be waived."
    return (
        f'`waive: {{{about.id}: "your reason"}}` in the item, or at the head of the file for the '
        "whole bank. A waiver that is no longer needed is reported."
    )


def totals(problems: Iterable[Problem], files: int, items: int, hidden: int) -> str:
    """One sentence: what was checked and how many findings of each tier there are."""
    found = Counter(problem.tier for problem in problems)
    counts = ", ".join(count(found[tier], tier) for tier in TIERS)
    left = f" ({hidden} not shown: --notes)" if hidden else ""
    return f"{count(files, 'file')}, {count(items, 'item')}: {counts}{left}."
