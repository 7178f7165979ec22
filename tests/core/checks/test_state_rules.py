"""JURISDICTION: a state's rule in whatever words, and what only mentions a state."""

from __future__ import annotations

import pytest

from tests.core.checks.cases import PLAIN, case, found

SAID = [
    "In Nevada the law wants a smoke alarm on every floor.",
    "Vermont gives a tenant fourteen days to answer.",
    "The county health department requires two sinks.",
    "Iowa lets a nurse aide renew once without a course.",
    "Kansas grants new drivers a permit at fourteen.",
    "The state program pays for six visits a year.",
    "Utah asks drivers to renew every eight years.",
    "Arizona insists on a fingerprint card for school staff.",
    "Teachers licensed in Idaho need 100 hours every five years.",
    "The state nursing board wants 30 contact hours at each renewal.",
    "A landlord in Maine has thirty days to return the deposit.",
    "Under Delaware rules the report is due within two days.",
    "Minnesota's code sets the limit at 41 degrees.",
    "By law in Oklahoma, the fee is 25 dollars.",
    "State regulations call for one aide to ten children.",
    "The state's Medicaid plan covers four rides a month.",
    "Alabama caps the deposit at one month's rent.",
    "New Jersey bars employers from asking about past pay.",
    "County rules forbid dogs in the dining room.",
    "A nurse in Colorado may not delegate that task.",
    "Wisconsin counts online hours toward renewal up to 12.",
    "The rule in Oregon is two days' notice.",
    "The state allows it after 90 days.",
    "State statute makes every teacher a reporter.",
    "It is a crime in Tennessee to drive with a phone in hand.",
    "The Ohio Board of Nursing requires 24 hours.",
    "Local law says that the shop must close at ten.",
    "The health code of Hawaii demands gloves.",
    "Pennsylvania recognizes the card for three years.",
    "In Michigan, medical marijuana cards last two years by law.",
    "She lives in Montana. The law there gives her ten days.",
    "The shop is in Missouri. There, the code asks for a sink in each room.",
    "The office is in Kentucky. State code allows three days.",
    "Only a licensed plumber may open that line in Massachusetts.",
    "Florida drivers renew every eight years by law.",
    "A restaurant in Chicago, Illinois must post its grade.",
    "Under Georgia's rules, aides work under a nurse.",
    "The Texas Health and Human Services Commission certifies peers after 46 hours.",
    "King County wants food handlers carded within 14 days.",
    "Peers certified by Ohio need 30 hours every two years.",
    "The state bill of rights gives tenants heat.",
    "Drivers under 18 cannot carry passengers at night in Indiana.",
]
UNSAID = [
    "In this state, peers must report; the item says so as a given.",
    "A peer in Oregon may be nervous.",
    "The county fair gives prizes.",
    "The state of her health allows a walk.",
    "Ohio State gave him two tickets.",
    "Her aunt in Nevada wants a smoke alarm for her birthday.",
    "Vermont was cold, and the bus gave her time to think.",
    "Call the county health department and ask.",
    "Virginia gives him a ride and asks for two hours of rest.",
    "Georgia wants a new shift.",
    "The trainer from Idaho needs a chair.",
    "Ask the board how many hours count.",
    "Rules differ: Maine gives thirty days, and other states less.",
    "A man in Colorado may not feel at home yet.",
    "The state of the kitchen requires a scrub.",
    "The board of directors requires a short report.",
    "She flew to Utah; the airline requires a ticket.",
    "Read the code of your own state before you answer.",
    "Federal law gives workers that right in every state.",
    "The school requires a form in two copies.",
    "He states that the job pays well.",
    "A cook from Texas must find a new flat.",
    "In Ohio a nurse meets a woman who needs to rest.",
    "The Kansas City Chiefs allow few points.",
    "HIPAA lets a state go further.",
    "It depends on the state whether a license is needed.",
    "The router requires a restart when its state table is full.",
    "The Texas team allows 20 points a game.",
    "A steady state requires balance.",
    "New York pays off for a young cook who likes noise.",
    "Local produce requires washing.",
    "The local network requires a key.",
    "She is on Medicaid and needs a ride.",
    "A client in Florida says that he must get well.",
]
ASKED = [
    ("How many days does Texas law give a landlord?", "Thirty days", True),
    ("In Idaho, how many hours must a teacher complete?", "100 hours", True),
    ("How long is a food card valid in Oregon?", "Three years", True),
    ("What does state law require when a report is due?", "A call within 24 hours", True),
    ("What does state law require when a report is due?", "It differs; look it up", False),
    ("A woman in Ohio feels tired. What should come first?", "Rest", False),
    ("How far is Texas from the coast?", "It is on the coast", False),
    ("Who can tell what the law of Texas requires?", "A lawyer there", False),
]


@pytest.mark.parametrize("text", SAID)
def test_the_rule_of_a_state_is_found_in_whatever_words(text):
    assert "JURISDICTION" in found(case(why=text))
    assert "JURISDICTION" in found(case(f"{text} What comes first?"))


@pytest.mark.parametrize("text", UNSAID)
def test_a_state_that_only_sets_the_scene_states_no_rule(text):
    assert "JURISDICTION" not in found(case(why=text))
    assert "JURISDICTION" not in found(case(f"{text} What comes first?"))


@pytest.mark.parametrize(("stem", "key", "fires"), ASKED)
def test_a_question_about_a_states_rule_states_it_by_its_key(stem, key, fires):
    item = case(stem, (*PLAIN[:3], key), key=3, why="It fits.")
    assert ("JURISDICTION" in found(item)) is fires
