"""peerprep bank list, schema: what there is and what it may hold."""

from __future__ import annotations

import json as json_module
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("list")(bank_list)
    app.command("schema")(bank_schema)


def bank_list(
    context: typer.Context,
    exam: Annotated[str | None, typer.Option(help="Count by this exam's domains.")] = None,
    json: Json = False,
) -> None:
    """The banks, with counts by topic, level, pool and exam domain."""
    from peerprep.cli.bank.own import put_back
    from peerprep.cli.names import find_exam
    from peerprep.terminal.listings import listing

    environment: Environment = context.obj
    put_back(environment)  # what an earlier change left half-done is put back first
    library = environment.holdings.library
    chosen = find_exam(environment, exam or environment.settings.exam, bool(exam))
    items = list(library.items.values())

    def domain(topic: str) -> str:
        found = chosen.domain_of(topic) if chosen else None
        return found.name if found else "none"

    tallies: dict[str, Counter[tuple[str, str]]] = {
        "level": Counter((item.level, item.pool) for item in items),
        "topic": Counter((item.topic, item.pool) for item in items),
        "domain": Counter((domain(item.topic), item.pool) for item in items),
    }
    if json:
        body = {
            "schema": 1,
            "exam": chosen.id if chosen else None,
            "banks": [
                {
                    "id": b.id,
                    "title": b.title,
                    "version": b.version,
                    "items": len(b.items),
                    "of": _whose(environment, b),
                    "file": b.file,
                }
                for b in library.banks
            ],
            "left_out": list(environment.holdings.left_out),
            **{
                name: [
                    {name: key, "pool": pool, "items": count}
                    for (key, pool), count in sorted(tally.items())
                ]
                for name, tally in tallies.items()
            },
        }
        print(json_module.dumps(body, indent=1), file=environment.stdout)
        return
    screen = environment.screen
    rows = []
    for bank in library.banks:
        pools = Counter(item.pool for item in bank.items)
        kept = (str(len(bank.items)), str(pools["drill"]), str(pools["mock"]))
        rows.append((bank.id, bank.title, *kept, _whose(environment, bank)))
    total = Counter(item.pool for item in items)
    rows.append(("all", "", str(len(items)), str(total["drill"]), str(total["mock"]), ""))
    columns = (
        ("bank", "left"),
        ("", "left"),
        ("items", "right"),
        ("drill", "right"),
        ("mock", "right"),
        ("", "left"),
    )
    where = (f"Yours are in {environment.paths.banks}. peerprep bank show ID shows one.",)
    screen.show(listing(screen, "Banks", columns, rows, where))
    for name, tally in tallies.items():
        title = f"By {name}" + (f" of {chosen.name}" if name == "domain" and chosen else "")
        keys = sorted({key for key, _ in tally}, key=str)
        counted = [(key, str(tally[key, "drill"]), str(tally[key, "mock"])) for key in keys]
        screen.show(
            listing(screen, title, ((name, "left"), ("drill", "right"), ("mock", "right")), counted)
        )
    for left in environment.holdings.left_out:
        environment.say(f"Left out, it has errors: {left}. See: peerprep bank check {left}")


def _whose(environment: Environment, bank: Bank) -> str:
    """Where a bank is from: "yours", "shipped", or "here" (a folder that stands in for those)."""
    from peerprep.banks.library import shipped

    place = environment.working / bank.file
    if place.is_relative_to(environment.working / environment.paths.banks):
        return "yours"
    return "shipped" if place.is_relative_to(shipped()) else "here"


def bank_schema(context: typer.Context) -> None:
    """The bank format as a JSON Schema, for editors."""
    from peerprep.banks.schema import schema

    environment: Environment = context.obj
    print(json_module.dumps(schema(), indent=2), file=environment.stdout)
