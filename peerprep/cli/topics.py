"""peerprep topics: the list, and leaving topics out of drills for a while."""

from __future__ import annotations

import json as json_module
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peerprep.cli.hiding import hidden

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Topic

HELP = """The topics, with how many questions each has; hide leaves some out of drills.

\b
peerprep topics
peerprep topics hide suicide      drills leave it out; mocks include it
peerprep topics show suicide      back again
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("topics", help=HELP)(topics)


def topics(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Argument(metavar="[hide|show]", help="Leave out of drills, or bring back")
    ] = None,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Topics or labels.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the topics, or hide and show some."""
    environment: Environment = context.obj
    if what is None:
        _list(environment, json)
        return
    said = _change(environment, what, names or [])
    if json:
        _list(environment, json)
    else:
        environment.screen.say(said)


def _change(environment: Environment, what: str, names: list[str]) -> str:
    """Hide or show the names; returns what that means."""
    from peerprep.errors import UsageError

    if what not in {"hide", "show"}:
        raise UsageError(f"peerprep topics takes hide or show before a name, not {what!r}.")
    if not names:
        raise UsageError(f"{what.capitalize()} what? Labels: {_labels()}; or a topic's name.")
    for name in names:
        check_name(environment, name)
    if what == "show":
        _show(environment, names)
        return f"Drills ask {', '.join(names)} again."
    _keep(environment, [*hidden(environment), *names])
    return (
        f"Drills leave {', '.join(names)} out from now on. Mocks include it, unless you give them "
        f"--without-hidden. peerprep topics show {names[0]} brings it back."
    )


def check_name(environment: Environment, name: str) -> None:
    """UsageError with a near name when there is neither a topic nor a label of that name."""
    from peerprep.cli.sitting import nearest
    from peerprep.core.item import SENSITIVE
    from peerprep.errors import UsageError

    known = [*SENSITIVE, *environment.holdings.library.topics]
    if name not in known:
        near = nearest(name, known)
        raise UsageError(
            f"There is no topic or label {name!r}.{near} Labels: {_labels()}. "
            "Topics: peerprep topics"
        )


def _labels() -> str:
    from peerprep.core.item import SENSITIVE

    return ", ".join(SENSITIVE)


def _show(environment: Environment, names: list[str]) -> None:
    from peerprep.core.hidden import hidden_topics
    from peerprep.errors import UsageError

    before = hidden(environment)
    after = [name for name in before if name not in names]
    library = environment.holdings.library
    for name in names:
        over = next((n for n in after if name in hidden_topics(library, [n])), None)
        if over:
            raise UsageError(
                f"{name} stands below {over}, which is hidden. Bring all of it back with: "
                f"peerprep topics show {over}"
            )
    _keep(environment, after)


def _keep(environment: Environment, names: list[str]) -> None:
    """Into the settings file, each name once; flags and environment stay out of it."""
    from dataclasses import replace

    from peerprep.cli.settings import read_file, write_file

    path = environment.writable_settings()
    value = ",".join(dict.fromkeys(names)) or "none"
    write_file(path, replace(read_file(path), hidden=value))
    environment.settings = replace(environment.settings, hidden=value)


def _list(environment: Environment, json: bool) -> None:
    from peerprep.terminal.listings import listing

    if json:
        print(json_module.dumps(_as_json(environment), indent=1), file=environment.stdout)
        return
    names = hidden(environment)
    columns = [("topic", "left"), ("", "left"), ("drill items", "right")]
    columns += [("", "left")] if names else []
    rows = [row[: len(columns)] for row in _rows(environment)]
    after = [
        "peerprep drill --topic TOPIC asks from one of them and what stands below it.",
        "Labels across topics: " + _counted_labels(environment) + ".",
    ]
    if names:
        after.append(
            f"Hidden, so drills leave it out: {', '.join(names)}. Mocks include it unless given "
            f"--without-hidden. Back again: peerprep topics show {names[0]}"
        )
    else:
        after.append("peerprep topics hide NAME leaves a topic or label out of drills for now.")
    environment.screen.show(listing(environment.screen, "Topics", columns, rows, after))


def _counts(environment: Environment) -> Counter[str]:
    """How many drill items each topic has by itself."""
    items = environment.holdings.library.items.values()
    return Counter(item.topic for item in items if item.pool == "drill")


def _counted_labels(environment: Environment) -> str:
    from peerprep.core.hidden import drill_counts

    labels = drill_counts(environment.holdings.library.items.values())
    return ", ".join(f"{label} ({number})" for label, number in labels.items())


def _rows(environment: Environment) -> list[tuple[str, ...]]:
    """Topics with those below them: name, title, drill items, whether hidden."""
    from peerprep.core.hidden import hidden_topics

    library, counts = environment.holdings.library, _counts(environment)
    shut = hidden_topics(library, hidden(environment))

    def row(indent: str, topic: Topic, number: int) -> tuple[str, ...]:
        sign = "hidden" if topic.id in shut else ""
        return (indent + topic.id, topic.title, str(number), sign)

    rows = []
    for parent in (t for t in library.topics.values() if t.parent is None):
        below = [t for t in library.topics.values() if t.parent == parent.id]
        rows.append(row("", parent, counts[parent.id] + sum(counts[t.id] for t in below)))
        rows += [row("  ", topic, counts[topic.id]) for topic in below]
    return rows


def _as_json(environment: Environment) -> dict[str, Any]:
    """The topics, schema 1."""
    from peerprep.core.hidden import drill_counts, hidden_topics

    library, counts = environment.holdings.library, _counts(environment)
    names = hidden(environment)
    shut = hidden_topics(library, names)
    labels = drill_counts(library.items.values())
    return {
        "schema": 1,
        "hidden": list(names),
        "labels": [{"id": label, "drill_items": number} for label, number in labels.items()],
        "topics": [
            {
                "id": t.id,
                "title": t.title,
                "description": t.description,
                "parent": t.parent,
                "drill_items": counts[t.id],
                "hidden": t.id in shut,
            }
            for t in library.topics.values()
        ],
    }
