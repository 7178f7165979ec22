"""peerprep bank show: all of a bank or of an item, with its place in the file."""

from __future__ import annotations

import json as json_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank
    from peerprep.core.item import Item


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show")(bank_show)


def bank_show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A bank or an item.")],
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show a bank, or an item with its key, rationales, source and place in the file."""
    from peerprep.cli.sitting import nearest
    from peerprep.errors import UsageError
    from peerprep.terminal.bank_pages import bank_page, item_page

    environment: Environment = context.obj
    library, screen = environment.holdings.library, environment.screen
    bank = next((bank for bank in library.banks if bank.id == name), None)
    holder = library.bank_of(name)
    if bank is not None:
        if json:
            _print(environment, {"bank": _bank_body(environment, bank)})
        else:
            screen.show(bank_page(screen, bank))
    elif holder is not None:
        item = next(item for item in holder.items if item.id == name)
        place = _place(environment, holder, name)
        source = library.source_line(item)
        if json:
            _print(environment, {"item": _item_body(holder, item, place, source)})
        else:
            screen.show(item_page(screen, holder, item, place, source))
    else:
        known = [bank.id for bank in library.banks]
        known += [item.id for bank in library.banks for item in bank.items]
        raise UsageError(f"There is no bank or item {name!r}.{nearest(name, known)}")


def _print(environment: Environment, body: dict[str, Any]) -> None:
    print(json_module.dumps({"schema": 1, **body}, indent=1), file=environment.stdout)


def _place(environment: Environment, bank: Bank, item: str) -> str:
    """File and line of the item, as the file stands now."""
    from peerprep.banks.draft import read_draft

    topics = environment.holdings.library.topics
    reading = read_draft(environment.working / bank.file, bank.file, topics)
    at = reading.places.get(item)
    return f"{at.file}:{at.line}" if at else bank.file


def _bank_body(environment: Environment, bank: Bank) -> dict[str, Any]:
    return {
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "licence": bank.licence,
        "version": bank.version,
        "authors": list(bank.authors),
        "file": bank.file,
        "sources": {name: source.describe() for name, source in bank.sources.items()},
        "items": [item.id for item in bank.items],
    }


def _item_body(bank: Bank, item: Item, place: str, source: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "bank": bank.id,
        "place": place,
        "revision": item.revision,
        "kind": item.kind.name,
        "topic": item.topic,
        "level": item.level,
        "pool": item.pool,
        "status": item.status,
        "exhibit": item.exhibit,
        "stem": item.stem,
        "options": [
            {
                "text": option.text,
                "correct": option.id in item.key,
                "rationale": option.rationale,
            }
            for option in item.options
        ],
        "principle": item.principle,
        "source": source,
        "jurisdiction": item.jurisdiction,
        "as_of": item.as_of,
        "tags": list(item.tags),
        "sensitive": list(item.sensitive),
        "enemies": sorted(item.enemies),
    }
