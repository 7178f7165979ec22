"""Item and its kinds, Option, Response; how a response is marked."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from fractions import Fraction
from typing import Literal

from peerprep.core.value import dataclass

Level = Literal["recall", "comprehension", "application", "analysis"]
Pool = Literal["drill", "mock"]
Status = Literal["draft", "reviewed", "retired"]

LEVELS: tuple[Level, ...] = ("recall", "comprehension", "application", "analysis")
POOLS: tuple[Pool, ...] = ("drill", "mock")
STATUSES: tuple[Status, ...] = ("draft", "reviewed", "retired")
SENSITIVE: tuple[str, ...] = (
    "suicide",
    "overdose",
    "trauma",
    "violence",
    "child-safety",
    "substance-use-detail",
)

Response = frozenset[str]
"""The ids of the options that the candidate chose; empty when left blank."""

BLANK: Response = frozenset()


@dataclass(frozen=True)
class Option:
    """One choice offered. Its id stays the same however the options are shuffled."""

    id: str
    text: str
    rationale: str


@dataclass(frozen=True)
class SingleBest:
    """One option is best; only it earns the mark."""

    key: Response
    name: Literal["single-best"] = "single-best"

    def mark(self, response: Response) -> Fraction:
        """1 for the key, else 0."""
        return Fraction(int(response == self.key))

    def describe(self) -> str:
        """What the candidate is to do; nothing needs saying for the usual kind."""
        return ""


@dataclass(frozen=True)
class SelectAll:
    """Every option of the key is to be chosen and no other."""

    key: Response
    partial: bool = False
    name: Literal["select-all"] = "select-all"

    def mark(self, response: Response) -> Fraction:
        """1 for exactly the key; with `partial`, (hits - false choices) / keys, never below 0.

        The partial rule is the "number right minus wrong" rule of multiple-response items: someone
        who ticks everything gains nothing by it as soon as there are as many distractors as keys.
        """
        if response == self.key:
            return Fraction(1)
        if not self.partial:
            return Fraction(0)
        hits, false = len(response & self.key), len(response - self.key)
        return Fraction(max(0, hits - false), len(self.key))

    def describe(self) -> str:
        """What the candidate is to do."""
        return "Choose all that apply." + (" Part of the mark is possible." if self.partial else "")


@dataclass(frozen=True)
class TrueFalse:
    """A statement that is true or false."""

    key: Response
    name: Literal["true-false"] = "true-false"

    def mark(self, response: Response) -> Fraction:
        """1 for the key, else 0."""
        return Fraction(int(response == self.key))

    def describe(self) -> str:
        """What the candidate is to do."""
        return "True or false?"


Kind = SingleBest | SelectAll | TrueFalse


@dataclass(frozen=True)
class Citation:
    """Where an item's principle can be read: a source of its bank and the place in it."""

    source: str
    locator: str


@dataclass(frozen=True)
class Item:
    """One question of a bank, complete with what it teaches."""

    id: str
    topic: str
    level: Level
    stem: str
    options: tuple[Option, ...]
    kind: Kind
    principle: str
    citation: Citation
    pool: Pool = "drill"
    status: Status = "draft"
    exhibit: str | None = None
    jurisdiction: str | None = None
    tags: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    shuffle: bool = True
    as_of: str | None = None
    enemies: frozenset[str] = frozenset()

    @property
    def key(self) -> Response:
        """The ids of the options that earn the mark."""
        return self.kind.key

    @property
    def revision(self) -> str:
        """A hash of what is asked and what counts as right: stem, exhibit, options, key, marking.

        Rationales, principle and tags are left out, so that a better explanation does not part an
        item from the responses it has had.
        """
        asked = [
            self.kind.name,
            getattr(self.kind, "partial", False),
            self.stem,
            self.exhibit,
            sorted((option.id, option.text, option.id in self.key) for option in self.options),
        ]
        text = json.dumps(asked, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def option(self, option_id: str) -> Option:
        """The option of that id; KeyError when the item has none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    def mark(self, response: Response) -> Fraction:
        """Judge one response: a fraction 0…1. A blank is 0."""
        return self.kind.mark(response) if response else Fraction(0)


def option_id(text: str) -> str:
    """The identity of an option whose author gave none: a hash of its words.

    Words and not places, so that an author who reorders the options never turns a kept response
    into another one; case and spacing do not count.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
