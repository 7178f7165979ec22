"""peerprep bank try: a drill of a bank file that is not among the banks, and keeps nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Bank
    from peerprep.core.item import Item
    from peerprep.core.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("try")(bank_try)


def bank_try(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="A bank file.")],
    number: Annotated[
        int | None, typer.Option("-n", "--number", min=1, max=200, help="How many questions.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Fix the dice.")] = None,
) -> None:
    """Drill a bank file that is not among your banks. Nothing of it is kept."""
    from peerprep.cli.bank.own import existing, read_unadded, tell_problems
    from peerprep.cli.pages import turn
    from peerprep.errors import BankError, NothingToDo
    from peerprep.terminal.page import Page
    from peerprep.terminal.words import count

    environment: Environment = context.obj
    if seed is not None:
        environment.dice.seed(seed)
    existing(environment, file)
    reading = read_unadded(environment, file)
    if reading.bank is None:
        tell_problems(environment, reading.problems)
        raise BankError(f"{file} has errors: see above.")
    asked = [item for item in reading.bank.items if item.status != "retired"]
    environment.dice.shuffle(asked)
    asked = asked[:number]
    if not asked:
        raise NothingToDo(f"Every item of {file} is retired.")
    start = Page(
        f"Trying {reading.bank.title}",
        (
            f"{count(len(asked), 'question')}. Nothing is kept: no answer, no date, no note.",
            "? lists the keys, q leaves.",
        ),
        keys=(("Enter", "start"), ("q", "not now")),
        typed="Press Enter to start:",
    )
    if turn(environment, start) is not None:
        _conduct(environment, reading.bank, asked)


def _conduct(environment: Environment, bank: Bank, asked: Sequence[Item]) -> None:
    """The drill, with a notebook that only remembers until its end."""
    from dataclasses import replace

    from peerprep.cli.bank.own import source_of
    from peerprep.cli.sitting import NoNotebook
    from peerprep.core.form import drill_form
    from peerprep.core.session import DRILL, Session
    from peerprep.terminal.proctor import conduct

    remarks: list[tuple[str, str]] = []

    class TryNotebook(NoNotebook):
        def source(self, item: Item) -> str:
            return source_of(bank, item)

        def remark(self, item: Item, kind: str, text: str) -> None:
            remarks.append((item.id, text))

    form = drill_form(asked, exposures={}, dice=environment.dice, title=f"Trying {bank.title}")
    mode = replace(DRILL, certainty=environment.settings.certainty == "on", repeats=False)
    session = Session(form, mode, started_at=environment.clock.now())
    try:
        with environment.ear() as ear:
            session = conduct(
                session,
                screen=environment.screen,
                ear=ear,
                clock=environment.clock,
                record=lambda *_: None,
                notebook=TryNotebook(),
                dice=environment.dice,
            )
    except KeyboardInterrupt:
        environment.screen.say("Left. Nothing was kept.")
        return
    _sum_up(environment, session, remarks)


def _sum_up(environment: Environment, session: Session, remarks: Sequence[tuple[str, str]]) -> None:
    from peerprep.core.attempt import attempt_of
    from peerprep.core.score import score
    from peerprep.terminal.words import marks

    found = score(attempt_of(session, environment.clock.now())).all
    screen = environment.screen
    screen.clear()
    screen.say(f"{marks(found.right)} of {found.of} right. This was a try: nothing was kept.")
    for item, text in remarks:
        screen.say(f"You said of {item}: {text or 'it looks wrong'}")
    if remarks:
        screen.say("Write down what you need of that: it is not kept, and data doubts has it not.")
