"""peerprep bank new."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerprep.banks.model import Head
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Topic

HELP = """Begin a bank: NAME.yaml with a head and two model items to rewrite.

\b
peerprep bank new night-shift
peerprep bank new night-shift --title "Night shift" --author "A. Writer"

On a terminal it asks for what no flag says. It never writes over a file.
"""

SCHEMA_FILE = "bank.schema.json"
LONGEST = 60
"""Item ids begin with the bank's name, and may have 80 characters themselves."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new", help=HELP)(bank_new)


def bank_new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The bank's id, and its file's name.")],
    into: Annotated[
        Path | None, typer.Option(readable=False, help="Which folder; else this one.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="What candidates read.")] = None,
    author: Annotated[str | None, typer.Option(help="Who writes it.")] = None,
    licence: Annotated[str | None, typer.Option(help="Such as CC-BY-SA-4.0.")] = None,
    language: Annotated[str | None, typer.Option(help="Such as en.")] = None,
    topic: Annotated[str | None, typer.Option(help="The topic of its items.")] = None,
) -> None:
    """Write a bank to begin with, and its schema for editors beside it."""
    environment: Environment = context.obj
    name = _checked(environment, name.removesuffix(".yaml"))
    folder = environment.working / (into or ".")
    path = folder / f"{name}.yaml"
    _refuse_taken(path)
    head = _head(environment, name, title, author, licence, language, topic)
    _write(environment, path, head)


def _checked(environment: Environment, name: str) -> str:
    from peerprep.errors import UsageError

    if not _NAME.fullmatch(name) or len(name) > LONGEST:
        raise UsageError(
            f"{name[:LONGEST]!r} cannot be a bank's name. Use letters, digits, hyphens, dots and "
            f"underscores, {LONGEST} at most, such as night-shift."
        )
    for bank in environment.holdings.library.banks:
        if bank.id == name:
            raise UsageError(f"There is a bank {name} already ({bank.file}). Choose another name.")
    return name


def _refuse_taken(path: Path) -> None:
    """Before anything is asked. Raises UsageError when the file is there."""
    from peerprep.errors import UsageError

    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{path} cannot be written: {why}.") from None
    raise UsageError(f"{path} is there already. Choose another name, or --into a folder.")


def _head(
    environment: Environment,
    name: str,
    title: str | None,
    author: str | None,
    licence: str | None,
    language: str | None,
    topic: str | None,
) -> Head:
    from peerprep.banks.model import Head
    from peerprep.cli.sitting import topic_or_error

    topics = environment.holdings.library.topics
    usual = _usual_topics(topics)
    if topic:
        topic_or_error(environment, topic)
    plain = Head(name, name.replace("-", " ").replace("_", " ").strip().capitalize(), "A. Writer")
    title = title or _ask(environment, "Title", plain.title)
    author = author or _ask(environment, "Author", plain.author)
    licence = licence or _ask(environment, "Licence", plain.licence)
    language = language or _ask(environment, "Language", plain.language)
    if topic is None:
        said = _ask(environment, "Topic (peerprep topics lists them)", usual[0])
        topic_or_error(environment, said)
        topic = said if said != usual[0] else None
    return Head(name, title, author, licence, language, (topic, topic) if topic else usual)


def _usual_topics(topics: Mapping[str, Topic]) -> tuple[str, str]:
    """The topics that the model items are about, or the first there is in a library of others."""
    from peerprep.errors import NothingToDo

    if not topics:
        raise NothingToDo("The library has no topics. Write a topics.yaml first.")
    fine = next((t.id for t in topics.values() if t.parent), next(iter(topics)))
    wanted = ("boundaries", "communication")
    first, second = (name if name in topics else fine for name in wanted)
    return first, second


def _ask(environment: Environment, what: str, usual: str) -> str:
    """What the author says, or what is usual: for Enter alone, and where nobody is there."""
    from peerprep.cli.pages import ask_words

    if not environment.interactive:
        return usual
    return ask_words(environment, f"{what} (Enter for {usual}):") or usual


def _write(environment: Environment, path: Path, head: Head) -> None:
    from peerprep.banks.model import model_bank
    from peerprep.banks.reader import read_bank
    from peerprep.banks.schema import schema
    from peerprep.cli.bank.own import shown
    from peerprep.cli.files import write_new
    from peerprep.errors import UsageError

    text = model_bank(head)
    reading = read_bank(text.encode(), path.name, environment.holdings.library.topics)
    for problem in reading.problems:  # only what was said for the head can be at fault
        raise UsageError(f"{problem.message} {problem.fix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent} cannot be made: {error.strerror}.") from None
    write_new(path, text)
    beside = path.parent / SCHEMA_FILE
    if not beside.exists():
        write_new(beside, json.dumps(schema(), indent=2) + "\n")
    short = shown(environment, path)
    say = environment.screen.say
    say(f"Written: {short}, with two model items to rewrite.")
    say("Next:")
    for command, words in (
        ("check", "every problem, with its line"),
        ("preview", "as candidates will see it"),
        ("try", "a drill of it that keeps nothing"),
        ("add", "put it among your banks"),
    ):
        say(f"peerprep bank {command} {short}   {words}")
