"""The usual form: the same bank in the same words, whatever its author's hand was like."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.banks.canonical import canonical
from peerprep.banks.library import bank_files, shipped
from peerprep.banks.reader import read_bank
from peerprep.banks.tree import Unreadable, decode, parse
from peerprep.banks.writer import ORDER
from tests.banks.oddly import Odd

HEAD = """\
format: 1
id: small
title: "A small bank"
language: en
licence: CC0-1.0
version: "1"
sources:
  src: {title: "A title"}
"""
ITEM = """\
  - id: small-1
    topic: strengths
    level: recall
    stem: "Which is best?"
    options:
      - text: "This one"
        correct: true
        rationale: "It is best."
      - text: "That one"
        rationale: "It is not."
    principle: "The best is best."
    source: {id: src, locator: "p. 1"}
"""
SMALL = HEAD + "items:\n" + ITEM


def formatted(text: str) -> str:
    after = canonical(text, "small.yaml")
    assert canonical(after, "small.yaml") == after
    return after


def test_a_bank_in_the_usual_form_stays_as_it_is_to_the_letter():
    assert formatted(SMALL) == SMALL


@pytest.mark.parametrize("path", bank_files(shipped()), ids=lambda path: path.stem)
def test_every_shipped_bank_is_in_the_usual_form(path):
    text = path.read_text("utf-8")
    assert canonical(text, path.name) == text


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_however_oddly_a_bank_is_written_its_meaning_and_comments_stay(seed):
    raw = Odd(Random(seed)).bank()
    text = decode(raw, "odd.yaml")
    after = formatted(text)
    before, now = read_bank(raw, "odd.yaml"), read_bank(after.encode(), "odd.yaml")
    assert now.bank == before.bank
    assert sorted((p.rule, p.item or "") for p in now.problems) == sorted(
        (p.rule, p.item or "") for p in before.problems
    )
    assert list(now.places) == list(before.places)
    if before.bank and now.bank:
        assert [i.revision for i in now.bank.items] == [i.revision for i in before.bank.items]
        assert [i.options for i in now.bank.items] == [i.options for i in before.bank.items]
    # Every comment has a number that no text holds.
    assert sorted(re.findall(r"#c\d+\.", after)) == sorted(re.findall(r"#c\d+\.", text))


@settings(max_examples=300, deadline=None)
@given(st.text("abAB:-#[]{}&*!|>'\"%@`,? \n\t0123\\", max_size=60))
def test_any_text_is_formatted_soundly_or_refused_with_a_sentence(text):
    text = "format: 1\n" + text
    try:
        after = canonical(text, "any.yaml")
    except Unreadable as refused:
        assert refused.problem.message and refused.problem.fix
    else:
        parse(after, "any.yaml")
        assert canonical(after, "any.yaml") == after


def test_fields_come_in_the_order_of_the_format_page_and_unknown_ones_last():
    jumbled = """\
items:
  - options:
      - rationale: "It is best."
        correct: true
        text: "This one"
      - {rationale: "It is not.", text: "That one"}
    zebra: 1
    stem: "Which is best?"
    id: small-1
    source: {locator: "p. 1", id: src}
