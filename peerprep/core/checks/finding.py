"""Finding: what a rule found, in which field, at which words."""

from __future__ import annotations

from dataclasses import dataclass

from peerprep.core.problem import Tier

FieldPath = tuple[str | int, ...]
"""Where a field stands below its item, such as ("options", 2, "text"); below the bank without one."""


@dataclass(frozen=True)
class Finding:
    """One finding: the rule, the words meant, one sentence why, one sentence what to do.

    `start` and `end` are places in the field's text; both 0 mean the field as a whole.
    """

    rule: str
    tier: Tier
    message: str
    fix: str
    item: str | None = None
    path: FieldPath = ()
    start: int = 0
    end: int = 0
