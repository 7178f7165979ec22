"""Compare ways of choosing what to study, for the same minutes a day, in a simulation.

    python -m tools.simulate_study    print the tables and write docs/simulation-study.md

Seeded: the same code gives the same tables. Standard library and fsrs alone; under two minutes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, stdev

from peerprep.core.past import length_for
from tools.study_memory import Head, World, candidate
from tools.study_methods import EVENING, METHODS, Maker, Method, Today

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "simulation-study.md"
WINNER = "Today's queue"
CANDIDATES = {7: 300, 21: 150, 60: 60}
"""Simulated candidates by horizon in days: fewer where courses are long and differ less."""

FIRST_SEED = 40_001
"""Other candidates than those, of lower seeds, whom the queue was tried out on while built."""

RIVALS = {7: "Newest first", 21: "SM-2, new first", 60: "SM-2, two thirds due"}
"""The strongest other method at each horizon, for the changed assumptions."""

CHANGED: Mapping[str, Mapping[str, object]] = {
    "domains do not differ": {"domain_spread": 0.0},
    "half the memory": {"strength": 0.5},
    "12 minutes a day": {"minutes": 12.0},
    "certainty is never asked": {"certainty": False},
    "little known before (a quarter)": {"known": -1.3},
}
CHANGED_CANDIDATES = {7: 100, 21: 30}


@dataclass(frozen=True)
class Outcome:
    """One course: the share correct to be expected on the exam day, and the last seven days."""

    share: float
    unseen: int = 0
    open: int = 0
    touched: int = 0


def course(world: World, make: Maker, horizon: int, seed: int) -> Outcome:
    """One candidate who studies every day by one method."""
    head = candidate(world, seed)
    head.dice.seed(f"{seed} {horizon}")  # the same days for every method
    method = make(world.items, world.domains, horizon, random.Random(f"{seed} method"))
    length = length_for(world.minutes, world.seconds)
    for day in range(horizon):
        for item in method.ask(day, length):
            method.told(item, *head.answer(item, day), day)
    return _outcome(head, method, horizon)


def _outcome(head: Head, method: Method, horizon: int) -> Outcome:
    share = head.share(horizon)
    if not isinstance(method, Today):
        return Outcome(share)
    opened = [memory for memory in method.memories.values() if not memory.secure]
    recent = [m for m in opened if (m.last_review - EVENING).days >= horizon - 7]
    return Outcome(share, len(method.items) - len(method.memories), len(opened), len(recent))


def compare(
    world: World,
    methods: Mapping[str, Maker],
    horizon: int,
    candidates: int,
    first_seed: int = FIRST_SEED,
) -> dict[str, list[Outcome]]:
    """The outcomes of every method for the same candidates."""
    seeds = range(first_seed, first_seed + candidates)
    return {
        name: [course(world, make, horizon, seed) for seed in seeds]
        for name, make in methods.items()
    }


def lead(winner: Sequence[Outcome], other: Sequence[Outcome]) -> tuple[float, float]:
    """By how many points of percent the first leads, and the standard error, paired."""
    points = [100 * (a.share - b.share) for a, b in zip(winner, other, strict=True)]
    return mean(points), stdev(points) / len(points) ** 0.5


def main_table(results: Mapping[int, Mapping[str, Sequence[Outcome]]]) -> list[str]:
    """Method by horizon: expected share correct, and how far today's queue leads."""
    heads = [f"{horizon} days | lead" for horizon in results]
    lines = [f"| method | {' | '.join(heads)} |", "| --- |" + " ---: | ---: |" * len(results)]
    for name in METHODS:
        cells = []
        for outcomes in results.values():
            share = 100 * mean(outcome.share for outcome in outcomes[name])
            cells.append(f"{share:.1f} %")
            cells.append("" if name == WINNER else _points(outcomes[WINNER], outcomes[name]))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _points(winner: Sequence[Outcome], other: Sequence[Outcome]) -> str:
    points, error = lead(winner, other)
    return f"{points:+.2f} ± {error:.2f}"


def changed_table(candidates: Mapping[int, int]) -> list[str]:
    """How far today's queue leads its strongest rival when an assumption is another."""
    heads = [f"{days} days, over {RIVALS[days].lower()}" for days in candidates]
    heads = [head.replace("sm-2", "SM-2") for head in heads]
    lines = [f"| assumption | {' | '.join(heads)} |", "| --- |" + " ---: |" * len(candidates)]
    for words, change in CHANGED.items():
        world = replace(World(), **change)  # type: ignore[arg-type]
        cells = []
        for horizon, count in candidates.items():
            rival = RIVALS[horizon]
            methods = {WINNER: METHODS[WINNER], rival: METHODS[rival]}
            outcomes = compare(world, methods, horizon, count, first_seed=FIRST_SEED + 10_000)
            cells.append(_points(outcomes[WINNER], outcomes[rival]))
        lines.append(f"| {words} | {' | '.join(cells)} |")
    return lines


def touch_table(results: Mapping[int, Mapping[str, Sequence[Outcome]]]) -> list[str]:
    """What today's queue leaves unseen, and what it touches in the last seven days."""
    lines = [
        "| days | never asked | not secure | of these touched in the last seven days |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for horizon, outcomes in results.items():
        mine = outcomes[WINNER]
        opened, touched = sum(o.open for o in mine), sum(o.touched for o in mine)
        lines.append(
            f"| {horizon} | {mean(o.unseen for o in mine):.0f} | {opened / len(mine):.0f} | "
            f"{100 * touched / opened if opened else 100:.0f} % |"
        )
    return lines


def document(results: Mapping[int, Mapping[str, Sequence[Outcome]]], changed: Sequence[str]) -> str:
    """The whole page."""
    from tools.study_words import page

    return page(
        World(),
        {horizon: len(outcomes[WINNER]) for horizon, outcomes in results.items()},
        main_table(results),
        touch_table(results),
        changed,
    )


def main() -> int:
    """Run everything; 1 when today's queue does not lead everywhere by two standard errors."""
    results = {
        horizon: compare(World(), METHODS, horizon, count) for horizon, count in CANDIDATES.items()
    }
    text = document(results, changed_table(CHANGED_CANDIDATES))
    DOCUMENT.write_text(text, "utf-8")
    print(text)
    leads = [
        lead(outcomes[WINNER], outcomes[name])
        for outcomes in results.values()
        for name in METHODS
        if name != WINNER
    ]
    return int(any(points < 2 * error for points, error in leads))


if __name__ == "__main__":
    sys.exit(main())
