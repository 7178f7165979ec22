"""The list of a mock: what is answered, what is not, what is marked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from peerprep.core.session import Session
from peerprep.terminal.layout import head, hints, lines, paragraph, rule
from peerprep.terminal.screen import Screen


def overview(screen: Screen, session: Session, clock: str, notice: str = "") -> RenderableType:
    """The list: what is answered, what is not, what is marked; every number with its sign."""
    answered, blanks, flagged = session.answered, session.unanswered, session.flagged
    counts = f"answered {len(answered)}, not answered {len(blanks)}, marked {len(flagged)}"

    def sign(number: int) -> str:
        return f"{number}{'-' if number in blanks else ''}{'*' if number in flagged else ''}"

    signs = [sign(number) for number in range(1, len(session.form) + 1)]
    key = "- not answered, * marked"
    short = [
        ("Not answered", runs(blanks) or "none"),
        ("Marked", " ".join(map(str, flagged)) or "none"),
    ]
    if screen.plain:
        texts = [f"List: {counts}.{' ' + clock + '.' if clock else ''}"]
        texts += [notice] if notice else []
        texts += [f"{label}: {text}" for label, text in short]
        texts.append(f"All ({key}): {' '.join(signs)}")
        texts.append("Type a number to go there, u, marked, end, or Enter to go back:")
        return lines(screen, *texts)
    parts: list[RenderableType] = [head(screen, "List", clock), rule(screen)]
    if notice:
        parts.append(paragraph(screen, notice, "accent"))
    parts += [paragraph(screen, counts), Text("")]
    for label, text in short:
        parts += [paragraph(screen, label, "accent"), paragraph(screen, text), Text("")]
    parts.append(paragraph(screen, f"All  ({key})", "accent"))
    parts += [paragraph(screen, row) for row in _grid(signs, screen.width - 2)]
    keys = (
        ("number Enter", "go there"),
        ("u", "next not answered"),
        ("m", "next marked"),
        ("e", "end exam"),
        ("b", "back"),
    )
    return Group(*parts, rule(screen), hints(screen, keys))


def runs(numbers: Sequence[int]) -> str:
    """Numbers in a row drawn together: 1 2 3 7 becomes "1-3 7"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return " ".join(f"{r[0]}-{r[-1]}" if len(r) > 2 else " ".join(map(str, r)) for r in found)


def _grid(cells: Sequence[str], width: int) -> list[str]:
    """The cells under each other in columns, five or a multiple of five to a row."""
    wide = max(map(len, cells)) + 1
    per_row = max(1, width // wide // 5 * 5 or width // wide)
    rows = [cells[start : start + per_row] for start in range(0, len(cells), per_row)]
    return ["".join(cell.ljust(wide) for cell in row).rstrip() for row in rows]
