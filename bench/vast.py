"""A vast library: the shipped items again and again, each copy with ids of its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bench.measure import ROOT

_ITEM = re.compile(r"(?m)^(?=  - id: )")
_ID = re.compile(r"(?m)^(  - id: )(\S+)$")
_ENEMIES = re.compile(r"(?m)^    enemies: \[(.*)\]\n")


def make_library(folder: Path, files: int, items: int) -> Path:
    """A library of so many files with so many items each, the same whenever it is made."""
    shutil.rmtree(folder, ignore_errors=True)
    source = ROOT / "question_banks"
    (folder / "items").mkdir(parents=True)
    shutil.copy(source / "topics.yaml", folder)
    for part in ("exams", "lessons"):
        shutil.copytree(source / part, folder / part)
    shipped = [path.read_text("utf-8") for path in sorted((source / "items").glob("*.yaml"))]
    for number in range(files):
        text = _one_file(shipped[number % len(shipped)], number, items)
        (folder / "items" / f"bank-{number:04}.yaml").write_text(text, "utf-8")
    return folder


def _one_file(text: str, number: int, items: int) -> str:
    head, body = text.split("items:\n", 1)
    blocks = [block for block in _ITEM.split(body) if _ID.search(block)]
    head = re.sub(r"(?m)^id: (.*)$", rf"id: \1-{number}", head, count=1)
    copies = [
        (f"x{number}-{n // len(blocks)}-", blocks[n % len(blocks)].rstrip("\n") + "\n")
        for n in range(items)
    ]
    there = {tag + _ID.search(block)[2] for tag, block in copies}  # type: ignore[index]
    return head + "items:\n" + "".join(_renamed(tag, block, there) for tag, block in copies)


def _renamed(tag: str, block: str, there: set[str]) -> str:
    def enemies(found: re.Match[str]) -> str:
        names = [tag + name.strip() for name in found[1].split(",")]
        kept = ", ".join(name for name in names if name in there)
        return f"    enemies: [{kept}]\n" if kept else ""

    return _ENEMIES.sub(enemies, _ID.sub(rf"\g<1>{tag}\2", block))
