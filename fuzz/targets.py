"""What is fuzzed, and the law that every input has to keep there.

A target takes bytes and returns. Whatever it lets out as an exception is a finding: files may be
refused, in words, and nothing else may happen.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"

_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What must never be in a text that goes to a screen, whatever else is taken out of it."""


class Broken(AssertionError):
    """A law of a target does not hold."""


@dataclass(frozen=True)
class Target:
    """One place where text comes in: what reads it, with which seeds, and in how many cases."""

    name: str
    what: str
    law: str
    try_one: Callable[[bytes], None]
    share: int
    """How many of a hundred inputs go here."""
    modules: tuple[str, ...] = ("peerprep",)
    """What the coverage-guided engine looks into."""

    def seeds(self) -> list[bytes]:
        """The inputs that mutation starts from: the corpus, smallest first."""
        paths = sorted((CORPUS / self.name).iterdir(), key=lambda path: path.stat().st_size)
        return [path.read_bytes() for path in paths]


def _need(law: bool, what: str) -> None:
    if not law:
        raise Broken(what)


def _kind(problem: Any) -> None:
    _need(problem.message.endswith((".", "?")), f"no sentence: {problem.message!r}")
    _need(problem.fix.endswith((".", "?", "`", "}")), f"no remedy: {problem.fix!r}")
    _need(problem.location.line >= 1 and problem.location.column >= 1, "a place before the file")


def _shown(*texts: str) -> None:
    from peerprep.core.characters import clean

    for text in texts:
        _need(not _ESCAPE.search(clean(text)), f"an escape reaches the screen: {text!r}")


def _only_readable(*texts: str | None) -> None:
    from peerprep.core.characters import hidden_character

    for text in texts:
        _need(not text or not hidden_character(text), f"hidden characters were read: {text!r}")


def read_bank(raw: bytes) -> None:
    """A bank file: a bank or problems, never both lacking; no text in it can change a screen."""
    from peerprep.banks.reader import read_bank as read

    reading = read(raw, "fuzz.yaml", {"strengths", "hope"})
    for problem in reading.problems:
        _kind(problem)
        _shown(problem.message, problem.line)
    if reading.bank is None:
        _need(bool(reading.problems), "neither a bank nor a problem")
        return
    bank = reading.bank
    _only_readable(bank.title, bank.licence, *bank.authors)
    for source in bank.sources.values():
        _only_readable(source.id, source.title, source.publisher, source.number, source.address)
    for item in bank.items:
        _need(item.key <= {option.id for option in item.options}, "a key that is no option")
        _only_readable(item.stem, item.principle, item.exhibit, item.jurisdiction, *item.tags)
        for option in item.options:
            _only_readable(option.text, option.rationale)


def read_topics(raw: bytes) -> None:
    """A topics file: topics and problems; every parent is there unless a problem says not."""
    from peerprep.banks.reader import read_topics as read

    topics, problems = read(raw, "topics.yaml")
    for problem in problems:
        _kind(problem)
        _shown(problem.message, problem.line)
    for topic in topics.values():
        _only_readable(topic.title, topic.description, topic.parent)
        _need(bool(problems) or topic.parent in {None, *topics}, "a lost parent without a problem")


def read_exam(raw: bytes) -> None:
    """An exam file: an exam or problems; an exam that promises a mock can say how long it is."""
    from peerprep.banks.exams import read_exam as read

    exam, problems = read(raw, "exam.yaml", {"strengths", "hope", "rights"})
    for problem in problems:
        _kind(problem)
        _shown(problem.message, problem.line)
    if exam is None:
        _need(bool(problems), "neither an exam nor a problem")
        return
    _only_readable(exam.name, exam.body, exam.note, *exam.aliases, *exam.aliases.values())
    if exam.why_no_mock() is None:
        _need(exam.blueprint().length >= 1, "a mock of nothing")


_SCRATCH: list[tempfile.TemporaryDirectory[str]] = []


def scratch() -> Path:
    """A folder of this process alone, in memory where the system has such a place."""
    if not _SCRATCH:
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        _SCRATCH.append(tempfile.TemporaryDirectory(prefix="peerprep-fuzz-", dir=memory))
    return Path(_SCRATCH[0].name)


def read_settings(raw: bytes) -> None:
    """settings.toml: settings or a UsageError that names the file; what is read can be kept."""
    from peerprep.cli.settings import read_file, write_file
    from peerprep.errors import UsageError

    path = scratch() / "settings.toml"
    path.write_bytes(raw)
    try:
        settings = read_file(path)
    except UsageError as error:
        _need(str(path) in str(error), f"the file is not named: {error}")
        _shown(str(error))
        read_file(path, lenient=True)
        return
    write_file(path, settings)
    _need(read_file(path) == settings, "settings that were kept are not the settings that are read")


def read_lesson(raw: bytes) -> None:
    """A lesson: its sections, with nothing in them that could be an escape once drawn plain."""
    from peerprep.terminal.lessons import parse_lesson, plain_text

    lesson = parse_lesson(raw.decode("utf-8", "replace"))
    for part in lesson.sections:
        _need(bool(part.body or part.heading), "a section of nothing")
        _shown(part.heading, *plain_text(part.body))


