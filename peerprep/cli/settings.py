"""Settings: flags over environment over the file, each with its allowed words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from peerprep.core.value import dataclass
from peerprep.errors import UsageError

LOOKS = ("auto", "standard", "plain", "large")
CLOCKS = ("shown", "hidden", "ask")
TIMES = ("1", "1.25", "1.5", "2", "off")
SWITCH = ("on", "off")


@dataclass(frozen=True)
class Settings:
    """What a candidate decides once."""

    look: str = "auto"
    clock: str = "shown"
    time: str = "1"
    certainty: str = "on"
    exam: str = "icrc-pr"
    target: str = "75"
    length: str = "10"
    hidden: str = "none"
    exam_date: str = "none"
    minutes: str = "25"

    @property
    def exam_day(self) -> date | None:
        """The day of the exam, or None where no date is kept."""
        return None if self.exam_date == "none" else date.fromisoformat(self.exam_date)


ALLOWED: dict[str, tuple[str, ...]] = {
    "look": LOOKS,
    "clock": CLOCKS,
    "time": TIMES,
    "certainty": SWITCH,
}
EXPLAINED: dict[str, str] = {
    "look": "standard, plain (for screen readers, pipes), large (40 columns), or auto",
    "clock": "in mocks: shown, hidden until 5 minutes are left, or only when you ask",
    "time": "in mocks: 1, 1.25, 1.5 or 2 times the real time, or off",
    "certainty": "in drills: ask how sure you are, on or off",
    "exam": "the exam that `peerprep exam` and today's screen mean",
    "target": "your practice target in percent, 50 to 95; ours, not an exam body's",
    "length": "how many questions a drill has, 1 to 100",
    "hidden": "what drills leave out for now, or none; peerprep topics hide NAME adds to it",
    "exam_date": "the day of your exam, like 2027-01-15, or none; peerprep plan starts from it",
    "minutes": "how many minutes a day you have to practice, 5 to 240",
}
_NUMBERS = {"target": (50, 95), "length": (1, 100), "minutes": (5, 240)}
_NAMES = re.compile(r"[a-z0-9-]+(,[a-z0-9-]+)*")


def check(name: str, value: str) -> str:
    """The value if the setting may have it; UsageError with the allowed words otherwise."""
    if name not in EXPLAINED:
        raise UsageError(f"There is no setting {name!r}. Settings: {', '.join(EXPLAINED)}.")
    if name in ALLOWED and value not in ALLOWED[name]:
        raise UsageError(f"{name} cannot be {value!r}. Use one of: {', '.join(ALLOWED[name])}.")
    if name == "hidden" and not _NAMES.fullmatch(value):
        raise UsageError(f"hidden cannot be {value!r}. Use names like suicide,trauma, or none.")
    if name in _NUMBERS:
        low, high = _NUMBERS[name]
        if not (value.isascii() and value.isdigit()) or not low <= int(value) <= high:
            raise UsageError(f"{name} cannot be {value!r}. Use a number from {low} to {high}.")
    if name == "exam_date" and value != "none" and read_date(value) is None:
        raise UsageError(
            f"exam_date cannot be {value!r}. Write year, month and day like 2027-01-15, or none."
        )
    return value


def read_date(value: str) -> date | None:
    """The day that is written as 2027-01-15; None where it is written otherwise or never was."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def read_file(path: Path, *, lenient: bool = False) -> Settings:
    """The settings of the file; the usual ones where there is none.

    Raises UsageError naming the file where something in it is wrong. `lenient` passes that over, so
    that the command that sets a setting can put the file right.
    """
    kept: dict[str, object] = {}
    if path.is_file():
        import tomllib

        try:
            kept = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            if not lenient:
                raise UsageError(
                    f"The settings in {path} cannot be read ({error}). Mend the line, or delete "
                    "the file."
                ) from None
    changes = {}
    for name, value in kept.items():
        try:
            changes[name] = check(name, str(value))
        except UsageError as error:
            if not lenient:
                raise UsageError(
                    f"In {path}: {error} Mend it with: peerprep settings {name} VALUE, or delete "
                    "its line."
                ) from None
    return replace(Settings(), **changes)


def with_environment(settings: Settings, variables: Mapping[str, str]) -> Settings:
    """The settings with PEERPREP_CLOCK, PEERPREP_TIME and so on laid over them."""
    changes = {
        name: check(name, variables[f"PEERPREP_{name.upper()}"])
        for name in EXPLAINED
        if variables.get(f"PEERPREP_{name.upper()}")
    }
    return replace(settings, **changes)


def _quoted(value: str) -> str:
    """A TOML string: JSON's, in which a delete character is escaped, too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_file(path: Path, settings: Settings) -> None:
    """Write the file whole or not at all, readable by its owner alone."""
    from peerprep.history.places import write_whole

    usual = Settings()
    lines = ["# peerprep settings. `peerprep settings` explains them."]
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if value != getattr(usual, field.name):
            lines.append(f"{field.name} = {_quoted(value)}")
    text = "\n".join(lines) + "\n"
    try:
        write_whole(path, lambda beside: beside.write_text(text, "utf-8"))
    except OSError as error:
        raise UsageError(
            f"The settings cannot be kept in {path} ({error.strerror}). Set PEERPREP_HOME to a "
            "folder you may write to."
        ) from None
