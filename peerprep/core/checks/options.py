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


CHECKS = (
    Check(AOTA, all_of_the_above),
    Check(NOTA, none_of_the_above),
    Check(K_TYPE, k_type),
)
