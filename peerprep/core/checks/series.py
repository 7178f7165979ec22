"""TF-SERIES: options that are a row of true-false questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject
from peerprep.core.checks.words import words

TF_SERIES = Rule(
    "TF-SERIES", "note", "item", "medium",
    "The options are statements that begin with the same three words or more",
    "That is a row of true-false questions: each has to be judged alone, and the stem asks nothing.",
    "Rush, Rankin and White (2016): true-false series among the commonest flaws.",
    "\"Peer support is a …\" four times.",
    "The shared words in the stem: \"What is peer support?\"",
)  # fmt: skip

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|may|might|must|should|will|would|does|do|did|\w{3,}(?:s|ed))\b"
)


_WE = frozenset({"i", "we", "you", "they", "he", "she", "it", "people", "there", "these", "those"})


_OF = frozenset(
    {"of", "on", "in", "for", "at", "by", "to", "with", "from", "about", "that", "which"}
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|may|might|must|should|will|would|does|do|did)\b"
)


def _statement(said: tuple[str, ...]) -> bool:
    """Whether words make a full statement: they hold a finite verb or begin with a pronoun."""
    if said[0] not in _WE and said[2] in _OF:  # "the pages on stressors" names a thing
        return bool(_AUXILIARY.search(" ".join(said)))
    return said[0] in _WE or bool(_FINITE.search(" ".join(said)))


def same_opening(subject: Subject) -> Iterator[Finding]:
    """Options that are full statements and repeat an opening of three words or more."""
    if len(subject.item.options) < 3 or subject.item.kind.name == "true-false":
        return
    said = [words(option.text) for option in subject.item.options]
    opening, shared = Counter(found[:3] for found in said).most_common(1)[0]
    if len(opening) == 3 and shared >= max(3, len(said) - 1):
        alike = [found for found in said if found[:3] == opening]
        if not all(len(found) >= 5 and _statement(found) for found in alike):
            return
        yield subject.finding(
            TF_SERIES,
            ("options",),
            f'The options begin "{" ".join(opening)}": each is a true-false question of its own.',
            "Move the shared words into the stem and ask one question.",
        )


CHECKS = (Check(TF_SERIES, same_opening),)
