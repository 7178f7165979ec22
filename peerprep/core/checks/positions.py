"""POS-REF-SHUFFLE: places and letters of options, in an item whose options are shuffled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.options import combined
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject

POS_REF_SHUFFLE = Rule(
    "POS-REF-SHUFFLE", "warning", "item", "high",
    "A place or letter is named though the options are shuffled",
    "Options are shown in another order each time, so the letter or place points to the wrong one.",
    "How this program shows items; `shuffle: false` keeps the written order.",
    "Rationale: \"B is wrong because she did not ask.\"",
    "Rationale: \"Reporting is wrong here because she did not ask.\"",
)  # fmt: skip

_PLACE = r"(?:first|second|third|fourth|fifth|last|top|bottom|final|middle)"
_POSITION = re.compile(
    rf"\b(?:the )?{_PLACE}(?:, (?:the )?{_PLACE})*,? (?:and|or|nor) (?:the )?{_PLACE}(?: two| three)? (?:option|answer|choice|response|statement|alternative|distractor)s?\b"
    r"|\b(?:option|answer|choice|response)s? (?:number(?:ed)? |no\. )(?:one|two|three|four|five|[1-9])\b"
    r"|\b(?:all|none|any|both|either|neither|each|some|most|one|two|three|more than one)"
    r" (?:of )?(?:the )?(?:above|preceding|foregoing|below)\b(?! (?:average|zero|\d))"
    r"|\b(?:answer|option|choice|alternative)s? (?:listed |given |named )?(?:above|below)\b"
    r"|\bthe (?:above|preceding|foregoing) (?:option|answer|choice|alternative)s?\b"
    r"|\bthe (?:first|second|third|fourth|fifth|top|bottom|previous)(?: two| three)? "
    r"(?:option|answer|alternative|distractor)s?\b(?! (?:in|on|of) (?:the|her|his|their|your|a) (?:plan|list|menu|form))"
    r"|\bthe last (?:(?:two|three) (?:option|answer|choice|alternative)s|(?:option|answer|choice) (?:is|was|would|sounds|looks))\b"
    r"|\bthe (?:first|second|third|fourth|fifth)(?: two| three)? choices?\b(?! (?:in|on|of|for|treatment|medication|drug))",
    re.IGNORECASE,
)
_OPTION_LETTER = re.compile(
    r"\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice|[Dd]istractor|[Aa]lternative|[Rr]esponse|[Ll]etter)s?"
    r"(?: is| are| was|:)? [\"'“‘(]?(?P<label>[A-HJ]|[1-9])\b(?![-'’./]\w)"
    r"|\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice)s? (?P<paren>\([a-j]\))"
    r"|\b(?:[Oo]ption|[Dd]istractor) (?P<word>one|two|three|four|five)\b"
)
_VERB = (
    r"is|was|are|were|would|could|might|may|should|will|does|did|has|had|can|cannot|fails?|ignores?|skips?|tempts?|fits?"
    r"|sounds?|looks?|seems?|comes?|leaves?|misses|puts?|gives?|makes?|takes?|goes|describes?|refers|reflects?"
    r"|miss|put|give|make|take|go|leave|come|describe|refer|reflect|violate|break|ask|offer|state|assume|confuse|omit|treat|shift|show|name|list|belong|stand|rest|are|say|tell|help|hurt|harm"
    r"|violates?|breaks?|asks?|offers?|states?|assumes?|confuses?|omits?|treats?|shifts?|shows?|names?|lists?"
    r"|contradicts?|describes|says|tells|works?|helps?|applies|also|only|just|alone|never|alike|both|isn't|doesn't|isn’t|doesn’t"
)
_AFTER = (
    r"than|unlike|like|because|but|while|whereas|and|or|nor|that|so|if|both|either|neither|though|although|since"
    r"|why|as|with|to|in|of|for|by|then|only|not|beside|besides|choose|chose|choosing|picks?|picked|picking|select|selected|selecting"
)
_SUBJECT_LETTER = re.compile(
    rf"(?:(?:^|[.!?;:,(–—]\s*|\b(?i:{_AFTER})\s+)[(\"“‘']?)(?P<label>[A-HJ])\b[)\"”’']?"
    rf"(?:,? (?:and|or|nor|&) \(?[A-HJ]\b\)?)?,? (?:{_VERB})\b",
)
_SAFE_AFTER_A = re.compile(
    r"[)\"”’']?(?:,? (?:and|or|nor|&) \(?[A-J]\b\)?)?,? (?:is|was|would|could|should|does|did|has|had|cannot|fails|ignores|seems|sounds"
    r"|leaves|comes|tempts|misses|isn't|doesn't|isn’t|doesn’t|are|were)\b"
)
_OBJECT_LETTER = re.compile(
    r"\b(?:than|unlike|like|[Uu]nlike|[Cc]ompared (?:to|with)|[Cc]hoose|[Cc]hoosing|[Pp]ick|[Pp]icking|[Ss]elect|[Ss]electing|why|over|beats|rules out|compared (?:to|with)|as in|[Nn]ot|so|is|are|between)\s+"
    r"\(?(?P<label>[A-HJ])\b\)?(?=\s*(?:[.,;:!?)–—]|$|\b(?:because|here|since|in this|and|or|but|as|for|when|it|this|they|he|she|the)\b))"
    r"|^(?P<head>[A-HJ])[:.)]\s"
)
_PAREN_LETTER = re.compile(r"(?P<before>\b\w+\s+|^|\W)\((?P<label>[A-HJ])\)(?!\(|\w)")
_NAMES = re.compile(
    r"\b(?:(?:hepatitis|plan|vitamin|part|step|type|grade|schedule|section|title|class|group|unit|form|level|phase|tier"
    r"|stage|category|building|room|apartment|gate|appendix|exhibit|table|figure|chapter|axis|cluster|factor|point"
    r"|team|ward|block|side|strain|influenza|party|person|client|patient|participant|peer|worker|drug|substance"
    r"|medicare|medicaid|model|family|agency|program|shelter|clinic|house|school|route|bus|line|scenario|case|host|router|switch|node|server|network|port|interface|car|driver|vehicle|truck|student|child|pupil|nurse|resident|tenant|company|firm|country|city|witness|point|lane|road|pump|valve|tank|sample|solution|dish|bowl|batch|shelf|site|zone|sink|key|note|pod|bed|room|machine|job|store|set|list|event|product|brand|letter grade|blood type)s?|from)\s+[\"(]?$",
    re.IGNORECASE,
)


_LABEL_WORDS = frozenset(
    [
        *"bcdefghj123456789",
        *(word + s for word in ("option", "distractor", "answer", "choice") for s in ("", "s")),
        *(word + s for word in ("letter", "response", "alternative") for s in ("", "s")),
    ]
)
"""Words of which one stands wherever an option is named by its letter or number, but for A."""
_LONE_A = re.compile(
    rf"\bA\b(?=\W*$|\W*[^\w\s]| (?:{_VERB}|and|or|nor|because|here|since|in this|but|as|for|when|it|this|they|he|she|the)\b)"
)
_PLACE_WORDS = frozenset(
    [
        "above",
        "below",
        "preceding",
        "foregoing",
        "option",
        "options",
        "answer",
        "answers",
        "choice",
        "choices",
        "response",
        "responses",
        "alternative",
        "alternatives",
        "distractor",
        "distractors",
        "statement",
        "statements",
    ]
)
"""Words of which one stands wherever a place among the options is named."""
_CHAIN = re.compile(r"(?:[A-J],? (?:and|or|nor|&) )+$")


_PAIRED = re.compile(r"[)\"”’']?,? (?:and|or|nor|&) \(?[B-J]\b")


def _article(text: str, start: int, end: int) -> bool:
    """Whether an A that opens a sentence is the article: "A will is a document"."""
    opens = not re.search(r"[\w,]\s*$", text[:start])
    return opens and not (_SAFE_AFTER_A.match(text, end) or _PAIRED.match(text, end))


def _letters(text: str, count: int, cast: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a text names an option by its letter or number; `cast` are letters of the story."""
    allowed = {chr(ord("A") + n) for n in range(count)} | {str(n + 1) for n in range(count)}
    for pattern in (_OPTION_LETTER, _SUBJECT_LETTER, _OBJECT_LETTER, _PAREN_LETTER):
        for found in pattern.finditer(text):
            label = found["label"]
            if label is not None and label not in allowed:
                continue
            if label == "A" and pattern is _SUBJECT_LETTER and _article(text, *found.span("label")):
                continue
            at = found.start("label") if label is not None else found.start()
            before = _CHAIN.sub("", text[:at])
            if pattern is not _OPTION_LETTER and (label in cast or _NAMES.search(before)):
                continue
            yield (at, found.end("label")) if label is not None else found.span()


