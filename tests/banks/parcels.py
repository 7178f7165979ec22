"""Banks, folders and zips to hand over, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

ITEM = """\
  - id: {id}
    topic: {topic}
    level: recall
    stem: {stem}
    options:
      - {{text: First, rationale: It tempts.}}
      - {{text: Second, rationale: It is best., correct: true}}
    principle: A principle.
    source: {{id: src, locator: section 1}}
"""

TOPICS = "format: 1\ntopics:\n  night: {title: Night}\n"


def bank(
    name: str = "mine",
    *items: str,
    topic: str = "strengths",
    title: str = "A bank",
    stems: Mapping[str, str] = {},
) -> str:
    """A sound bank with the items, or one item named after it."""
    text = f"format: 1\nid: {name}\ntitle: {title}\nlanguage: en\nlicence: CC0-1.0\n"
    text += 'version: "1"\nsources: {src: {title: A publication}}\nitems:\n'
    for one in items or (f"{name}-1",):
        text += ITEM.format(id=one, topic=topic, stem=stems.get(one, f"What is best in {one}?"))
    return text


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def put(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes, every folder with None."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
