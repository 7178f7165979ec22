"""Items for the rules' tests: a stem, options with rationales, and dull defaults."""

from __future__ import annotations

from typing import Any

from peerprep.banks.wordlists import word_lists
from peerprep.core.checks.registry import CHECKS
from peerprep.core.checks.subject import Subject
from peerprep.core.item import Citation, Item, Option, SelectAll, SingleBest, TrueFalse

PLAIN = ("Listen first", "Call a friend", "Write it down", "Go for a walk")


def case(
    stem: str = "What should the worker do next?",
    options: tuple[str, ...] | list[str] = PLAIN,
    key: int | tuple[int, ...] = 1,
    *,
    why: str | tuple[str, ...] = "It fits less well here.",
    kind: str = "single-best",
    principle: str = "Start from what the person can do.",
    locator: str = "section 1",
    name: str = "it-1",
    **more: Any,
) -> Item:
    """An item; `key` counts from 0 and `why` is one rationale for all or one each."""
    reasons = (why,) * len(options) if isinstance(why, str) else why
    made = tuple(
        Option(f"o{n}", text, reason)
        for n, (text, reason) in enumerate(zip(options, reasons, strict=True))
    )
    keys = frozenset(f"o{n}" for n in ((key,) if isinstance(key, int) else key))
    kinds = {"single-best": SingleBest, "select-all": SelectAll, "true-false": TrueFalse}
    return Item(
        id=name,
        topic="strengths",
        level="application",
        stem=stem,
        options=made,
        kind=kinds[kind](keys),
        principle=principle,
        citation=Citation("src", locator),
        **more,
    )


def found(item: Item, source_title: str = "") -> dict[str, str]:
    """The rules that fire on the item alone, with their tiers."""
    subject = Subject(item, word_lists(), frozenset(), source_title)
    return {f.rule: f.tier for check in CHECKS for f in check.find(subject)}
