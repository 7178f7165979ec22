"""The floor for a screen: import Typer and Rich, print one panel, wait for a keystroke."""

import sys

import typer  # noqa: F401
from rich.console import Console
from rich.panel import Panel

Console().print(Panel("Ready."))
sys.stdin.read(1)
