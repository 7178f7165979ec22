"""The page docs/simulation-readiness.md, from what the simulation found."""

# Numbers are put into running sentences here: the lines are as long as the names of the numbers.
# ruff: noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.simulated_candidates import DAYS, FORM, FORMS, GUESS, QUOTAS, SHARES, SPREAD_OF_ITEMS

if TYPE_CHECKING:
    from tools.simulate_readiness import Figures, Inflation

COVERAGE = (0.87, 0.93)
CALIBRATION = 0.03
POINTS = 1


def page(
    *,
    seed: int,
    candidates: int,
    target: int,
    main: Figures,
    luck: float,
    inflation: Inflation,
    methods: list[Figures],
    others: list[Figures],
) -> str:
    """The whole page, as Markdown."""
    parts = [
        _head(seed, candidates, main),
        _asked(main, luck, inflation),
        _chances(main),
        _repeats(inflation),
        _tried(methods),
        _others(main, others),
        _assumed(target),
    ]
    return "\n\n".join(parts) + "\n"


def met(main: Figures, inflation: Inflation) -> dict[str, bool]:
    """Which of the promised numbers hold."""
    return {
        "coverage": COVERAGE[0] <= main.coverage <= COVERAGE[1],
        "calibration": main.error <= CALIBRATION,
        "repeats": inflation.most <= POINTS,
    }


def _head(seed: int, candidates: int, main: Figures) -> str:
    return f"""# Is the readiness true? A simulation

Written by `python -m tools.simulate_readiness`; do not edit. Seed {seed}, {candidates:,} candidates,
of whom {main.of:,} gave enough evidence for an estimate; the figures are about those. Everything that is
stated comes from `peerprep/core/readiness.py` itself. What it shows: *if* candidates and items are
as assumed at the end of this page, these statements are as true as the tables say. It does not
show that the assumptions fit you, and it says nothing of the real exam's form."""


def _asked(main: Figures, luck: float, inflation: Inflation) -> str:
    holds = {name: "yes" if yes else "**no**" for name, yes in met(main, inflation).items()}
    low, high = (round(100 * end) for end in COVERAGE)
    return f"""## What was promised and what was found

| statement | promised | found | met |
| --- | --- | --- | --- |
| the 90 % range holds the true ability | {low}–{high} % | {_percent(main.coverage)} | {holds["coverage"]} |
| expected calibration error of the chance, one new form each | at most {CALIBRATION:.3f} | {main.error:.3f} | {holds["calibration"]} |
| repeated items move the estimate | at most {POINTS} point | {inflation.most:.2f} points | {holds["repeats"]} |

The range is {100 * main.width:.1f} points wide on average, and the estimate lies {100 * main.bias:+.1f} points from the truth.
The point of the chance that is judged is the middle of its stated range, in ten bins. Luck alone
would give a calibration error of {luck:.3f} if every stated chance were exactly true; with {FORMS} new
forms for each candidate, where luck matters less, the error is {main.error_ten:.3f}. The stated range of the
chance holds a candidate's true chance in {_percent(main.inside)}."""


def _chances(main: Figures) -> str:
    rows = "\n".join(
        f"| {100 * said:.0f} % | {100 * came:.0f} % | {n} |" for said, came, n in main.bins
    )
    return f"""## The stated chance and what came

| stated, on average | reached the target on a new form | candidates |
| --- | --- | --- |
{rows}"""


def _repeats(found: Inflation) -> str:
    return f"""## Repeats

A quarter of the candidates, {found.candidates} with enough evidence, also handed in every repeat, shuffled: {found.responses:.1f} times as many responses, most of
them learnt by heart, and forty items whose first exposure was older than the window. Through the
same code the estimate moved by at most {found.most:.2f} points. Of the others, who had too little
evidence, {found.unlocked} were given an estimate because of repeats. If every repeat counted as a first exposure, the estimate would
rise by {found.without_rule:.1f} points on average."""


def _tried(methods: list[Figures]) -> str:
    return f"""## What was tried

The same candidates, other methods. Jeffreys' prior in every domain anew was the first idea. It
adds half a right and half a wrong response for each of five domains, which pulls the estimate
down and the chances with it. Used once, and handed on to the domains at the candidate's own
overall share, it does not. (A single domain, where it is shown by itself, keeps its own Jeffreys
range.) Kish's effective count and equal weights trust old evidence too much when abilities move.

{_table("method", methods)}"""


def _others(main: Figures, others: list[Figures]) -> str:
    return f"""## Where it is less true

The same readiness for candidates of other kinds (half as many).

{_table("candidates", [main, *others])}

So where everyone only learns, the readiness says a little too little, and where everyone only
forgets, a little too much: it reports the last weeks, and it does not guess where they lead. Where
abilities move twice as fast as assumed, the ranges are too narrow. The chance is for a form sat
now. A form sat after weeks without practice would be reached less often."""


def _table(first: str, rows: list[Figures]) -> str:
    lines = "\n".join(
        f"| {row.name} | {_percent(row.coverage)} | {100 * row.bias:+.1f} | {100 * row.width:.1f}"
        f" | {row.error:.3f} | {row.error_ten:.3f} |"
        for row in rows
    )
    return (
        f"| {first} | range holds the truth | bias, points | width, points"
        f" | calibration error, one form | {FORMS} forms |\n"
        f"| --- | --- | --- | --- | --- | --- |\n{lines}"
    )


def _assumed(target: int) -> str:
    mix = ", ".join(f"{d} {float(100 * s):.0f} % ({QUOTAS[d]})" for d, s in SHARES.items())
    return f"""## What was assumed

- The exam: {FORM} items, practice target {target} %, five domains by share (items in a form): {mix}.
- An item is known with a chance that depends on ability minus difficulty (logistic), and else
  guessed with {100 * GUESS:.0f} %. Difficulties vary with a standard deviation of {SPREAD_OF_ITEMS} logits. Every form has new
  items of the same kind.
- Abilities: an overall level of 1.1 ± 0.7 logits, each domain ± 0.4 about it.
- {DAYS} days: a third study evenly (0.55 of the days), a third in the first fortnight and then pause,
  a third in the last twelve days; 4–18 new items on a day of study; none, one or two mocks of
  60–75 new items besides.
- Learning and forgetting: each candidate's abilities rise by up to 0.03 logits on a day with study
  and fall by up to 0.03 on a day without, at rates of their own; every domain also wanders by 0.04
  a day. Over four weeks that makes up to about 8 points either way.
- The truth is the expected share right, by the shares, at the end of the last day, when the new
  forms are sat too.
- Not simulated: topics within a domain, partial marks, fatigue, time pressure, and items that
  measure something other than the real form does."""


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