version: "1"
id: small
apple: 2
format: 1
"""
    assert re.findall(r"(\w+):", formatted(jumbled)) == [
        "format", "id", "version", "items", "id", "stem",
        "options", "text", "correct", "rationale", "text", "rationale",
        "source", "id", "locator", "zebra", "apple",
    ]  # fmt: skip


def test_the_order_is_that_in_which_the_format_page_tells_the_fields():
    page = (shipped().parent / "docs" / "bank-format.md").read_text("utf-8")
    head, item = page.split("## The head")[1].split("## An item")
    for part, text in (("head", head), ("item", item.split("## How")[0])):
        rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
        told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
        assert tuple(told) == ORDER[part]


def test_the_example_of_the_format_page_is_in_the_usual_form():
    page = (shipped().parent / "docs" / "bank-format.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example and canonical(example[1], "example.yaml") == example[1]


def test_comments_go_with_what_they_speak_of():
    text = SMALL.replace(
        "    topic: strengths\n    level: recall\n",
        "    level: recall   # as rated\n    # asked by the board\n    topic: strengths\n",
    )
    after = formatted("# yaml-language-server: $schema=x\n" + text + "# the end\n")
    assert after.startswith("# yaml-language-server: $schema=x\nformat: 1\n")
    assert (
        "    # asked by the board\n    topic: strengths\n    level: recall  # as rated\n" in after
    )
    assert after.endswith('locator: "p. 1"}\n# the end\n')


def test_a_comment_at_the_end_of_an_item_stays_in_that_item():
    second = ITEM.replace("small-1", "small-2").replace("Which", "And which")
    after = formatted(SMALL + "    # still about small-1\n" + "  # about small-2\n" + second)
    assert "    # still about small-1\n  # about small-2\n  - id: small-2\n" in after


def test_blank_lines_between_items_are_the_authors_but_never_two():
    second = ITEM.replace("small-1", "small-2").replace("Which", "And which")
    assert formatted(SMALL + "\n\n\n" + second) == SMALL + "\n" + second


def test_a_long_stem_is_folded_and_a_short_one_below_its_name_comes_up():
    long = "A man asks for a ride home. " * 8 + "What is BEST?"
    after = formatted(SMALL.replace('"Which is best?"', f'"{long}"'))
    rows = re.search(r"stem: >-\n((?: {6}.*\n)+)", after)[1].splitlines()  # type: ignore[index]
    assert len(rows) > 1 and max(map(len, rows)) <= 120
    assert " ".join(row.strip() for row in rows) == long
    assert formatted(SMALL.replace('"Which is best?"', ">\n      Which is\n      best?")) == SMALL


def test_line_breaks_of_a_folded_text_stay_where_its_author_set_them():
    rows = ["A man asks for a ride home, and the house rules forbid it.", "The last bus", "x " * 50]
    stem = ">-\n" + "".join(f"      {row.strip()}\n" for row in rows)
    text = SMALL.replace('"Which is best?"\n', stem)
    assert formatted(text) == text


def test_a_long_rationale_on_one_line_stays_on_one_line_as_in_the_shipped_banks():
    text = SMALL.replace("It is best.", "It is best, as anyone can see. " * 8 + "So it is.")
    assert formatted(text) == text


def test_paragraphs_keep_their_blank_lines():
    stem = "|\n      One line.\n\n\n      Another line.\n      A third.\n"
    after = formatted(SMALL.replace('"Which is best?"\n', stem))
    assert (
        "stem: |-\n      One line.\n\n\n      Another line.\n      A third.\n    options" in after
    )


def test_quotes_are_double_and_names_have_none():
    text = SMALL.replace('"Which is best?"', "Which is 'best'?").replace("recall", "'recall'")
    after = formatted(text.replace("id: small-1", 'id: "small-1"').replace("true", '"true"'))
    assert after == SMALL.replace("Which is best?", "Which is 'best'?")


def test_text_that_others_would_read_as_a_number_keeps_its_quotes():
    assert 'version: "1"\n' in formatted(SMALL)
    assert "version: 1.10\n" in formatted(SMALL.replace('version: "1"', "version: 1.10"))


def test_a_file_of_windows_with_a_mark_at_its_start_becomes_plain_lines():
    assert formatted("\ufeff" + SMALL.replace("\n", "\r\n")) == SMALL


def test_short_lists_stand_in_brackets_and_long_ones_over_lines_do_not():
    assert formatted(SMALL + "    tags:\n      - a\n      - b\n") == SMALL + "    tags: [a, b]\n"
    names = [f"a-rather-long-tag-{n}" for n in range(9)]
    after = formatted(SMALL + "    tags: [" + ",\n      ".join(names) + "]\n")
    assert after == SMALL + "    tags:\n" + "".join(f"      - {name}\n" for name in names)


def test_a_list_with_comments_keeps_its_lines():
    text = SMALL + "    tags:\n      - a  # why\n      # and\n      - b\n"
    assert formatted(text) == text


def test_an_alias_never_comes_above_its_anchor():
    text = SMALL + "    enemies: &both [a, b]\n    tags: *both\n"
    assert formatted(text).endswith("    enemies: &both [a, b]\n    tags: *both\n")


def test_a_bank_written_as_json_becomes_lines():
    import json

    import yaml

    after = formatted(json.dumps(yaml.load(SMALL, yaml.BaseLoader)))
    assert read_bank(after.encode(), "f").bank == read_bank(SMALL.encode(), "f").bank
    assert after.startswith("format: ") and "\n  - id: small-1\n" in after


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("services:\n  web: {image: x}\n", "NO-BANK"),
        ("- format\n", "NO-BANK"),
        ("", "YAML"),
        ("format: 1\nid: [a\n", "YAML"),
        ("format: 1\nid: !!python/object:os.system x\n", "TAG"),
        ("format: 1\n---\nformat: 1\n", "YAML"),
        ("format: 1\nx: " + "[" * 40 + "]" * 40 + "\n", "TOO-DEEP"),
    ],
)
def test_what_is_no_bank_is_refused_with_the_reason(text, rule):
    with pytest.raises(Unreadable) as refused:
        canonical(text, "some.yaml")
    assert refused.value.problem.rule == rule


def test_aliases_that_would_grow_without_bound_are_refused_before_anything_is_built():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(Unreadable) as refused:
        canonical("format: 1\n" + "\n".join(rows) + "\n", "bomb.yaml")
    assert refused.value.problem.rule == "ALIAS"


def test_a_field_given_twice_stays_twice_with_the_first_one_first():
    after = formatted(SMALL.replace("    level: recall\n", "    level: recall\n    level: 'x'\n"))
    assert after.index("level: recall") < after.index("level: x")
