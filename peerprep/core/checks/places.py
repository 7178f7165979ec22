"""JURISDICTION: what the law of one state says, in an item that names no state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from peerprep.core.checks.finding import Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject
from peerprep.core.checks.words import sentences

JURISDICTION = Rule(
    "JURISDICTION", "warning", "item", "high",
    "It states what a state's law, rule or program says, and the item names no jurisdiction",
    "Reporting duties, Medicaid and certification differ by state: the key is wrong for some who are asked.",
    "42 U.S.C. 5106a leaves child-abuse reporting to the states; CMS State Medicaid Director Letter 07-011 leaves peer services to them.",
    "\"State law requires a report within 24 hours.\"",
    "`jurisdiction: US-MD`; or \"State law decides how soon; ask which applies.\"",
)  # fmt: skip

_RULES = (
    r"(?:requires?|required to|mandates?|mandated|permits?|allows?|forbids?|prohibits?|bars?|bans?|pays?(?: for)?|covers?|reimburses?"
    r"|obliges?|obligates?|entitles?|guarantees?|protects?|limits?|says|gives|grants?|sets|exempts?|defines?|makes|lets|does not|do not"
    r"|funds?|bills?|provides?|demands?|calls for|expects?)"
)
_DUTY = (
    r"(?:must(?: not)?|may(?: not| only)?|cannot|can(?: only)?|shall|(?:is|are) (?:not )?(?:required|allowed|permitted|obliged|obligated|mandated|entitled"
    r"|forbidden|prohibited|protected|mandatory|legal|illegal|covered|reimbursed|paid|certified|licensed|billed|billable|eligible|barred|banned|limited|exempt)|(?:has|have|needs?) to|needs?)"
)
_ROLE = (
    r"(?:(?:certified |licensed |mandated |peer |support |recovery |health |mental |behavioral |community |substance |use |disorder |school )*"
    r"(?:peers?|workers?|specialists?|coach(?:es)?|counselors?|reporters?|professionals?|providers?|supporters?|employers?|landlords?|agenc(?:y|ies)"
    r"|programs?|clinics?|hospitals?|candidates?|applicants?|supervisors?|teachers?|therapists?|clinicians?|prescribers?|pharmac(?:y|ies|ists?)"
    r"|tenants?|employees?|residents?|minors?|adults?|patients?|certification|certificates?|licens(?:e|ure)|recertification|renewal|trainings?"
    r"|services|reports?|courts?|insurers?|parents?|records?|naloxone|syringe services|medicaid|consent|peer support|anyone|everyone))"
)
_STATE_LAW = (
    r"(?:state|county|local)(?:['’]s)? (?:laws?|statutes?|regulations?|rules?|codes?|(?:licensing |certification |certifying |health |peer )*(?:board|department|agency|authority)"
    r"|medicaid(?: program| plan| agency)?|medicaid|mental health (?:authority|code|act)|certification(?: rules?)?|licensing)"
)
_DIFFER = re.compile(
    r"\b(?:differs?|var(?:y|ies|ied)|depends?|depending|state to state|state[- ]by[- ]state|by state(?! (?:law|statute|board|rule|reg|medicaid|code))|each state|every state|all states|all 50|some states|many states|most states"
    r"|other states|different states|several states|certain states|few states|half of the states|between states|across states|states (?:may|can|set|decide|differ|vary|have)"
    r"|lets? (?:the )?states|leaves? (?:it |this |that )?to (?:the )?states?|up to (?:the|each) states?|decides?|own rules|may (?:also )?(?:require|allow|differ|vary|permit|forbid|set)"
    r"|might|can require|could require|if any|may be stricter|stricter|where (?:state|local) law|whichever)\b",
    re.IGNORECASE,
)
_OPEN = (
    r"(?:what|whether|which|if|where|when|unless|as|how|than|until|ask|asks|asking|check|checks|checking|know|knows|learn|read|reads|look up|looks up"
    r"|find out|finds out|under|follow|follows|following|about|only if|even if|knowing|before|does|do|did|any|exceptions? that|extent that|way|to)"
)
_MEDICAID = (
    r"(?<!her )(?<!his )(?<!their )(?<!your )(?<!my )(?<!on )(?<!and )(?<!but )(?<!if )(?<!whether )\bMedicaid(?: (?:now|also|always|only|usually))?"
    r" (?:pays (?:only )?for|covers|reimburses|requires|forbids|(?:will|can|does|do)(?: not)? (?:pay for|cover|reimburse|require|allow))\b"
)


@lru_cache(maxsize=4)
def _patterns(states: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The patterns for these names of states, of which the sentence is tried with each."""
    names = "|".join(re.escape(name) for name in sorted(states, key=len, reverse=True)) or r"(?!)"
    state = rf"(?:{names})"
    law = rf"(?:{state}(?:['’]s?)?(?: state)?(?: \w+){{0,2}} (?:laws?|statutes?|codes?|regulations?|rules?|board|act|medicaid|department|certification|licensing|legislature)\b|\b(?:law|rules|regulations|statute|board) (?:of|in) {state})"
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?:\b(?:the|this|your) )?(?<!her )(?<!his )(?<!their )(?<!your )\b{_STATE_LAW}\b(?:[^.;:?]{{0,40}}?)\s{_RULES}\b", flags),
        re.compile(rf"\b(?:under|by|according to|in) (?:the )?(?:{_STATE_LAW}|{law})\b[^.;?]{{0,80}}?\b{_DUTY}\b", flags),
        re.compile(rf"\b{_DUTY}\b[^.;?]{{0,60}}\b(?:under|by|according to) (?:the )?(?:{_STATE_LAW}|{law})", flags),
        re.compile(rf"{law}(?:[^.;:?]{{0,40}}?)\s(?:{_RULES}|{_DUTY})\b", flags),
        re.compile(rf"\bin {state},? (?:all |every |a |an |any |only |the )?{_ROLE}(?: [^.;?]{{0,40}}?)?\s?(?:{_DUTY}|{_RULES})\b", flags),
        re.compile(rf"\b{_ROLE} in {state}(?: [^.;?]{{0,40}}?)?\s(?:{_DUTY}|{_RULES})\b", flags),
        re.compile(rf"\b{state}(?:['’]s)? {_ROLE}(?: [^.;?]{{0,40}}?)?\s(?:{_DUTY}|{_RULES})\b", flags),
        re.compile(rf"(?<!from )(?<!to )(?<!near )\b{state} (?:now |also |does not |only |law )*(?:requires?|mandates?|permits?|allows?|forbids?|prohibits?|bans?|covers?|reimburses?|pays|certifies|licenses)\b", flags),
        re.compile(rf"\bmedicaid in {state}\b[^.;?]{{0,30}}\s{_RULES}\b", flags),
        re.compile(r"\b(?:certification|licensing|certifying|credentialing) board (?:also |now |only )*(?:requires?|mandates?|permits?|allows?|forbids?|sets|demands?)\b", flags),
        re.compile(_MEDICAID),
        re.compile(r"\bthe state (?:also |now |only |always )*(?:requires?|mandates?|permits?|forbids?|prohibits?|pays for|covers|licenses|certifies)\b", flags),
    )  # fmt: skip


