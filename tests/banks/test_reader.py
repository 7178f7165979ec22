"""Reading banks: what is right comes out as written, what is wrong comes back with its place."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.banks.files import MAX_BYTES
from peerprep.banks.reader import read_bank, read_topics
from peerprep.core.item import SelectAll
from peerprep.terminal.listings import problems
from peerprep.terminal.screen import Look
from tests.builders import drawn, screen

BROKEN = Path(__file__).parent / "broken"
TOPICS = {"strengths", "hope"}

HEAD = """\
format: 1
id: demo
title: Demo
language: no
licence: CC-BY-SA-4.0
version: 1.10
authors: [A person, 12:30:00]
sources:
  src: {title: A publication, year: 2015, number: null, locator: category}
exhibits:
  ex: A shared scenario.
items:
"""
ITEM = """\
  - id: one
    topic: strengths
    level: application
    pool: mock
    status: reviewed
    stem: >-
      A first sentence.
      What is best?
    exhibit: ex
    options:
      - {text: No, rationale: It tempts.}
      - {text: 1.10, rationale: It tempts.}
      - {text: null and void, rationale: It tempts.}
      - text: 12:30:00
        rationale: It is best.
        correct: true
    principle: Start from what the person can do.
    source: {id: src, locator: 1.10}
    jurisdiction: US-MD
    tags: [phone, on]
    sensitive: suicide
    shuffle: false
    as_of: 2024-04
    enemies: [two]
