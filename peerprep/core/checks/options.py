"""Rules about options that speak of other options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerprep.core.checks.finding import FieldPath, Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject

_HALADYNA = (
    "Haladyna, Downing and Rodriguez (2002), A review of multiple-choice item-writing guidelines"
)
AOTA = Rule(
    "AOTA", "warning", "item", "high",
    "\"All of the above\" as an option",
    "Who knows that two options are right has the key without knowing the third; who finds one wrong is rid of it.",
    f"{_HALADYNA}, guideline 26; Rush, Rankin and White (2016): it lowered the odds of a discriminating item.",
    "\"All of the above\"",
    "A fourth option of its own; or `kind: select-all`.",
)  # fmt: skip
NOTA = Rule(
    "NOTA", "warning", "item", "high",
    "\"None of the above\" as an option",
    "Where it is the key, a candidate earns the mark by knowing what is wrong and not what is right.",
    f"{_HALADYNA}, guideline 25: use it with care.",
    "\"None of these\"",
    "A plausible fourth option.",
)  # fmt: skip
K_TYPE = Rule(
    "K-TYPE", "warning", "item", "high",
    "An option that only combines others",
    "Knowing one part rules out half of the combinations: the item is easier to guess and slower to read.",
    f"{_HALADYNA}, guideline 9: avoid the complex (type K) format; Albanese (1993), Educational Measurement 12(1).",
    "\"Both A and C\"",
    "`kind: select-all`, or one best option.",
)  # fmt: skip
POS_REF_SHUFFLE = Rule(
    "POS-REF-SHUFFLE", "warning", "item", "high",
    "A place or letter is named though the options are shuffled",
    "Options are shown in another order each time, so the letter or place points to the wrong one.",
    "How this program shows items; `shuffle: false` keeps the written order.",
    "Rationale: \"B is wrong because she did not ask.\"",
    "Rationale: \"Reporting is wrong here because she did not ask.\"",
)  # fmt: skip

_NOUN = r"(?:options?|answers?|choices?|responses?|statements?|alternatives?)"
_ABOVE = rf"(?:above|following|foregoing|preceding|below|{_NOUN})"
_SET = (
    rf"(?:the |these |those )?(?:listed |other |given )?{_ABOVE}(?: {_NOUN})?(?: (?:listed|given|above|below|shown))?"
    r"|(?:these|those)(?: (?:things|actions|steps|listed))?"
)
_CLAIM = r"(?: (?:is|are) (?:all )?(?:correct|right|true|appropriate|acceptable|valid|best)| apply| applies)?"
_ALL = re.compile(
    rf"(?:all|each|every one|any|any and all)(?: (?:of|\d|two|three|four|five))* (?:{_SET}){_CLAIM}"
    rf"|(?:all|they all|these all|everything)(?: (?:are|is)) (?:correct|right|true|of the above)"
    r"|everything (?:listed )?(?:above|listed|here)|(?:they|these) are all (?:correct|right|true)"
    r"|all the above|all apply|all (?:three|four|five)(?: of (?:these|them))? (?:are|apply)\b.*"
)
_NONE = re.compile(
    rf"(?:none|neither|not any|no one)(?: of)? (?:{_SET}){_CLAIM}"
    r"|no(?:ne)? (?:is|are) (?:correct|right|true)|none apply|nothing (?:listed )?(?:above|listed here)"
    rf"|no (?:correct |right )?{_NOUN} (?:is|are) (?:correct|right|true)|none the above"
    r"|there is no (?:correct|right) (?:answer|option)(?: (?:here|given|listed|above))?"
)
_BOTH = re.compile(rf"both(?: of)? (?:{_SET}){_CLAIM}")


def _bare(text: str) -> str:
    """An option without label, emphasis, quotation marks and final stop, in lower case."""
    plain = re.sub(r"[*_`\"“”‘’']", "", text.lower())
    plain = re.sub(r"^\(?[a-j1-9][.)]\s+", "", plain.strip())
    return " ".join(plain.split()).strip(" .!;:,-–—()")


def says_all_or_none(text: str) -> bool:
    """Whether a whole option says that all options are right, or none."""
    bare = _bare(text)
    return bool(_ALL.fullmatch(bare) or _NONE.fullmatch(bare))


def all_of_the_above(subject: Subject) -> Iterator[Finding]:
    """A whole option that says that all options are right."""
    for path, option in subject.options():
        bare = _bare(option.text)
        both = len(subject.item.options) == 3 and _BOTH.fullmatch(bare)
        if _ALL.fullmatch(bare) or both:
            yield subject.finding(
                AOTA,
                path,
                "This option can be had by knowing that two others are right.",
                "Write an option of its own, or make the item `kind: select-all`.",
            )


def none_of_the_above(subject: Subject) -> Iterator[Finding]:
    """A whole option that says that no option is right."""
    for path, option in subject.options():
        if _NONE.fullmatch(_bare(option.text)):
            yield subject.finding(
                NOTA,
                path,
                "This option asks what is wrong and not what is right.",
                "Write an option that somebody could think best.",
            )


_LABEL = r"(?:[a-j]|[1-9]|i{1,3}|iv|vi{0,3}|ix|x)"
_REFERENCES = re.compile(
    r"(?:(?:both|only|either|neither|just|all of) )*"
    rf"(?:(?:{_NOUN}|items?|numbers?|nos?\.?|letters?) )?"
    rf"\(?{_LABEL}\)?(?:(?:\s*(?:,|;|&|\+|/)\s*|,? (?:and|or|nor|but not|plus|and not|not) )"
    rf"(?:(?:and|or|both|only|not) )*\(?{_LABEL}\)?)+"
    r"(?:,? (?:only|both|together|alone|are (?:both |all )?(?:correct|right|true)|(?:is|are) (?:correct|right|true)"
    r"|apply|but not (?P<last>[a-j1-9ivx]+)))*",
    re.IGNORECASE,
)
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}


def references(text: str) -> tuple[str, ...]:
    """The labels that an option consists of, two or more; empty when it says anything else."""
    plain = re.sub(r"[*_\"“”]", "", text).strip(" .!")
    if not _REFERENCES.fullmatch(plain) or not re.search(r"\s", plain):
        return ()
    labels = re.findall(rf"(?<![^\W_]){_LABEL}(?![^\W_])", plain, re.IGNORECASE)
    if plain.islower() and re.search(r"[&/+;]", plain) and "(" not in plain:
        return ()  # code, such as a & b
    return tuple(labels) if len({label.lower() for label in labels}) > 1 else ()


def combined(subject: Subject) -> Iterator[tuple[FieldPath, tuple[str, ...]]]:
    """Each option that only refers to others, all of which exist, with its labels."""
    given = {path: references(option.text) for path, option in subject.options()}
    if not any(given.values()):
        return
    content = {
        chr(ord("a") + number)
        for number, (path, option) in enumerate(subject.options())
        if not given[path] and not re.fullmatch(r"[`]?\w[`]?", option.text)
    }
    listed = _listed(f"{subject.item.stem}\n{subject.item.exhibit or ''}")
    for path, labels in given.items():
        plain = {label.lower() for label in labels}
        if labels and (plain <= content or plain <= listed):
            yield path, labels


def _listed(text: str) -> set[str]:
    """The labels of a numbered list in the text, when it has at least two."""
    found = {
        match[1].lower()
        for match in re.finditer(
            r"(?:^|[\s(])([1-9]|[ivx]{1,4}|[IVX]{1,4}|[A-J])[.):]\s*(?=\S)", text
        )
    }
    return found if len(found) > 1 else set()


def k_type(subject: Subject) -> Iterator[Finding]:
    """An option that is nothing but references to two or more others."""
    for path, labels in combined(subject):
        yield subject.finding(
            K_TYPE,
            path,
            f"This option only combines {', '.join(labels)}: knowing one part settles half of it.",
            "Ask for one best option, or make the item `kind: select-all`.",
        )


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


def _article(text: str, start: int, end: int) -> bool:
    """Whether an A that opens a sentence is the article: "A will is a document"."""
    opens = not re.search(r"[\w,]\s*$", text[:start])
    return opens and not _SAFE_AFTER_A.match(text, end)


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


CHECKS = (
    Check(AOTA, all_of_the_above),
    Check(NOTA, none_of_the_above),
    Check(K_TYPE, k_type),
    Check(POS_REF_SHUFFLE, position_named),
)
