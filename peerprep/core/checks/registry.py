"""All rules by id, and the checks that run on items, on all items together, on banks and exams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peerprep.core.checks import (
    bank,
    cues,
    echoes,
    language,
    near,
    options,
    places,
    positions,
    reading,
    series,
    stem,
    structure,
)
from peerprep.core.checks.bank import Sitting
from peerprep.core.checks.rule import Check, Rule
from peerprep.core.checks.subject import Subject
from peerprep.core.item import Item
from peerprep.core.problem import Problem

CHECKS: tuple[Check[Subject], ...] = (
    *structure.CHECKS,
    *options.CHECKS,
    *positions.CHECKS,
    *stem.CHECKS,
    *language.CHECKS,
    *places.CHECKS,
    *cues.CHECKS,
    *echoes.CHECKS,
    *series.CHECKS,
)
"""One item at a time."""

TOGETHER: tuple[Check[Sequence[Item]], ...] = near.CHECKS
"""All items that are checked, against each other."""

BANK_CHECKS: tuple[Check[Sequence[Item]], ...] = bank.BANK_CHECKS
"""The items of one bank."""

SITTING_CHECKS: tuple[Check[Sitting], ...] = bank.SITTING_CHECKS
"""An exam with the items that a mock of it can draw on."""


def _all_rules() -> Mapping[str, Rule]:
    found = [*reading.ITEM_RULES]
    for checks in (CHECKS, TOGETHER, BANK_CHECKS, SITTING_CHECKS):
        found += [check.rule for check in checks]
    found += [*reading.WAIVER_RULES, *reading.FILE_RULES]
    return {rule.id: rule for rule in found}


RULES: Mapping[str, Rule] = _all_rules()
"""Every rule by its id, in the order of the documents."""


def shown_by_default(problem: Problem) -> bool:
    """Whether text output shows the finding: all but notes about single items."""
    rule = RULES.get(problem.rule)
    by_item = problem.item is not None and (rule is None or rule.level == "item")
    return problem.tier != "note" or not by_item
