"""The words around the tables of the study simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peerprep.core.past import length_for
from tools.study_memory import World

PAGE = """\
# The study simulation

Written by `make simulate`; not edited by hand.

Simulated candidates study every evening until the exam, all for the same {minutes:.0f} minutes,
each by one way of choosing what to ask. The number is the share of all {items} items that they can
be expected to get right on the exam day, guessing included. *Lead* is by how many points today's
queue is ahead of that method with the same candidates, ± one standard error of the difference.

{main}

Simulated candidates: {counts}; others than those whom the queue was tried out
on when it was built.

## What is compared

- **Today's queue** is the program's own code (`core/today.py`, `core/schedule.py`), told the exam
  day. The others are small and stand in `tools/study_methods.py`.
- **Random draw** asks any items each day; **random rounds** goes through all items in random order
  and then again in another.
- **Newest first** asks items never seen, and when there are none, those met last.
- **Leitner** has boxes of 1, 2, 4, 8 and 16 days; **SM-2** is Woźniak's of 1990. Neither says how
  reviews and new items share the minutes, so each stands here with three mixes: all that is due
  first, two thirds for what is due, and new items first. All get the same ratings (a right answer
  called a guess counts as missed), and fill their minutes with what is due soonest.

## What is assumed

- {items} items in {domains} domains. {minutes:.0f} minutes a day at {seconds:.0f} seconds a
  question: {length} questions a day, no day missed. The repeat of a missed question later in the
  same sitting is left out for all methods.
- **First sight.** An item is known before with a chance of one half on average: logistic, with a
  spread (standard deviation, in logits) of {ability} between candidates, {domain} between the
  domains of one candidate and {item} between items. What is known before is forgotten slowly too:
  FSRS stability {prior:.0f} days at the start.
- **Memory** is FSRS-6 with its default parameters; each candidate's is stronger or weaker (time is
  stretched by a log-normal factor, spread {strength}). The scheduler does not know this factor, nor
  what was known before.
- **Learning at each review.** Recalled: FSRS "good" when sure, "hard" when leaning. Not recalled:
  the reasons are read, FSRS "again". An item not known before starts there.
- **Answering.** Recalled is right. Not recalled is right by luck in {guess:.0f} %. Of what is
  recalled {sure:.0f} % is called sure, the rest leaning; of what is not, {guessing:.0f} % is called
  a guess and {wrong:.0f} % sure.
- The exam asks these same items. So these numbers are about remembering what was practised; they do
  not say what a real form would bring.

## What today's queue does with the days

{touch}

Everything not secure is touched in the last seven days where the minutes can hold it together with
what is still new. Where they cannot (at 21 days {week} looks stand against all those items), the
queue asks what one look raises most; in sketches of this simulation, holding to the touches all the
same took a third to half a point away. With seven days there is more new than the minutes hold, so
nearly all of each day is new: a first look is worth more than a second one.

## When the assumptions are others

The lead over the method that comes closest, in points, with other candidates.

{changed}

A lead within two standard errors of nothing is not one. Most of the lead at seven days comes from
asking more of the domains where the candidate knows less: where domains do not differ there is
nothing of that kind to win, and new items in any order are as good. At 60 days every method of
spaced reviews comes near the most that can be had, so leads are small there. The queue judges by
the FSRS-6 model that the simulation takes for the truth, which favours it; the strength of a memory
and what was known before are where the two differ.
"""


def page(
    world: World,
    counts: Mapping[int, int],
    main: Sequence[str],
    touch: Sequence[str],
    changed: Sequence[str],
) -> str:
    """The page with its tables and the assumptions as they were."""
    return PAGE.format(
        minutes=world.minutes,
        items=world.items,
        domains=world.domains,
        seconds=world.seconds,
        length=length_for(world.minutes, world.seconds),
        week=7 * length_for(world.minutes, world.seconds),
        ability=world.ability_spread,
        domain=world.domain_spread,
        item=world.item_spread,
        prior=world.prior_stability,
        strength=world.strength_spread,
        guess=100 * world.guess,
        sure=100 * world.sure_when_recalled,
        guessing=100 * world.guess_when_not,
        wrong=100 * world.sure_when_not,
        counts=", ".join(f"{count} over {days} days" for days, count in counts.items()),
        main="\n".join(main),
        touch="\n".join(touch),
        changed="\n".join(changed),
    )
