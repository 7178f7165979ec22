"""Is the readiness true? Candidates of known ability sit new forms; docs/simulation-readiness.md.

    python -m tools.simulate_readiness [--candidates 2000] [--seed 20261128] [--to FILE]

Run from the root of the project. Writes the document and prints it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import fmean

from peerprep.core.ability import Belief, beliefs, chance, weighed, whole
from peerprep.core.chance import binomial, total
from peerprep.core.readiness import Evidence, Readiness, readiness
from tools.readiness_page import page
from tools.simulated_candidates import FORM, NOW, QUOTAS, SHARES, Candidate, World, candidate

SEED = 20261128
CANDIDATES = 2000
TARGET = 75
NEED = -(-TARGET * FORM // 100)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "simulation-readiness.md"

MAIN = World("as described")
OTHERS = (
    World("no one learns or forgets", 0, 0, 0),
    World("all learn, no one forgets", forgetting=0),
    World("all forget, no one learns", learning=0),
    World("all moves twice as strong", 0.06, 0.06, 0.08),
)


@dataclass(frozen=True)
class Stated:
    """What was stated of one candidate beside what was true."""

    estimate: float
    range: tuple[float, float]
    chance: tuple[float, float]
    candidate: Candidate

    @property
    def middle(self) -> float:
        """The middle of the stated chance: the point whose calibration is judged."""
        return sum(self.chance) / 2

    def holds(self) -> bool:
        """Whether the 90 % range holds the truth."""
        return self.range[0] <= self.candidate.truth <= self.range[1]

    def brackets(self) -> bool:
        """Whether the range of the chance holds the true chance on a new form."""
        true = total(binomial(quota, self.candidate.truths[d]) for d, quota in QUOTAS.items())
        return self.chance[0] <= max(0.01, min(sum(true[NEED:]), 0.99)) <= self.chance[1]

    def reached(self, forms: int) -> float:
        """The share of that many new forms that reached the target."""
        return fmean(right >= NEED for right in self.candidate.reached[:forms])


@dataclass(frozen=True)
class Figures:
    """How true the statements about a group of candidates were; shares are 0…1."""

    name: str
    of: int
    coverage: float
    bias: float
    width: float
    error: float
    error_ten: float
    inside: float
    bins: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class Inflation:
    """What repeats do to the estimate, in points: at most by the rule; on average without it."""

    candidates: int
    responses: float
    most: float
    without_rule: float
    unlocked: int


def judged(evidence: Iterable[Evidence]) -> Readiness:
    """The program's own readiness."""
    return readiness(
        evidence, (), shares=SHARES, names={}, target=TARGET, form_length=FORM, now=NOW
    )


def stated(one: Candidate) -> Stated | None:
    """What the program states of a candidate; None while there is not enough evidence."""
    found = judged(one.evidence)
    if found.estimate is None or found.low is None or found.high is None or not found.chance:
        return None
    return Stated(found.estimate, (found.low, found.high), found.chance, one)


def figures(name: str, group: list[Stated]) -> Figures:
    """Count how often the statements were true."""
    return Figures(
        name,
        len(group),
        fmean(one.holds() for one in group),
        fmean(one.estimate - one.candidate.truth for one in group),
        fmean(one.range[1] - one.range[0] for one in group),
        _error(_bins(group, 1)),
        _error(_bins(group, 10)),
        fmean(one.brackets() for one in group),
        _bins(group, 1),
    )


def _bins(group: list[Stated], forms: int) -> tuple[tuple[float, float, int], ...]:
    """By tenths of the stated chance: its mean, the share that reached the target, how many."""
    tenths: dict[int, list[Stated]] = {}
    for one in group:
        tenths.setdefault(min(9, int(one.middle * 10)), []).append(one)
    return tuple(
        (fmean(s.middle for s in bin_), fmean(s.reached(forms) for s in bin_), len(bin_))
        for _, bin_ in sorted(tenths.items())
    )


def _error(bins: tuple[tuple[float, float, int], ...]) -> float:
    """The expected calibration error: the mean gap of the bins, weighed by their sizes."""
    return sum(abs(said - came) * n for said, came, n in bins) / sum(n for *_, n in bins)


