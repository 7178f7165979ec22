"""What adding banks would do, or did: one line a bank, in every look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.console import RenderableType

from peerprep.core.arrival import Arrival
from peerprep.terminal.page import Page, page
from peerprep.terminal.screen import Screen
from peerprep.terminal.words import count

SHOWN = 12
"""So many ids are told one by one; more would bury the next bank."""


def arrivals_page(
    screen: Screen,
    title: str,
    arrivals: Sequence[Arrival],
    refused: Mapping[str, int] = MappingProxyType({}),
    beside: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> RenderableType:
    """Every bank with what is new, changed and removed of it, and what comes along.

    `refused` are the files with errors, by how many each has; the errors stand below the page.
    """
    body = [f"- {arrival_words(arrival)}" for arrival in arrivals]
    body += [f"- refused: {file}, {count(errors, 'error')}." for file, errors in refused.items()]
    body += [f"- Comes along: {', '.join(beside)}."] if beside else []
    return page(screen, Page(title, (*body, *notes)))


def arrival_words(arrival: Arrival) -> str:
    """One bank's line: "changed: night-shift: added night-4; removed night-2." """
    bank = arrival.bank
    held = count(len(bank.items), "item")
    if arrival.state == "new":
        return f"new: {bank.id}, {bank.title}, {held}."
    if arrival.state == "same":
        return f"the same: {bank.id}, {held}."
    parts = [
        f"{word} {ids(found)}"
        for word, found in (
            ("added", arrival.added),
            ("changed", arrival.changed),
            ("removed", arrival.removed),
        )
        if found
    ]
    parts += ["title, version or sources changed"] if arrival.head_changed else []
    return f"changed: {bank.id}: {'; '.join(parts)}."


def ids(found: Sequence[str]) -> str:
    """The first ids, and how many more there are."""
    shown = ", ".join(found[:SHOWN])
    return f"{shown} and {len(found) - SHOWN} more" if len(found) > SHOWN else shown
