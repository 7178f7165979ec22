"""Rules about the stem."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerprep.core.checks.asking import negated
from peerprep.core.checks.finding import Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject
from peerprep.core.checks.words import reading_grade, vowel_sound, words

MOST_WORDS = 75
GRADE = 12.0

_HALADYNA = "Haladyna, Downing and Rodriguez (2002)"
_MOORE = "Moore et al. (AIED 2024), the 19 criteria of SAQUET"
NEG_STEM = Rule(
    "NEG-STEM", "warning", "item", "high",
    "The question asks for the exception",
    "A small \"not\" is overlooked, and the mark then measures reading and not knowledge.",
    f"{_HALADYNA}, guideline 17: word the stem positively; if negatives are used, capitalize or bold them.",
    "\"Which of these is not a peer worker's task?\"",
    "\"Which of these is a peer worker's task?\" or, where only the exception can be asked, NOT in capitals (then a note).",
    also="note",
)  # fmt: skip
DOUBLE_NEG = Rule(
    "DOUBLE-NEG", "warning", "item", "high",
    "The question asks for the exception and an option is negated too",
    "Two negations have to be undone in the head before the case can be thought about.",
    f"{_HALADYNA}, guidelines 17 and 27: word stem and options positively.",
    "\"Which is NOT advised?\" with the option \"Not sharing a phone number\".",
    "\"Which is advised?\" with \"Keeping one's phone number private\".",
)  # fmt: skip
ARTICLE_CUE = Rule(
    "ARTICLE-CUE", "warning", "item", "high",
    "The article at the end of the stem rules out an option",
    "\"An\" fits no option that begins with a consonant, so grammar gives away what knowledge should.",
    f"{_HALADYNA}, guideline 28c: avoid grammatical cues.",
    "\"The first step is an ____\" with the option \"referral\".",
    "\"The first step is ____\" with \"an assessment\" and \"a referral\".",
)  # fmt: skip
PLURAL_CUE = Rule(
    "PLURAL-CUE", "note", "item", "medium",
    "Only the key agrees with the verb at the end of the stem",
    "\"are\" fits one plural option: grammar gives it away.",
    f"{_HALADYNA}, guideline 28c: avoid grammatical cues.",
    "\"The best sources are\" with one plural option, the key.",
    "All options plural, or a stem that ends before the verb.",
)  # fmt: skip
STEM_UNFOCUSED = Rule(
    "STEM-UNFOCUSED", "note", "item", "medium",
    "The stem asks nothing",
    "Without a question the options have to be read to find out what is wanted.",
    f"{_HALADYNA}, guideline 15: include the central idea in the stem; {_MOORE}.",
    "\"Peer support.\"",
    "\"What does a peer worker bring that a clinician does not?\"",
)  # fmt: skip
BLANK_MID = Rule(
    "BLANK-MID", "note", "item", "medium",
    "The blank is not at the end of the stem",
    "The candidate reads past the gap and has to go back for each option.",
    f"{_MOORE}: fill-in-the-blank.",
    "\"A ____ keeps what was said private.\"",
    "\"Who keeps what was said private?\"",
)  # fmt: skip
GRATUITOUS = Rule(
    "GRATUITOUS", "note", "item", "medium",
    f"The stem is long (over {MOST_WORDS} words) or hard to read (grade over {GRADE:.0f})",
    "Reading load is measured instead of the role, and it falls hardest on second-language readers.",
    f"{_HALADYNA}, guidelines 13 and 16: minimize reading, avoid window dressing; grade by Flesch-Kincaid.",
    "A case of ten lines whose last line is all that the question needs.",
    "The facts that decide, and the question.",
)  # fmt: skip


def negative_stem(subject: Subject) -> Iterator[Finding]:
    """NOT, EXCEPT, LEAST, "is false" in the question: a warning, or a note where it is emphasized."""
    found = subject.negation
    if found is None or subject.item.kind.name == "true-false":
        return
    span = (found.start, found.end)
    if found.emphasized:
        message = "The question asks for the exception, though in a way that shows."
        fix = "Ask for what is right, if the item can."
        yield subject.finding(NEG_STEM, ("stem",), message, fix, span, tier="note")
    else:
        message = "The question asks for the exception, and the word for it is easily overlooked."
        fix = "Ask for what is right; or write the word in capitals."
        yield subject.finding(NEG_STEM, ("stem",), message, fix, span)


def double_negative(subject: Subject) -> Iterator[Finding]:
    """A negative question with a negated option."""
    if subject.item.kind.name == "true-false" or not subject.negation:
        return
    for path, option in subject.options():
        if negated(option.text):
            yield subject.finding(
                DOUBLE_NEG,
                path,
                "The question asks for the exception, and this option is negated too.",
                "Say the option, or better the question, without a negation.",
            )
            return


_ARTICLE = re.compile(
    r"(?<![-'’(])\b(?P<article>an?)[*]*\s*(?:_{2,}|\.{3,}|…|-{2,}|—|\[\s*\])?\s*[.:?]?\s*[\"”]?\s*$"
)
_OWN_ARTICLE = re.compile(
    r"[\W_]*(?:an?|the|any|some|his|her|their|its|no|every|each)\b\s", re.IGNORECASE
)


def article_cue(subject: Subject) -> Iterator[Finding]:
    """A stem that ends in "a" or "an" with an option that the article does not fit."""
    found = _ARTICLE.search(subject.item.stem)
    if not found:
        return
    vowel = found["article"] == "an"
    for _, option in subject.options():
        sound = None if _OWN_ARTICLE.match(option.text) else vowel_sound(option.text)
        if sound is not None and sound != vowel:
            yield subject.finding(
                ARTICLE_CUE,
                ("stem",),
                f'The "{found["article"]}" at the end does not fit "{option.text}" and rules it out.',
                "End the stem before the article and begin each option with its own.",
                found.span("article"),
            )
            return


_VERB_END = re.compile(r"\b(?P<verb>is|are|was|were)\s*(?:_{2,}|\.{3,}|…)?\s*[.:]?\s*$")
_IRREGULAR = {"people", "children", "men", "women", "feet", "data", "criteria", "police", "they"}
_PHRASE_END = re.compile(
    r"\s+(?:of|for|in|on|at|by|to|with|from|about|that|which|who|whose|when|where|if|as|between|into|through|during)\b|[,;:(]"
)
_PREPOSITION = re.compile(
    r"\s+(?:of|for|in|on|at|by|to|with|from|about|that|which|who|whose|when|where|if|as|between|into|through|during)\b"
)


def _several(phrase: str) -> bool:
    """Whether a phrase names several things ("soap and towels"); "a calm and open talk" is one."""
    parts = re.split(r"(?:,\s*(?:and\s+)?|\s+and\s+)", phrase.lower())
    if len(parts) < 2 or not re.search(r"\band\b", phrase, re.IGNORECASE):
        return False
    own = re.match(r"(?:a|an|one|his|her|the|some)\s", parts[-1])
    return bool(own) or not re.match(r"(?:an?|one|each|every)\s", parts[0])


def plural(option: str) -> bool | None:
    """Whether an option's head noun is plural; None when the option is no noun phrase we can tell."""
    text = option.strip(' ."“”*`')
    if _several(_PREPOSITION.split(text, maxsplit=1)[0]):
        return True
    found = words(_PHRASE_END.split(text, maxsplit=1)[0])
    if not found:
        return None
    if found[0] in {"a", "an", "one", "every", "each", "this", "that"}:
        return False
    if found[0] in {"these", "those", "both", "many", "several", "few", "two", "three", "four"}:
        return True
    if found[0].endswith("ing") or found[0] == "to":
        return False
    head = found[-1]
    return head in _IRREGULAR or (
        head.endswith("s") and not head.endswith(("ss", "us", "is", "ics"))
    )


