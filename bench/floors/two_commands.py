"""The floor for --help and --version: a Typer program with two commands."""

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo("two 1.0")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Two commands."""


@app.command()
def one(number: Annotated[int, typer.Option("-n", help="How many.")] = 1) -> None:
    """The first."""


@app.command()
def two(name: Annotated[str, typer.Argument(help="Which.")] = "it") -> None:
    """The second."""


app()