def by_luck(group: list[Stated], seed: int) -> float:
    """The calibration error that luck alone gives when every stated chance is exactly true."""
    dice = random.Random(seed)
    sure = [
        replace(
            one,
            candidate=replace(one.candidate, reached=(NEED if dice.random() < one.middle else 0,)),
        )
        for one in group
    ]
    return _error(_bins(sure, 1))


def inflation(people: list[Candidate], seed: int) -> Inflation:
    """Hand in every repeat too, shuffled: by the program's rule, and as if each were fresh."""
    dice = random.Random(seed)
    moves, naive, responses, unlocked = [], [], [], 0
    for one in people:
        every = [*one.evidence, *one.repeats]
        dice.shuffle(every)
        before, after = judged(one.evidence), judged(every)
        if before.estimate is None or after.estimate is None:
            unlocked += before.state != after.state
            continue
        as_fresh = judged(replace(e, item=f"{e.item}-{n}") for n, e in enumerate(every))
        moves.append(abs(after.estimate - before.estimate))
        naive.append((as_fresh.estimate or 0) - before.estimate)
        responses.append(len(every) / len(one.evidence))
    return Inflation(len(moves), fmean(responses), max(moves) * 100, fmean(naive) * 100, unlocked)


Counts = Callable[[list[Evidence]], tuple[float, float]]


def _by_age(ones: list[Evidence]) -> tuple[float, float]:
    return weighed((one.mark, NOW - one.at) for one in ones)


def _kish(ones: list[Evidence]) -> tuple[float, float]:
    """Weighed marks scaled to Kish's effective count."""
    marks, of = _by_age(ones)
    # The weights squared halve in half the time: the same weights at twice the age.
    squares = weighed((one.mark, 2 * (NOW - one.at)) for one in ones)[1]
    return marks * of / squares, of * of / squares


def _plain(ones: list[Evidence]) -> tuple[float, float]:
    return weighed((one.mark, timedelta(0)) for one in ones)


def _each(counts: dict[str, tuple[float, float]]) -> dict[str, Belief]:
    """Jeffreys' prior in every domain anew."""
    return {domain: Belief(r + 0.5, n - r + 0.5) for domain, (r, n) in counts.items()}


METHODS = (
    ("sum of weights; Jeffreys once for all domains (in use)", _by_age, beliefs),
    ("sum of weights; Jeffreys in every domain anew", _by_age, _each),
    ("Kish's effective counts; Jeffreys once", _kish, beliefs),
    ("no weights of age; Jeffreys once", _plain, beliefs),
)


def tried(
    name: str, counts: Counts, prior: Callable[..., dict[str, Belief]], people: list[Stated]
) -> Figures:
    """The figures of another method for the same candidates."""
    group = []
    for one in people:
        split = {d: [e for e in one.candidate.evidence if e.domain == d] for d in SHARES}
        parts = prior({domain: counts(ones) for domain, ones in split.items()})
        together = whole(parts, SHARES)
        odds = chance(parts, together, QUOTAS, TARGET)
        group.append(Stated(together.mean, together.range, odds, one.candidate))
    return figures(name, group)


def group_of(world: World, seed: int, candidates: int) -> tuple[list[Candidate], list[Stated]]:
    """All candidates of a world, and what is stated of those with enough evidence."""
    people = [candidate(world, seed, number) for number in range(candidates)]
    return people, [one for one in map(stated, people) if one]


def main() -> None:
    """Simulate, write, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--to", type=Path, default=PAGE)
    args = parser.parse_args()
    people, group = group_of(MAIN, args.seed, args.candidates)
    others = [figures(w.name, group_of(w, args.seed, args.candidates // 2)[1]) for w in OTHERS]
    text = page(
        seed=args.seed,
        candidates=args.candidates,
        target=TARGET,
        main=figures(MAIN.name, group),
        luck=by_luck(group, args.seed),
        inflation=inflation(people[: args.candidates // 4], args.seed),
        methods=[tried(*method, group) for method in METHODS],
        others=others,
    )
    args.to.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
