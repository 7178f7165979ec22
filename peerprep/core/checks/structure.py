"""Rules about the number and order of options and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.numbers import NUMBER_WORDS, extent, pattern_of
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject
from peerprep.core.checks.words import unquoted

OPT_COUNT = Rule(
    "OPT-COUNT", "error", "item", "provable",
    "Too few or too many options",
    "With fewer than two options there is nothing to choose; with two, half of all guesses are right.",
    "Haladyna, Downing and Rodriguez (2002), guideline 18: as many plausible options as can be written; three are adequate.",
    "A single-best item with the options \"Report it\" and \"Keep it private\".",
    "The same item with two further things that a caring colleague might do.",
    also="warning",
)  # fmt: skip
CHOOSE_COUNT = Rule(
    "CHOOSE-COUNT", "error", "item", "provable",
    "The stem asks for another number of options than the key holds",
    "Who follows the stem cannot earn the mark.",
    "A contradiction inside the item; no study is needed.",
    "\"Choose TWO.\" with three options marked correct.",
    "\"Choose THREE.\", or two options marked correct.",
)  # fmt: skip
NUM_OVERLAP = Rule(
    "NUM-OVERLAP", "error", "item", "provable",
    "Two options are ranges that overlap or share an end point",
    "A number that lies in both makes two options right, or shows that neither can be the key.",
    "Haladyna, Downing and Rodriguez (2002), guideline 22: keep options independent, not overlapping.",
    "\"18 to 25 years\" beside \"25 to 30 years\".",
    "\"18 to 25 years\" beside \"26 to 30 years\".",
)  # fmt: skip
ORDER_NUM = Rule(
    "ORDER-NUM", "warning", "item", "high",
    "Numbers in no order, in an item whose options are not shuffled",
    "A candidate who knows the number has to hunt for it.",
    "Haladyna, Downing and Rodriguez (2002), guideline 21: place options in logical or numerical order.",
    "`shuffle: false` with 24 hours, 6 hours, 48 hours, 12 hours.",
    "6 hours, 12 hours, 24 hours, 48 hours.",
)  # fmt: skip

_COUNTS = {
    **{w: n for w, n in NUMBER_WORDS.items() if 1 <= n <= 10},
    **{str(n): n for n in range(1, 11)},
}
_N = "|".join(sorted(_COUNTS, key=len, reverse=True))
_TAIL = rf"(?:the |any |only |exactly )?(?:best |correct |right |most \w+ |other )?[*_]*\(?(?P<n>{_N})\b\)?[*_]*(?![-–/\w.%]\w|\s*%)"
_ORDERED = re.compile(
    rf"(?:^|[.?!:;(\[,]\s*|\bplease )(?:choose|select|pick|mark|check|tick|identify|indicate|name)\s+{_TAIL}"
    rf"|(?:^|[.?!,;:]\s+|\b(?:in|of|to|for|on|by|with|from|at) )which\s+{_TAIL.replace('<n>', '<m>')}",
    re.IGNORECASE,
)
_AS_ONE = re.compile(
    r"\b(?:pair|pairs|combinations?|sets?|together|couple|one option|one answer|one line|each option)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\b(?:and|with|plus)\b|[,&+/;]", re.IGNORECASE)


def two_options(subject: Subject) -> Iterator[Finding]:
    """Exactly two options though the item is not true-false; fewer are the reader's to report."""
    if subject.item.kind.name != "true-false" and len(subject.item.options) == 2:
        yield subject.finding(
            OPT_COUNT,
            ("options",),
            "There are only two options, so half of all guesses are right.",
            "Add plausible ones; four is usual. Or write `kind: true-false`.",
            tier="warning",
        )