def plural_cue(subject: Subject) -> Iterator[Finding]:
    """A stem that ends in is, are, was or were, with only the key agreeing in number."""
    found = _VERB_END.search(subject.item.stem)
    if not found or not subject.ordinary:
        return
    wanted = found["verb"] in {"are", "were"}
    if plural(subject.key[0].text) == wanted and all(
        plural(option.text) == (not wanted) for option in subject.distractors
    ):
        yield subject.finding(
            PLURAL_CUE,
            ("stem",),
            f'Only the key agrees with "{found["verb"]}" at the end of the stem.',
            "Put all options into one number, or end the stem before the verb.",
            found.span("verb"),
        )


_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|am|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would"
    r"|choose|select|identify|name|complete|match|list|describe|explain|define|give|tell|find|pick|call|means?|refers?"
    r"|includes?|involves?|requires?|needs?|helps?|says?|said|asks?|asked|tells|told|wants?|goes|went|comes|came|takes|took"
    r"|makes|made|gives|gave|gets|got|keeps|kept|feels|felt|knows|knew|thinks|thought|works|begins|began|starts|started"
    r"|shows|showed|serves|supports|allows|protects|depends|differs|describes|provides|becomes|became|leads|leaves|left"
    r"|happens|happened|occurs|applies|belongs|covers|states|reports|uses|tries|meets|met|lives|lost|found|sees|saw|let|lets)\b"
    r"|\w{3,}n['’]t\b|\b(?:he|she|it|who|that|there|they|you|we|i)['’](?:s|re|ve|d|ll|m)\b",
    re.IGNORECASE,
)
_BLANK = re.compile(r"_{2,}|\[\s*\]|\.{4,}")


