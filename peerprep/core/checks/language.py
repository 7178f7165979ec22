"""Rules about single words: person-first language, outdated facts, remembered exam questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peerprep.core.checks.asking import question
from peerprep.core.checks.finding import FieldPath, Finding
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Phrase, Subject
from peerprep.core.checks.words import sentences, word_parts

LANGUAGE = Rule(
    "LANGUAGE", "warning", "item", "high",
    "A stigmatizing term, or one that puts a condition before the person",
    "Such words lower the care people are given: clinicians who read \"substance abuser\" judged the same person more harshly.",
    "Kelly and Westerhoff (2010), International Journal of Drug Policy 21(3); NIDA, Words Matter; SAMHSA and APA style on person-first words.",
    "\"An addict asks for help.\"",
    "\"A man with a substance use disorder asks for help.\" What somebody says stands in quotation marks and is left alone.",
)  # fmt: skip
OUTDATED = Rule(
    "OUTDATED", "warning", "item", "high",
    "A statement that used to be right, given as a present fact",
    "Who learns it answers wrongly, and may send somebody to the wrong place.",
    "Each entry of the word list names the source and the date of the change.",
    "\"A prescriber needs an X-waiver for buprenorphine.\"",
    "\"Until 2023 a prescriber needed an X-waiver; now a DEA registration is enough.\"",
)  # fmt: skip
PROVENANCE = Rule(
    "PROVENANCE", "warning", "item", "high",
    "The item says that it was remembered from, or taken out of, a real exam",
    "Candidates sign that they will not pass exam questions on; such an item can cost them the certificate.",
    "The candidate agreements of IC&RC and other boards; CONTRIBUTING.md.",
    "A tag `recalled-2023`, or \"this was on my exam\".",
    "An item written anew from a publication, which `source` names.",
)  # fmt: skip


def _found(phrase: Phrase, text: str) -> Iterator[re.Match[str]]:
    """Where the phrase stands in the text and does not mean something else."""
    hits = list(phrase.pattern.finditer(text))
    if not hits or not all(near.search(text) for near in phrase.near):
        return
    spared = [other.span() for other in phrase.unless.finditer(text)] if phrase.unless else []
    for hit in hits:
        if not any(start < hit.end() and hit.start() < end for start, end in spared):
            yield hit


def _tried(phrases: tuple[Phrase, ...], subject: Subject) -> list[Phrase]:
    """The phrases of which at least one word stands in the item, and one of those needed besides."""
    held = subject.vocabulary
    return [
        p
        for p in phrases
        if not (p.words and p.words.isdisjoint(held)) and not (p.also and p.also.isdisjoint(held))
    ]


def _meant(phrases: list[Phrase], held: frozenset[str]) -> list[Phrase]:
    """The phrases of which at least one word stands in one text."""
    return [p for p in phrases if not p.words or not p.words.isdisjoint(held)]


def language(subject: Subject) -> Iterator[Finding]:
    """Terms of the list in the author's own words; quoted speech is left alone."""
    tried = _tried(subject.lists.language, subject)
    for path, text in subject.own if tried else ():
        meant = _meant(tried, subject.parts[path])
        hits = [(phrase, hit) for phrase in meant for hit in _found(phrase, text)]
        taken = [name.span() for name in subject.lists.names.finditer(text)] if hits else []
        for phrase, hit in hits:
            if any(start < hit.end() and hit.start() < end for start, end in taken):
                continue
            taken.append(hit.span())
            yield subject.finding(
                LANGUAGE,
                path,
                f'"{hit.group()}" is not person-first or carries stigma ({phrase.source}).',
                f"Say: {phrase.say}; or put it in quotation marks where somebody says it.",
                hit.span(),
            )


_DENIED = re.compile(
    r"\b(?:out[- ]of[- ]date|outdated|obsolete|myths?|misconceptions?|no longer|wrongly|mistaken\w*|mistakes?|false|incorrect|untrue"
    r"|used to|formerly|former|previously|superseded|(?:before|until|prior to) (?:19|20)\d\d|in the past|changed|replaced|replaces?|old (?:name|number|term|rule|order|manual|way|teaching))\b",
    re.IGNORECASE,
)
"""Words of a stem by which its key tells what is not so, or is so no more."""


@dataclass(frozen=True)
class _Claim:
    """A text that the author asserts, and the texts in which what it speaks of is named."""

    path: FieldPath
    text: str
    about: str
    answer: bool = False


