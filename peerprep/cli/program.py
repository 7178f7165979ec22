"""The Typer program: every command by name, its module read when somebody calls it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from peerprep import __version__

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment

EXAMPLES = """\b
peerprep                     today's screen; Enter starts
peerprep drill -n 10         ten questions, two keystrokes each
peerprep exam icrc-pr        a timed mock exam
"""

COMMANDS: dict[str, tuple[str, str]] = {
    "drill": ("drill_command", "Drill questions, with the reasons at once."),
    "exam": ("exam", "Sit a timed mock exam, or go on with the one that is open."),
    "study": ("study", "Read the lesson of a topic, with two questions before and three after."),
    "plan": (
        "plan",
        "Count back from your exam date: how many questions a day, and which days for mocks.",
    ),
    "today": ("reports", "What is due, what would help most, and the open mock."),
    "history": ("reports", "Past sittings: date, kind, score, fresh score, time."),
    "result": ("reports", "The score report of a past mock."),
    "lookback": ("reports", "Every item of a past sitting: your answer, the key, and why."),
    "progress": (
        "progress",
        "What practice has come to: domains, mocks, sureness, pace, days.",
    ),
    "readiness": (
        "progress",
        "What the evidence says about your exam, and when it says nothing.",
    ),
    "topics": (
        "topics",
        "The topics, with how many questions each has; hide leaves some out of drills.",
    ),
    "exams": ("exams", "The exams there are; with a name, its exam-day page with sources."),
    "support": ("data", "People to call or text, at any hour. Works offline."),
    "settings": ("data", "Show the settings, or change one."),
    "bank": ("bank", "Question banks: what there is; writing, checking and adding your own."),
    "data": ("data", "Your records: where they are, taking them along, deleting them."),
}
"""Each command's module and the line that stands for it in the help. A test holds the lines to the
commands themselves."""


class Program(TyperGroup):
    """The commands as lines of the help, each made a command when it is called."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        for name, (_, line) in COMMANDS.items():
            self.add_command(TyperCommand(name, help=line))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that the words call."""
        if args[0] in COMMANDS:
            self.add_command(command(args[0]))
        return super().resolve_command(ctx, args)


@cache
def command(name: str) -> Any:
    """The command of that name, out of its module."""
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.callback()(lambda: None)  # a group, even where the module has one command only
    import_module(f"peerprep.cli.{COMMANDS[name][0]}").add_to(alone)
    group = typer.main.get_command(alone)
    assert isinstance(group, TyperGroup)
    return group.commands[name]


app = typer.Typer(
    cls=Program,
    name="peerprep",
    help=f"Practice for peer recovery and peer support exams.\n\n{EXAMPLES}",
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Private: no network code, no account; your records are a file of yours. "
    "Exit codes: 0 done, 1 a fault of ours, 2 usage, 3 a bank has errors, 4 nothing to do, "
    "5 records unusable, 130 interrupted and saved.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"peerprep {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    plain: Annotated[
        bool, typer.Option("--plain", help="Labelled lines, no escapes, typed words.")
    ] = False,
    large: Annotated[bool, typer.Option("--large", help="At most 40 columns.")] = False,
    standard: Annotated[bool, typer.Option("--standard", help="The usual look.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colors.")] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Keep nothing of this session, on disk or screen.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Practice for peer recovery and peer support exams."""
    from peerprep.cli.app import begin

    given = {
        "--plain": plain,
        "--large": large,
        "--standard": standard,
        "--no-color": no_color,
        "--private": private,
    }
    begin(context.obj, [flag for flag, on in given.items() if on])
    if context.invoked_subcommand is None:
        from peerprep.cli.start import start

        start(context.obj)


def call(arguments: Sequence[str], environment: Environment) -> Any:
    """Have Typer read the words and run the command; its errors come as exceptions."""
    program = typer.main.get_command(app)
    return program(list(arguments), prog_name="peerprep", standalone_mode=False, obj=environment)