def choose_count(subject: Subject) -> Iterator[Finding]:
    """ "Choose TWO" with another number of keys."""
    if _COUNTS.keys().isdisjoint(subject.parts.get(("stem",), ())):
        return
    stem, keys = unquoted(subject.item.stem), len(subject.item.key)
    for found in _ORDERED.finditer(stem):
        said = found["n"] or found["m"]
        wanted = _COUNTS[said.lower()]
        if wanted == keys or not keys or (keys == 1 and wanted > 1 and _combined(subject)):
            continue
        group = "n" if found["n"] else "m"
        yield subject.finding(
            CHOOSE_COUNT,
            ("stem",),
            f"The stem asks for {said}, but {keys} of the options {'is' if keys == 1 else 'are'} marked correct.",
            "Change the number in the stem, or the options marked `correct: true`.",
            found.span(group),
        )
        return


def _combined(subject: Subject) -> bool:
    """Whether options name several things each, so that one option answers "which two"."""
    paired = [bool(_PAIR.search(option.text)) for option in subject.item.options]
    told = _AS_ONE.search(subject.item.stem) and _PAIR.search(subject.key[0].text)
    return all(paired) or bool(told)


def overlapping_ranges(subject: Subject) -> Iterator[Finding]:
    """Two numeric ranges with one unit that overlap or share an end point."""
    if not any(
        any(letter.isdigit() for letter in o.text) or _numeral(o.text) for o in subject.item.options
    ):
        return
    known = [(path, option, extent(option.text)) for path, option in subject.options()]
    stretches = [(path, option, stretch) for path, option, stretch in known if stretch]
    kinds = {stretch.kind for _, _, stretch in stretches}
    told = (
        any(_STRETCH.search(o.text) for o in subject.item.options) or "range" in subject.item.stem
    )
    coupled = _COUPLED.search(subject.item.stem) and not told
    if coupled and not any(s.unit for _, _, s in stretches):
        return  # scores, ports or ratios: two numbers each, and no stretch between them
    # All open to one side ("at least 20", "at least 40") name amounts, not ranges; "5-3" is a score.
    if kinds <= {"single"} or kinds in ({"above"}, {"below"}) or kinds == {"single", "above"}:
        return
    if any(stretch.low > stretch.high for _, _, stretch in stretches):
        return
    for (_, first, one), (path, second, other) in combinations(stretches, 2):
        if one.kind == other.kind == "single" or not _one_unit(one.unit, other.unit):
            continue
        if one.overlaps(other):
            yield subject.finding(
                NUM_OVERLAP,
                path,
                f'"{second.text}" overlaps "{first.text}": a number in both makes both right.',
                "Part the ranges, so that each number lies in one.",
            )


_STRETCH = re.compile(r"\d (?:to|through|up to) \d", re.IGNORECASE)
"""Words that no score, version or pair of ports has between its numbers."""
_COUPLED = re.compile(
    r"\b(?:scores?|scored|won|lost|beat|tied|ports?|versions?|ratios?|odds|pairs?|coordinates?|items?|numbered)\b",
    re.IGNORECASE,
)


def _numeral(text: str) -> bool:
    return any(word in NUMBER_WORDS for word in text.lower().replace("-", " ").split())


def _one_unit(one: str, other: str) -> bool:
    """Whether two units are one; a range may leave its unit to the others."""
    return one == other or not one or not other


def number_order(subject: Subject) -> Iterator[Finding]:
    """Numbers of one unit that neither rise nor fall, in an item that is not shuffled."""
    if subject.item.shuffle or len(subject.item.options) < 3:
        return
    parsed = [pattern_of(option.text) for option in subject.item.options]
    known = [pattern for pattern in parsed if pattern]
    if len(known) < len(parsed) or len({around for around, _ in known}) > 1:
        return
    if len(known[0][0].split()) > 6:
        return
    numbers = [number for _, number in known]
    rising = all(a <= b for a, b in pairwise(numbers))
    if not rising and not all(a >= b for a, b in pairwise(numbers)):
        yield subject.finding(
            ORDER_NUM,
            ("options",),
            "The numbers neither rise nor fall, and the options are not shuffled.",
            "Put them in rising order.",
        )


CHECKS = (
    Check(OPT_COUNT, two_options),
    Check(CHOOSE_COUNT, choose_count),
    Check(NUM_OVERLAP, overlapping_ranges),
    Check(ORDER_NUM, number_order),
)