def _asserted(subject: Subject) -> Iterator[_Claim]:
    """What the author asserts: not the distractors, nor a key that is taken back.

    A key is taken back by a stem that asks for what is false or past, and by its own rationale.
    """
    item, own = subject.item, dict(subject.own)
    stem = own.get(("stem",), "")
    denied = subject.negation is not None or bool(_DENIED.search(question(stem)[1]))
    false = item.kind.name == "true-false" and any(
        option.text.strip().lower().startswith(("false", "no")) for option in subject.key
    )
    keys = [n for n, option in enumerate(item.options) if option.id in item.key]
    context = " ".join([stem, *(own.get(("options", n, "text"), "") for n in keys)])
    for path, text in own.items():
        if path[0] != "options":
            if not (false and path == ("stem",)):
                yield _Claim(path, text, context if path == ("principle",) else "")
        elif path[2] == "rationale":
            yield _Claim(path, text, context if path[1] in keys and not denied else "")
        elif path[1] in keys and not denied:
            why = own.get(("options", path[1], "rationale"), "")
            if not subject.lists.history.search(why):
                yield _Claim(path, text, context, answer=True)


def outdated(subject: Subject) -> Iterator[Finding]:
    """Outdated facts of the list in a sentence that does not tell them as history."""
    tried = _tried(subject.lists.outdated, subject)
    for claim in _asserted(subject) if tried else ():
        meant = _meant(tried, subject.parts[claim.path])
        for start, sentence in sentences(claim.text) if meant else ():
            for phrase in meant:
                hit = _claimed(phrase, sentence, claim)
                if hit is None or subject.lists.history.search(sentence):
                    continue
                yield subject.finding(
                    OUTDATED,
                    claim.path,
                    f"This is no longer so ({phrase.source}, {phrase.as_of}).",
                    f"Say: {phrase.say}; or tell it as history.",
                    (start + hit.start(), start + hit.end()),
                )
                break


def _claimed(phrase: Phrase, sentence: str, claim: _Claim) -> re.Match[str] | None:
    """Where a sentence of the claim says what the phrase looks for."""
    hit = None if phrase.answer and not claim.answer else phrase.pattern.search(sentence)
    if hit is None or (phrase.unless and phrase.unless.search(sentence)):
        return None
    known = all(near.search(sentence) or near.search(claim.about) for near in phrase.near)
    return hit if known else None


def _labels(subject: Subject) -> Iterator[tuple[FieldPath, str]]:
    """Tags, locator, jurisdiction and the title of the source, joined words parted."""
    item = subject.item
    if item.tags:
        for number, tag in enumerate(item.tags):
            yield ("tags", number), tag
    yield ("source", "locator"), item.citation.locator
    yield ("source", "id"), subject.source_title
    yield ("source", "id"), item.citation.source


def provenance(subject: Subject) -> Iterator[Finding]:
    """Words that tell of a remembered or copied exam question, in any text or label."""
    lists = subject.lists
    in_prose = _tried(lists.provenance, subject)
    in_labels = [*lists.provenance, *lists.labels]
    for path, text in subject.prose if in_prose else ():
        if meant := _meant(in_prose, subject.parts[path]):
            yield from _remembered(subject, path, text, tuple(meant))
    seen: set[FieldPath] = set()
    for path, text in _labels(subject):
        meant = _meant(in_labels, word_parts(text))
        parted = re.sub(r"[-_/]", " ", text)
        for finding in _remembered(subject, path, parted, tuple(meant)) if meant else ():
            if path not in seen:
                seen.add(path)
                yield finding


def _remembered(
    subject: Subject, path: FieldPath, text: str, phrases: tuple[Phrase, ...]
) -> Iterator[Finding]:
    hit = remembered(text, phrases)
    if hit:
        span = hit.span() if path != ("source", "id") else (0, 0)
        yield subject.finding(
            PROVENANCE,
            path,
            f'"{hit.group()}" says that the item was remembered from a real exam.',
            "Delete the item and write one of your own from a publication.",
            span,
        )


def remembered(text: str, phrases: tuple[Phrase, ...]) -> re.Match[str] | None:
    """The first words by which a text says that it comes from a real exam."""
    for start, sentence in sentences(text):
        for phrase in phrases:
            hit = phrase.pattern.search(text, start, start + len(sentence))
            if hit is None or not all(near.search(sentence) for near in phrase.near):
                continue
            if not (phrase.unless and phrase.unless.search(sentence)):
                return hit
    return None


CHECKS = (
    Check(LANGUAGE, language),
    Check(OUTDATED, outdated),
    Check(PROVENANCE, provenance),
)
