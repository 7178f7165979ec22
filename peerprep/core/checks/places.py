"""JURISDICTION: what the law of one state says, in an item that names no state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from peerprep.core.checks.asking import question
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

_HARD = (
    r"(?:requires?|mandates?|permits?|allows?|forbids?|prohibits?|bars|bans|reimburses?|obliges?|obligates?|entitles?"
    r"|guarantees?|exempts?|licenses|certifies|outlaws?|caps|demands?|insists? on|calls? for|imposes?|compels?|restricts?"
    r"|pays (?:only )?for|covers?|funds|regulates?|required|mandated|allowed|forbade|prohibited|permitted|does not (?:require|allow|permit|pay for|cover|license|recognize)"
    r"|do not (?:require|allow|permit|pay for|cover|recognize)|(?:will|can) (?:pay for|cover|reimburse|require|allow))"
)
_SOFT = (
    r"(?:gives?|wants?|grants?|lets?|sets?|expects?|pays?|provides?|offers?|keeps?|needs?|makes?|says?|holds?|limits?|protects?"
    r"|defines?|adds?|charges?|accepts?|counts?|recognizes?|orders?|fines?|has|have|treats?|considers?|bills?|renews?|takes?|puts|tells"
    r"|gave|wanted|granted|set|names?|protects?|draws? the line|leaves)"
)
_COUNT = (
    r"(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty"
    r"|forty-\w+|fifty|sixty|seventy-two|ninety|half a|hundred)"
)
_MATTER = (
    rf"(?:\b{_COUNT}[- ](?:\w+ )?(?:hours?|days?|weeks?|months?|years?|minutes?|percent|dollars?|feet|degrees|visits?|rides?|times?|sessions?|miles?|credits?|courses?|cents|units?)\b"
    r"|[$%°]|\b\d{2,}\b|\b(?:licensed?|licenses|certifi\w+|permits?|fingerprints?|background|renew\w*|notice|deposits?|fees?|benefits?|leave|training|reporters?"
    r"|mandated|crimes?|illegal|legal|felony|right to|consent|inspections?|vouchers?|wages?|report(?:s|ed)?|supervision|insurance|medicaid|proof|kept|posted|locked|registered|within)\b)"
)
_DUTY = (
    r"(?:must(?: not)?|may(?: not| only)?(?! (?:be (?!\w+ed\b)|(?:not )?(?:feel|want|need|know|find|seem|like|think|wonder|fear)\b))|cannot|can(?: only)?|shall|(?:is|are) (?:not |all |also |only )?(?:required|allowed|permitted|obliged|obligated|mandated|entitled"
    r"|forbidden|prohibited|protected|mandatory|legal|illegal|covered|reimbursed|paid|certified|licensed|billed|billable|eligible|barred|banned|limited|exempt|due|valid|good for|capped|free|lawful|unlawful|owed)"
    rf"|(?:has|have|needs?|gets?)(?: to (?:be )?(?:report|renew|register|hold|pass|complete|carry|post|wear|keep|pay|file|give|show|have)\b| (?:at least |up to |only )?{_COUNT} (?:\w+ )?(?:hours?|days?|weeks?|months?|years?|credits?)\b)"
    r"|(?:lasts?|expires?|ends?) )"
)
_SUBJECTS = (
    r"(?:peers?|workers?|specialists?|coach(?:es)?|counselors?|reporters?|professionals?|providers?|supporters?|employers?|landlords?|agenc(?:y|ies)"
    r"|programs?|clinics?|hospitals?|candidates?|applicants?|supervisors?|teachers?|therapists?|clinicians?|prescribers?|pharmac(?:y|ies|ists?)"
    r"|tenants?|employees?|residents?|minors?|adults?|patients?|certifications?|certificates?|licens(?:e|es|ure)|recertification|renewal|trainings?"
    r"|services|reports?|courts?|insurers?|parents?|records?|naloxone|medicaid|consent|peer support|anyone|everyone|nobody|no one"
    r"|drivers?|nurses?|aides?|cooks?|chefs?|owners?|kitchens?|restaurants?|shops?|schools?|riders?|sellers?|operators?|handlers?|managers?|assistants?"
    r"|caregivers?|guardians?|doctors?|physicians?|dentists?|technicians?|paramedics?|plumbers?|electricians?|contractors?|facilit(?:y|ies)|stores?|bars?"
    r"|servers?|bartenders?|pedestrians?|motorists?|voters?|students?|buyers?|cards?|permits?|deposits?|tags?|vehicles?|cars?|bikes?|helmets?|licensees?"
    r"|notar(?:y|ies)|lifeguards?|guards?|children|infants?|staff|trainees?|hunters?|lawyers?|homes|businesses|companies)"
)
_ROLE = rf"(?:(?!(?:from|in|who|that|and|to)\b)[\w-]+ ){{0,3}}?{_SUBJECTS}"
_LAW_WORD = r"(?:laws?|statutes?|regulations?|rules?|codes?|legislation|ordinances?|acts?|constitution|bill of rights)"
_BODY = (
    r"(?:(?:[a-z]+ ){0,2}?(?:board|department|agency|authority|legislature|commission|inspectors?)(?: of (?:health|nursing|education|labor|licensing|pharmacy|medicine|motor vehicles|corrections|agriculture|insurance|public \w+|behavioral health|mental health))?"
    r"|medicaid(?: program| plan| agency)?|(?:\w+ )?program|plan|dmv|certification(?: rules?)?|licensing|licensure|mental health (?:authority|code|act))"
)
_OURS = r"(?<!her )(?<!his )(?<!their )(?<!your )(?<!my )(?<!each )(?<!any )(?<!every )"
_LEVEL = r"(?:state|county|local|city|municipal)(?:['’]s)?"
_DIFFER = re.compile(
    r"\b(?:differs?|differing|different|var(?:y|ies|ied|ying)|depends?|depending|state to state|state[- ]by[- ]state|by state(?! (?:law|statute|board|rule|reg|medicaid|code))|each state|every state|all states|all 50|(?:some|many|most|certain|several|few|other) states?(?: laws?| rules?)?\b|some states|many states|most states"
    r"|other states|several states|certain states|few states|half of the states|between states|across states|states (?:may|can|set|decide|differ|vary|have)"
    r"|lets? (?:the |a )?states?|leaves? (?:it |this |that )?to (?:the )?states?|up to (?:the|each) states?|decides?|own rules|may (?:also )?(?:require|allow|differ|vary|permit|forbid|set)"
    r"|might|can require|could require|if any|may be stricter|stricter|where (?:state|local) law|whichever|your own state)\b",
    re.IGNORECASE,
)
_OPEN = (
    r"(?:what|whether|which|if|when|unless|how|who|than|until|ask|asks|asking|asked|check|checks|checking|checked|know|knows|learn|read|reads|look up|looks up|call|calls|look at|see"
    r"|find out|finds out|follow|follows|following|about|only if|even if|knowing|before|does|do|did|any|exceptions? that|extent that|way|to|from|(?:says?|claims?|thinks?|believes?|hopes?|fears?|heard|hears|said) that)"
)
_PERSONS = frozenset({"Virginia", "Georgia", "Montana", "Washington", "Indiana"})
"""States whose names people bear as well: what they give or want is no rule."""
_MEDICAID = (
    r"(?<!her )(?<!his )(?<!their )(?<!your )(?<!my )(?<!on )(?<!and )(?<!but )(?<!if )(?<!whether )\bMedicaid(?: (?:now|also|always|only|usually))?"
    r" (?:pays (?:only )?for|covers|reimburses|requires|forbids|(?:will|can|does|do)(?: not)? (?:pay for|cover|reimburse|require|allow))\b"
)


@dataclass(frozen=True)
class _Patterns:
    """The patterns for a list of states: what states a rule, and what a rule is asked by."""

    anywhere: tuple[re.Pattern[str], ...]
    of_named: tuple[re.Pattern[str], ...]
    """Those tried only on a sentence that names a state."""
    name: re.Pattern[str]
    """A state by its name."""
    asked: re.Pattern[str]
    """A question after the rule of a state."""


@lru_cache(maxsize=4)
def _patterns(states: tuple[str, ...]) -> _Patterns:
    """The patterns for these names of states, of which a sentence is tried with each."""
    names = "|".join(re.escape(name) for name in sorted(states, key=len, reverse=True)) or r"(?!)"
    sure = "|".join(re.escape(n) for n in sorted(set(states) - _PERSONS, key=len, reverse=True))
    state = rf"(?:{names})(?! City\b| County\b(?! \w+ (?:requires|wants)))"
    begun = r"(?:^|[,;:(–—]\s*|\b(?:and|but|because|since|so|as|that|where|though|although|while|today|now|yet)\s+)[\"“]?"
    here = r"(?: (?:now|also|only|law|itself|even|today|still|usually|always|never))*"
    law = rf"(?:{state}(?:['’]s?)?(?: state)?(?: [a-z]+){{0,2}}? {_LAW_WORD}\b|\b(?:laws?|rules?|regulations?|statutes?|codes?)(?: \w+)? (?:of|in|for) (?:the state of )?{state}|{_OURS}\b{_LEVEL}(?: [a-z]+){{0,2}}? {_LAW_WORD}\b)"
    body = rf"(?:{state}(?:['’]s?)?(?: state)? {_BODY}\b|{_OURS}\b{_LEVEL}(?: [a-z]+)?? {_BODY}\b|\b(?:board|department|medicaid)(?: of \w+)? in {state}|{_OURS}\bstate of {state})"
    rule = rf"(?:{_HARD}|{_SOFT}|{_DUTY}|asks?\b(?=[^.;:?]{{0,60}}?\b(?!an?\b){_COUNT}\b))"
    matter = rf"[^.;:?]{{0,60}}?{_MATTER}"
    who = rf"(?:all |every |a |an |any |each |only (?:an? )?|the |no |most )?(?:{_ROLE}|(?!(?:this|is|was|has|does)\b)[a-z]{{4,}}s)"
    after = r"(?: (?:under|over|with|who|licensed|hired|certified|aged?|for|of|on|in|without|above|below) [^.,;?]{1,40}?)?"
    wide = re.IGNORECASE
    anywhere = (
        re.compile(rf"\b[A-Z]\w+ County (?:{_HARD}\b|{_SOFT}\b{matter})"),
        re.compile(rf"{law}(?:(?!\b(?:an?|where|if|when|who|that|only)\b)[^.;:?]){{0,40}}?\s{rule}(?![\w-])", wide),
        re.compile(rf"{body}(?: [a-z]+ly| now| also| only| in \w+)?,? (?:{_HARD}\b|(?:{_SOFT}|asks?)\b{matter}|{_DUTY}(?![\w-]))", wide),
        re.compile(rf"\b(?:under|by|according to|in|per) (?:the )?{law}[^.;?]{{0,80}}?(?:\b{_DUTY}(?![\w-])|\b(?:is|are)\b[^.;?]{{0,20}}?{_MATTER})", wide),
        re.compile(rf"\b(?:{_DUTY}|crime|illegal|offense)(?![\w-])[^.;?]{{0,60}}\b(?:under|by|according to) (?:the )?{law}", wide),
        re.compile(rf"{_OURS}\bthe (?:state|county)(?: (?:now|also|only|always))? (?:{_HARD}\b|{_SOFT}\b{matter})", wide),
        re.compile(rf"\b(?:certification|licensing|certifying|credentialing|(?<!federal )health) (?:board|department) (?:also |now |only )*{_HARD}\b", wide),
        re.compile(_MEDICAID),
    )  # fmt: skip
    named = (
        re.compile(rf"\b{state}\b[^.;?]{{0,60}}\b(?:by|under the) law\b", wide),
        re.compile(rf"\b(?i:under|by|per|according to) (?:the )?(?:{state}(?:['’]s?)?(?: [a-z]+){{0,2}}? {_LAW_WORD}|{_LAW_WORD} (?:of|in) {state})\b"),
        re.compile(rf"\b{state}(?:['’]s?)? (?:(?:[A-Z][\w’']*|and|of|for|the|on) ){{0,6}}(?:Commission|Board|Department|Agency|Authority|Office|Bureau|Division|Council)(?: (?:of|for|on)(?: [A-Z]\w+| and)+)? (?:{_HARD}\b|{_SOFT}\b{matter}|{_DUTY})"),
        re.compile(rf"{begun}(?i:the state of )?{state}{here} {_HARD}\b"),
        re.compile(rf"{begun}(?i:the state of )?(?:{sure or '(?!)'}){here} (?:{_SOFT}|asks?)\b(?! off\b){matter}"),
        re.compile(rf"\b(?i:in) (?:[A-Z]\w+, )?{state}(?: law)?,? (?i:{who}){after},? (?:also |now |only )?{_DUTY}(?![\w-])"),
        re.compile(rf"\b(?:in|under) {state},? [^.;?]{{0,60}}\b(?:by law|the law|the code|the rules?)\b", wide),
        re.compile(rf"\b(?:by law|the (?:law|code|rules?))\b[^.;?]{{0,15}}\b(?:in|of) {state},?[^.;?]{{0,40}}(?:\b(?:is|are)\b|{_MATTER}|{_HARD}|{_SOFT})", wide),
        re.compile(rf"\b(?i:{_SUBJECTS})(?: [a-z]+)? (?i:in|by) (?:[A-Z]\w+, )?{state}{after} (?:also |now )?{_DUTY}(?![\w-])"),
        re.compile(rf"\b{state}(?:['’]s)? {_ROLE}{after} {_DUTY}(?![\w-])"),
        re.compile(rf"\b(?i:{_ROLE}){after} (?:must(?: not)?|may (?:not|only)|cannot|shall|may)\b [^.;?]{{0,50}}\b(?:in|under) {state}\s*[.;]?\s*$"),
        re.compile(rf"\bonly (?:an? )?{_ROLE} (?:may|can)\b[^.;?]{{0,50}}\bin {state}", wide),
        re.compile(rf"\b(?:crime|illegal|unlawful|legal|lawful|offense|felony|misdemeanor|against the law|mandatory|required|forbidden|prohibited|banned|allowed|permitted|mandated)\b[^.;?]{{0,40}}\bin {state}", wide),
        re.compile(rf"\bin {state},?[^.;?]{{0,50}}\b(?:is|are) (?:not |also )?(?:an? )?(?:crime|illegal|unlawful|legal|lawful|offense|felony|misdemeanor|against the law|mandatory|required|forbidden|prohibited|banned|allowed|permitted)\b", wide),
        re.compile(rf"\b(?:limit|deadline|fee|minimum|legal age|penalty|fine|notice|standard|requirement)s? (?:in|for|of) {state}\b[^.;?]{{0,20}}\b(?:is|are)\b", wide),
    )  # fmt: skip
    asked = re.compile(
        rf"(?i:{law}|{body})|\b(?i:in) {state}\b(?=.*\b(?:must|may|required|allowed|legal|law|licen\w+|valid|certif\w+|deadline|minimum|permitted|mandated|forbidden)\b)"
        rf"|\b(?:must|may|required|allowed|legal|law|licen\w+|valid|certif\w+|deadline|minimum|permitted|mandated|forbidden)\b.*\bin {state}\b"
        rf"|\b(?:does|do|did|will) (?:the state of )?{state} (?:require|want|allow|give|set|grant|permit|ask|pay|demand|let|expect|cover|forbid)\b"
    )
    return _Patterns(anywhere, named, re.compile(rf"\b{state}\b"), asked)


_THERE = re.compile(
    rf"\b(?:there|here|that state|this state),? (?:the )?(?:{_LAW_WORD}|board|department|state)\b[^.;?]{{0,30}}?\s(?:{_HARD}|{_SOFT}|asks?|{_DUTY})(?![\w-])"
    rf"|\b(?:the |that |this |its )(?:state['’]?s? )?(?:{_LAW_WORD}|board|legislature|state)(?: (?:there|here|in that state|of that state))(?: [a-z]+)? (?:{_HARD}|{_SOFT}|{_DUTY})(?![\w-])"
    rf"|^(?:the|its|this|that) (?:state )?(?:law|statute|code|board|legislature|rules?|state|program|limit)(?: [a-z]+)? (?:{_HARD}\b|{_SOFT}\b[^.;:?]{{0,60}}?{_MATTER}|is [^.;:?]{{0,20}}?{_MATTER})",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"\b(?:state|county|local|city|municipal|medicaid|health|certification|licensing|certifying|credentialing)\b",
    re.IGNORECASE,
)
"""Words without which a sentence that names no state says nothing of a state's rules."""
_FEDERAL = re.compile(r"\b(?:federal|hipaa|ada|osha|cfr|u\.?s\.?c|fda)\b", re.IGNORECASE)
_GUARDED = re.compile(
    rf"(?:\b{_OPEN})\s+(?:(?:the|her|his|their|your|its|this|our|of|and|in|state|local)\s+)*$",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"^\W*(?:who|where|why|how (?:can|could|should|does (?:he|she|one)))\b|\b(?:find out|look up|learn|check|tells?|know|knows|ask|asks|asking)\b",
    re.IGNORECASE,
)


