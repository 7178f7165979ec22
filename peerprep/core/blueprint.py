"""Exam, Domain, Blueprint: what is known of a real exam, how well, and the mix a form follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from peerprep.core.value import dataclass

FactStatus = Literal["confirmed", "probable", "proxy", "stale", "unknown"]
FACT_STATUSES: tuple[FactStatus, ...] = ("confirmed", "probable", "proxy", "stale", "unknown")

Mix = Literal["official", "proxy", "even", "library"]

T = TypeVar("T")


@dataclass(frozen=True)
class Fact(Generic[T]):
    """One thing said of an exam: its value, how well it is known, from where, and when read."""

    value: T | None
    status: FactStatus = "unknown"
    source: str | None = None
    as_of: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Domain:
    """A major content area of an exam and the topics of the banks that it draws on."""

    id: str
    name: str
    topics: frozenset[str]
    weight: Fraction | None = None


@dataclass(frozen=True)
class Break:
    """A scheduled break: after which item, and for how many minutes."""

    after_item: int
    minutes: int


@dataclass(frozen=True)
class Blueprint:
    """What a form follows: shares by domain, length, minutes and where the mix comes from."""

    exam: str
    domains: tuple[Domain, ...]
    shares: Mapping[str, Fraction]
    length: int
    minutes: int | None
    mix: Mix
    mix_note: str = ""

    def quotas(self) -> dict[str, int]:
        """How many items of each domain: largest remainder, so each is within one of its share."""
        return apportion(self.shares, self.length)


@dataclass(frozen=True)
class Exam:
    """A real certification exam, as far as it is known."""

    id: str
    name: str
    body: str
    items: Fact[int]
    minutes: Fact[int]
    options: Fact[int]
    scale: Fact[str]
    passes: Fact[str]
    retake: Fact[str]
    domains: tuple[Domain, ...]
    domains_fact: Fact[str]
    weights_fact: Fact[str]
    proxy: Mapping[str, Fraction] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[tuple[str, Fact[str]], ...] = ()
    pause: Break | None = None
    written: bool = True
    note: str | None = None
    file: str = ""

    def domain(self, domain_id: str) -> Domain | None:
        """The domain of that id, or None."""
        return next((domain for domain in self.domains if domain.id == domain_id), None)

    def domain_of(self, topic: str) -> Domain | None:
        """The domain that draws on the topic, or None when the exam does not cover it."""
        return next((domain for domain in self.domains if topic in domain.topics), None)

    def why_no_mock(self) -> str | None:
        """One sentence saying why no mock of this exam can be honest; None when one can."""
        if not self.written:
            return f"{self.name} is not a written exam, so there is nothing to mock."
        missing = [
            word
            for word, fact in (("how many items", self.items), ("how many minutes", self.minutes))
            if fact.value is None
        ]
        if missing:
            return f"It is not known {' or '.join(missing)} {self.name} has."
        return None

    def blueprint(self, length: int | None = None) -> Blueprint:
        """The blueprint of a mock of `length` items (the real number when None).

        Minutes shrink in proportion. Raises ValueError where `why_no_mock` has an answer.
        """
        if self.items.value is None or self.minutes.value is None:
            raise ValueError(self.why_no_mock())
        wanted = length or self.items.value
        minutes = max(1, round(self.minutes.value * wanted / self.items.value))
        shares, mix, note = self._shares()
        return Blueprint(self.id, self.domains, shares, wanted, minutes, mix, note)

    def _shares(self) -> tuple[dict[str, Fraction], Mix, str]:
        if not self.domains:
            return {}, "library", "content areas: not known; items come from the whole library"
        if all(domain.weight for domain in self.domains):
            weights = {domain.id: domain.weight or Fraction(0) for domain in self.domains}
            return _to_one(weights), "official", ""
        if self.proxy:
            note = self.weights_fact.note or ""
            return _to_one(self.proxy), "proxy", f"item mix: proxy, not official. {note}".strip()
        even = {domain.id: Fraction(1) for domain in self.domains}
        return _to_one(even), "even", "item mix: even over the domains; the official one is unknown"


def _to_one(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    total = sum(weights.values(), Fraction(0))
    return {name: Fraction(weight) / total for name, weight in weights.items()}


def apportion(shares: Mapping[str, Fraction], length: int) -> dict[str, int]:
    """Whole numbers that add up to `length`, each within one of share × length.

    Hamilton's method of largest remainders; ties go to the earlier name.
    """
    exact = {name: share * length for name, share in shares.items()}
    counts = {name: int(value) for name, value in exact.items()}
    order = sorted(exact, key=lambda name: counts[name] - exact[name])
    for name in order[: length - sum(counts.values())]:
        counts[name] += 1
    return counts