def unfocused(subject: Subject) -> Iterator[Finding]:
    """A stem of fewer than four words, or without question mark, blank, colon and verb."""
    stem = subject.item.stem
    if not stem.strip():
        return  # an error of its own
    short = len(words(stem)) < 4
    open_ended = any(mark in stem for mark in "?:") or _BLANK.search(stem) or _VERBS.search(stem)
    if short or not open_ended:
        yield subject.finding(
            STEM_UNFOCUSED,
            ("stem",),
            "The stem asks nothing that could be answered before reading the options.",
            "Ask one question.",
        )


def blank_inside(subject: Subject) -> Iterator[Finding]:
    """A blank that is followed by more words of the stem."""
    for found in _BLANK.finditer(subject.item.stem):
        if re.search(r"[^\W_]", subject.item.stem[found.end() :]):
            yield subject.finding(
                BLANK_MID,
                ("stem",),
                "The blank is not at the end, so the stem is read twice for each option.",
                "Ask a question, or move the blank to the end.",
                found.span(),
            )
            return


def gratuitous(subject: Subject) -> Iterator[Finding]:
    """A stem over 75 words, or stem and options over grade 12."""
    count = len(words(subject.item.stem))
    parts = [subject.item.stem, *(option.text for option in subject.item.options)]
    if count > MOST_WORDS:
        reason = f"The stem has {count} words; {MOST_WORDS} carry most cases."
    elif sum(len(words(part)) for part in parts) >= 20 and reading_grade(parts) > GRADE:
        reason = f"Stem and options read at grade {reading_grade(parts):.0f}, over {GRADE:.0f}."
    else:
        return
    yield subject.finding(
        GRATUITOUS,
        ("stem",),
        reason,
        "Leave out what the question does not need; shorten sentences.",
    )


CHECKS = (
    Check(NEG_STEM, negative_stem),
    Check(DOUBLE_NEG, double_negative),
    Check(ARTICLE_CUE, article_cue),
    Check(PLURAL_CUE, plural_cue),
    Check(STEM_UNFOCUSED, unfocused),
    Check(BLANK_MID, blank_inside),
    Check(GRATUITOUS, gratuitous),
)
