"""peerprep drill: its words and flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment

HELP = """Drill questions, with the reasons at once.

\b
peerprep drill                          today's: what is due, and some new
peerprep drill -n 20 --topic boundaries
peerprep drill missed --minutes 10      or due, quick, new, lucky, weak, marked
peerprep drill --exam ncps --domain adv
peerprep drill --from last-exam         what the last mock missed
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("drill", help=HELP)(drill)


def drill(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="today, due, quick, new, missed, lucky, weak, marked or confusing.",
        ),
    ] = "today",
    number: Annotated[
        int | None, typer.Option("-n", "--number", min=1, max=200, help="How many questions.")
    ] = None,
    minutes: Annotated[
        int | None, typer.Option(min=1, max=240, help="As many as fit, at your own pace.")
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic (and those below).")] = None,
    exam: Annotated[str | None, typer.Option(help="Only what this exam covers.")] = None,
    domain: Annotated[str | None, typer.Option(help="Only this domain of the exam.")] = None,
    bank: Annotated[str | None, typer.Option(help="Only this bank: its id, or a path.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="last-exam", help="What the last mock missed.")
    ] = None,
    certainty: Annotated[str | None, typer.Option(help="Ask how sure you are: on or off.")] = None,
    seed: Annotated[
        int | None, typer.Option(help="Fix the dice: the same draw from the same records.")
    ] = None,
) -> None:
    """Conduct one drill."""
    from peerprep.cli.drill import drill as conduct

    environment: Environment = context.obj
    conduct(
        environment,
        kind=kind,
        number=number,
        minutes=minutes,
        topic=topic,
        exam=exam,
        domain=domain,
        bank=bank,
        from_=from_,
        certainty=certainty,
        seed=seed,
    )
