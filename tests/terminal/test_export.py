"""A page to keep: complete in itself, nothing fetched, and readable for everyone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

from rich.text import Text

from peerprep.terminal.export import PAPER, as_html, as_svg, recording_screen
from peerprep.terminal.layout import paragraph
from peerprep.terminal.screen import Look


def exported(text="Sure <and> right & kind"):
    screen = recording_screen(Look.STANDARD)
    screen.show(paragraph(screen, text, "accent"))
    screen.show(Text(" 7 quiet", "quiet"))
    return as_html(screen, "peerprep <page>"), as_svg(screen, "peerprep <page>")


def test_neither_names_an_address_or_brings_a_font():
    html, svg = exported()
    assert re.findall(r"https?://[^\"']*", html) == []
    assert re.findall(r"https?://[^\"']*", svg) == ["http://www.w3.org/2000/svg"]
    for text in (html, svg):
        assert "@font-face" not in text
        assert "url(http" not in text
        assert "<script" not in text
        assert "@import" not in text


def test_what_a_bank_says_stays_text():
    html, svg = exported()
    assert "Sure &lt;and&gt; right &amp; kind" in html
    assert "<title>peerprep &lt;page&gt;</title>" in html
    assert "&lt;and&gt;" in svg


def test_the_picture_is_sound_xml_that_keeps_its_spaces():
    _, svg = exported()
    root = ElementTree.fromstring(svg)
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}space"] == "preserve"


def test_every_colour_is_readable_on_the_paper():
    def luminance(colour):
        parts = [c / 255 for c in colour]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    paper = luminance(PAPER.background_color)
    colours = [PAPER.foreground_color, *(PAPER.ansi_colors[n] for n in range(16))]
    for colour in colours:
        assert (paper + 0.05) / (luminance(colour) + 0.05) >= 4.5, colour
