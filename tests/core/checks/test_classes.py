"""Classes of phrasing, each with what only looks like it, drawn from many subjects."""

from __future__ import annotations

import pytest

from tests.core.checks.cases import PLAIN, case, found

THINGS = [
    "Forks and spoons stay clean in a drawer.",
    "The lens must be clean before the scan.",
    "Hands are clean when the rinse runs clear.",
    "Pans get clean in hot water.",
    "A clean holder keeps the scoop dry.",
    "Dirty plates wait by the sink.",
    "Collect a clean sample of the soil.",
    "The screen test of the phone came up blank.",
    "A crazy quilt hangs in the hall.",
    "Crazy glue mends the handle.",
    "The non-compliant valve was changed.",
    "A non-compliant socket is taped off.",
    "The scale was found non-compliant.",
    "A disabled port forwards nothing, and the disabled account stays shut.",
    "A bipolar transistor has three leads.",
    "The nurse at Coffee Addict Cafe has a cut.",
    "Using habits that stick saves time.",
    "Civil fines stand beside the criminal ones.",
    "The lot is crippled by ice.",
    "Mount Crazy Peak is steep.",
]
PEOPLE = [
    "She stays clean one day at a time.",
    "Her friend is clean now.",
    "A non-compliant patient gets a call.",
    "The client was non-compliant with treatment.",
    "He tested clean on Friday.",
    "The disabled need ramps.",
    "A drug test came: a dirty test again.",
    "The criminal asks for a ride.",
]


@pytest.mark.parametrize("text", THINGS)
def test_a_word_of_the_list_said_of_a_thing_is_left_alone(text):
    assert "LANGUAGE" not in found(case(why=text))


@pytest.mark.parametrize("text", PEOPLE)
def test_the_same_word_said_of_a_person_is_found(text):
    assert "LANGUAGE" in found(case(why=text))


ASKED = [
    ("How many fire drills does the code set as the least for a school?", None),
    ("What is the least that a driver must carry?", None),
    ("Which brake is least likely to lock?", "warning"),
    ("Which would be the wrong way to lift a box?", "warning"),
    ("Which move is the wrong one on ice?", "warning"),
    ("All of these belong in a first-aid kit but one:", "warning"),
    ("Each of these slows a fire save which?", "warning"),
    ("Every one of these is a private address but", "warning"),
    ("Choose the tool that is not for electrical work.", "warning"),
    ("Name the sign that does not give the right of way.", "warning"),
    ("Which protocol does NOT encrypt?", "note"),
    ("Pick the phase in which the wound has not yet closed.", None),
    ("Name the room in which a cook may not eat.", None),
    ("Which lane is for cars that do not turn?", None),
    ("What helps a pupil who has not yet spoken?", None),
    ("All but two plates are gone. What should the server do?", None),
    ("A packet is not yet acknowledged. What does the host do?", None),
    ("He wants to help but cannot drive. What comes first?", None),
    ("Which form does a tenant sign in a house he has not seen?", None),
]


@pytest.mark.parametrize(("stem", "tier"), ASKED)
def test_a_question_that_asks_for_the_exception_in_other_words(stem, tier):
    assert found(case(stem)).get("NEG-STEM") == tier


INSIDE = [
    ("Saying that the brake does not hold", True),
    ("Telling the guest that it is not so hot", True),
    ("A pan that is never dry", False),
    ("Saying no to the second drink", False),
    ("Waiting until the light is not red", False),
]


@pytest.mark.parametrize(("option", "fires"), INSIDE)
def test_a_negation_within_what_an_option_says_is_one(option, fires):
    item = case("Which is NOT advised?", (*PLAIN[:3], option))
    assert ("DOUBLE-NEG" in found(item)) is fires


