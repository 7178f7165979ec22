"""Characters that are not seen but change what is: which a text may not hold, and taking them out.

Two rules, from Unicode's general categories and UTS #39 ("Unicode Security Mechanisms", section 5),
cut to what a practice text needs. A bank is refused with one of these characters in it, so that
its author sees them; on a screen they are left out, whoever wrote them.

- Controls, direction marks, tags, fillers, soft hyphens, halves of pairs: never.
- Joiners (U+200C, U+200D): Persian and the scripts of India are misspelled without them, and some
  emoji are made with them, so a bank may hold them between two signs that are not Latin. A
  terminal may draw a joined emoji as one or as several, so a screen joins letters alone.
- Variation selectors 15 and 16 come with emoji; a screen leaves them out, as terminals do not
  agree how wide they make a sign.
- More than MOST_MARKS combining marks on one letter: nobody reads those, and a pile of them hides
  the lines above and below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

MOST_MARKS = 4
"""Marks on one letter: Vietnamese needs two, pointed Hebrew with accents up to four."""

# Fillers and joiners that are drawn as nothing, direction marks and overrides, interlinear notes,
# halves of surrogate pairs, what is no character at all, musical and shorthand controls, tags.
_UNSEEN = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_JOINER = (
    "(?<![\u0590-\ufe0f\U00010000-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])"
)
_HIDDEN = f"[\x00-\x09\x0b-\x1f{_UNSEEN}]|{_JOINER}"
_UNSHOWN = (
    f"[\x00-\x08\x0b-\x1f{_UNSEEN}\ufe0e\ufe0f]"
    "|(?<![\u0590-\u1fff\ufb50-\ufdcf])[\u200c\u200d]"
    "|[\u200c\u200d](?![\u0590-\u1fff\ufb50-\ufdcf])"
)
# Marks are neither letters nor spaces: a pile has so many such signs in a row, or there is none.
_PERHAPS_PILED = re.compile(f"[^\\w\\s\x00-\u02ff]{{{MOST_MARKS + 1}}}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Made when first needed: so large a class of signs takes some milliseconds, at each start."""
    return re.compile(pattern)


def hidden_character(text: str) -> str | None:
    """The first character for which a text of a bank is refused, or None."""
    found = _compiled(_HIDDEN).search(text)
    if found:
        return found.group()
    return next((text[place] for place in _piled(text)), None)


def clean(text: str) -> str:
    """The text with only what can be seen: nothing in it can change the screen around it."""
    if text.isascii() and text.isprintable():
        return text
    seen = _compiled(_UNSHOWN).sub("", text)
    piled = set(_piled(seen))
    return "".join(sign for place, sign in enumerate(seen) if place not in piled) if piled else seen


def _piled(text: str) -> Iterator[int]:
    """The places of the combining marks that are one too many on their letter."""
    if not _PERHAPS_PILED.search(text):
        return
    from unicodedata import category  # a table of all characters, for the few texts that need it

    marks = 0
    for place, sign in enumerate(text):
        marks = marks + 1 if sign > "\u02ff" and category(sign) in {"Mn", "Me"} else 0
        if marks > MOST_MARKS:
            yield place
