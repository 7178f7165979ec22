"""What the evidence says about an exam, and when it says nothing.

Only first exposures of the last 28 days are evidence, each weighed by its age. Nothing here
promises a pass, and nothing is put on the scale of the real exam. docs/simulation-readiness.md
shows how often the ranges and chances are true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from peerprep.core.ability import beliefs, chance, weighed, whole
from peerprep.core.blueprint import apportion
from peerprep.core.chance import jeffreys
from peerprep.core.value import dataclass

NOT_THE_FORM = "This compares you with these practice items, not with the real form."
"""The sentence that stands beside every readiness."""


WINDOW = timedelta(days=28)
"""Older first exposures say too little of today."""

ENOUGH = 60
"""First exposures from which on there is an estimate."""

ENOUGH_IN_DOMAIN = 10
"""First exposures that each domain needs, where a form asks for so many; see `needed`."""

LEAST_IN_DOMAIN = 5
"""First exposures that even the smallest domain needs: below five no range is shown anywhere."""

HONEST_MOCKS = 2
"""Mocks that *steady* asks for: whole, in time, and at least `MOSTLY_FRESH` of them fresh."""

MOSTLY_FRESH = Fraction(4, 5)


@dataclass(frozen=True)
class Evidence:
    """The first exposure of one item: its domain in the exam, its mark (0…1) and when."""

    item: str
    domain: str
    mark: Fraction
    at: datetime


@dataclass(frozen=True)
class MockSitting:
    """One submitted mock: its items, how many were fresh, the marks, and whether in time."""

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

    `right` and `of` are plain counts; `estimate`, `low` and `high` (0…1) are Jeffreys' mean and
    90 % range from counts weighed by age.
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

    `estimate`, `low`, `high` and `chance` are 0…1; they and `gain`, the id of a domain, are None
    while there is not enough evidence. `of` counts first exposures; `target` is the practice
    target in percent.
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
    """What first exposures and mocks say about an exam with these shares, which add up to 1.

    Of every item only the earliest evidence counts, so repeats may be handed in and move nothing.
    Evidence dated after `now` (the clock jumped back) counts as made now. `target` is in percent of
    a form of `form_length` items. A domain without a name in `names` goes by its id.
    """
    shares = {domain: share for domain, share in shares.items() if share > 0}
    counted = _first_exposures(evidence, shares, now)
    effective = {d: weighed((e.mark, now - e.at) for e in ones) for d, ones in counted.items()}
    domains = tuple(
        _standing(domain, names.get(domain, domain), share, counted[domain], effective[domain])
        for domain, share in shares.items()
    )
    of = sum(domain.of for domain in domains)
    missing = _missing(domains, of, needed(shares, form_length))
    if missing:
        return Readiness(
            State.NOT_ENOUGH, missing, None, None, None, of, domains, None, None, target
        )
    parts = beliefs(effective)
    together = whole(parts, shares)
    low, high = together.range
    state, why = _judged(low, high, of, target, _honest(mocks, form_length, now))
    gain = max(shares, key=lambda d: float(shares[d]) * parts[d].room)
    odds = chance(parts, together, apportion(shares, form_length), target)
    return Readiness(state, why, together.mean, low, high, of, domains, gain, odds, target)


def needed(shares: Mapping[str, Fraction], form_length: int) -> dict[str, int]:
    """How many first exposures each domain needs: ten, or what one form asks where that is fewer.

    So one whole fresh form is enough for a small domain, which moves the estimate little; but never
    fewer than five, below which no range is shown anywhere.
    """
    quotas = apportion(shares, form_length)
    return {d: max(LEAST_IN_DOMAIN, min(ENOUGH_IN_DOMAIN, quotas[d])) for d in shares}


def _first_exposures(
    evidence: Iterable[Evidence], shares: Mapping[str, Fraction], now: datetime
) -> dict[str, list[Evidence]]:
    """By domain, the earliest evidence of each item, where that is within the window."""
    first: dict[str, Evidence] = {}
    for one in evidence:
        if one.item not in first or one.at < first[one.item].at:
            first[one.item] = one
    counted: dict[str, list[Evidence]] = {domain: [] for domain in shares}
    for one in first.values():
        if one.domain in counted and now - one.at <= WINDOW:
            counted[one.domain].append(one)
    return counted


def _standing(
    domain: str,
    name: str,
    share: Fraction,
    counted: list[Evidence],
    effective: tuple[float, float],
) -> DomainStanding:
    """A domain by itself: Jeffreys' estimate and range from its effective counts."""
    right = sum((one.mark for one in counted), Fraction(0))
    marks, of = effective
    estimate = (marks + 0.5) / (of + 1)
    return DomainStanding(domain, name, share, right, len(counted), estimate, *jeffreys(marks, of))


def _honest(mocks: Iterable[MockSitting], form_length: int, now: datetime) -> int:
    """How many mocks of the window were whole, in time and mostly of fresh items."""
    return sum(
        mock.in_time
        and mock.items >= form_length
        and mock.fresh >= MOSTLY_FRESH * mock.items
        and now - mock.at <= WINDOW
        for mock in mocks
    )


def _missing(domains: tuple[DomainStanding, ...], of: int, need: Mapping[str, int]) -> str:
    """The sentence that says what evidence is still missing; empty when there is enough."""
    if not domains:
        return "The content areas of this exam are not known, so there is no mix to compare with."
    short = [f"{d.of} of {need[d.id]} in {d.name}" for d in domains if d.of < need[d.id]]
    if of < ENOUGH:
        short.insert(0, f"{of} of {ENOUGH} in all")
    if not short:
        return ""
    return (
        f"More questions that are new to you will show where you stand; "
        f"so far, in the last {WINDOW.days} days: {', '.join(short)}."
    )


def _judged(low: float, high: float, of: int, target: int, honest: int) -> tuple[State, str]:
    """The state and the sentence that names its evidence.

    Whole percents are compared, as they are printed, so that no screen seems to say otherwise.
    """
    bottom, top = round(low * 100), round(high * 100)
    span = f"from {bottom} % to {top} % ({of} questions that were new to you)"
    if top < target:
        return State.BUILDING, f"The range, {span}, is not yet at the target of {target} %."
    if bottom <= target:
        return State.NEAR, f"The target of {target} % lies within the range {span}."
    above = f"The range, {span}, lies above the target of {target} %"
    mocks = f"whole mocks in time with at least {int(MOSTLY_FRESH * 100)} % new questions"
    if honest >= HONEST_MOCKS:
        return State.STEADY, f"{above}, and you have sat {honest} {mocks}."
    return State.BUILDING, (
        f"{above}; steady asks for {HONEST_MOCKS} {mocks} as well, and there "
        f"{'is' if honest == 1 else 'are'} {honest} of the last {WINDOW.days} days."
    )