PAIRS = [
    ("Which ports may the service use?", ("10 to 20", "20 to 40", "50 to 60"), True),
    ("Which scores can a team reach?", ("5 to 9", "10 to 14", "15 to 19"), False),
    ("Which stops are on line 4?", ("1 and 2", "2 and 3", "3 and 5", "4 and 5"), False),
    ("Which ports does it use?", ("20-21", "21-25", "80-443", "22-53"), False),
    ("What was the final score?", ("1-2", "2-3", "3-4", "1-4"), False),
    ("How long?", ("between 5 and 10 minutes", "between 10 and 15 minutes", "an hour"), True),
    ("How long?", ("5 to 10 minutes", "8 to 12 minutes", "20 minutes"), True),
]


@pytest.mark.parametrize(("stem", "options", "fires"), PAIRS)
def test_two_numbers_are_a_range_only_where_they_span_one(stem, options, fires):
    assert ("NUM-OVERLAP" in found(case(stem, options, key=0))) is fires


PLACES = [
    ("Both the first and the last answers leave the engine on.", True),
    ("A and C miss the point.", True),
    ("B and D take too long.", True),
    ("The second and third choices are slower.", True),
    ("Option number two fails.", True),
    ("Router B drops the packet.", False),
    ("Tenant A pays and tenant B waits.", False),
    ("The first and last bus are late.", False),
]


@pytest.mark.parametrize(("why", "fires"), PLACES)
def test_places_and_letters_of_options_in_other_words(why, fires):
    assert ("POS-REF-SHUFFLE" in found(case(why=why))) is fires


def test_a_letter_of_the_story_is_no_option():
    stem = "Driver A and driver B reach the crossing at once. Who goes first?"
    assert "POS-REF-SHUFFLE" not in found(case(stem, why="B is on the right and goes first."))


def test_one_option_may_hold_the_two_that_are_asked_for():
    options = ("Soap and a towel", "Bleach and salt", "Vinegar alone", "Sand and ash")
    asked = "Which two are needed, written as one pair?"
    assert "CHOOSE-COUNT" not in found(case(asked, options, key=0))
    assert "CHOOSE-COUNT" in found(case("Which two are needed?", PLAIN, key=0))


def test_an_empty_stem_is_an_error_and_not_an_unfocused_one_too():
    assert "STEM-UNFOCUSED" not in found(case(""))


def _series(*openings: str) -> tuple[str, ...]:
    return tuple(f"{begin} {end}" for begin, end in zip(openings, ENDS, strict=True))


ENDS = ("rest and sleep", "food and drink", "work and play", "loss and pain")
SERIES = [
    (_series(*["The valve is open for"] * 3, "No one asks for"), True),
    (_series(*["They come in for"] * 4), True),
    (_series(*["The page on"] * 4), False),
    (_series("Call the front desk for", "Call the front desk on", "Wait for", "Go for"), False),
]


@pytest.mark.parametrize(("options", "fires"), SERIES)
def test_most_options_that_open_alike_make_a_series_where_they_are_statements(options, fires):
    assert ("TF-SERIES" in found(case(options=options, key=0))) is fires


NUMBER = [
    ("At a fire, the first needs are", ("an exit", "a hose with water", "water and sand"), True),
    ("The best tool is", ("gloves and a mask", "boots", "a calm and steady voice"), True),
    ("The best tool is", ("gloves and a mask", "a helmet", "a calm and steady voice"), False),
]


@pytest.mark.parametrize(("stem", "options", "fires"), NUMBER)
def test_several_things_are_plural_and_several_qualities_are_not(stem, options, fires):
    assert ("PLURAL-CUE" in found(case(stem, options, key=2))) is fires


FIXED = [
    ("Wait only two minutes", False),
    ("Stay on all day", False),
    ("Check it every four hours", False),
    ("Ask the only child", False),
    ("Only call the owner", True),
    ("Check all doors", True),
    ("Check it every time", True),
]


@pytest.mark.parametrize(("option", "fires"), FIXED)
def test_an_amount_or_a_set_phrase_is_not_absolute(option, fires):
    assert ("ABS-DISTRACTOR" in found(case(options=(option, *PLAIN[1:])))) is fires
