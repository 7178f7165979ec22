"""Corrected keys: past responses marked anew at the next start, and told once in words."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from peerprep.terminal.words import count

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.history.errata import Correction
    from peerprep.history.store import Store

STEM_LENGTH = 120
"""So many characters of a question are enough to know it again."""

AT_ONCE = 3
"""So many corrections are told one by one; more would stand before the first question too long."""


def correct(environment: Environment, store: Store) -> None:
    """Mark past responses anew by the keys that the banks hold now."""
    store.correct(environment.holdings.library.items, environment.clock.now())


def news(environment: Environment, store: Store) -> tuple[str, ...]:
    """Corrections not told of yet, as sentences; they are not said unasked again."""
    found = store.untold_corrections()
    if not found:
        return ()
    store.corrections_told(environment.clock.now())
    told = [_words(one) for one in found[:AT_ONCE]]
    if len(found) > AT_ONCE:
        told.append(f"{count(len(found) - AT_ONCE, 'more key')} corrected in the same way.")
    return (*told, "The slip was in the bank, not yours. Past scores say where they changed.")


def _words(one: Correction) -> str:
    stem = textwrap.shorten(one.stem, STEM_LENGTH, placeholder=" \u2026")
    right = " / ".join(text.rstrip(".") for text in one.key)
    words = f"A key was corrected: \u201c{stem}\u201d Right now: {right}."
    if one.more:
        words += f" {count(one.more, 'answer')} of yours earned more than was said."
    if one.less:
        words += f" {count(one.less, 'answer')} of yours counted and no longer does."
    if not one.sittings:
        words += " No score of yours changed."
    return words