"""


def read(text: str):
    return read_bank(text.encode(), "demo.yaml", TOPICS)


def test_text_stays_as_written():
    reading = read(HEAD + ITEM)
    assert reading.problems == ()
    bank = reading.bank
    assert bank is not None
    assert (bank.language, bank.version, bank.authors) == ("no", "1.10", ("A person", "12:30:00"))
    one = bank.items[0]
    assert [option.text for option in one.options] == ["No", "1.10", "null and void", "12:30:00"]
    assert one.stem == "A first sentence. What is best?"
    assert one.exhibit == "A shared scenario."
    assert one.citation.locator == "1.10"
    assert one.tags == ("phone", "on")
    assert (one.shuffle, one.as_of, one.enemies) == (False, "2024-04", {"two"})
    assert one.option(next(iter(one.key))).text == "12:30:00"


def test_a_quoted_null_is_text_and_a_bare_one_is_nothing():
    assert read(HEAD + ITEM.replace("US-MD", '"null"')).bank.items[0].jurisdiction == "null"
    assert read(HEAD + ITEM.replace("US-MD", "null")).bank.items[0].jurisdiction is None


def test_select_all_with_partial_marks():
    text = ITEM.replace("pool: mock", "pool: drill\n    kind: select-all\n    marking: partial")
    text = text.replace("{text: No,", "{text: No, correct: true,")
    kind = read(HEAD + text).bank.items[0].kind
    assert isinstance(kind, SelectAll)
    assert kind.partial
    assert len(kind.key) == 2


def test_scalars_may_be_shared_by_anchor_and_alias():
    text = ITEM.replace(
        "{text: No, rationale: It tempts.}", "{text: No, rationale: &why It tempts.}"
    )
    text = text.replace("{text: 1.10, rationale: It tempts.}", "{text: 1.10, rationale: *why}")
    assert read(HEAD + text).bank.items[0].options[1].rationale == "It tempts."


def test_a_byte_order_mark_and_windows_lines_are_read():
    raw = b"\xef\xbb\xbf" + (HEAD + ITEM).replace("\n", "\r\n").encode()
    assert read_bank(raw, "demo.yaml", TOPICS).problems == ()


@pytest.mark.parametrize("path", sorted(BROKEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_broken_file_gives_exactly_the_report_beside_it(path):
    reading = read_bank(path.read_bytes(), path.name, TOPICS)
    assert reading.bank is None
    report = drawn(problems(screen(Look.PLAIN, 100), reading.problems), Look.PLAIN, 100)
    expected = path.with_suffix(".expected")
    assert report + "\n" == expected.read_text("utf-8")


def test_every_broken_file_says_what_where_and_what_to_do():
    for path in BROKEN.glob("*.yaml"):
        for problem in read_bank(path.read_bytes(), path.name, TOPICS).problems:
            assert problem.message.endswith((".", "?"))
            assert problem.fix.endswith(".")
            assert problem.location.line >= 1
            assert problem.location.column >= 1


HOSTILE = {
    "nesting": b"format: 1\nitems: " + b"[" * 100_000_000,
    "mapping": b"{a: " * 20_000_000,
    "large": b"format: 1\n# " + b"x" * (MAX_BYTES + 10),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hundred_megabytes_are_refused_early(name):
    problems_found = read_bank(HOSTILE[name], "demo.yaml", TOPICS).problems
    assert [problem.rule for problem in problems_found] == ["TOO-LARGE"]


DEEP = """
import resource, sys
from peerprep.banks.reader import read_bank
text = b"format: 1\\nitems: " + b"[" * 4_900_000
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print([p.rule for p in read_bank(text, "demo.yaml").problems])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_deep_nesting_below_the_size_limit_neither_crashes_nor_eats_memory():
    out = subprocess.run(
        [sys.executable, "-c", DEEP], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert out[0] == "['TOO-DEEP']"
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(out[1]) * unit < 100_000_000
    assert resource.RUSAGE_SELF == 0  # the unit above is that of getrusage


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_bank_or_problems_and_never_a_crash(raw):
    reading = read_bank(raw, "demo.yaml", TOPICS)
    assert (reading.bank is None) == bool(reading.problems)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_bank_gives_problems_and_never_a_crash(data):
    text = HEAD + ITEM
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    patch = data.draw(st.text(max_size=12))
    raw = (text[:start] + patch + text[end:]).encode("utf-8", "surrogatepass")
    reading = read_bank(raw, "demo.yaml", TOPICS)
    assert reading.bank is not None or reading.problems


def test_topics_with_an_unknown_parent_are_reported():
    text = b"format: 1\ntopics:\n  a: {title: A}\n  b: {title: B, parent: aa}\n"
    topics, found = read_topics(text, "topics.yaml")
    assert set(topics) == {"a", "b"}
    assert [problem.location.line for problem in found] == [4]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("stem: >-\n      A first sentence.\n      What is best?", 'stem: ""', "STEM-EMPTY"),
        ("principle: Start from what the person can do.", 'principle: "  "', "PRINCIPLE-MISS"),
        ("    principle: Start from what the person can do.\n", "", "PRINCIPLE-MISS"),
        ("topic: strengths", 'topic: ""', "FIELD-MISSING"),
        ("locator: 1.10}", 'locator: ""}', "SOURCE-MISS"),
        (", locator: 1.10}", "}", "SOURCE-MISS"),
        ("    source: {id: src, locator: 1.10}\n", "", "SOURCE-MISS"),
        ("rationale: It is best.", 'rationale: ""', "FEEDBACK-MISS"),
        ("        rationale: It is best.\n", "", "FEEDBACK-MISS"),
        ("text: 12:30:00", 'text: ""', "OPT-EMPTY"),
        ("title: Demo", 'title: ""', "FIELD-MISSING"),
    ],
)
def test_an_empty_text_is_a_missing_one(old, new, rule):
    text = HEAD + ITEM
    assert old in text
    reading = read(text.replace(old, new, 1))
    assert reading.bank is None
    assert {problem.rule for problem in reading.problems} >= {rule}
    if rule != "FIELD-MISSING":
        assert "FIELD-MISSING" not in {problem.rule for problem in reading.problems}


