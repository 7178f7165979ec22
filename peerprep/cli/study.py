"""peerprep study: two questions, a lesson, three questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.item import Item
    from peerprep.history.store import Store
    from peerprep.terminal.lessons import Lesson

HELP = """Read the lesson of a topic, with two questions before and three after.

\b
peerprep study                     the lessons there are, and which you have read
peerprep study strengths
peerprep study strengths --read    the lesson alone
"""

BEFORE, AFTER = 2, 3


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("study", help=HELP)(study)


def study(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="peerprep topics lists them.")
    ] = None,
    read: Annotated[bool, typer.Option("--read", help="The lesson without questions.")] = False,
) -> None:
    """List the lessons, or go through one."""
    environment: Environment = context.obj
    store = environment.store()
    try:
        if topic is None:
            _list(environment, store)
        else:
            _go_through(environment, store, topic, read)
    finally:
        store.close()


def _page_name(topic: str) -> str:
    return f"lesson {topic}"


def _list(environment: Environment, store: Store) -> None:
    from peerprep.terminal.listings import listing

    holdings, pages = environment.holdings, store.pages()
    rows = []
    for topic in holdings.library.topics.values():
        if topic.id in holdings.lessons:
            seen = pages.get(_page_name(topic.id))
            rows.append((topic.id, topic.title, f"read {seen:%d %b}" if seen else ""))
    unread = [row[0] for row in rows if not row[2]]
    after = (f"peerprep study {unread[0] if unread else rows[0][0]}",) if rows else ()
    columns = (("topic", "left"), ("", "left"), ("", "left"))
    environment.screen.show(listing(environment.screen, "Lessons", columns, rows, after))


def _go_through(environment: Environment, store: Store, topic: str, read: bool) -> None:
    from peerprep.cli.excerpts import excerpt_of
    from peerprep.cli.sitting import say_left_out, topic_or_error
    from peerprep.core.form import least_seen, pick
    from peerprep.errors import NothingToDo
    from peerprep.terminal.lessons import parse_lesson

    say_left_out(environment)
    below = topic_or_error(environment, topic)
    holdings = environment.holdings
    path = holdings.lessons.get(topic)
    if path is None:
        under = ", ".join(sorted(below & holdings.lessons.keys()))
        more = f" Below it: {under}." if under else ""
        raise NothingToDo(f"There is no lesson on {topic}.{more}")
    lesson = parse_lesson(path.read_text("utf-8", "replace"))
    found = excerpt_of(environment, store, only=below, length=BEFORE + AFTER)
    items = [item for item in found.items.values() if item.pool == "drill"]
    ranked = least_seen(items, store.exposures(), environment.dice)
    chosen = pick(ranked, BEFORE + AFTER)
    if not read and chosen[:BEFORE]:
        hint = "Two questions first. Meant to be hard: having tried makes the reading stick."
        title = f"{lesson.title}: before reading"
        if not _ask(environment, store, chosen[:BEFORE], title, hint, summary=False):
            return
    if not _read(environment, lesson):
        return
    store.turn_page(_page_name(topic), environment.clock.now())
    if not read and chosen[BEFORE:]:
        title = f"{lesson.title}: after reading"
        hint = "Now three that you have not seen."
        _ask(environment, store, chosen[BEFORE:], title, hint, summary=True)


def _ask(
    environment: Environment,
    store: Store,
    items: list[Item],
    title: str,
    hint: str,
    *,
    summary: bool,
) -> bool:
    """A short drill of the given items; False when the candidate does not want it."""
    from peerprep.cli.drill import conduct_drill
    from peerprep.core.form import drill_form

    form = drill_form(items, exposures=store.exposures(), dice=environment.dice, title=title)
    return conduct_drill(
        environment,
        store,
        form,
        hint,
        certainty=environment.settings.certainty == "on",
        repeats=False,
        summary=summary,
    )


def _read(environment: Environment, lesson: Lesson) -> bool:
    """Turn the sections one by one; all at once where nobody is there to turn them."""
    from peerprep.terminal.commands import Act, heard
    from peerprep.terminal.keys import EndOfInput
    from peerprep.terminal.lessons import section

    screen = environment.screen
    number, ended = 0, not environment.interactive
    with environment.ear() as ear:
        while number < len(lesson.sections):
            screen.clear()
            if ended:
                screen.show(section(screen, lesson, number))
                number += 1
                continue
            keys = (("Enter", "go on"), ("p", "back"), ("q", "leave"))
            typed = "Press Enter to go on, or type back or quit:"
            screen.show(section(screen, lesson, number, keys, typed))
            try:
                said = heard(ear.listen(None) or "", typed=ear.typed, extra={"b": Act.BACK})
            except EndOfInput:
                ended, number = True, number + 1
                continue
            if said.act is Act.LEAVE:
                return False
            if said.act is Act.BACK:
                number = max(0, number - 1)
            elif said.act is Act.NEXT:
                number += 1
    return True
