"""Rules about options that give the key away to someone who knows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.options import says_all_or_none
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject

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


CHECKS = (
    Check(LONG_KEY, long_key),
    Check(ABS_DISTRACTOR, absolutes),
    Check(VAGUE, vague_key),
)