def options(*texts: str) -> str:
    rows = [f"      - {{text: {text}, rationale: It tempts.}}\n" for text in texts]
    rows[-1] = rows[-1].replace("}", ", correct: true}")
    start, end = ITEM.index("      - {text: No"), ITEM.index("    principle")
    return HEAD + ITEM[:start] + "".join(rows) + ITEM[end:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call her now", '"call her now."'),
        ("Call her now", '"Call  her now!"'),
        ("Hope", "hope"),
        ('"Call 911 now"', '"call 911 now."'),
        ("Ask the\u00a0nurse", "Ask the nurse"),
        ("CALL HER NOW", "Call her now"),
    ],
)
def test_prose_that_differs_in_case_spacing_or_the_final_stop_is_the_same(one, other):
    reading = read(options("Wait", one, other))
    assert [problem.rule for problem in reading.problems] == ["OPT-DUP"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ls -a", "ls -A"),
        ("x", "X"),
        ("1.0", "1.00"),
        ("camelCase", "CamelCase"),
        ('"`A`"', '"`a`"'),
        ("20 °C", "20 °c"),
        ("MS", "ms"),
        ("x²", "x2"),
        ("Ask the IT group", "Ask the it group"),
        ("C", "C++"),
    ],
)
def test_code_and_names_whose_case_carries_meaning_are_two_options(one, other):
    reading = read(options("Wait", one, other))
    assert reading.problems == ()
    made = reading.bank.items[0].options
    assert len({option.id for option in made}) == 3


def test_an_option_keeps_its_id_whatever_stands_below_it():
    alone = read(options("Wait", "ls -a")).bank.items[0].options[1].id
    assert read(options("Wait", "ls -a", "ls -A")).bank.items[0].options[1].id == alone


def test_what_an_author_waives_is_read_with_its_reason_and_place():
    text = HEAD.replace("items:", 'waive: {VAGUE: "House style."}\nitems:')
    reading = read(text + ITEM + '    waive: {LONG-KEY: "A quotation."}\n')
    waived = [(w.item, w.rule, w.reason, w.at.line) for w in reading.waivers]
    assert waived[0] == (None, "VAGUE", "House style.", 12)
    assert waived[1][:3] == ("one", "LONG-KEY", "A quotation.")


def test_a_waiver_without_a_reason_is_reported():
    reading = read(HEAD + ITEM + '    waive: {LONG-KEY: ""}\n')
    assert [problem.rule for problem in reading.problems] == ["FIELD-MISSING"]


def test_the_sound_items_of_a_refused_bank_are_there_and_the_others_too_as_far_as_read():
    other = ITEM.replace("id: one", "id: other").replace("rationale: It is best.", 'rationale: ""')
    reading = read(HEAD + ITEM + other)
    assert reading.bank is None
    assert [item.id for item in reading.items] == ["one"]
    assert [item.id for item in reading.damaged] == ["other"]


EXAM = """\
format: 1
id: ex
name: Exam
body: Board
items: {value: 10, status: confirmed, source: a page}
minutes: {value: 10, status: confirmed, source: a page}
domains:
  status: confirmed
  source: a page
  list:
    - {id: a, name: A, topics: [strengths], weight: 1}
    - {id: b, name: B, topics: [hope], weight: 1}
"""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("items: {value: 10", "items: {value: 0", "FIELD-VALUE"),
        ("items: {value: 10", "items: {value: -5", "FIELD-TYPE"),
        ("minutes: {value: 10", "minutes: {value: 10e9", "FIELD-TYPE"),
        ("weight: 1}", "weight: 1e9999999}", "FIELD-TYPE"),
        ("weight: 1}", "weight: -1}", "FIELD-TYPE"),
        ("id: b,", "id: a,", "DOMAIN-ID"),
        ("topics: [hope]", "topics: [strengths]", "TOPIC-TWICE"),
        ("topics: [hope]", "topics: [hop]", "REF-BROKEN"),
        ("source: a page}", "source: null}", "FACT-SOURCE"),
    ],
)
def test_an_exam_file_with_impossible_numbers_is_refused(old, new, rule):
    from peerprep.banks.exams import read_exam

    assert read_exam(EXAM.encode(), "ex.yaml", TOPICS)[1] == ()
    exam, problems_found = read_exam(EXAM.replace(old, new, 1).encode(), "ex.yaml", TOPICS)
    assert exam is None
    assert rule in {problem.rule for problem in problems_found}


def test_weights_of_nothing_leave_the_mix_even():
    from peerprep.banks.exams import read_exam

    exam, _ = read_exam(EXAM.replace("weight: 1", "weight: 0").encode(), "ex.yaml", TOPICS)
    assert exam.blueprint().mix == "even"