def _stated(patterns: _Patterns, text: str) -> Iterator[tuple[int, int]]:
    """Where a text states the rule of a state; a sentence may lean on the one before it."""
    before = False
    for start, sentence in sentences(text):
        named = bool(patterns.name.search(sentence))
        told = _LEVELS.search(sentence) is not None
        if (named or told or before) and not _DIFFER.search(sentence):
            tried = patterns.anywhere if named or told else ()
            for pattern in (*tried, *(patterns.of_named if named else ())):
                hit = pattern.search(sentence)
                if hit and not _asks(sentence, hit):
                    yield start + hit.start(), start + hit.end()
            leaning = _THERE.search(sentence) if before and not _FEDERAL.search(sentence) else None
            if leaning and not sentence.rstrip().endswith("?"):
                yield start + leaning.start(), start + leaning.end()
        before = before or named


def _asks(sentence: str, hit: re.Match[str]) -> bool:
    """Whether what was found is what somebody asks, and not what is stated."""
    begun = re.match(r"\W*(?:under|by|according to|per)\b", hit.group(), re.IGNORECASE)
    if sentence.rstrip().endswith("?") and re.match(
        r"\W*(?:what|which|how|when|who|does|is|are|must|may|can)\b", sentence, re.IGNORECASE
    ):
        return True
    return not begun and bool(_GUARDED.search(sentence[: hit.start()]))


