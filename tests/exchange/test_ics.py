"""The calendar file as RFC 5545 asks for it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.plan import plan
from peerprep.exchange.ics import Event, calendar, escaped, folded, plan_events

TODAY = date(2026, 12, 30)
STAMP = datetime(2026, 12, 30, 9, 5, tzinfo=timezone(timedelta(hours=-5)))


def made(days: int = 6, **more):
    usual = {
        "today": TODAY, "minutes": 10, "seconds": 60.0, "unseen": 5, "due": {}, "done": 0,
        "forms": 1, "sat": (),
    }  # fmt: skip
    return plan(exam_day=TODAY + timedelta(days=days), **{**usual, **more})


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_one_event_is_written_whole():
    event = Event("one", TODAY, date(2026, 12, 31), "Practice; a, b", "First\nsecond", busy=True)
    assert calendar([event], stamp=STAMP) == "\r\n".join(
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//peerprep//plan//EN",
            "CALSCALE:GREGORIAN", "BEGIN:VEVENT", "UID:one", "DTSTAMP:20261230T140500Z",
            "DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20261231",
            "SUMMARY:Practice\\; a\\, b", "DESCRIPTION:First\\nsecond", "TRANSP:OPAQUE",
            "END:VEVENT", "END:VCALENDAR", "",
        ]
    )  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_a_long_line_is_folded_at_75_octets_and_reads_as_it_was(text):
    line = "SUMMARY:" + escaped(text)
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_has_no_bare_separator_and_no_line_end(text):
    words = escaped(text)
    assert not re.search(r"[\x00-\x1f\x7f]", words)
    assert not re.search(r"(?<!\\)(\\\\)*[;,]", words)


def test_every_kind_of_line_end_becomes_one_escape():
    assert escaped("a\r\nb\rc\nd\te\x07") == "a\\nb\\nc\\nd e"
    assert escaped("C:\\x") == "C:\\\\x"


def test_a_plan_becomes_its_days_the_last_seven_and_the_exam():
    events = plan_events(made(), form="75 questions, 120 minutes")
    assert [(e.uid, e.summary, e.description) for e in events] == [
        ("peerprep-day-20261230", "Practice: 4 questions, about 4 min", "4 new, 0 due."),
        ("peerprep-day-20261231", "Practice: a mock exam", "75 questions, 120 minutes"),
        ("peerprep-day-20270101", "Practice: 1 question, about 1 min", "1 new, 0 due."),
        ("peerprep-day-20270102", "Practice: 4 questions, about 4 min", "0 new, 4 due."),
        ("peerprep-day-20270103", "Practice: 1 question, about 1 min", "0 new, 1 due."),
        ("peerprep-touch", "Practice: the last seven days",
         "What is not secure yet comes once more."),
        ("peerprep-exam", "Exam day", ""),
    ]  # fmt: skip
    exam = events[-1]
    assert (exam.start, exam.end, exam.busy) == (date(2027, 1, 5), date(2027, 1, 6), True)
    assert not any(event.busy for event in events[:-1])


def test_a_day_keeps_its_identity_when_the_plan_is_written_again():
    first = {event.uid for event in plan_events(made(30))}
    later = {e.uid for e in plan_events(made(30, unseen=3, forms=3, minutes=60))}
    uids = [event.uid for event in plan_events(made(30))]
    assert len(uids) == len(set(uids))
    assert {"peerprep-exam", "peerprep-touch"} <= first & later
    assert all(re.fullmatch(r"peerprep-(day-\d{8}|exam|touch)", uid) for uid in first | later)


def test_the_calendar_of_a_plan_opens_and_closes_every_event():
    lines = unfolded(calendar(plan_events(made(60, unseen=100)), stamp=STAMP))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 10
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    starts = [line for line in lines if line.startswith("DTSTART")]
    assert all(re.fullmatch(r"DTSTART;VALUE=DATE:\d{8}", line) for line in starts)


def test_no_event_names_the_exam_or_the_subject():
    text = calendar(plan_events(made(), form="75 questions"), stamp=STAMP)
    assert not re.search("recovery|peer support|IC&RC|score", text, re.IGNORECASE)