def read_import(raw: bytes) -> None:
    """What `data import` reads: records that can be kept, or a word for what is wrong and where."""
    from peerprep.history.fields import Wrong
    from peerprep.history.intake import NotComplete, read_export

    try:
        kept = read_export(raw)
    except NotComplete:
        return
    except Wrong as error:
        _need(str(error).startswith(str(error).strip()), "a message of nothing")
        _shown(str(error))
        return
    for sitting in kept.sittings.values():
        _need(bool(sitting.uid), "a sitting without a name")


def open_parcel(raw: bytes) -> None:
    """What `bank add` opens: parts with names that are names, or one problem and no part.

    An input that is no zip is made into one: "== NAME" begins a file, what follows is in it.
    """
    from peerprep.banks.parcel import open_parcel as open_it
    from peerprep.banks.reader import read_bank as read

    path = scratch() / "parcel.zip"
    path.write_bytes(raw if raw[:2] == b"PK" else _as_zip(raw))
    parcel = open_it(path, "parcel.zip")
    for problem in parcel.problems:
        _kind(problem)
        _shown(problem.message)
    _need(bool(parcel.parts) != bool(parcel.problems), "neither parts nor problems, or both")
    for part in parcel.parts:
        _need("/" not in part.stem and part.stem not in {"", ".", ".."}, f"a path: {part.stem!r}")
        if part.kind == "bank":
            read(part.raw, part.shown)


def _as_zip(raw: bytes) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of two files of one name
        for piece in raw.split(b"== ")[1:]:
            name, _, content = piece.partition(b"\n")
            archive.writestr(zipfile.ZipInfo(name.decode("utf-8", "replace")), content)
    return out.getvalue()


def show_text(raw: bytes) -> None:
    """Any text on a screen: no escape but our own colors in any look, no line that is too wide."""
    from rich.cells import cell_len

    from peerprep.terminal.layout import head, lettered, lines, paragraph
    from peerprep.terminal.screen import Look, make_screen

    look = (Look.PLAIN, Look.STANDARD, Look.LARGE)[raw[0] % 3 if raw else 0]
    width = 20 + raw[0] % 60 if raw else 40
    text = raw[1:].decode("utf-8", "surrogateescape")
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    on = make_screen(stream, look, {}, width=width)
    if on.plain:
        on.show(lines(on, text))
    else:
        parts = text.split("\n", 2)
        on.show(head(on, parts[0], parts[-1]))
        on.show(paragraph(on, text))
        on.show(lettered(on, [(">", "A", text, "strong"), ("", "B", parts[-1], "")]))
    stream.seek(0)
    shown = stream.read()
    _need(not _ESCAPE.search(shown), "an escape is on the screen")
    wide = [line for line in shown.split("\n") if cell_len(line) > width]
    _need(not wide, f"wider than {width}: {wide[:1]!r}")


def hear_keys(raw: bytes) -> None:
    """Keystrokes: every token is one of ours or a character, and each means something or nothing.

    What is left of an escape sequence never becomes the letters of an answer.
    """
    from peerprep.terminal.commands import Act, heard
    from peerprep.terminal.keys import _ESCAPES, _TOKENS

    text = raw.decode("utf-8", "replace")
    tokens = _TOKENS.findall(text)
    _need("".join(tokens) == text, "keystrokes were lost")
    for token in tokens:
        name = _ESCAPES.get(token, "unknown") if len(token) > 1 else token
        _need(isinstance(heard(name, typed=False, letters="abcd").act, Act), "an act of no kind")
    for line in text.splitlines():
        said = heard(line, typed=True, letters="abcd")
        if said.act is Act.CHOOSE:
            letters = said.argument.split(" ")[0]
            _need(set(letters) <= set("abcd"), f"{line!r} chose {letters!r}")


TARGETS = (
    Target("bank", "bank files", "a bank, or problems with a place and a remedy", read_bank, 24,
           ("peerprep.banks", "peerprep.core", "yaml")),
    Target("topics", "topics.yaml", "topics, or problems", read_topics, 10,
           ("peerprep.banks", "peerprep.core", "yaml")),
    Target("exam", "exam files", "an exam, or problems", read_exam, 12,
           ("peerprep.banks", "peerprep.core", "yaml")),
    Target("import", "records of another machine", "records, or what is wrong and where",
           read_import, 12, ("peerprep.history", "peerprep.core")),
    Target("parcel", "zips of banks", "parts with names that are names, or one problem",
           open_parcel, 6, ("peerprep.banks", "zipfile")),
    Target("settings", "settings.toml", "settings, or one sentence that names the file",
           read_settings, 10, ("peerprep.cli", "tomllib")),
    Target("lesson", "lessons", "sections without an escape", read_lesson, 6,
           ("peerprep.terminal",)),
    Target("text", "any text on a screen", "no escape, nothing wider than the window", show_text,
           8, ("peerprep.terminal",)),
    Target("keys", "keystrokes and typed lines", "each means one act or nothing", hear_keys, 12,
           ("peerprep.terminal",)),
)  # fmt: skip
"""Every place where text comes in, with its share of a run."""


def named(name: str) -> Target:
    """The target of that name. Raises KeyError for any other."""
    return {target.name: target for target in TARGETS}[name]
