"""What the evidence says about an exam, and when it says nothing.

Only first exposures of the last 28 days are evidence. Nothing here promises a pass, and nothing is
put on the scale of the real exam.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

NOT_THE_FORM = "This compares you with these practice items, not with the real form."
"""The sentence that stands beside every readiness."""


@dataclass(frozen=True)
class Evidence:
    """The first exposure of one item: its domain in the exam, its mark (0…1) and when."""

    item: str
    domain: str
    mark: Fraction
    at: datetime


@dataclass(frozen=True)
class MockSitting:
    """One submitted mock: how many items, how many of them fresh, the marks, and whether in time."""

    at: datetime
    items: int
    fresh: int
    right: Fraction
    in_time: bool


class State(StrEnum):
    """Where the candidate stands, in words; never a lone number."""

    NOT_ENOUGH = "not enough evidence"
    BUILDING = "building"
    NEAR = "near the line"
    STEADY = "steady"


@dataclass(frozen=True)
class DomainStanding:
    """One domain: its share of the exam, what was right of how many, the estimate and its range.

    `right` and `of` are plain counts; `estimate`, `low` and `high` (0…1) use the weights of age.
    """

    id: str
    name: str
    weight: Fraction
    right: Fraction
    of: int
    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Readiness:
    """What the evidence says: a state, why, and from enough evidence on the numbers behind it.

    `estimate`, `low`, `high` and `chance` are 0…1 and None while there is not enough evidence;
    `of` counts first exposures; `gain` is a domain's id; `target` is the practice target in percent.
    """

    state: State
    why: str
    estimate: float | None
    low: float | None
    high: float | None
    of: int
    domains: tuple[DomainStanding, ...]
    gain: str | None
    chance: tuple[float, float] | None
    target: int


def readiness(
    evidence: Iterable[Evidence],
    mocks: Iterable[MockSitting],
    *,
    shares: Mapping[str, Fraction],
    names: Mapping[str, str],
    target: int,
    form_length: int,
    now: datetime,
) -> Readiness:
    """What first exposures and mocks say about an exam of those shares."""
    raise NotImplementedError
