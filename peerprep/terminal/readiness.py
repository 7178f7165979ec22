"""The page of readiness: a state with its evidence, never a lone number and never a promise."""

from __future__ import annotations

from datetime import date

from rich.console import RenderableType
from rich.text import Text

from peerprep.core.readiness import NOT_THE_FORM, DomainStanding, Readiness
from peerprep.core.score import RANGE_FROM
from peerprep.core.value import dataclass
from peerprep.terminal.charts import interval_bar
from peerprep.terminal.layout import paragraph, sentence, table
from peerprep.terminal.progress import long_day
from peerprep.terminal.screen import Screen
from peerprep.terminal.sections import Section, sections_page
from peerprep.terminal.words import marks

WINDOW = "new to you in the last 28 days"


@dataclass(frozen=True)
class ReadinessPage:
    """What was found, and the exam it was found of."""

    found: Readiness
    exam_id: str
    exam: str
    on: date
    length: int | None
    """Items of a whole form; None where it is not known."""
    mix_note: str = ""


def readiness_page(screen: Screen, what: ReadinessPage) -> RenderableType:
    """State, range, domains, what would move it most, and what it cannot tell."""
    found = what.found
    state = str(found.state)
    sections = [
        Section(state[0].upper() + state[1:], _standing(found), _range_drawn(screen, found)),
        _domains(screen, found),
    ]
    more = [*_gain(what), *_chance(what)]
    if more:
        sections.append(Section("What follows", tuple(more)))
    return sections_page(
        screen, "Readiness", f"{what.exam}, {long_day(what.on)}", sections, _end(screen, what)
    )


def _percent(share: float) -> int:
    return round(100 * share)


def _standing(found: Readiness) -> tuple[str, ...]:
    """Why, with its range and counts; the middle of the range never stands alone."""
    why = sentence(found.why)
    if found.estimate is None:
        return (why,)
    return (why, f"The middle of that range: {_percent(found.estimate)} %.")


def _range_drawn(screen: Screen, found: Readiness) -> tuple[RenderableType, ...]:
    """The same with the range as a bar, where there is one to draw."""
    if found.estimate is None or found.low is None or found.high is None:
        return ()
    ends = (100 * found.low, 100 * found.high)
    bar = interval_bar(100 * found.estimate, ends, found.target, unicode=screen.unicode)
    if not bar:
        return ()
    numbers = (
        f"  {_percent(found.low)}-{_percent(found.high)} %, middle {_percent(found.estimate)} %"
    )
    return (paragraph(screen, sentence(found.why)), Text.assemble(" ", bar, numbers))


def _domains(screen: Screen, found: Readiness) -> Section:
    title = f"By domain: questions {WINDOW}"
    rows = [_row(screen, domain, found.target) for domain in found.domains]
    columns = (
        ("", "left"),
        ("of the exam", "right"),
        ("right", "right"),
        ("range", "left"),
        ("", "left"),
    )
    said = tuple(_domain_words(domain) for domain in found.domains)
    return Section(title, said, (table(columns, rows),))


def _row(screen: Screen, domain: DomainStanding, target: int) -> tuple[Text | str, ...]:
    weight = f"{_percent(float(domain.weight))} %"
    right = f"{marks(domain.right)} of {domain.of}" if domain.of else "none yet"
    name = Text(screen.fit(domain.name))
    if domain.of < RANGE_FROM:
        return (name, weight, right, "", Text("too few to judge", "quiet"))
    ends = (100 * domain.low, 100 * domain.high)
    bar = interval_bar(100 * domain.estimate, ends, target, unicode=screen.unicode)
    return (name, weight, right, f"{round(ends[0])}-{round(ends[1])} %", bar)


def _domain_words(domain: DomainStanding) -> str:
    text = f"{domain.name}, {_percent(float(domain.weight))} percent of the exam: "
    if not domain.of:
        return text + "none yet."
    text += f"{marks(domain.right)} of {domain.of} right"
    if domain.of < RANGE_FROM:
        return text + ". Too few to judge."
    return text + f", likely range {_percent(domain.low)} to {_percent(domain.high)} percent."


def _gain(what: ReadinessPage) -> list[str]:
    """The domain that would move it most, and the command that asks from it."""
    found = next((d for d in what.found.domains if d.id == what.found.gain), None)
    if found is None:
        return [f"Next: peerprep drill --exam {what.exam_id}"]
    return [
        f"{found.name} would move it most: {_percent(float(found.weight))} % of the exam, "
        f"{marks(found.right)} of {found.of} right so far.",
        f"Next: peerprep drill --exam {what.exam_id} --domain {found.id}",
    ]


def _chance(what: ReadinessPage) -> list[str]:
    """The chance on a new form as counts in a hundred, which are easier to picture."""
    chance, target = what.found.chance, what.found.target
    if chance is None or what.length is None:
        return []
    low, high = (_percent(end) for end in chance)
    if high <= 1:
        many = "at most 1"
    elif low >= 99:
        many = "at least 99"
    else:
        many = f"about {low} to {high}"
    return [f"Of 100 new mocks of {what.length} such items, {many} would reach {target} % today."]


def _end(screen: Screen, what: ReadinessPage) -> tuple[str, ...]:
    drawn = screen.unicode and not screen.plain
    tick = " (\u2506)" if drawn else ""
    end = [NOT_THE_FORM]
    end.append(f"The practice target of {what.found.target} %{tick} is ours, not the exam body's.")
    if what.mix_note:
        end.append(sentence(what.mix_note[0].upper() + what.mix_note[1:]))
    return tuple(end)
