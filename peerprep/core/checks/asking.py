"""What a stem asks: its question, the clauses that belong to the story, and whether it asks for the exception."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peerprep.core.checks.words import sentences, unquoted, word_parts

_AUX = (
    r"(?:is|are|was|were|be|been|being|am|do|does|did|has|have|had|can|could|may|might|must|shall|should"
    r"|will|would|ought|needs?)"
)
_AUX_NOT = (
    rf"(?:{_AUX}\s+(?:rather\s+)?[*_]*not\b[*_]*|[*_]*cannot\b[*_]*|(?:is|are|was|were|do|does|did|has|have|had|could|must|should|would|need)n['’]t\b"
    r"|can['’]t\b|won['’]t\b|shan['’]t\b|ain['’]t\b|(?:can|could|may|might|must|should|will|would|do|does|did|has|have|had|is|are|was|were)\s+[*_]*never\b[*_]*)"
)
_PRONOUN = r"(?:he|she|they|it|you|we|i|one|someone|somebody|nobody|everyone|anyone|there|this|that|these|those)"
_SUBJECT = rf"(?:{_PRONOUN}|(?:the|a|an|his|her|their|its|your|our|my|no|some|any|another|each|every)\s+(?:\w+[ ]){{0,3}}?\w+)"
_CONJUNCTION = re.compile(
    r"\b(?:if|unless|because|since|although|though|while|whereas|until|till|whether|after|before|even if|even though"
    r"|so that|now that|once|provided|given that|in case|as long as|as soon as|as if|as though|where|when|whenever|wherever)\b[^,;:?]*",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"(?<=[\w,] )(?:who|whom|whose \w+|that|which|why)\s+(?:\w+ly\s+|still\s+|also\s+)?(?:{_SUBJECT}\s+)?{_AUX_NOT}[^,;:?]*",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    rf"\b(?:the|an?|any|some|this|that|his|her|their|every)\s+\w+\s+{_PRONOUN}\s+{_AUX_NOT}[^,;:?]*",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?i:say|says|said|saying|tells?|told|telling|think|thinks|thought|believes?|believed|feels?|felt|feeling|knows?|knew"
    r"|reports|reported|shows?|showed|means?|meant|hears?|heard|learns?|learned|notices?|noticed|reali[sz]es?|reali[sz]ed"
    r"|explains?|explained|worries|worried|suspects?|suspected|sure|afraid|glad|fact|fears?|hopes?|admits?|insists?|states that|idea|belief)"
    rf"\s+(?:(?!{_AUX}\b)\w+\s+)?(?:that\s+(?:\w+\s+){{1,4}}?|(?:that\s+)?(?:{_SUBJECT}|[A-Z]\w+)\s+){_AUX_NOT}[^,;:?]*",
)
_ASKED_THING = re.compile(
    r"\b(?:something|anything|thing|things|actions?|tasks?|topics?|statements?|questions?|behaviors?|practices?|activity|activities|ones?"
    r"|roles?|duty|duties|responsibility|responsibilities|services?|examples?|purposes?|information)\s+$",
    re.IGNORECASE,
)
_IN_WHICH = re.compile(
    r"(?<=\w )(?:in|at|on|for|to|with|by|from|under|during|after|of) (?:which|whom) (?!of\b)[^,;:?]*",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"\b(?:all|each|every|any)\b[^.?!]*?\b(?P<word>but|save|bar)\b(?: for)?(?: which| one| this| that)?(?: one)?(?:[\s:?.,_*…—-]*$| (?:of|are|is|were|was|help|belong|fit|count)\b)",
    re.IGNORECASE,
)
_WH = re.compile(r"\b(?:which|what|who|whom|whose|when|where|how)\b", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(\b(?:which|what|who|whom|whose|when|where|how)\b[^,;:?]*?\s)((?:what|how|why)\b[^,;:?]*)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"^\W*(?:please\s+)?(?:identify|select|choose|pick|name|mark|find|indicate|point out|check|tick)\b",
    re.IGNORECASE,
)
_INVERTED = rf"(?<!\bto ){_AUX}\s+(?:{_SUBJECT}|(?:\w+ ){{0,3}}?\w+)\s+[*_]*(?:not|never)\b[*_]*(?!\s+(?:to|\w+ing)\b)"
_NOT = re.compile(
    rf"{_AUX_NOT}|\b{_INVERTED}|\b(?:best|better|important|wise|wiser|ought|careful|supposed|essential)\s+[*_]*(?:not|never)[*_]*\s+to\b"
    rf"|\b(?:is|are|was|were)\s+no\s+(?:part|sign|task|duty|example|role|reason|business)\b|(?:^|\s)[*_]*(?-i:NOT)\b[*_]*",
    re.IGNORECASE,
)
_LAST_NOT = re.compile(rf"{_AUX_NOT}[\s:_….-]*$", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"(?:not|n['’]t|never)[*_]*\s+(?:yet|only|just|merely|simply|alone|mind|fail)\b|\bwhy not\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?|with the exception of|other than|but not)\b[*_]*(?:\s+(?:for|that|which|what)(?:\s+(?:one|of these|of the following))?)?"
    r"[\s:?.,_*…—-]*(?:which(?: one)?\W*)?$",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(?:is|are|be)\s+(?:the|an)\s+(?P<word>exceptions?)\b(?!\s+to\s+(?:confidentiality|privacy|privilege))",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?<!\bat )(?<!\bat the )(?<!\bat the very )(?<!\bvery )(?<!\bnot )(?<!\bas the )[*_]*\bleast\b[*_]*"
    r"(?! (?:for|that|she|he|they|we|you|it|an?|the)\b)"  # "the least that …": an amount
    r"(?![-\s]+(?:restrictive|intrusive|invasive|expensive|costly|amount|number|time|cost|money|effort|harm|harmful|damage|two|three|one|\d))",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|seems?|appears?)\s+(?:\w+ly\s+|also\s+|most\s+|a\s+|an\s+|the\s+)*"
    r"[*_]*(?P<word>false|incorrect|wrong|untrue|inaccurate|inappropriate|improper|unacceptable)\b[*_]*"
    r"(?!\s+(?:with|positive|negative|alarm|hope|belief|memory|about (?:her|him|them)))"
    r"|\bthe\s+[*_]*(?P<named>false|incorrect|wrong|untrue|inaccurate|inappropriate)\b[*_]*\s+(?:statement|answer|one|option|response|pair|match|choice|item|thing|move|step|way|reply|action|approach|advice|conclusion|belief|sentence|claim|method|practice|rule)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Negation:
    """Words by which a question asks for the exception, and whether they catch the eye."""

    start: int
    end: int
    emphasized: bool


def question(stem: str) -> tuple[int, str, bool]:
    """Where the asking sentence begins, the sentence, and whether it is a question or a blank to fill.

    The last sentence with a question mark outside quoted speech; else the last sentence, which has
    to be left open (no final stop) or to order a choice. Instructions in brackets ask nothing.
    """
    plain = unquoted(stem)
    parts = [(start, text) for start, text in sentences(plain) if re.search(r"\w", text)]
    if not parts:
        return 0, "", False
    asked = [(start, text) for start, text in parts if "?" in text]
    if asked:
        start, text = asked[-1]
        return start, text, True
    parts = [part for part in parts if not part[1].lstrip().startswith("(")] or parts
    start, text = parts[-1]
    opened = not text.rstrip().rstrip("\"'”’)").endswith((".", "!")) or bool(
        re.search(r"_{2,}|\.{3}", text)
    )
    return start, text, opened or bool(_ORDER.match(text))


def _without_story(asked: str) -> str:
    """The sentence with subordinate clauses blanked out, so that only what is asked is left."""

    def blank(found: re.Match[str]) -> str:
        head = asked[: found.start()]
        if not re.search(r"\w", head) or re.search(r"[,;:]\s*$", head):
            opener = re.match(
                rf"(?:when|where|whenever)\s+(?:{_AUX})\b", found.group(), re.IGNORECASE
            )
            if opener:  # an interrogative, not a condition
                return found.group()
        return " " * len(found.group())

    def blank_relative(found: re.Match[str]) -> str:
        asks = _ASKED_THING.search(asked[: found.start()]) and re.search(
            r"\b(?:should|must|may|can|cannot|could|would)", found.group()
        )
        first = found.group().lower().startswith("which") and not _WH.search(asked[: found.start()])
        return found.group() if asks or first else " " * len(found.group())

    text = _EMBEDDED.sub(
        lambda found: found[1] + " " * len(found[2]), _CONJUNCTION.sub(blank, asked)
    )
    text = _IN_WHICH.sub(lambda found: " " * len(found.group()), text)
    if not _ORDER.match(asked):
        text = _RELATIVE.sub(blank_relative, text)
        text = _CONTACT.sub(lambda found: " " * len(found.group()), text)
    return _REPORTED.sub(lambda found: " " * len(found.group()), text)


def _hits(asked: str, core: str) -> list[re.Match[str]]:
    found = [
        match
        for match in (_EXCEPT.search(core), _EXCEPTION.search(core), _ALL_BUT.search(core))
        if match
    ]
    open_question = "?" not in asked
    wh = _WH.search(core)
    for pattern in (_NOT, _LEAST, _FALSE):
        for match in pattern.finditer(core):
            tail = core[match.start() : match.end() + 12]
            if pattern is _NOT and _NOT_ONLY.search(tail):
                continue
            after = re.search(r"\bwhich (?:of|one)\b", core[match.end() :], re.IGNORECASE)
            if open_question or (wh and wh.start() <= match.start()) or after:
                found.append(match)
                break
    return found


_ANY = frozenset(
    [
        *("not", "t", "cannot", "never", "except", "excepting", "exception", "exceptions", "other"),
        *("least", "false", "wrong", "incorrect", "inaccurate", "inappropriate", "improper"),
        *("untrue", "unacceptable", "no", "but", "save", "bar"),
    ]
)
"""Words (or their ends) without which no question asks for the exception."""


def asks_for_exception(stem: str) -> Negation | None:
    """The words by which the question itself asks for what is not so; None when it does not.

    "Not" in the story or in a subordinate clause asks nothing; nor does a question that only wants
    yes, no or a reason.
    """
    if _ANY.isdisjoint(word_parts(stem)):
        return None
    start, asked, asking = question(stem)
    if _ANY.isdisjoint(word_parts(asked)):
        return None
    asked = re.sub(r"\btrue or false\b", lambda m: " " * len(m.group()), asked, flags=re.IGNORECASE)
    if not asking or re.match(r"\W*why\b", asked, re.IGNORECASE):
        return None
    hits = _hits(asked, _without_story(asked))
    last = _LAST_NOT.search(asked)
    if last and not hits:
        hits = [last]
    if not hits:
        return None
    shouting = asked.isupper()
    spans = [(*_negative(asked, hit), hit) for hit in hits]
    begin, end, _ = min(spans, key=lambda span: span[0])
    emphasized = any(_emphasized(stem, start + a, start + b) for a, b, _ in spans) and not shouting
    return Negation(start + begin, start + end, emphasized)


_NEGATIVE = re.compile(
    r"\b(?:but|save|bar)\b(?=(?: for)?(?: which| one| this| that)?(?: one)?\W*$| one\b)|cannot|\bnot\b|\w+n['’]t\b|\bnever\b|\bno\b|\bexcept(?:ing|ions?)?\b|with the exception of|other than|least"
    r"|false|incorrect|wrong|untrue|inaccurate|inappropriate|improper|unacceptable",
    re.IGNORECASE,
)


def _negative(asked: str, hit: re.Match[str]) -> tuple[int, int]:
    """Where the negative word itself stands within what was found."""
    found = _NEGATIVE.search(asked, hit.start(), hit.end())
    return found.span() if found else hit.span()


def _emphasized(stem: str, start: int, end: int) -> bool:
    word = stem[start:end]
    marked = stem[:start].endswith(("*", "_")) and stem[end:].startswith(("*", "_"))
    return word.isupper() or marked


_NEGATED = re.compile(
    r"^\W*(?:not|never|no|none|nothing|nobody|neither|without|don['’]t|do not)\b(?! (?:later|more|less|sooner|fewer) than| only| matter| doubt)"
    rf"|{_AUX_NOT}|(?<!why )(?<!or )(?<!if )\b(?:not|never)\b(?! (?:only|just|merely|later|more|less|alone))"
    r"|\b(?:has|have|had|is|are|gives?|takes?|makes?|needs?|shows?|offers?|keeps?|asks?|sets?|gets?|does|there is|there are) no\b(?! (?:longer than|more than|less than))",
    re.IGNORECASE,
)


_NOT_ALONE = re.compile(
    r"\b(?:(?:is|are|was|were|am|be)(?: not|n['’]t)|he['’]s not|she['’]s not|['’]re not) (?:alone|to blame|at fault)\b|\bnot only\b",
    re.IGNORECASE,
)
"""Words of comfort and "not only", which nobody reads as a denial."""


def negated(option: str) -> re.Match[str] | None:
    """The negation of an option's main sense; what it says in a subordinate clause does not count."""
    text = option.strip()
    inner = re.fullmatch(r"[\"“‘'](.*)[\"”’']", text)
    plain = f" {inner[1]} " if inner else unquoted(option)
    plain = _CONJUNCTION.sub(lambda found: " " * len(found.group()), plain)
    plain = re.sub(
        r"(?<=\w )(?:who|whom|which|(?<!ing )(?<!ing her )(?<!ing him )(?<!ing them )that(?! (?:he|she|it|they|one|we|i|you|this|the|there)\b))\b[^,;:]*",
        lambda m: " " * len(m.group()),
        plain,
    )
    return _NEGATED.search(_NOT_ALONE.sub(lambda found: " " * len(found.group()), plain))
