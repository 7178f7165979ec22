"""The words of a plan: what today is for, whether all fits, mocks, days off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from peerprep.core.plan import Day, Missed, Plan
from peerprep.core.value import dataclass
from peerprep.core.workload import RETURNS
from peerprep.terminal.layout import sentence
from peerprep.terminal.words import count

LONGEST = 120
"""Minutes a day above which a plan names none: nobody is to be told to practice that long."""


@dataclass(frozen=True)
class PlanPage:
    """A plan with what its page says around it."""

    plan: Plan
    exam: str
    next_command: str
    form: str = ""
    """What a mock is: "75 questions, 120 minutes"."""
    no_mock: str = ""
    """Why no mock is planned, where the exam allows none."""
    left_out: tuple[tuple[str, int], ...] = ()
    """By domain name, how many questions are best left out when not all fit."""
    shares: str = "the exam's shares"
    own_pace: bool = False
    done: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Days that are drawn as one row."""

    days: tuple[Day, ...]

    @property
    def when(self) -> str:
        """The first and the last day in words."""
        first, last = self.days[0].date, self.days[-1].date
        return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"

    @property
    def a_day(self) -> tuple[int, int]:
        """(new, due) on a drilling day, rounded so that their sum is right."""
        drills = sum(not day.mock for day in self.days)
        if not drills:
            return 0, 0
        new, due = sum(day.new for day in self.days), sum(day.due for day in self.days)
        rounded = round(new / drills)
        return rounded, max(0, round((new + due) / drills) - rounded)

    @property
    def remark(self) -> str:
        """Mocks, and the last seven days."""
        mocks = [day_words(day.date) for day in self.days if day.mock]
        last = "last seven days" if all(day.touch for day in self.days) else ""
        return ", ".join(filter(None, (f"mock {and_words(mocks)}" if mocks else "", last)))


def day_words(day: date) -> str:
    """A day without its year: "8 Jan"."""
    return f"{day.day} {day:%b}"


def full_day(day: date) -> str:
    """A day with its year: "15 Jan 2027"."""
    return f"{day_words(day)} {day.year}"


def _mix(new: int, due: int) -> str:
    """What a number of questions is made of, without a needless zero."""
    if not new or not due:
        return "all new" if new else "all due"
    return f"{new} new and {due} due"


