"""A key was corrected: what a past response comes to by the new one."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from fractions import Fraction

from peerprep.core.item import Item, Response


def corrected(shown: Item, current: Item) -> Item | None:
    """The item as it was shown, with the key that the bank holds now; None for another question.

    It is the same question when it asks the same words in the same way, and every option of the
    new key was among those offered: nobody can be marked by an option they could not choose. What
    is explained comes from the bank too, as the old words argue for the old key.
    """
    offered = {option.id for option in shown.options}
    same = (
        shown.kind.name == current.kind.name
        and _words(shown.stem) == _words(current.stem)
        and _words(shown.exhibit or "") == _words(current.exhibit or "")
        and current.key <= offered
    )
    if not same:
        return None
    now = {option.id: option.rationale for option in current.options}
    options = tuple(
        replace(option, rationale=now.get(option.id, option.rationale)) for option in shown.options
    )
    return replace(
        shown,
        kind=replace(shown.kind, key=current.key),
        options=options,
        principle=current.principle,
        citation=current.citation,
    )


def remark(shown: Item, current: Item, response: Response) -> Fraction:
    """The mark of a past response by the key of today, options matched by their ids.

    It stays as it was when an option that was chosen no longer exists.
    """
    fixed = corrected(shown, current)
    if fixed is None or not response <= {option.id for option in current.options}:
        return shown.mark(response)
    return fixed.mark(response)


def _words(text: str) -> list[str]:
    """The words alone: a mended comma does not make it another question."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c if c.isalnum() else " " for c in plain).split()
