"""One drill, from the draw to the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.bank import Library
    from peerprep.core.blueprint import Exam
    from peerprep.core.form import Exposure, Form
    from peerprep.core.item import Item
    from peerprep.history.store import Store
    from peerprep.terminal.page import Page


def drill(
    environment: Environment,
    *,
    kind: str = "today",
    number: int | None = None,
    minutes: int | None = None,
    topic: str | None = None,
    exam: str | None = None,
    domain: str | None = None,
    bank: str | None = None,
    from_: str | None = None,
    certainty: str | None = None,
    seed: int | None = None,
) -> None:
    """Conduct one drill from the draw to the summary."""
    from peerprep.cli.errata import news
    from peerprep.cli.queues import kind_or_error
    from peerprep.cli.settings import check

    if seed is not None:
        environment.dice.seed(seed)
    wish = check("certainty", certainty) if certainty else environment.settings.certainty
    kind_or_error(kind)
    store = environment.store()
    try:
        _close_left_drill(environment, store)
        size = (number, minutes)
        form, line = _draw(environment, store, kind, size, topic, exam, domain, bank, from_)
        told = news(environment, store)
        conduct_drill(environment, store, form, line, certainty=wish == "on", told=told)
    finally:
        store.close()


def _close_left_drill(environment: Environment, store: Store) -> None:
    """A drill that was cut off ends where it stood: its answers count, nothing is asked again.

    One that is under way in another window goes on there.
    """
    for left in store.left_sittings("drill"):
        store.leave(left, environment.clock.now())


def _draw(
    environment: Environment,
    store: Store,
    kind: str,
    size: tuple[int | None, int | None],
    topic: str | None,
    exam_name: str | None,
    domain_name: str | None,
    bank: str | None,
    from_: str | None,
) -> tuple[Form, str]:
    """The form to drill, and one line saying what it is."""
    from peerprep.cli.errata import correct
    from peerprep.cli.excerpts import excerpt_of
    from peerprep.cli.hiding import hidden_words
    from peerprep.cli.names import find_exam
    from peerprep.cli.queues import choose, length_of, longest, shelf_of
    from peerprep.cli.sitting import say_left_out, topic_or_error
    from peerprep.core.form import drill_form
    from peerprep.core.queue import missed_items
    from peerprep.errors import NothingToDo, UsageError

    if bank:
        _restrict_to_bank(environment, bank)
    say_left_out(environment)
    correct(environment, store)
    exam = find_exam(environment, exam_name or environment.settings.exam, bool(exam_name))
    library, exposures = environment.holdings.library, store.exposures()
    if domain_name and not exam_name:
        raise UsageError("--domain needs --exam, as each exam has domains of its own.")
    only = _topics_of(exam, domain_name) if exam_name and exam else None
    if topic:
        below = topic_or_error(environment, topic)
        only = below if only is None else below & only
    found = excerpt_of(
        environment, store, exam, only=None if from_ else only, length=longest(environment, *size)
    )
    # Mock items that a mock has shown may be asked again by the queues of what was missed.
    items = {i: item for i, item in found.items.items() if item.pool == "drill" or i in exposures}
    shelf = shelf_of(environment, store, items, exam, found.left)
    length = length_of(environment, store, exam, shelf, *size)
    if from_:
        if from_ != "last-exam":
            raise UsageError("--from takes last-exam.")
        chosen = missed_items(found.items, _missed_last(store), length)
        line = f"{len(chosen)} that your last mock missed."
        if not chosen:
            raise NothingToDo("Your last mock missed nothing that could be drilled.")
    else:
        narrowed = bool(topic or exam_name or bank)
        chosen, due = choose(environment, shelf, kind, length)
        if kind == "today" and narrowed and len(chosen) < length:
            # Who asks for a topic gets it: what was seen longest ago fills up what is wanted.
            chosen += _oldest(shelf.drill, exposures, length - len(chosen), environment, chosen)
        if not chosen:
            raise NothingToDo(
                f"No drill questions are there for that.{hidden_words(environment)}"
                if narrowed
                else "Nothing is due and nothing is new today. peerprep exam sits a mock."
            )
        new = sum(item.id not in exposures for item in chosen)
        line = f"{due} due, {new} new." if due else f"{new} new, {len(chosen) - new} seen before."

    def domain_of(topic_id: str) -> str | None:
        domain = exam.domain_of(topic_id) if exam else None
        return domain.id if domain else None

    form = drill_form(
        chosen,
        exposures=exposures,
        dice=environment.dice,
        domain_of=domain_of,
        title=_title(library, kind, topic, exam if exam_name else None, domain_name, from_),
        exam=exam.id if exam else None,
        domain_names=tuple((d.id, d.name) for d in exam.domains) if exam else (),
    )
    return form, line


def _restrict_to_bank(environment: Environment, bank: str) -> None:
    from peerprep.banks.library import load
    from peerprep.core.bank import Library
    from peerprep.errors import BankError, UsageError

    path = Path(bank)
    if path.exists():
        environment.holdings = load(
            environment.bank_roots, only=[path], shown_from=environment.working
        )
        if not environment.holdings.files:
            raise UsageError(f"{bank} holds no bank file (*.yaml).")
        if not environment.holdings.library.banks:
            raise BankError(f"{bank} has errors. See: peerprep bank check {bank}")
        return
    holdings = environment.holdings
    found = [b for b in holdings.library.banks if b.id == bank]
    if not found:
        from peerprep.cli.sitting import nearest

        near = nearest(bank, [b.id for b in holdings.library.banks])
        raise UsageError(f"There is no bank {bank!r}, and no such file.{near}")
    from dataclasses import replace

    library = Library(tuple(found), holdings.library.topics)
    environment.holdings = replace(holdings, library=library)


def _topics_of(exam: Exam, domain_name: str | None) -> frozenset[str]:
    """The topics of an exam, or of one domain of it."""
    from peerprep.errors import UsageError

    if domain_name is None:
        if not exam.domains:
            raise UsageError(
                f"The content areas of {exam.name} are not known, so no questions can be picked "
                "for it. peerprep drill asks from the whole library."
            )
        return frozenset(topic for domain in exam.domains for topic in domain.topics)
    domain = exam.domain(domain_name)
    if domain is None:
        known = ", ".join(f"{d.id} ({d.name})" for d in exam.domains) or "none known"
        raise UsageError(f"{exam.name} has no domain {domain_name!r}. Domains: {known}.")
    return domain.topics


def _oldest(
    items: dict[str, Item],
    exposures: Mapping[str, Exposure],
    length: int,
    environment: Environment,
    taken: Sequence[Item],
) -> list[Item]:
    from peerprep.core.form import least_seen
    from peerprep.core.queue import interleave

    others = [item for item in items.values() if item not in taken]
    return interleave(least_seen(others, exposures, environment.dice)[:length])


def _missed_last(store: Store) -> list[str]:
    from peerprep.errors import NothingToDo

    last = store.sittings(limit=1, kind="exam", whole=True)
    if not last:
        raise NothingToDo("There is no finished mock yet. peerprep exam sits one.")
    attempt = store.attempt(last[0].id)
    return [r.slot.item.id for r in attempt.counted if not r.right]


def _title(
    library: Library,
    kind: str,
    topic: str | None,
    exam: Exam | None,
    domain: str | None,
    from_: str | None,
) -> str:
    if from_:
        return "Drill: from the last mock"
    parts = [kind] if kind != "today" else []
    parts += [library.topics[topic].title] if topic else []
    if exam:
        found = exam.domain(domain) if domain else None
        parts.append(found.name if found else exam.name)
    return "Drill: " + ", ".join(parts) if parts else "Today's drill"


def conduct_drill(
    environment: Environment,
    store: Store,
    form: Form,
    line: str,
    *,
    certainty: bool,
    repeats: bool = True,
    summary: bool = True,
    told: tuple[str, ...] = (),
) -> bool:
    """Start page, drill, summary. False when the candidate chose not to start, or left early.

    `told` is what has to be said once before it starts, such as a corrected key.
    """
    from dataclasses import replace

    from peerprep.cli.sitting import conduct_sitting
    from peerprep.core.session import DRILL, Session
    from peerprep.terminal.page import Page
    from peerprep.terminal.words import count

    minutes = max(1, round(len(form) * 0.8))
    start = Page(
        form.title,
        (
            f"{count(len(form), 'question')}, about {count(minutes, 'minute')}. {line}",
            *told,
            "A letter answers, 1 2 3 says how sure you are, Enter goes on. ? lists the keys, "
            f"h the support page, q {'leaves' if environment.private else 'saves and leaves'}.",
        ),
        keys=(("Enter", "start"), ("q", "not now")),
        typed="Press Enter to start:",
    )
    if not begin(environment, store, start):
        return False
    mode = replace(DRILL, certainty=certainty, repeats=repeats)
    session = Session(form, mode, started_at=environment.clock.now())
    sitting = store.begin(session, environment.random_name())
    session = conduct_sitting(environment, store, sitting, session)
    if session.submitted is None:
        store.leave(sitting, environment.clock.now())
    if summary:
        _sum_up(environment, store, sitting)
    return session.submitted is not None or not environment.interactive


def begin(environment: Environment, store: Store, start: Page) -> bool:
    """Show the start page, and the first-run page once before it; False when not now."""
    from peerprep.cli.pages import turn, welcome

    if "first-run" not in store.pages():
        if turn(environment, welcome(environment)) is None:
            return False
        store.turn_page("first-run", environment.clock.now())
    return turn(environment, start) is not None


def _sum_up(environment: Environment, store: Store, sitting: int) -> None:
    from datetime import timedelta

    from peerprep.cli.excerpts import excerpt_of
    from peerprep.core.queue import drillable, due_items
    from peerprep.core.score import score
    from peerprep.terminal.reports import drill_summary

    attempt = store.attempt(sitting)
    result = score(attempt)
    memories = store.memories()
    tomorrow = due_items(
        drillable(excerpt_of(environment, store).items),
        memories,
        environment.clock.now() + timedelta(days=1),
    )
    secure = sum(memory.secure for memory in memories.values())
    after = "peerprep lookback" if result.all.right < result.all.of else "peerprep drill"
    screen = environment.screen
    screen.clear()
    screen.show(
        drill_summary(
            screen, attempt, result, len(tomorrow), secure, after, private=environment.private
        )
    )
