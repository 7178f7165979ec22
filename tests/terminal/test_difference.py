"""A difference on every look, and as Markdown."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from peerprep.core.bank import Bank
from peerprep.core.difference import difference
from peerprep.terminal.difference import draw, markdown
from peerprep.terminal.screen import Look, make_screen
from tests.builders import drawn, item, items, screen, shown


def bank(*held):
    return Bank("one", "Title", "en", "CC0", "1", {}, tuple(held))


def found(before, after):
    return difference([bank(before)], [bank(after)])


BEFORE = item(stem="What is best at night?")
AFTER = replace(BEFORE, stem="What is BEST at night?", status="retired")


def test_in_plain_each_change_is_a_line_with_the_words_in_brackets():
    on = screen(Look.PLAIN)
    assert drawn(draw(on, found(BEFORE, AFTER)), Look.PLAIN) == (
        "Changed: it-1\n"
        "  Retired: in no sitting from now on; past ones keep it.\n"
        "  New revision: its statistics begin anew.\n"
        "  status: [-draft-] {+retired+}\n"
        "  stem: What is [-best-] {+BEST+} at night?\n"
        "0 items the same."
    )


@pytest.mark.parametrize("look", list(Look))
def test_without_colors_the_words_are_in_brackets_on_forty_columns_too(look):
    on = screen(look, 40)
    text = drawn(draw(on, found(BEFORE, AFTER)), look, 40)
    assert "[-best-] {+BEST+}" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 40


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def test_in_color_the_words_that_went_are_struck_out():
    stream = Terminal()
    on = make_screen(stream, Look.STANDARD, {"TERM": "xterm-256color"}, width=80)
    on.show(draw(on, found(BEFORE, AFTER)))
    assert "\x1b[9;33mbest\x1b[0m" in stream.getvalue()  # 9 strikes out
    assert "[-" not in stream.getvalue()


def test_items_that_come_and_go_and_change_their_names_are_each_told():
    one, two, three, four = items(4)
    text = drawn(
        draw(
            screen(Look.PLAIN),
            difference([bank(one, two, four)], [bank(replace(one, id="new-1"), three, four)]),
        ),
        Look.PLAIN,
    )
    assert "Added: it-3 (strengths, application, drill)\n  stem: {+What is" in text
    assert "Removed: it-2 (strengths, application, drill)\n  stem: [-What is" in text
    assert "Renamed: it-1 is now new-1\n" in text
    assert "Keep the old id." in text
    assert text.endswith("1 item the same.")


def test_text_of_a_bank_is_neither_markup_nor_an_escape():
    bad = replace(BEFORE, stem="[red]What\x1b[31m is *this*\u202e? <b>")
    on = screen(Look.STANDARD)
    on.show(draw(on, found(BEFORE, bad)))
    assert "[red]What[31m" in shown(on)
    assert "\x1b" not in shown(on) and "\u202e" not in shown(on)


def test_in_markdown_text_of_a_bank_stays_text():
    bad = replace(BEFORE, stem="Best?\n\n# Merge\x1b me <b>*now*</b> [so](there) | `x`")
    text = markdown(found(BEFORE, bad))
    assert "\n# " not in text and "\x1b" not in text
    assert "\\<b\\>\\*now\\*\\</b\\> \\[so\\](there) \\| \\`x\\`" in text


def test_markdown_reads_as_a_review_does():
    assert markdown(found(BEFORE, AFTER)) == (
        "**Changed: it-1**\n\n"
        "- *Retired: in no sitting from now on; past ones keep it.*\n"
        "- *New revision: its statistics begin anew.*\n"
        "- status: ~~draft~~ **retired**\n"
        "- stem: What is ~~best~~ **BEST** at night?\n\n"
        "**0 items the same.**\n\n"
    )
