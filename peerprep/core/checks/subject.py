"""Subject: an item as the rules look at it, its texts taken apart once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from peerprep.core.checks.asking import Negation, asks_for_exception
from peerprep.core.checks.finding import FieldPath, Finding
from peerprep.core.checks.rule import Rule
from peerprep.core.checks.words import unquoted, word_parts
from peerprep.core.item import Item, Option
from peerprep.core.problem import Tier


@dataclass(frozen=True)
class Phrase:
    """One entry of a word list: what to find, when it means something else, what to say instead.

    `words` are those of which one must stand in a text before the pattern is tried on it at all, and
    `also` those of which one must stand in the item; where
    `near` is given, all of it has to be found in the same text.
    """

    pattern: re.Pattern[str]
    say: str
    source: str
    as_of: str
    words: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    unless: re.Pattern[str] | None = None
    near: tuple[re.Pattern[str], ...] = ()
    answer: bool = False
    """Whether it is tried on the key alone."""


@dataclass(frozen=True)
class WordLists:
    """The word lists that the wording rules go by; they are data, read from files elsewhere."""

    language: tuple[Phrase, ...] = ()
    outdated: tuple[Phrase, ...] = ()
    provenance: tuple[Phrase, ...] = ()
    labels: tuple[Phrase, ...] = ()
    """What tells of a remembered item in a tag, a title or a remark, though not in a story."""
    names: re.Pattern[str] = re.compile(r"(?!)")
    """Names of organizations that hold a term of the list; they are spared."""
    states: tuple[str, ...] = ()
    history: re.Pattern[str] = re.compile(r"(?!)")
    """Words that tell of the past, so that what stands beside them is not given as present fact."""


@dataclass(frozen=True)
class Subject:
    """An item to be checked, with the word lists and the words that are everywhere in its bank."""

    item: Item
    lists: WordLists = WordLists()
    common: frozenset[str] = field(default=frozenset(), repr=False)
    source_title: str = ""

    @cached_property
    def prose(self) -> tuple[tuple[FieldPath, str], ...]:
        """The author's own texts with their places: stem, exhibit, options, rationales, principle."""
        item = self.item
        found: list[tuple[FieldPath, str]] = [(("stem",), item.stem)]
        if item.exhibit:
            found.append((("exhibit",), item.exhibit))
        for number, option in enumerate(item.options):
            found.append((("options", number, "text"), option.text))
            found.append((("options", number, "rationale"), option.rationale))
        found.append((("principle",), item.principle))
        return tuple((path, text) for path, text in found if text)

    @cached_property
    def own(self) -> tuple[tuple[FieldPath, str], ...]:
        """The same texts with quoted speech blanked out."""
        return tuple((path, unquoted(text)) for path, text in self.prose)

    @cached_property
    def parts(self) -> Mapping[FieldPath, frozenset[str]]:
        """Every plain part of every word of a text; rules that need one of few words look here."""
        return {path: word_parts(text) for path, text in self.prose}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The plain parts of the words of all texts."""
        return frozenset().union(*self.parts.values())

    @cached_property
    def negation(self) -> Negation | None:
        """The words by which the stem asks for the exception."""
        return asks_for_exception(self.item.stem)

    @property
    def key(self) -> tuple[Option, ...]:
        """The options that earn the mark."""
        return tuple(option for option in self.item.options if option.id in self.item.key)

    @property
    def distractors(self) -> tuple[Option, ...]:
        """The other options."""
        return tuple(option for option in self.item.options if option.id not in self.item.key)

    @property
    def ordinary(self) -> bool:
        """Whether one option of several is best, so that cues can give it away."""
        return self.item.kind.name == "single-best" and len(self.key) == 1

    def options(self) -> Iterator[tuple[FieldPath, Option]]:
        """Each option with the place of its text."""
        for number, option in enumerate(self.item.options):
            yield ("options", number, "text"), option

    def place(self, wanted: Option) -> FieldPath:
        """Where an option's text stands."""
        return ("options", self.item.options.index(wanted), "text")

    def finding(
        self,
        rule: Rule,
        path: FieldPath,
        message: str,
        fix: str,
        span: tuple[int, int] = (0, 0),
        tier: Tier | None = None,
    ) -> Finding:
        """A finding of the rule in this item."""
        return Finding(rule.id, tier or rule.tier, message, fix, self.item.id, path, *span)
