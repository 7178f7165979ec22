"""A bank and an item as their author looks at them: all that is written, nothing asked."""

from __future__ import annotations

import textwrap

from rich.console import RenderableType

from peerprep.core.bank import Bank
from peerprep.core.form import LETTERS
from peerprep.core.item import Item
from peerprep.terminal.layout import sentence
from peerprep.terminal.page import Page, page
from peerprep.terminal.screen import Screen
from peerprep.terminal.words import count

STEM_LENGTH = 60
"""So many characters of a question are enough to know it again."""


def bank_page(screen: Screen, bank: Bank) -> RenderableType:
    """The head of a bank, its sources, and a line for each item."""
    body = [
        f"{bank.id}, version {bank.version}, language {bank.language}, licence {bank.licence}.",
        *([f"Authors: {', '.join(bank.authors)}."] if bank.authors else []),
        f"File: {bank.file}",
        *(f"- Source {name}: {source.describe()}" for name, source in bank.sources.items()),
        f"{count(len(bank.items), 'item')}:",
        *(f"- {_item_line(item)}" for item in bank.items),
    ]
    return page(screen, Page(bank.title, tuple(body)))


def _item_line(item: Item) -> str:
    stem = textwrap.shorten(item.stem, STEM_LENGTH, placeholder=" ...")
    return f"{item.id}: {item.topic}, {item.level}, {item.pool}, {item.status}. {stem}"


def item_page(screen: Screen, bank: Bank, item: Item, place: str, source: str) -> RenderableType:
    """Everything that is written of an item, options in the order written."""
    facts = [f"{item.kind.name}, {item.level}, pool {item.pool}, {item.status}, topic {item.topic}"]
    facts += [f"law of {item.jurisdiction}"] if item.jurisdiction else []
    facts += [f"as of {item.as_of}"] if item.as_of else []
    body = [f"Bank {bank.id}. {place}", sentence("; ".join(facts))]
    body += [f"Exhibit: {item.exhibit}"] if item.exhibit else []
    body.append(f"Question: {item.stem}")
    for letter, option in zip(LETTERS, item.options, strict=False):
        word = "Key" if option.id in item.key else "Option"
        body.append(f"{word} {letter}: {sentence(option.text)}")
        body.append(f"Why {letter}: {option.rationale}")
    body += [f"Principle: {item.principle}", f"Source: {source}"]
    for label, found in (
        ("Tags", item.tags),
        ("Sensitive", item.sensitive),
        ("Enemies", sorted(item.enemies)),
    ):
        body += [f"{label}: {', '.join(found)}"] if found else []
    body.append(f"Revision: {item.revision}")
    return page(screen, Page(item.id, tuple(body)))
