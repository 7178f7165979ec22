"""The audit as a whole: one honest line, and reasons that a writer can act on."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from peerprep.core.audit import FEWEST, audit, cues, near_duplicates
from peerprep.core.bank import Bank, Library
from peerprep.core.cues import Sight, WordLists
from peerprep.core.guesser import NAMES
from peerprep.core.item import Option
from peerprep.core.reasons import reasons
from peerprep.core.strategies import tried
from tests.builders import item

LISTS = WordLists(absolutes=("always", "never"))
WORDS = [
    *("talk", "wait", "write", "phone", "visit", "bring", "share", "leave", "offer", "point"),
    *("evening", "letter", "table"),
]


def made(count: int, seed: int = 1, **more):
    dice = random.Random(seed)

    def one(n: int):
        texts = [" ".join(dice.choices(WORDS, k=dice.randint(3, 8))) for _ in "abcd"]
        options = tuple(Option(i, t, "Why.") for i, t in zip("abcd", texts, strict=True))
        key = dice.choice("abcd")
        stem = f"Case {n}: {' '.join(dice.choices(WORDS, k=9))}?"
        return replace(item(f"it-{n}", key=key, principle=f"P{n}.", stem=stem), options=options)

    return [replace(one(n), **more) for n in range(count)]


def library(held, language: str = "en") -> Library:
    return Library((Bank("b", "B", language, "CC0-1.0", "1", {}, tuple(held)),), {})


def guessing(held, **more):
    return cues(library(held, **more), LISTS, random.Random(1))


def test_what_is_learned_has_a_wider_range_than_a_rule_of_the_same_share():
    found = guessing(made(60))
    alike = tried("x", "x", [found.model.share] * 60)
    assert found.model.low < alike.low and alike.high < found.model.high


def test_the_line_is_the_better_of_the_model_and_the_rule_never_the_luckiest_rule():
    found = guessing(made(60))
    assert found.line.share == max(found.model.share, found.rule.share)
    assert found.line.share < max(rule.share for rule in found.rules) + 0.05


def test_below_twenty_items_there_is_no_line_but_rules():
    found = guessing(made(FEWEST - 1))
    assert found.line is found.model is found.told is None
    assert found.giveaways == ()
    assert len(found.rules) == 8


def test_twenty_items_of_one_principle_are_one_piece_of_evidence():
    assert guessing(made(FEWEST, principle="One.")).line is None
    assert guessing(made(FEWEST)).line is not None


def test_only_single_best_items_count_and_the_others_are_told():
    others = [item("s", kind="select-all", key="ab"), item("t", kind="true-false", options="ab")]
    found = guessing([*made(3), *others])
    assert (found.items, found.left_out) == (3, (("select-all", 1), ("true-false", 1)))
    assert cues(library(others), LISTS, random.Random(1)) is None


def test_words_of_another_language_are_never_taken_for_english_ones():
    held = [replace(one, stem="always") for one in made(5)]
    held = [
        replace(o, options=(Option("a", "always", ""), *o.options[1:]), kind=o.kind) for o in held
    ]
    shares = {
        language: {rule.name: rule.share for rule in found.rules}["no-absolutes"]
        for language in ("en", "es")
        if (found := guessing(held, language=language))
    }
    assert guessing(held, language="es").other_language == 5
    assert guessing(held, language="en-US").other_language == 0
    assert shares["es"] == pytest.approx(0.25) != shares["en"]


def test_what_gives_most_away_comes_first_with_its_reason():
    held = made(60)
    for n in range(30):
        one = held[n]
        options = tuple(
            replace(o, text=f"{o.text} {o.text} {o.text}") if o.id in one.key else o
            for o in one.options
        )
        held[n] = replace(one, options=options)
    found = guessing(held)
    assert len(found.giveaways) >= 30
    first = found.giveaways[0]
    assert first.chance == max(giveaway.chance for giveaway in found.giveaways)
    assert first.item in {one.id for one in held[:30]}
    assert any(reason.startswith("longest (+") for reason in first.reasons)


def pulls(**named: float) -> list[float]:
    return [named.get(name.replace("-", "_"), 0.0) for name in NAMES]


def why(name: str, *options: str, key: int = 0) -> str:
    sight = Sight("it", options, key, "", LISTS)
    (reason,) = reasons(sight, pulls(**{name: 1.0}))
    return reason


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        ("length", ("Go out at once", "Go"), "longest (+12 characters)"),
        ("shortest", ("Go", "Go now"), "shortest (-4 characters)"),
        ("length", ("Go on", "Go", "Go further"), "neither longest nor shortest"),
        ("longest", ("Stay", "Wait", "Go"), "among the longest"),
        ("absolutes", ("Go", "Always go", "Never go"), "the only one without an absolute"),
        ("absolutes", ("Always go", "Go", "Wait"), "the only one with an absolute"),
        ("absolutes", ("Always never", "Always", "Go"), "most absolutes"),
        ("core", ("Call mother", "Call mother", "Write"), "more than usual in common with"),
        ("letters", ("Understanding", "Go to"), "longest words"),
        ("wording", ("Go", "Wait"), "its words stand in other keys more than in distractors"),
        ("opening", ("Go", "Wait"), 'opens with "go" as other keys do'),
    ],
)
def test_a_reason_says_what_a_writer_can_see(name, options, reason):
    assert why(name, *options).startswith(reason)


def test_every_feature_has_a_reason_in_words():
    sight = Sight("it", ("Go, and 'wait'", "Stay 2"), 0, "Go where?", LISTS)
    for name in NAMES:
        assert reasons(sight, pulls(**{name: 1.0})) != ()


def test_what_spoke_against_the_key_or_hardly_for_it_is_no_reason():
    sight = Sight("it", ("Go", "Wait"), 0, "", LISTS)
    assert reasons(sight, pulls(wording=-1.0, opening=0.01)) == ()


LONG = "At night a man asks the peer worker to drive him home as she once did. What now?"


def test_stems_that_are_nearly_the_same_are_set_side_by_side_though_options_differ():
    one, two = (replace(held, stem=LONG) for held in made(2))
    (pair,) = near_duplicates([one, replace(two, stem=LONG.replace("man", "woman"))])
    assert (pair.one, pair.two) == ("it-0", "it-1")
    assert 0.6 <= pair.similarity < 1


def test_short_stems_may_stand_twice():
    held = [replace(one, stem="Which of these is an open question?") for one in made(2)]
    assert near_duplicates(held) == ()


def test_a_pair_is_told_once_with_its_greater_likeness():
    one = replace(made(1)[0], stem=LONG)
    two = replace(one, id="two", options=(*one.options[:3], Option("z", "Quite another", "")))
    (pair,) = near_duplicates([one, two])
    assert pair.similarity == 1


def test_an_audit_without_an_exam_says_nothing_of_forms():
    found = audit(library(made(3)), None, LISTS, random.Random(1))
    assert found.forms is None and found.exam is None
    assert [principle for principle, _ in found.lone] == ["P0.", "P1.", "P2."]
