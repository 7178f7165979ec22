"""Rules about options that give the key away to someone who knows nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.options import says_all_or_none
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject
from peerprep.core.checks.words import stemmed, words
from peerprep.core.item import Option

_HALADYNA = "Haladyna, Downing and Rodriguez (2002)"
LONG_KEY = Rule(
    "LONG-KEY", "note", "item", "medium",
    "The key is much the longest option; in a bank, more often than chance",
    "Authors qualify what has to be right, and test-wise candidates choose the longest option.",
    f"{_HALADYNA}, guideline 24: keep the length of options about equal. Bank: binomial test, p < 0.01, 20 items at least.",
    "A key of 90 characters beside three options of 40.",
    "Four options within a quarter of each other's length.",
)  # fmt: skip
ABS_DISTRACTOR = Rule(
    "ABS-DISTRACTOR", "note", "item", "medium",
    "Absolute words in distractors and not in the key",
    "\"Always\" and \"never\" are seldom right, and test-wise candidates strike them out.",
    f"{_HALADYNA}, guideline 28a: avoid specific determiners.",
    "\"Always tell the supervisor\"",
    "\"Tell the supervisor today\"",
)  # fmt: skip
VAGUE = Rule(
    "VAGUE", "note", "item", "medium",
    "Hedges in the key alone",
    "\"Usually\" and \"may\" are hard to be wrong with, and so give the key away.",
    "Moore et al. (AIED 2024), the 19 criteria of SAQUET: vague terms.",
    "\"It may help some people\" as the only hedged option.",
    "A key that is as definite as the distractors.",
)  # fmt: skip
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
TF_SERIES = Rule(
    "TF-SERIES", "note", "item", "medium",
    "The options are statements that begin with the same three words or more",
    "That is a row of true-false questions: each has to be judged alone, and the stem asks nothing.",
    "Rush, Rankin and White (2016): true-false series among the commonest flaws.",
    "\"Peer support is a …\" four times.",
    "The shared words in the stem: \"What is peer support?\"",
)  # fmt: skip

_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|none|every|everyone|everything|nobody|nothing|only|must|completely|entirely|totally|absolutely"
    r"|cannot ever|under no circumstances|no matter what|without exception)\b(?! right\b)",
    re.IGNORECASE,
)
_SET_PHRASE = re.compile(
    r"\b(?:all (?:right|day|night|along|at once|of a sudden|over|by (?:him|her|it|them)sel\w+|told|but)|(?:after|at|first of|above|once and for|most of) all|all[- ]\w+-\w+|all-\w+"
    r"|only (?:an? (?:few|little|bit|hour|day|week|minute|month|year|half|small|single|short)|one|two|three|four|five|six|seven|eight|nine|ten|half|part|\d+|some|child|son|daughter|minutes|hours)|(?:the|an|her|his|their|its) only|not only|if only|only (?:just|then|after)"
    r"|every (?:\d+|two|three|four|five|six|eight|ten|twelve|other|few|so often|now and then)|none the less|nothing (?:new|more than)|all (?:\d+|two|three|four|five))\b",
    re.IGNORECASE,
)
"""Where such words name an amount or belong to a phrase, and make nothing absolute."""
_HEDGE = re.compile(
    r"\b(?:usually|often|sometimes|may|might|generally|typically|perhaps|possibly|probably|likely|tends? to|in most cases"
    r"|as a rule|commonly|normally|occasionally|frequently|can sometimes)\b",
)
_EVERYWHERE = frozenset(
    stemmed(word)
    for word in [
        "about",
        "after",
        "again",
        "agency",
        "always",
        "another",
        "answer",
        "asked",
        "asking",
        "because",
        "become",
        "before",
        "being",
        "best",
        "better",
        "choose",
        "client",
        "could",
        "does",
        "doing",
        "during",
        "every",
        "first",
        "following",
        "helps",
        "other",
        "peer",
        "peers",
        "people",
        "person",
        "practice",
        "program",
        "recovery",
        "service",
        "services",
        "should",
        "since",
        "someone",
        "something",
        "specialist",
        "still",
        "support",
        "supporter",
        "tells",
        "their",
        "there",
        "these",
        "thing",
        "things",
        "think",
        "those",
        "under",
        "until",
        "wants",
        "which",
        "while",
        "whose",
        "without",
        "woman",
        "worker",
        "workers",
        "would",
        "years",
        "group",
    ]
)


def long_key(subject: Subject) -> Iterator[Finding]:
    """The key is half as long again as the next option, and 15 characters longer."""
    if not subject.ordinary or len(subject.distractors) < 2:
        return
    key = subject.key[0]
    longest = max(len(option.text) for option in subject.distractors)
    if len(key.text) >= 1.5 * longest and len(key.text) >= longest + 15:
        yield subject.finding(
            LONG_KEY,
            subject.place(key),
            f"The key has {len(key.text)} characters, the next option {longest}.",
            "Shorten the key, or give the distractors as much detail.",
        )


def absolutes(subject: Subject) -> Iterator[Finding]:
    """Always, never, all, none, every, only, must in a distractor and not in the key."""
    if not subject.ordinary or _ABSOLUTE.search(subject.key[0].text):
        return
    for option in subject.distractors:
        if says_all_or_none(option.text):
            continue  # a rule of its own
        if not _ABSOLUTE.search(option.text):
            continue
        plain = _SET_PHRASE.sub(lambda phrase: " " * len(phrase.group()), option.text)
        if found := _ABSOLUTE.search(plain):
            yield subject.finding(
                ABS_DISTRACTOR,
                subject.place(option),
                f'"{found.group()}" makes this distractor easy to strike out.',
                "Say it without the absolute word.",
                found.span(),
            )
            return


def vague_key(subject: Subject) -> Iterator[Finding]:
    """Usually, often, may and the like in the key only."""
    if not subject.ordinary or any(_HEDGE.search(o.text.lower()) for o in subject.distractors):
        return
    key = subject.key[0]
    if found := _HEDGE.search(key.text.replace("May ", "may ", 1)):
        yield subject.finding(
            VAGUE,
            subject.place(key),
            f'Only the key hedges ("{found.group()}").',
            "Make the key as definite as the distractors, or hedge one of them.",
            found.span(),
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
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "her",
        "his",
        "their",
        "its",
        "him",
        "them",
        "she",
        "he",
        "they",
        "it",
        "that",
        "this",
        "as",
        "is",
        "be",
    ]
)


def _is_core(found: frozenset[str], counts: Counter[str]) -> bool:
    """Whether an option is made of two words or more that all stand in other options, too."""
    return len(found) >= 2 and all(counts[word] > 1 for word in found)


def _said(option: Option) -> frozenset[str]:
    return frozenset(stemmed(word) for word in words(option.text) if word not in _SMALL)


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


CHECKS = (
    Check(LONG_KEY, long_key),
    Check(ABS_DISTRACTOR, absolutes),
    Check(VAGUE, vague_key),
    Check(WORD_REPEAT, repeated_word),
    Check(CONVERGENCE, convergence),
    Check(TF_SERIES, same_opening),
)
