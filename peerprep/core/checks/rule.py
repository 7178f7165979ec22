"""Rule: what `--explain` tells of a rule; Check: the rule with the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from peerprep.core.checks.finding import Finding
from peerprep.core.problem import Tier

Level = Literal["file", "item", "bank", "library"]
Surety = Literal["provable", "high", "medium"]

T = TypeVar("T")


@dataclass(frozen=True)
class Rule:
    """One rule: its tier, how sure its findings are, why it matters, a bad and a good example.

    `surety` is a judgment from the rule's form (provable, high, medium), not a measurement: what
    was measured stands in docs/checker-report.md. `also` is a second tier that the rule can give.
    """

    id: str
    tier: Tier
    level: Level
    surety: Surety
    title: str
    why: str
    evidence: str
    bad: str
    good: str
    also: Tier | None = None

    @property
    def waivable(self) -> bool:
        """Whether an author may waive it: errors cannot be waived."""
        return self.tier != "error" or self.also is not None


@dataclass(frozen=True)
class Check(Generic[T]):
    """A rule and the function that yields its findings in one subject."""

    rule: Rule
    find: Callable[[T], Iterator[Finding]]