_ASKED = re.compile(
    rf"(?:\b{_OPEN})\s+(?:(?:the|her|his|their|your|its|this|our|of|and)\s+)*$", re.IGNORECASE
)


def jurisdiction(subject: Subject) -> Iterator[Finding]:
    """A sentence that states a state's rule as it is; sentences that say that rules differ do not."""
    if subject.item.jurisdiction or not _mentions(subject):
        return
    patterns = _patterns(subject.lists.states)
    for path, text in subject.own:
        for start, sentence in sentences(text):
            if _DIFFER.search(sentence):
                continue
            for number, pattern in enumerate(patterns):
                hit = pattern.search(sentence)
                if not hit:
                    continue
                if number not in {1, 2} and _ASKED.search(sentence[: hit.start()]):
                    continue
                yield subject.finding(
                    JURISDICTION,
                    path,
                    "This states what the rules of a state say, and the item names no jurisdiction.",
                    "Add `jurisdiction: US-…`, or say that states differ and ask for what holds everywhere.",
                    (start + hit.start(), start + hit.end()),
                )
                return


def _mentions(subject: Subject) -> bool:
    """Whether any word stands in the item without which no state's rule is stated."""
    return not _words(subject.lists.states).isdisjoint(subject.vocabulary)


@lru_cache(maxsize=4)
def _words(states: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        {"state", "county", "local", "medicaid", "board"}
        | {name.lower().split()[-1] for name in states}
    )


CHECKS = (Check(JURISDICTION, jurisdiction),)
