"""peerprep bank: the instructor's workshop, one file a group of commands."""

from __future__ import annotations

import typer

from peerprep.cli.bank import add, audit, canon, check, new, preview, remove, shelf, show, trial

bank_app = typer.Typer(
    help="Question banks: what there is; writing, checking and adding your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for group in (shelf, show, new, check, audit, canon, preview, trial, add, remove):
        group.add_to(bank_app)
    app.add_typer(bank_app, name="bank")
