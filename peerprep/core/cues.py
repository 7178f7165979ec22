"""What a test-wise guesser looks at: features of options that should say nothing about the key.

The flaws are those of Haladyna, Downing and Rodriguez (2002, Applied Measurement in Education
15:309-333) and of Millman, Bishop and Ebel (1965, Educational and Psychological Measurement
25:707-726), which first listed what "test-wiseness" goes by.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from peerprep.core.item import Item
from peerprep.core.near import words

ROOT = 5
"""Letters by which two forms of a word are taken for one: calls, called, calling."""

Values = tuple[float, ...]
"""One number for each option, in the order of the options."""


@dataclass(frozen=True)
class WordLists:
    """Words and phrases by the tone they give an option; `*` in an entry is any ending."""

    language: str = "en"
    hedges: tuple[str, ...] = ()
    absolutes: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    gentle: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        tones = ("hedges", "absolutes", "negations", "gentle", "firm")
        return {tone: _pattern(getattr(self, tone)) for tone in tones}

    def hits(self, tone: str, text: str) -> int:
        """How many words or phrases of a tone a text holds; a phrase counts once, not by word."""
        return len(self._patterns[tone].findall(" ".join(words(text))))


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(entries, key=lambda entry: (-len(entry), entry))
    parts = [re.escape(entry.casefold()).replace(r"\*", r"[^\s]*") for entry in longest_first]
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts)})(?!\S)" if parts else r"(?!)")


@dataclass(frozen=True)
class Sight:
    """What the guesser sees of a single-best item; of the stem only which words occur in it."""

    item: str
    options: tuple[str, ...]
    key: int
    stem: str
    lists: WordLists

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each option, in order."""
        return tuple(tuple(words(option)) for option in self.options)

    @cached_property
    def wording(self) -> tuple[frozenset[str], ...]:
        """The different words of each option."""
        return tuple(frozenset(option) for option in self.words)

    @cached_property
    def opening(self) -> tuple[frozenset[str], ...]:
        """The first word of each option."""
        return tuple(frozenset(option[:1]) for option in self.words)

    @cached_property
    def roots(self) -> tuple[frozenset[str], ...]:
        """The roots of each option's words."""
        return tuple(roots(option) for option in self.words)

    @cached_property
    def values(self) -> tuple[Values, ...]:
        """Every fixed cue, measured once: a row for each cue of CUES."""
        return tuple(cue.measure(self) for cue in CUES)

    def tone(self, name: str) -> Values:
        """How often each option strikes a tone."""
        return tuple(float(self.lists.hits(name, option)) for option in self.options)


def roots(of: Iterable[str]) -> frozenset[str]:
    """The first letters of the words that carry content, taken to be those of 4 letters or more."""
    return frozenset(word[:ROOT] for word in of if len(word) >= 4)


def see(item: Item, lists: WordLists) -> Sight:
    """The item as a guesser sees it, options in the order written. It must be single-best."""
    (key,) = item.key
    place = [option.id for option in item.options].index(key)
    stem = f"{item.exhibit or ''} {item.stem}"
    return Sight(item.id, tuple(option.text for option in item.options), place, stem, lists)


@dataclass(frozen=True)
class Cue:
    """One feature of options: how it is measured, and a name for it."""

    name: str
    measure: Callable[[Sight], Values]


def length(sight: Sight) -> Values:
    """ln of the characters over the item's mean of them: relative length, the same up and down."""
    sizes = [max(1, len(option)) for option in sight.options]
    mean = sum(sizes) / len(sizes)
    return tuple(math.log(size / mean) for size in sizes)


def longest(sight: Sight) -> Values:
    """1 for the option with most characters, shared where several have as many."""
    return _top([float(len(option)) for option in sight.options])


def shortest(sight: Sight) -> Values:
    """1 for the option with fewest characters, shared likewise."""
    return _top([-float(len(option)) for option in sight.options])


def _top(values: list[float]) -> Values:
    best = max(values)
    return tuple((value == best) / values.count(best) for value in values)


def echo(sight: Sight) -> Values:
    """The share of an option's content roots that the stem or exhibit has too, 0…1."""
    stem = roots(words(sight.stem))
    return tuple(len(mine & stem) / max(1, len(mine)) for mine in sight.roots)


def core(sight: Sight) -> Values:
    """The mean Jaccard index of an option's content roots with each other option's, 0…1.

    Writers make distractors by changing one part of the key, so that the key has most in common
    with the rest ("convergence", Smith 1982, Journal of Educational Measurement 19:211-220).
    """
    found = []
    for place, mine in enumerate(sight.roots):
        others = sight.roots[:place] + sight.roots[place + 1 :]
        found.append(sum(len(mine & o) / max(1, len(mine | o)) for o in others) / len(others))
    return tuple(found)


def digits(sight: Sight) -> Values:
    """1 where an option holds a digit."""
    return tuple(float(any(c.isdigit() for c in option)) for option in sight.options)


def commas(sight: Sight) -> Values:
    """Commas, semicolons, colons and brackets: how often an option qualifies what it says."""
    return tuple(float(len(re.findall(r"[,;:(]", option))) for option in sight.options)


def letters(sight: Sight) -> Values:
    """Mean letters in a word: exact and learned words are long, vague ones are short."""
    return tuple(sum(map(len, option)) / max(1, len(option)) for option in sight.words)


def speech(sight: Sight) -> Values:
    """1 where an option quotes words to be spoken."""
    return tuple(float(bool(re.search(r"(?<!\w)['‘\"“]", o))) for o in sight.options)


def conjunctions(sight: Sight) -> Values:
    """How often "and" joins a second thing to do."""
    return tuple(float(option.count("and")) for option in sight.words)


def _toned(name: str) -> Cue:
    return Cue(name, lambda sight: sight.tone(name))


CUES: tuple[Cue, ...] = (
    Cue("length", length),
    Cue("longest", longest),
    Cue("shortest", shortest),
    _toned("hedges"),
    _toned("absolutes"),
    _toned("negations"),
    _toned("gentle"),
    _toned("firm"),
    Cue("echo", echo),
    Cue("core", core),
    Cue("digits", digits),
    Cue("commas", commas),
    Cue("letters", letters),
    Cue("speech", speech),
    Cue("and", conjunctions),
)
"""All fixed features. Two more, the wording and the opening, are learned: see `guesser`."""
