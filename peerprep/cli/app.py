"""The app, and the border where errors become sentences."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Annotated, Any

import typer

from peerprep import __version__
from peerprep.cli import bank, data, drill, exam, exams, plan, progress, reports, study, topics
from peerprep.cli.environment import Environment

EXAMPLES = """\b
peerprep                     today's screen; Enter starts
peerprep drill -n 10         ten questions, two keystrokes each
peerprep exam icrc-pr        a timed mock exam
"""

app = typer.Typer(
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

GLOBAL_FLAGS = {"--plain", "--large", "--standard", "--no-color", "--private"}


def hoist(arguments: Sequence[str]) -> list[str]:
    """The arguments with the flags that any command takes put first, wherever they stood."""
    stop = arguments.index("--") if "--" in arguments else len(arguments)
    before, after = list(arguments[:stop]), list(arguments[stop:])
    own = [a for a in before if a in GLOBAL_FLAGS]
    return own + [a for a in before if a not in GLOBAL_FLAGS] + after


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
    environment = context.obj
    looks = [
        name
        for name, on in zip(("plain", "large", "standard"), (plain, large, standard), strict=True)
        if on
    ]
    if looks:
        environment.flags.look = looks[0]
    # Today's screen calls a drill or a mock through here: what was asked for before stays.
    environment.flags.colour = environment.flags.colour and not no_color
    environment.flags.private = environment.flags.private or private
    if environment.private:
        environment.private_session.begin()
    if context.invoked_subcommand is None:
        reports.start(environment)


drill.add_to(app)
exam.add_to(app)
study.add_to(app)
plan.add_to(app)
reports.add_to(app)
progress.add_to(app)
topics.add_to(app)
exams.add_to(app)
bank.add_to(app)
data.add_to(app)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(arguments: Sequence[str], environment: Environment | None = None) -> int:
    """Run one command and return its exit code. Every error ends in one sentence on stderr."""
    world = environment or Environment()
    if environment is None:
        # A closed terminal or a shutdown leaves the way Ctrl-C does: saved, and politely.
        signal.signal(signal.SIGTERM, _stop)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, _stop)
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    return _border(arguments, world)


def _border(arguments: Sequence[str], world: Environment) -> int:
    try:
        code = _command(arguments, world)
    except BaseException as error:
        from peerprep.cli.border import ended

        _end_private(world)  # or the sentence would be wiped with it
        code, sentence = ended(world, error)
        with contextlib.suppress(OSError):
            if sentence:
                world.say(sentence)
    finally:
        _end_private(world)
    with contextlib.suppress(KeyboardInterrupt):
        world.keep_daily_copy()
    return code


def _command(arguments: Sequence[str], world: Environment) -> int:
    said: Any = app(hoist(arguments), prog_name="peerprep", standalone_mode=False, obj=world)
    code = said if isinstance(said, int) else 0
    if code == 0 and world.private:
        world.private_session.wait()
    world.stdout.flush()
    return code


def _end_private(world: Environment) -> None:
    if world.private:
        world.private_session.end()
