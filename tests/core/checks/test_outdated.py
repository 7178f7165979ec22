"""OUTDATED: a fact of yesterday said as a key, in any wording; and what takes it back."""

from __future__ import annotations

import pytest

from tests.core.checks.cases import PLAIN, case, found

KEYS = [
    (
        "How does a father get a naloxone spray for his home?",
        "On a doctor's order and in no other way",
    ),
    ("Who can hand out naloxone?", "A pharmacist who holds a prescription for the person"),
    ("What must a friend bring to buy Narcan?", "A prescription in the buyer's name"),
    ("What does a physician need before writing buprenorphine?", "A special waiver from the DEA"),
    ("What must a nurse practitioner finish to prescribe buprenorphine?", "A 24-hour course"),
    ("How many patients may a doctor treat with buprenorphine?", "Thirty in the first year"),
    ("Which number reaches the suicide lifeline?", "1-800-273-TALK"),
    ("Whom does a person in a suicidal crisis call?", "The National Suicide Prevention Lifeline"),
    (
        "A Part 2 program shares records with a hospital and later with a payer. What is needed?",
        "A separate consent each time",
    ),
    (
        "How many consents does a Part 2 patient sign for two treating doctors?",
        "One for each of them",
    ),
    ("What follows when a program breaks 42 CFR Part 2?", "A criminal fine and nothing else"),
    ("Which manual do clinicians go by?", "DSM-IV-TR"),
    ("What is the diagnosis for heavy drinking with withdrawal?", "Alcohol dependence, by the DSM"),
    ("Under which name does the manual list it?", "Asperger's disorder, a diagnosis of its own"),
    ("In which order does a lay helper do CPR?", "Airway, breathing, then compressions"),
    ("What comes first in CPR for an adult who collapsed?", "Two rescue breaths"),
    ("What are fentanyl test strips under the law?", "Illegal paraphernalia in all states"),
]
REASONS = [
    "The lifeline answers at a ten-digit number, 800-273-8255.",
    "A ten-digit number is the only way to reach the lifeline.",
    "Naloxone cannot be bought without a script from a doctor.",
    "A pharmacy sells naloxone to those with a prescription and to nobody else.",
    "Prescribing buprenorphine takes eight hours of training and a waiver.",
    "Doctors with a waiver may have up to 100 buprenorphine patients.",
    "Only waivered doctors can prescribe buprenorphine.",
    "Each new disclosure under Part 2 takes a new signed form.",
    "Under 42 CFR Part 2 the patient signs again for every release to a doctor.",
    "Breaking Part 2 is punished by the criminal courts alone.",
    "The DSM keeps abuse and dependence apart as two diagnoses.",
    "Substance dependence is the diagnosis when tolerance is present.",
    "The current manual is the DSM-IV.",
    "Asperger's is one of the diagnoses in the present DSM.",
    "CPR starts with the airway, and compressions come last.",
    "Owning a fentanyl test strip is a crime everywhere.",
]
NOT_SO = [
    "Until 988 came, the old toll-free Lifeline number, 1-800-273-8255, was on every poster.",
    "In 2015 a nurse practitioner could not write buprenorphine; in 2016 she needed an X-waiver.",
    "The rule that followed did away with the DATA 2000 waiver for buprenorphine.",
    "Under Part 2, breaking the rule once meant criminal fines alone.",
    "Naloxone once needed a prescription.",
    "When was the X-waiver for buprenorphine dropped?",
    "988 took the place of 1-800-273-8255.",
    "Callers to the old ten-digit line are sent to 988.",
    "The waiver for buprenorphine ended in 2023.",
    "Since 2023 no waiver stands between a doctor and buprenorphine.",
    "A doctor can prescribe buprenorphine with an ordinary DEA number.",
    "Naloxone is sold on shelves; a prescription is one more way to get it.",
    "Insurance may pay for naloxone when a doctor prescribes it.",
    "One consent covers all later uses for treatment under Part 2.",
    "Part 2 consent for a court case stands apart from other consents.",
    "Part 2 penalties are now those of HIPAA, civil and criminal.",
    "DSM-5 joined abuse and dependence into one disorder.",
    "Physical dependence is no diagnosis of a substance use disorder.",
    "What DSM-IV called Asperger's is part of the autism spectrum.",
    "Compressions come before the airway in CPR.",
    "For a drowned child CPR begins with breaths.",
    "Many states no longer treat fentanyl test strips as paraphernalia.",
    "It is a myth that naloxone needs a prescription.",
    "A prescription is needed for methadone, not for naloxone.",
    "Buprenorphine needs a prescription from any prescriber with a DEA registration.",
    "Thirty patients came to the buprenorphine group.",
    "A waiver of the fee helps a person start buprenorphine.",
    "An antibiotic takes a prescription.",
]


@pytest.mark.parametrize(("stem", "key"), KEYS)
def test_a_key_that_used_to_be_right_is_found_whatever_its_words(stem, key):
    assert "OUTDATED" in found(case(stem, (key, *PLAIN[1:]), key=0))
    assert "OUTDATED" not in found(case(stem, (key, *PLAIN[1:]), key=1))


@pytest.mark.parametrize("text", REASONS)
def test_a_rationale_that_used_to_be_right_is_found_whatever_its_words(text):
    assert "OUTDATED" in found(case(why=("It fits less.", text, "No.", "No.")))


@pytest.mark.parametrize("text", NOT_SO)
def test_what_takes_the_old_fact_back_or_only_sounds_like_it_is_left_alone(text):
    assert "OUTDATED" not in found(case(why=("It fits less.", text, "No.", "No.")))


def test_a_key_that_answers_what_is_out_of_date_asserts_nothing():
    stem = "Which statement about naloxone is out of date?"
    options = ("It takes a doctor's prescription", *PLAIN[1:])
    assert "OUTDATED" not in found(case(stem, options, key=0))


def test_a_key_that_its_rationale_takes_back_asserts_nothing():
    options = ("A prescription for naloxone", *PLAIN[1:])
    why = ("This is no longer so: it is sold over the counter.", "No.", "No.", "No.")
    stem = "What do many people wrongly believe they need for naloxone?"
    assert "OUTDATED" not in found(case(stem, options, key=0, why=why))