def position_named(subject: Subject) -> Iterator[Finding]:
    """A place or letter in an option, a rationale or the principle of a shuffled item."""
    if not subject.item.shuffle:
        return
    count = len(subject.item.options)
    combinations_ = {path for path, _ in combined(subject)}
    for path, text in subject.prose:
        if path[0] not in {"options", "principle"}:
            continue
        whole = path in combinations_
        spans = []
        if not _PLACE_WORDS.isdisjoint(subject.parts[path]):
            spans = [found.span() for found in _POSITION.finditer(text)]
        if not whole and not _is_lone(text) and _labeled(text, subject.parts[path]):
            spans += _letters(text, count, _cast(subject))
        if whole or spans:
            span = (0, len(text)) if whole else min(spans)
            yield subject.finding(
                POS_REF_SHUFFLE,
                path,
                "The options are shuffled when shown, so a letter or place points to the wrong one.",
                "Name the option by its words, or write `shuffle: false`.",
                span,
            )


def _labeled(text: str, held: frozenset[str]) -> bool:
    """Whether a text may name an option by its letter at all."""
    return not _LABEL_WORDS.isdisjoint(held) or bool("A" in text and _LONE_A.search(text))


def _cast(subject: Subject) -> frozenset[str]:
    """Letters that name a person or thing in the stem or in an option ("Tenant B", "node C")."""
    told = " ".join([subject.item.stem, subject.item.exhibit or ""])
    named = re.findall(r"(?<=[\w,] )[A-HJ]\b(?![.'’]?\w)", told)
    for option in subject.item.options:
        named += re.findall(r"(?<=[a-z] )[A-HJ]\b(?![.'’]?\w)", option.text)
    return frozenset(named)


def _is_lone(text: str) -> bool:
    """Whether the text is a single letter or number: content, as in an item about grades."""
    return len(text.strip(" .()")) < 2


CHECKS = (Check(POS_REF_SHUFFLE, position_named),)
