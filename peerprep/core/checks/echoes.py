"""Rules about words that the key shares with the stem or with the other options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject
from peerprep.core.checks.words import stemmed, words
from peerprep.core.item import Option

_HALADYNA = "Haladyna, Downing and Rodriguez (2002)"
WORD_REPEAT = Rule(
    "WORD-REPEAT", "note", "item", "medium",
    "A word of the stem stands in the key and in no distractor",
    "The echo points to the key.",
    f"{_HALADYNA}, guideline 28b: avoid clang associations.",
    "Stem: \"a crisis plan\"; key: \"Open the crisis plan\"; no distractor has \"crisis\".",
    "The word in a distractor too, or in none.",
)  # fmt: skip
CONVERGENCE = Rule(
    "CONVERGENCE", "note", "item", "medium",
    "The key shares the most words with the other options",
    "Where options are made by changing parts of the key, the one with the commonest parts is right.",
    "Moore et al. (AIED 2024), the 19 criteria of SAQUET: convergence cues.",
    "red and round; red and square; blue and round; green and oval: \"red and round\" stands out.",
    "Combinations in which every part occurs as often.",
)  # fmt: skip

_EVERYWHERE = frozenset(
    stemmed(word)
    for word in (
        *("about", "after", "again", "agency", "always", "another", "answer", "asked"),
        *("asking", "because", "become", "before", "being", "best", "better", "choose"),
        *("client", "could", "does", "doing", "during", "every", "first", "following"),
        *("helps", "other", "peer", "peers", "people", "person", "practice", "program"),
        *(
            "recovery",
            "service",
            "services",
            "should",
            "since",
            "someone",
            "something",
            "specialist",
        ),
        *("still", "support", "supporter", "tells", "their", "there", "these", "thing"),
        *("things", "think", "those", "under", "until", "wants", "which", "while"),
        *("whose", "without", "woman", "worker", "workers", "would", "years", "group"),
    )
)


def content_words(text: str) -> dict[str, str]:
    """The content words of a text by their stems: five letters at least."""
    found = {stemmed(word): word for word in words(text) if len(word) >= 5}
    return {
        root: word for root, word in found.items() if root not in _EVERYWHERE and len(root) >= 4
    }


def repeated_word(subject: Subject) -> Iterator[Finding]:
    """A content word shared by the stem and the key but by no distractor."""
    if not subject.ordinary:
        return
    key = subject.key[0]
    shared = (
        content_words(subject.item.stem).keys() & content_words(key.text).keys() - subject.common
    )
    for option in subject.distractors:
        shared -= content_words(option.text).keys()
    shared = {root for root in shared if len(root) >= 5 or _as_it_stands(subject, root)}
    if shared:
        word = min((content_words(key.text)[root] for root in shared), key=key.text.lower().find)
        at = key.text.lower().find(word)
        yield subject.finding(
            WORD_REPEAT,
            subject.place(key),
            f'"{word}" stands in the stem and in the key, and in no distractor.',
            "Use the word in a distractor too, or another word in the key.",
            (at, at + len(word)) if at >= 0 else (0, 0),
        )


def _as_it_stands(subject: Subject, root: str) -> bool:
    """Whether stem and key hold the word in one form; short roots are too often another word."""
    asked, said = content_words(subject.item.stem), content_words(subject.key[0].text)
    return asked[root] == said[root]


def convergence(subject: Subject) -> Iterator[Finding]:
    """The key's words occur clearly more often in the other options than theirs do."""
    if not subject.ordinary or len(subject.item.options) < 3:
        return
    said = {option.id: _said(option) for option in subject.item.options}
    counts = Counter(word for found in said.values() for word in found)
    frame = {word for word, count in counts.items() if count == len(said)}
    score = {name: sum(counts[word] - 1 for word in found - frame) for name, found in said.items()}
    core = {name for name, words_ in said.items() if _is_core(words_ - frame, counts)}
    key = subject.key[0]
    others = max(score[option.id] for option in subject.distractors)
    margin = score[key.id] >= max(3, others + 1, 1.5 * others)
    if margin or (core == {key.id} and score[key.id] > others):
        yield subject.finding(
            CONVERGENCE,
            subject.place(key),
            "The key is the common core of the other options: its words occur in them most.",
            "Let every part occur as often, or write distractors of another kind.",
        )


_SMALL = frozenset(
    (
        *("a", "an", "the", "and", "or", "of", "to", "in", "on", "at"),
        *("by", "for", "with", "from", "her", "his", "their", "its", "him", "them"),
        *("she", "he", "they", "it", "that", "this", "as", "is", "be"),
    )
)


def _is_core(found: frozenset[str], counts: Counter[str]) -> bool:
    """Whether an option is made of two words or more that all stand in other options, too."""
    return len(found) >= 2 and all(counts[word] > 1 for word in found)


def _said(option: Option) -> frozenset[str]:
    return frozenset(stemmed(word) for word in words(option.text) if word not in _SMALL)


CHECKS = (Check(WORD_REPEAT, repeated_word), Check(CONVERGENCE, convergence))