def and_words(words: Sequence[str]) -> str:
    """Words in a row: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def stretches(plan: Plan) -> tuple[Stretch, ...]:
    """The coming seven days, what lies between in at most three pieces, the last seven days."""
    soon = [day for day in plan.days if not day.touch][:7]
    middle = [day for day in plan.days if not day.touch][7:]
    pieces = min(3, -(-len(middle) // 14))
    cuts = [len(middle) * n // pieces for n in range(pieces + 1)] if pieces else []
    parts = [soon, *(middle[a:b] for a, b in pairwise(cuts))]
    parts.append([day for day in plan.days if day.touch])
    return tuple(Stretch(tuple(part)) for part in parts if part)


def exam_day_words(plan: Plan) -> str:
    """The exam day and how far it is: "15 Jan 2027, in 55 days"."""
    near = "tomorrow" if plan.days_left == 1 else f"in {plan.days_left} days"
    return f"{full_day(plan.exam_day)}, {near}"


def minutes_of(plan: Plan, items: int) -> int:
    """The minutes that so many items take, at least one where there is one."""
    return max(1, round(items * plan.seconds / 60)) if items else 0


def today_words(page: PlanPage) -> str:
    """What today is for."""
    today = page.plan.days[0]
    if today.mock:
        return f"Today: a mock exam ({page.form})." if page.form else "Today: a mock exam."
    if today.items:
        took = minutes_of(page.plan, today.items)
        return (
            f"Today: {count(today.items, 'question')}, {_mix(today.new, today.due)}; "
            f"about {took} of your {page.plan.minutes} minutes."
        )
    if page.done:
        return "Today's part is done. Rest is part of the plan too."
    return "Nothing is planned for today. Rest is part of the plan too."


def fit_words(page: PlanPage) -> Iterator[str]:
    """Whether the date holds the whole library, and what is left out first where it does not."""
    plan = page.plan
    if not plan.unseen:
        yield "You have seen every drill question. What comes back stands in the days below."
        return
    new = f"{count(plan.unseen, 'question')} that you have not seen"
    fit = f"The {new} {'fits' if plan.unseen == 1 else 'all fit'} before the exam"
    if plan.holds and plan.a_day >= plan.needed:
        yield f"{fit}, with time to come back."
        return
    if plan.holds:
        yield f"{fit}, though not as many looks again as would be good."
        return
    words = f"At this pace {plan.seen} of the {new} fit before the exam."
    minutes = minutes_of(plan, plan.needed)
    if minutes <= LONGEST:
        words += f" All of them would take about {minutes} minutes a day."
    yield words
    if page.left_out:
        named = and_words([f"{number} of {name}" for name, number in page.left_out])
        yield f"Best left out first, going by {page.shares}: {named}."
    else:
        yield "Best left out: any. Questions come mixed, so none is missed more than another."


def further_words(page: PlanPage) -> Iterator[str]:
    """What stands below the numbers: mocks, last days, notes, how it is counted, what next."""
    plan = page.plan
    yield _mock_words(page)
    begun = plan.touch_from == plan.today
    yield (
        (
            "The last seven days have begun"
            if begun
            else f"On {day_words(plan.touch_from)} the last seven days begin"
        )
        + ": what is not secure yet (right on three days) comes once more."
    )
    yield from page.notes
    whose = "your own pace" if page.own_pace else "our guess until there are 20 answers of yours"
    yield (
        f"Counted with {round(plan.seconds)} s a question ({whose}) and {len(RETURNS)} more looks "
        "at each new one. Counted anew each day from where you are."
    )
    yield f"Next: {page.next_command}"


def _mock_words(page: PlanPage) -> str:
    plan, mocks = page.plan, page.plan.mocks
    if page.no_mock:
        return page.no_mock
    if not mocks:
        if not plan.forms:
            return (
                "Mock exams: none is planned, as no whole form of unseen mock questions is left. "
                "A mock of seen ones is practice too; its score runs high."
            )
        return "Mock exams: no further one is planned. The days left are for looking again."
    what = f" ({page.form})" if page.form else ""
    if len(mocks) == 1:
        words = f"Mock exam{what}: {day_words(mocks[0])}."
        words += " Its questions stay unseen until then; that keeps it honest."
    else:
        words = f"Mock exams{what}: {and_words([day_words(day) for day in mocks])}."
        words += " Their questions stay unseen until then; that keeps them honest."
    spare = plan.forms - len(mocks)
    if spare > 0:
        words += f" {count(spare, 'more whole form')} {'stays' if spare == 1 else 'stay'} unseen."
    return words


def stretch_sentence(plan: Plan, stretch: Stretch) -> str:
    """One stretch of days as a labelled sentence."""
    new, due = stretch.a_day
    words = f"{stretch.when}: "
    if any(not day.mock for day in stretch.days):
        any_items = any(day.items for day in stretch.days)
        words += _load(plan, new, due) if any_items else "no question."
        extra = stretch.remark
        return words + (f" {extra[0].upper()}{extra[1:]}." if extra else "")
    return words + sentence(stretch.remark)


def _load(plan: Plan, new: int, due: int) -> str:
    if not new + due:
        return "under one question a day."
    took = count(minutes_of(plan, new + due), "minute")
    return f"{count(new + due, 'question')} a day, {_mix(new, due)}, about {took}."


def missed_cells(plan: Plan, missed: Missed) -> tuple[str, str, str, str]:
    """Days off a week, items a day, minutes, new items seen: a row of the table."""
    items = min(missed.a_day, plan.room)
    seen = "all" if missed.seen == plan.unseen else f"{missed.seen} of {plan.unseen}"
    off = ("none", "1 a week", "2 a week")[missed.days]
    return off, str(items), str(minutes_of(plan, items)), seen


def missed_sentence(plan: Plan, missed: Missed) -> str:
    """The same row as a sentence."""
    _, items, minutes, seen = missed_cells(plan, missed)
    off = ("No day off", "One day off a week", "Two days off a week")[missed.days]
    days = "each of the others" if missed.days else "each day"
    words = f"{off}: {count(int(items), 'question')} on {days}, "
    words += f"about {count(int(minutes), 'minute')}"
    return words + (f"; {seen} new ones seen." if plan.unseen else ".")
