"""What gave a key away, in words, such as "longest (+14 characters)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peerprep.core.cues import CUES, Sight, Values
from peerprep.core.guesser import NAMES

MOST = 3
"""Reasons named for one item."""
SLIGHT = 0.05
"""A feature that moves the key's log odds by less (5 % of the odds) is no reason."""

_SIZE = ("length", "longest", "shortest")


@dataclass(frozen=True)
class Noun:
    """What a feature counts or measures: one of it, much of it."""

    one: str
    many: str


_COUNTED = {
    "hedges": Noun("a hedge", "hedges"),
    "absolutes": Noun("an absolute", "absolutes"),
    "negations": Noun("a negation", "negations"),
    "gentle": Noun("a gentle word", "gentle words"),
    "firm": Noun("a firm word", "firm words"),
    "digits": Noun("a number", "numbers"),
    "commas": Noun("a comma or the like", "commas and the like"),
    "speech": Noun("words to be spoken", "words to be spoken"),
    "and": Noun('an "and"', '"and"s'),
    "echo": Noun("a word of the question", "words of the question"),
}


def reasons(sight: Sight, pulls: Sequence[float]) -> tuple[str, ...]:
    """What spoke most for the key, strongest first; empty when nothing did to speak of."""
    named = dict(zip(NAMES, pulls, strict=True))
    size = sum(named.pop(name) for name in _SIZE)
    strongest = sorted({**named, "size": size}.items(), key=lambda pair: -pair[1])
    found = [_words(sight, name) for name, pull in strongest if pull >= SLIGHT]
    return tuple(found[:MOST])


def _words(sight: Sight, name: str) -> str:
    if name == "size":
        return _size(sight)
    if name == "wording":
        return "its words stand in other keys more than in distractors"
    if name == "opening":
        return f'opens with "{sight.words[sight.key][0]}" as other keys do'
    values = sight.values[[cue.name for cue in CUES].index(name)]
    if name == "core":
        return f"{_degree(values, sight.key)} in common with the other options"
    if name == "letters":
        return _rank(values, sight.key, ("longest words", "long words", "short words"))
    return _counted(values, sight.key, _COUNTED[name])


def _size(sight: Sight) -> str:
    sizes = [len(option) for option in sight.options]
    mine = sizes.pop(sight.key)
    if mine > max(sizes):
        return f"longest (+{mine - max(sizes)} characters)"
    if mine < min(sizes):
        return f"shortest (-{min(sizes) - mine} characters)"
    if min(sizes) < mine < max(sizes):
        return "neither longest nor shortest"
    return "among the longest" if mine == max(sizes) else "among the shortest"


def _counted(values: Values, key: int, noun: Noun) -> str:
    mine, others = values[key], [v for place, v in enumerate(values) if place != key]
    if mine > 0 and max(others) == 0:
        return f"the only one with {noun.one}"
    if mine == 0 and min(others) > 0:
        return f"the only one without {noun.one}"
    return f"{_degree(values, key)} {noun.many}"


def _degree(values: Values, key: int) -> str:
    mine, others = values[key], [v for place, v in enumerate(values) if place != key]
    if mine > max(others):
        return "most"
    if mine < min(others):
        return "least"
    return "more than usual" if mine > sum(others) / len(others) else "less than usual"


def _rank(values: Values, key: int, words: tuple[str, str, str]) -> str:
    mine, others = values[key], [v for place, v in enumerate(values) if place != key]
    if mine > max(others):
        return words[0]
    return words[1] if mine > sum(others) / len(others) else words[2]
