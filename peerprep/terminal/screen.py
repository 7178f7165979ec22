"""How a screen is made: the look, the width, the colours; text from banks kept as text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text
from rich.theme import Theme

from peerprep.core.characters import clean as clean  # screens and messages take it from here
from peerprep.core.value import dataclass

READING_WIDTH = 72
LARGE_WIDTH = 40
PLAIN_WIDTH = 78

# The terminal's own sixteen colours: its user's theme decides the contrast.
THEME = Theme(
    {
        "accent": "bold cyan",
        "quiet": "dim",
        "right": "bold blue",
        "not": "bold yellow",
        "strong": "bold",
        "struck": "dim",
        # Rich's Markdown, brought to the same few styles: no italics, no underline for emphasis.
        "markdown.h1": "bold",
        "markdown.h2": "bold cyan",
        "markdown.em": "none",
        "markdown.code": "bold",
        "markdown.item.bullet": "cyan",
    }
)


class Look(StrEnum):
    """How screens are laid out."""

    STANDARD = "standard"
    PLAIN = "plain"
    LARGE = "large"


# Typographic marks that terminals without Unicode know under an ASCII name.
_ASCII = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
        "\u2022": "-",
        "\u00d7": "x",
        "\u2265": ">=",
        "\u2264": "<=",
        "\u00bd": "1/2",
        "\u2192": "->",
    }
)


@dataclass(frozen=True)
class Screen:
    """Where cards are printed, and in which look."""

    console: Console
    look: Look
    unicode: bool = True

    @property
    def plain(self) -> bool:
        """Whether output is append-only labelled lines."""
        return self.look is Look.PLAIN

    @property
    def width(self) -> int:
        """The columns that cards use: a readable line, or less where the terminal is narrower."""
        most = {Look.STANDARD: READING_WIDTH + 4, Look.LARGE: LARGE_WIDTH, Look.PLAIN: PLAIN_WIDTH}
        return max(20, min(self.console.width, most[self.look]))

    def height_of(self, what: RenderableType) -> int:
        """How many lines a card takes."""
        options = self.console.options.update(width=self.width)
        return len(self.console.render_lines(what, options, pad=False))

    def clear(self) -> None:
        """Begin a new screen; in plain a blank line parts what comes from what was."""
        if self.plain:
            self.console.print()
        elif self.console.is_terminal:
            self.console.clear()

    def show(self, what: RenderableType) -> None:
        """Print a card."""
        self.console.print(what, width=self.width)

    def say(self, sentence: str, style: str = "") -> None:
        """Print one line of words, which are never markup."""
        margin = "" if self.plain else " "
        self.console.print(Text(margin + self.fit(sentence), style), width=self.width)

    def fit(self, text: str) -> str:
        """The text with only characters that this terminal can show."""
        safe = clean(text)
        if self.unicode:
            return safe
        encoding = self.console.encoding or "ascii"
        return safe.translate(_ASCII).encode(encoding, "replace").decode(encoding)


def choose_look(
    wanted: str | None, environment: Mapping[str, str], *, interactive: bool, unicode: bool
) -> Look:
    """The look: what was asked for, else plain wherever another would not be readable."""
    if wanted:
        return Look(wanted)
    if environment.get("PEERPREP_PLAIN", "") not in {"", "0"}:
        return Look.PLAIN
    if not interactive or environment.get("TERM") == "dumb" or not unicode:
        return Look.PLAIN
    return Look.STANDARD


def is_unicode(stream: TextIO) -> bool:
    """Whether the stream takes any character."""
    return (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "") in {
        "utf8",
        "utf16",
        "utf8sig",
    }


def make_screen(
    stream: TextIO,
    look: Look,
    environment: Mapping[str, str],
    *,
    colour: bool = True,
    width: int | None = None,
) -> Screen:
    """A screen on a stream. Plain never writes an escape sequence; NO_COLOR leaves bold alone."""
    plain = look is Look.PLAIN
    colours = bool(getattr(stream, "isatty", lambda: False)()) and environment.get("TERM") != "dumb"
    console = Console(
        file=stream,
        theme=THEME,
        width=width,
        no_color=plain or not colour or bool(environment.get("NO_COLOR")),
        # Sixteen colours and no more: others would override the theme of the terminal.
        color_system=None if plain or not colours else "standard",
        force_terminal=False if plain else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ=dict(environment),
    )
    return Screen(console, look, is_unicode(stream))
