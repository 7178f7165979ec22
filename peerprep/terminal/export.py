"""A page as an HTML or SVG file to keep or show: Rich's own export, which fetches nothing."""

from __future__ import annotations

import io
import re
from html import escape

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.theme import Theme

from peerprep.terminal.screen import LARGE_WIDTH, READING_WIDTH, THEME, Look, Screen, clean

# Dark words on white paper; sixteen colours, each at least 4.5 to 1 against it.
PAPER = TerminalTheme(
    (255, 255, 255),
    (28, 31, 38),
    [
        (28, 31, 38), (176, 0, 32), (0, 110, 50), (138, 90, 0),
        (0, 84, 166), (122, 40, 138), (0, 102, 116), (90, 96, 106),
    ],
    [
        (90, 96, 106), (176, 0, 32), (0, 110, 50), (138, 90, 0),
        (0, 84, 166), (122, 40, 138), (0, 102, 116), (28, 31, 38),
    ],
)  # fmt: skip

# On paper dim is a grey of its own: Rich would blend it until it is too pale to read.
_STYLES = Theme({**THEME.styles, "quiet": "bright_black"})

_HTML = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{{stylesheet}}
body {{{{ color: {{foreground}}; background-color: {{background}}; margin: 2em; }}}}
pre {{{{ font-family: monospace; line-height: 1.3; }}}}
</style>
</head>
<body>
<pre><code>{{code}}</code></pre>
</body>
</html>
"""


def recording_screen(look: Look) -> Screen:
    """A screen that shows nothing and remembers it, for `as_html` and `as_svg`."""
    width = LARGE_WIDTH if look is Look.LARGE else READING_WIDTH + 4
    console = Console(
        record=True, file=io.StringIO(), force_terminal=True, width=width, theme=_STYLES,
        color_system="standard", legacy_windows=False, highlight=False, markup=False, emoji=False,
        _environ={},
    )  # fmt: skip
    return Screen(console, look)


def as_html(screen: Screen, title: str) -> str:
    """What was shown on a recording screen, as one HTML page with its styles inside."""
    page = _HTML.format(title=escape(clean(title)))
    return screen.console.export_html(theme=PAPER, clear=False, code_format=page)


def as_svg(screen: Screen, title: str) -> str:
    """The same as a picture, which brings no font of its own and fetches none."""
    svg = screen.console.export_svg(
        title=clean(title), theme=PAPER, clear=False, unique_id="peerprep"
    )
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    # Some viewers drop the space a text begins with, unless they are told to keep it.
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"
