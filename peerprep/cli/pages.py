"""Pages of words that commands show before a sitting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from peerprep.terminal.commands import Act, heard
from peerprep.terminal.keys import EndOfInput
from peerprep.terminal.page import Page, page
from peerprep.terminal.support import SUPPORT_PAGE

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment

FIRST_RUN = Page(
    "Welcome",
    (
        "peerprep asks practice questions and says why each option is right or second best. "
        "They are practice items, not exam items, written by a language model from published "
        "sources and not yet reviewed by a certification board.",
        "The real exams include suicide risk, overdose, trauma and violence, and so do these "
        "questions. h opens a page with people to call, on any screen. Drills can leave a topic "
        "out for now: peerprep topics hide suicide.",
        "Everything stays on this computer, in a file that only you can read. "
        "peerprep data where says which.",
    ),
    keys=(("Enter", "go on"), ("h", "support")),
    typed="Press Enter to go on:",
)


def welcome(environment: Environment) -> Page:
    """The first page of all; in a private session it promises no records."""
    return replace(FIRST_RUN, body=FIRST_RUN.body[:-1]) if environment.private else FIRST_RUN


KEYS_PAGE = Page(
    "Keys",
    (
        "- Enter goes on.   b or Esc goes back.   h opens the support page.   q leaves.",
        "- What else works on a page stands in its last line.",
        "- Drills and mocks have their own list of keys: press ? there.",
    ),
    keys=(("b", "back"),),
    typed="Press Enter to go back:",
)


def turn(
    environment: Environment,
    what: Page,
    acts: dict[str, Act] | None = None,
    at_end: Act | None = Act.NEXT,
    plain_enter: bool = True,
) -> Act | None:
    """Show a page until the candidate goes on; returns how, or None when they leave.

    `at_end` is what the end of input means: a drill shows its first question all the same, a mock
    does not start its clock for nobody. Without `plain_enter` only the page's own keys go on.
    """
    screen = environment.screen
    if environment.private and (line := environment.private_session.take_line()):
        what = replace(what, body=(*what.body, line))
    shown = what
    with environment.ear() as ear:
        while True:
            screen.clear()
            screen.show(page(screen, shown))
            try:
                said = heard(ear.listen(None) or "", typed=ear.typed, extra=acts)
            except EndOfInput:
                return at_end
            if shown is not what:
                shown = what
            elif said.act is Act.SUPPORT:
                shown = SUPPORT_PAGE
            elif said.act is Act.KEYS:
                shown = KEYS_PAGE
            elif said.act is Act.LEAVE:
                return None
            elif said.act is Act.HELD and at_end is Act.NEXT:
                return Act.NEXT  # two quick Enters start a drill; a mock wants each by itself
            elif (said.act is Act.NEXT and plain_enter) or said.act in (acts or {}).values():
                return said.act


AGREEMENT = Page(
    "Before a mock exam",
    (
        "On exam day you will be asked to agree to rules, most of all never to tell anyone the "
        "questions. Please keep to that: nothing remembered from a real exam belongs in a bank.",
        "These are practice items, not exam items. What you get right here is no promise, and "
        "what you miss is no verdict.",
    ),
    keys=(("a", "agree"), ("b", "back")),
    typed="Type agree to go on, or back:",
)

READY = Page(
    "Ready",
    (
        "The clock starts when you press Enter.",
        "One slow breath, if you like. You know more than it feels like right now.",
    ),
    keys=(("Enter", "start"), ("q", "not now")),
    typed="Press Enter to start:",
)


READY_UNTIMED = Page(
    "Ready",
    ("There is no clock. Take the time you want.",),
    keys=(("Enter", "start"), ("q", "not now")),
    typed="Press Enter to start:",
)


def ask_act(environment: Environment, prompt: str) -> Act | None:
    """What is asked for after a report; None at the end of input and where nobody is there."""
    if not environment.interactive:
        return None
    environment.screen.say(prompt)
    with environment.ear() as ear:
        try:
            return heard(ear.listen(None) or "", typed=ear.typed).act
        except EndOfInput:
            return None


def ask_words(environment: Environment, prompt: str) -> str:
    """A typed line; nothing where input has ended."""
    screen = environment.screen
    screen.say(prompt)
    with environment.ear() as ear:
        room = max(8, screen.width - 6)

        def draw(words: str) -> None:
            if not ear.typed:  # a terminal that gives single keys does not echo them
                screen.console.file.write("\r > " + screen.fit(words)[-room:] + " \b")
                screen.console.file.flush()

        try:
            return (ear.ask(draw, None) or "").strip()
        except EndOfInput:
            return ""
        finally:
            if not ear.typed:
                screen.console.print()
