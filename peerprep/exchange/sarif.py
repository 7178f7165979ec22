"""Problems as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from peerprep.core.checks.rule import Rule
from peerprep.core.problem import Problem

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def address(file: str) -> str:
    """A file name as a relative URI reference (RFC 3986), other than plain characters escaped."""
    plain = file.replace("\\", "/")
    return "".join(chr(b) if b in _SAFE else f"%{b:02X}" for b in plain.encode())


def sarif(problems: Iterable[Problem], rules: Mapping[str, Rule], version: str) -> dict[str, Any]:
    """The SARIF log of one run; `rules` are described as far as they were found.

    Columns count characters (Unicode code points), as everywhere in this program.
    """
    found = list(problems)
    named = [name for name in rules if any(problem.rule == name for problem in found)]
    named += sorted({problem.rule for problem in found} - set(named))
    index = {name: number for number, name in enumerate(named)}
    driver = {
        "name": "peerprep",
        "semanticVersion": version,
        "rules": [_rule(name, rules.get(name)) for name in named],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, index[problem.rule]) for problem in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}. {rule.why}"},
        "help": {"text": f"{rule.why} {rule.evidence} Instead of: {rule.bad} Write: {rule.good}"},
        "defaultConfiguration": {"level": rule.tier},
        "properties": {"precision": "very-high" if rule.surety == "provable" else rule.surety},
    }


def _result(problem: Problem, rule_index: int) -> dict[str, Any]:
    at = problem.location
    region = {
        "startLine": at.line,
        "startColumn": at.column,
        "endColumn": at.column + problem.width,
    }
    place = {"artifactLocation": {"uri": address(at.file)}, "region": region}
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": rule_index,
        "level": problem.tier,
        "message": {"text": f"{problem.message} {problem.fix}"},
        "locations": [{"physicalLocation": place}],
    }
    if problem.item:
        result["properties"] = {"item": problem.item}
    return result
