"""Problems as GitHub workflow commands, which become annotations beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable

from peerprep.core.problem import Problem

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def workflow_commands(problems: Iterable[Problem]) -> str:
    """One line a problem: `::warning file=…,line=…,col=…,endColumn=…,title=…::…`.

    The format is that of GitHub Actions, "Workflow commands"; %, line ends and, in properties,
    colon and comma are escaped.
    """
    return "".join(
        f"::{_COMMANDS[p.tier]} file={_property(p.location.file)},line={p.location.line},"
        f"col={p.location.column},endColumn={p.location.column + p.width},"
        f"title={_property(p.rule)}::{_escaped(f'{p.message} {p.fix}')}\n"
        for p in problems
    )
