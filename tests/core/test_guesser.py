"""The guesser finds what gives keys away, finds nothing where there is nothing, and never peeks."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from statistics import fmean

import pytest

from peerprep.core.cues import Sight, WordLists
from peerprep.core.guesser import (
    NAMES,
    best_rule,
    guess,
    learn,
    log_odds,
    splits,
    tally,
)
from peerprep.core.strategies import LEARNED, tried, try_all

LISTS = WordLists(absolutes=("always",), hedges=("may",))
WORDS = [
    *("talk", "wait", "write", "phone", "visit", "bring", "share", "leave", "offer", "point"),
    *("evening", "letter", "table"),
]


def bank(count: int, seed: int, options: int = 4) -> list[Sight]:
    """Items whose options are words by chance and whose key is any of them."""
    dice = random.Random(seed)

    def text() -> str:
        return " ".join(dice.choices(WORDS, k=dice.randint(3, 8)))

    return [
        Sight(
            f"it-{n}",
            tuple(text() for _ in range(options)),
            dice.randrange(options),
            " ".join(dice.choices(WORDS, k=6)),
            LISTS,
        )
        for n in range(count)
    ]


def alone(sights: list[Sight]) -> dict[str, str]:
    return {sight.item: sight.item for sight in sights}


def share(sights: list[Sight], seed: int = 1) -> float:
    sets = alone(sights)
    over = splits(sights, sets, random.Random(seed), 1)
    return fmean(found.mark for found in guess(over, sets))


def with_key(sight: Sight, text: str) -> Sight:
    options = list(sight.options)
    options[sight.key] = text
    return replace(sight, options=tuple(options))


def test_a_key_that_is_always_longest_is_always_guessed():
    plain = bank(60, 1)
    long = [with_key(s, max(s.options, key=len) + " and more besides") for s in plain]
    assert share(long) > 0.95


def test_a_key_that_is_always_in_the_middle_is_guessed_though_no_single_rule_says_so():
    middling = []
    for sight in bank(150, 2):
        order = sorted(range(4), key=lambda place, s=sight: len(s.options[place]))
        middling.append(replace(sight, key=order[1]))
    assert max(rule.share for rule in try_all(middling)) < 0.4
    assert share(middling) > 0.4


def test_a_key_that_always_opens_alike_is_guessed_by_its_opening():
    opened = [with_key(s, f"decide {s.options[s.key]}") for s in bank(60, 3)]
    assert share(opened) > 0.95


@pytest.mark.parametrize("options", [2, 4])
def test_where_the_key_is_put_by_dice_the_guesser_stays_near_chance(options):
    shares = [share(bank(120, seed, options), seed) for seed in range(6)]
    # 720 items: a standard error of 1.6 to 1.9 points; three of them either way.
    assert fmean(shares) == pytest.approx(1 / options, abs=0.055)


def test_where_the_key_is_put_by_dice_the_range_holds_chance_about_as_often_as_it_says():
    held = 0
    for seed in range(20):
        sights = bank(40, seed)
        over = splits(sights, alone(sights), random.Random(seed), 1)
        marks = [found.mark for found in guess(over, alone(sights))]
        range_ = tried("x", "x", marks, LEARNED)
        held += range_.low <= 0.25 <= range_.high
    # 18 of 20 are to be expected; 15 or fewer would come about in one of 25 such runs.
    assert held >= 16


def test_the_best_of_many_rules_is_not_flattered_where_there_is_nothing_to_find():
    honest, flattered = [], []
    for seed in range(8):
        sights = bank(80, seed)
        over = splits(sights, alone(sights), random.Random(seed), 1)
        honest.append(fmean(best_rule(over).values()))
        flattered.append(max(rule.share for rule in try_all(sights)))
    assert fmean(flattered) > 0.27
    assert fmean(honest) == pytest.approx(0.25, abs=0.05)


def test_the_order_in_which_options_are_written_changes_nothing():
    sights = bank(60, 5)
    dice, turned = random.Random(9), []
    for sight in sights:
        order = list(range(4))
        dice.shuffle(order)
        texts = tuple(sight.options[place] for place in order)
        turned.append(replace(sight, options=texts, key=order.index(sight.key)))
    assert share(turned) == pytest.approx(share(sights))


def test_the_same_dice_give_the_same_guesses():
    sights = bank(40, 6)
    sets = alone(sights)
    once, again = (guess(splits(sights, sets, random.Random(7), 2), sets) for _ in "12")
    assert once == again


def test_every_item_is_held_out_once_a_repeat_and_no_set_is_parted():
    sights = bank(47, 7)
    sets = {sight.item: f"set-{n // 3}" for n, sight in enumerate(sights)}
    over = splits(sights, sets, random.Random(1), 2)
    assert Counter(s.item for split in over for s in split.held) == Counter(
        {sight.item: 2 for sight in sights}
    )
    for split in over:
        assert not {sets[s.item] for s in split.shown} & {sets[s.item] for s in split.held}
        assert len(split.shown) + len(split.held) == 47


def siblings() -> tuple[list[Sight], dict[str, str]]:
    """Pairs of items with the same two options, of which each is the key once."""
    made, sets = [], {}
    for n, one in enumerate(bank(80, 8, options=2)):
        texts = tuple(f"{text} n{n}{side}" for text, side in zip(one.options, "xy", strict=True))
        for key in (0, 1):
            sight = replace(one, item=f"{one.item}-{key}", options=texts, key=key)
            made.append(sight)
            sets[sight.item] = one.item
    return made, sets


def test_who_is_told_the_answers_of_siblings_guesses_by_elimination_and_others_cannot():
    sights, sets = siblings()
    over = splits(sights, sets, random.Random(1), 1)
    assert fmean(found.mark for found in guess(over, sets)) == pytest.approx(0.5, abs=0.02)
    assert share(sights) > 0.8


def test_what_an_item_brought_to_the_count_is_taken_out_again():
    sights = bank(20, 10)
    whole, rest = (tally(some, lambda s: s.wording) for some in (sights, sights[1:]))
    own = tally(sights[:1], lambda s: s.wording)
    taken = sights[0].wording
    assert log_odds(taken, whole, own) == pytest.approx(log_odds(taken, rest))


def test_words_that_were_never_seen_say_nothing():
    nothing = tally([], lambda s: s.wording)
    assert log_odds((frozenset({"new"}), frozenset()), nothing) == (0, 0)


def test_pulls_name_the_feature_that_spoke_for_the_key():
    long = [with_key(s, max(s.options, key=len) + " and more besides") for s in bank(60, 1)]
    model = learn(long, alone(long))
    pulls = dict(zip(NAMES, model.pulls(model.look(long[0])), strict=True))
    assert len(model.weights) == len(NAMES)
    assert pulls["longest"] + pulls["length"] > 0.5
    assert pulls["digits"] == 0
