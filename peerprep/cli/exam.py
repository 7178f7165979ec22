"""peerprep exam: the timed mock, from the brief to the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from peerprep.cli.names import find_exam, open_line

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.blueprint import Blueprint, Exam
    from peerprep.core.form import Form
    from peerprep.core.session import Mode, Session
    from peerprep.history.store import Store
    from peerprep.terminal.page import Page

HELP = """Sit a timed mock exam, or go on with the one that is open.

\b
peerprep exam                        your exam (see peerprep settings exam)
peerprep exam ncps --time 1.5        with half as much time again
peerprep exam --half --clock hidden  a shorter form, clock hidden
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("exam", help=HELP)(exam)


def exam(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[EXAM]", help="peerprep exams lists them.")
    ] = None,
    number: Annotated[
        int | None, typer.Option("-n", "--number", min=4, max=300, help="A form of so many items.")
    ] = None,
    half: Annotated[bool, typer.Option("--half", help="Half the items, half the time.")] = False,
    time: Annotated[
        str | None, typer.Option(help="1, 1.25, 1.5, 2 times the time, or off.")
    ] = None,
    clock: Annotated[str | None, typer.Option(help="shown, hidden or ask.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="No pause; ending needs the typed word.")
    ] = False,
    strict_clock: Annotated[
        bool, typer.Option("--strict-clock", help="Time asleep or stopped counts as used.")
    ] = False,
    certainty: Annotated[
        str | None, typer.Option(help="on: 1, 2, 3 says how sure you are. Usually off.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Leave the open mock and start anew.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the open mock.")] = False,
    without_hidden: Annotated[
        bool,
        typer.Option("--without-hidden", help="Leave out what peerprep topics hide has hidden."),
    ] = False,
    tutorial: Annotated[
        bool, typer.Option("--tutorial", help="Try the keys on four questions first.")
    ] = False,
    seed: Annotated[
        int | None, typer.Option(help="Fix the dice: the same draw from the same records.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
) -> None:
    """Resume or draw, conduct, report."""
    from peerprep.cli.private import LEFT
    from peerprep.cli.results import show_result
    from peerprep.cli.settings import check

    environment: Environment = context.obj
    if seed is not None:
        environment.dice.seed(seed)
    settings = environment.settings
    factor = check("time", time) if time else settings.time
    view = check("clock", clock) if clock else settings.clock
    sure = certainty is not None and check("certainty", certainty) == "on"
    store = environment.store()
    try:
        sitting, ended = _resumed(environment, store, new=new, resume=resume)
        if sitting is None:
            found = find_exam(environment, name or settings.exam, True)
            assert found is not None
            mode_flags = (factor, sure, strict)
            length = _length(found, number, half)
            wish = (length, without_hidden)
            sitting = _set_up(environment, store, found, wish, mode_flags, view, tutorial)
        if sitting is None:
            return
        if ended is not None:
            # Not before the new one has begun: who turns back on its first pages loses nothing.
            store.leave(ended, environment.clock.now())
        _sit(environment, store, sitting, view, strict_clock)
        if store.session(sitting).ended is None:
            saved = "Saved. Go on any time with: peerprep exam"
            environment.say(LEFT if environment.private else saved)
            return
        show_result(environment, store, sitting, json=json)
        if not json:
            _offer_look_back(environment, store, sitting)
    finally:
        store.close()


def _length(exam: Exam, number: int | None, half: bool) -> int | None:
    if half and exam.items.value:
        return exam.items.value // 2
    return number


def _resumed(
    environment: Environment, store: Store, *, new: bool, resume: bool
) -> tuple[int | None, int | None]:
    """The open mock if it is to go on, else None; and the one that a new mock is to end."""
    from peerprep.cli.pages import turn
    from peerprep.errors import NothingToDo, UsageError
    from peerprep.terminal.commands import Act
    from peerprep.terminal.page import Page

    if new and resume:
        raise UsageError("--new and --resume are opposites; give one of them.")
    sitting = store.open_sitting("exam")
    if sitting is None:
        if resume:
            raise NothingToDo("No mock is open. peerprep exam starts one.")
        return None, None
    if new:
        return None, sitting
    session = store.session(sitting)
    line = open_line(session)
    if resume or session.mode.strict:
        environment.say(line)
        return sitting, None
    what = Page(
        "A mock is open",
        (line, "Time while it was closed did not count."),
        keys=(("Enter", "go on with it"), ("e", "end it and start anew"), ("q", "not now")),
        typed="Press Enter to go on with it, or type end to end it and start anew, or quit:",
    )
    said = turn(environment, what, {"e": Act.END, "end": Act.END}, at_end=None)
    if said is Act.END and not _sure_to_end(environment, session):
        said = None
    if said is None:
        raise NothingToDo("The mock stays open. peerprep exam goes on with it.")
    if said is Act.END:
        return None, sitting
    return sitting, None


def _sure_to_end(environment: Environment, session: Session) -> bool:
    """Whether the open mock is really to be ended; the default is that it stays."""
    from peerprep.cli.pages import turn
    from peerprep.terminal.commands import Act
    from peerprep.terminal.page import Page

    blanks = len(session.unanswered)
    what = Page(
        "End the open mock?",
        (f"It is scored as it stands; its {blanks} blanks count as wrong.",),
        keys=(("y", "end it"), ("Enter", "leave it open")),
        typed="Type y to end it, or press Enter to leave it open:",
    )
    return turn(environment, what, {"y": Act.YES, "yes": Act.YES}, at_end=None) is Act.YES


def draw(
    environment: Environment,
    store: Store,
    exam: Exam,
    length: int | None,
    without_hidden: bool = False,
) -> tuple[Form, Blueprint]:
    """A form of the exam, unseen items first. Errors say what is missing."""
    from dataclasses import replace

    from peerprep.cli.excerpts import excerpt_of
    from peerprep.cli.hiding import hidden
    from peerprep.cli.sitting import say_left_out
    from peerprep.core.form import Shortage, assemble
    from peerprep.errors import NothingToDo

    say_left_out(environment)
    reason = exam.why_no_mock()
    if reason:
        drills = f"peerprep drill --exam {exam.id}" if exam.domains else "peerprep drill"
        raise NothingToDo(f"{reason} So no mock of it would be honest. Drills are open: {drills}")
    blueprint = exam.blueprint(length)
    if without_hidden and hidden(environment):
        # Not the exam's mix any more: the brief and the report say so.
        note = f"{blueprint.mix_note} Left out, as you asked: {', '.join(hidden(environment))}."
        blueprint = replace(blueprint, mix_note=note.strip())
    found = excerpt_of(
        environment,
        store,
        exam,
        pool="mock",
        length=blueprint.length,
        hiding=without_hidden,
    )
    items = [item for item in found.items.values() if item.pool == "mock"]
    number = len(store.sittings(kind="exam")) + 1
    try:
        form = assemble(
            items,
            blueprint,
            exposures=store.exposures(),
            dice=environment.dice,
            title=f"Mock {number}, {exam.name}",
        )
    except Shortage as short:
        raise NothingToDo(
            f"The banks do not hold enough mock items for {blueprint.length} ({short}). "
            f"A shorter form may do: peerprep exam {exam.id} -n {max(4, blueprint.length // 2)}"
        ) from None
    return form, blueprint


def _mode(exam: Exam, blueprint: Blueprint, flags: tuple[str, bool, bool]) -> Mode:
    from dataclasses import replace

    from peerprep.core.session import EXAM

    factor, certainty, strict = flags
    limit = None
    if factor != "off" and blueprint.minutes:
        limit = blueprint.minutes * 60 * float(factor)
    whole = blueprint.length == exam.items.value
    pause = exam.pause if whole else None
    return replace(
        EXAM,
        limit=limit,
        certainty=certainty,
        strict=strict,
        break_after=pause.after_item if pause else None,
        break_minutes=pause.minutes if pause else 0,
    )


def _set_up(
    environment: Environment,
    store: Store,
    exam: Exam,
    wish: tuple[int | None, bool],
    flags: tuple[str, bool, bool],
    view: str,
    tutorial: bool,
) -> int | None:
    """Brief, tutorial, agreement, ready; then the kept sitting. None when the candidate leaves."""
    from peerprep.cli.brief import brief_page
    from peerprep.cli.hiding import hidden
    from peerprep.cli.pages import AGREEMENT, READY, READY_UNTIMED, turn, welcome
    from peerprep.core.session import Session
    from peerprep.terminal.commands import Act

    form, blueprint = draw(environment, store, exam, *wish)
    mode = _mode(exam, blueprint, flags)
    pages = store.pages()
    now = environment.clock.now

    def passed(what: Page, acts: dict[str, Act] | None = None) -> Act | None:
        return turn(environment, what, acts, at_end=None)

    if "first-run" not in pages:
        if passed(welcome(environment)) is None:
            return None
        store.turn_page("first-run", now())
    included = () if wish[1] else hidden(environment)
    brief = brief_page(exam, blueprint, form, mode, view, flags, "tutorial" in pages, included)
    said = (
        Act.TUTORIAL if tutorial else passed(brief, {"t": Act.TUTORIAL, "tutorial": Act.TUTORIAL})
    )
    while said is Act.TUTORIAL:
        _tutorial(environment)
        store.turn_page("tutorial", now())
        said = passed(brief, {"t": Act.TUTORIAL, "tutorial": Act.TUTORIAL})
    if said is None:
        return None
    if f"agreement {exam.id}" not in pages:
        acts = {"a": Act.YES, "agree": Act.YES, "b": Act.BACK}
        if turn(environment, AGREEMENT, acts, at_end=None, plain_enter=False) is not Act.YES:
            return None
        store.turn_page(f"agreement {exam.id}", now())
    if passed(READY if mode.limit is not None else READY_UNTIMED) is None:
        return None
    return store.begin(Session(form, mode, started_at=now()), environment.random_name())


def _tutorial(environment: Environment) -> None:
    """Four questions about the keys themselves, without time and without a trace."""
    from dataclasses import replace

    from peerprep.cli.sitting import NoNotebook
    from peerprep.core.session import EXAM, Session
    from peerprep.terminal.proctor import conduct
    from peerprep.terminal.tutorial import tutorial_form

    session = Session(
        tutorial_form(), replace(EXAM, limit=None), started_at=environment.clock.now()
    )
    with environment.ear() as ear:
        conduct(
            session,
            screen=environment.screen,
            ear=ear,
            clock=environment.clock,
            record=lambda session, step: None,
            notebook=NoNotebook(),
            dice=environment.dice,
        )


def _sit(
    environment: Environment, store: Store, sitting: int, view: str, strict_clock: bool
) -> None:
    from peerprep.cli.sitting import conduct_sitting
    from peerprep.terminal.timekeeping import ClockView

    conduct_sitting(
        environment, store, sitting, store.take_up(sitting), ClockView(view), strict_clock
    )


def _offer_look_back(environment: Environment, store: Store, sitting: int) -> None:
    """After the result: look back, or done; support and the result itself are a key away."""
    from peerprep.cli.pages import ask_act, turn
    from peerprep.cli.results import look_back_at, show_result
    from peerprep.terminal.commands import Act
    from peerprep.terminal.support import SUPPORT_PAGE

    prompt = "Enter looks back at every item and why; h is the support page; q is done."
    while (act := ask_act(environment, prompt)) is not None:
        if act is Act.SUPPORT:
            turn(environment, SUPPORT_PAGE, {"b": Act.BACK}, at_end=None)
            show_result(environment, store, sitting, json=False)
        elif act is Act.NEXT:
            wrong = any(not r.right for r in store.attempt(sitting).counted)
            look_back_at(environment, store, sitting, "not-correct" if wrong else "all")
            return
        elif act is Act.LEAVE:
            return