def _answered(subject: Subject, patterns: _Patterns) -> tuple[int, int] | None:
    """The words by which the stem asks after a state's rule, where the key then states it."""
    start, asked, asking = question(subject.item.stem)
    hit = patterns.asked.search(asked) if asking else None
    if hit is None or _INDIRECT.search(asked) or _DIFFER.search(asked):
        return None
    answers = " ".join(f"{option.text}. {option.rationale}" for option in subject.key)
    if _DIFFER.search(answers) or re.match(r"(?:ask|check|look|read|call|find)\b", answers, re.I):
        return None
    return start + hit.start(), start + hit.end()


def jurisdiction(subject: Subject) -> Iterator[Finding]:
    """A sentence that states a state's rule as it is; sentences that say that rules differ do not."""
    if subject.item.jurisdiction or not _mentions(subject):
        return
    patterns = _patterns(subject.lists.states)
    gate = _words(subject.lists.states)
    for path, text in subject.own:
        if gate.isdisjoint(subject.parts[path]):
            continue
        span = next(_stated(patterns, text), None)
        if span is None and path == ("stem",):
            span = _answered(subject, patterns)
        if span:
            yield subject.finding(
                JURISDICTION,
                path,
                "This states what the rules of a state say, and the item names no jurisdiction.",
                "Add `jurisdiction: US-…`, or say that states differ and ask for what holds everywhere.",
                span,
            )
            return


def _mentions(subject: Subject) -> bool:
    """Whether any word stands in the item without which no state's rule is stated."""
    return not _words(subject.lists.states).isdisjoint(subject.vocabulary)


@lru_cache(maxsize=4)
def _words(states: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        {"state", "county", "local", "city", "municipal", "medicaid", "board", "department"}
        | {name.lower().split()[-1] for name in states}
    )


CHECKS = (Check(JURISDICTION, jurisdiction),)
