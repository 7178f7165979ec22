"""A plan as a calendar file: iCalendar (RFC 5545), all-day events, pure text.

Calendars are often shared, so no event names the exam, the program's subject or a score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from peerprep.core.plan import Day, Plan
from peerprep.core.value import dataclass

LINE = 75
"""Octets that a line may have, its end not counted (RFC 5545, 3.1)."""

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Event:
    """One all-day event: its days (`end` is the day after the last), its words, its identity."""

    uid: str
    """Stays the same when the event is written again, so that a calendar updates it."""
    start: date
    end: date
    summary: str
    description: str = ""
    busy: bool = False


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): backslash, semicolon, comma and line end are escaped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _CONTROL.sub("", plain.replace("\t", " "))
    for character in ("\\", ";", ","):
        plain = plain.replace(character, "\\" + character)
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line cut into lines of at most 75 octets, never inside a character.

    Each further line begins with a space (RFC 5545, 3.1).
    """
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + octets
    return "\r\n".join([*parts, part])


def calendar(events: Iterable[Event], *, stamp: datetime) -> str:
    """The events as one calendar with CRLF line ends. `stamp` (aware) is when it is written."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//peerprep//plan//EN",
        "CALSCALE:GREGORIAN",
    ]
    for event in events:
        lines += _event(event, f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return "".join(folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.end:%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}"
    yield "END:VEVENT"


def plan_events(plan: Plan, *, form: str = "") -> tuple[Event, ...]:
    """The plan's events: each day with its drill or mock, the last seven days, the exam day.

    `form` says what a mock is, as in "75 questions, 120 minutes". A day keeps its UID whatever it
    becomes, so that a plan written again replaces the one before.
    """
    days = (_of_day(day, plan.seconds, form) for day in plan.days if day.mock or day.items)
    touch = Event(
        "peerprep-touch",
        plan.touch_from,
        plan.exam_day,
        "Practice: the last seven days",
        "What is not secure yet comes once more.",
    )
    exam = Event("peerprep-exam", plan.exam_day, _after(plan.exam_day), "Exam day", busy=True)
    return (*days, touch, exam)


def _of_day(day: Day, seconds: float, form: str) -> Event:
    uid = f"peerprep-day-{day.date:%Y%m%d}"
    if day.mock:
        return Event(uid, day.date, _after(day.date), "Practice: a mock exam", form)
    minutes = max(1, round(day.items * seconds / 60))
    noun = "question" if day.items == 1 else "questions"
    words = f"Practice: {day.items} {noun}, about {minutes} min"
    return Event(uid, day.date, _after(day.date), words, f"{day.new} new, {day.due} due.")


def _after(day: date) -> date:
    return day + timedelta(days=1)
