"""Problems as a bare JSON list, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from peerprep.core.problem import Problem


def as_list(problems: Iterable[Problem]) -> str:
    """A list of objects: rule, tier, file, line, column, item (null for none), message, fix."""
    rows = [
        {
            "rule": problem.rule,
            "tier": problem.tier,
            "file": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "item": problem.item,
            "message": problem.message,
            "fix": problem.fix,
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False)
