"""The rules that go by word lists: what they find, and what only looks like it."""

from __future__ import annotations

import pytest

from peerprep.banks.wordlists import word_lists
from tests.core.checks.cases import PLAIN, case, found

STIGMA = [
    "An addict asks for help.",
    "Former addicts often make good peers.",
    "The alcoholic in the story asks for a ride.",
    "A drug user walks in.",
    "Users need naloxone when they use heroin.",
    "Substance abuse is common here.",
    "He has a history of drug and alcohol abuse.",
    "She abused prescription drugs for years.",
    "His drug habit cost him the job.",
    "She has been clean for two years.",
    "He got clean last spring.",
    "They have six months clean.",
    "Her urine was dirty.",
    "A clean drug screen is needed.",
    "He tested dirty on Monday.",
    "Her brother committed suicide in May.",
    "After a failed suicide attempt he calls.",
    "A completed suicide is followed by grief.",
    "The mentally ill have rights.",
    "A schizophrenic lives next door.",
    "He is bipolar and asks for a group.",
    "A borderline will test limits.",
    "She suffers from severe depression.",
    "He is a victim of mental illness.",
    "A wheelchair-bound man asks for a ramp.",
    "His idea is crazy.",
    "The homeless need more than shelter.",
    "An ex-con looks for work.",
    "The inmate asks for a peer.",
    "A felon may not vote there.",
    "Addicted babies need calm.",
    "Opioid substitution therapy helps.",
    "The patient is non-compliant.",
    "She is high-functioning.",
    "A junkie sits at the door.",
    "Staying clean is hard.",
    "She's clean now.",
    "Clean-and-sober housing is scarce.",
]
ORDINARY = [
    "The user interface of the form is plain.",
    "Users of this form sign below.",
    "Keep a clean kitchen and wash dirty dishes.",
    "Offer clean water and clean syringes.",
    "Clean the wound first.",
    "She keeps the room clean.",
    "No alcoholic drinks are served.",
    "Alcoholic hepatitis can heal.",
    "He goes to Alcoholics Anonymous and Narcotics Anonymous.",
    "The National Institute on Alcohol Abuse and Alcoholism says so.",
    "The Substance Abuse and Mental Health Services Administration says so.",
    "The Oregon Office of Substance Abuse Services runs it.",
    "She lives with bipolar disorder, he with schizophrenia.",
    "Borderline personality disorder can be treated.",
    "Child abuse has to be reported.",
    "He is committed to his recovery.",
    "After a relapse he calls.",
    "She returned to use in May.",
    "A homeless shelter has beds.",
    "A survivor of domestic violence calls her abuser's lawyer.",
    'He says, "I am an addict."',
    "Which word replaces “alcoholic”?",
    "The term 'drug abuser' is avoided.",
    "HIPAA non-compliance is costly.",
    "Nicotine replacement therapy is free.",
    "He was found not guilty by reason of insanity.",
    "The victim of a robbery asks for help.",
    "A high-functioning team meets weekly.",
]


@pytest.mark.parametrize("text", STIGMA)
def test_a_term_in_the_authors_own_words_is_found_wherever_it_stands(text):
    assert "LANGUAGE" in found(case(f"{text} What comes next?"))
    assert "LANGUAGE" in found(case(why=text))
    assert "LANGUAGE" in found(case(principle=text))
    assert "LANGUAGE" not in found(case(f'She says, "{text}" What comes next?'))


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_sense_a_name_or_quoted_speech_is_left_alone(text):
    assert "LANGUAGE" not in found(case(f"{text} What comes next?"))
    assert "LANGUAGE" not in found(case(why=text))


def test_an_option_that_is_the_term_fires_unless_it_is_quoted():
    assert "LANGUAGE" in found(case(options=("Addict", *PLAIN[1:])))
    assert "LANGUAGE" not in found(case(options=('"Addict"', *PLAIN[1:])))


OLD = [
    "For crisis help, call 1-800-273-8255.",
    "Callers reach the National Suicide Prevention Lifeline at any hour.",
    "A prescriber needs an X-waiver to prescribe buprenorphine.",
    "Under the DATA 2000 waiver a doctor may treat 30 patients with buprenorphine.",
    "Under 42 CFR Part 2, a new written consent is needed for each disclosure to a provider.",
    "Part 2 violations carry criminal penalties.",
    "Naloxone is available only by prescription.",
    "You need a prescription to get naloxone.",
    "The DSM-IV is the manual that clinicians use.",
    "His diagnosis is alcohol dependence according to the DSM.",
    "Asperger's syndrome is a diagnosis in the DSM.",
    "Fentanyl test strips are illegal drug paraphernalia.",
    "In CPR the order is airway, breathing, circulation.",
]
TOLD_AS_HISTORY = [
    "The old number, 1-800-273-8255, still works.",
    "988 was formerly the National Suicide Prevention Lifeline.",
    "Until 2023 a prescriber needed an X-waiver for buprenorphine.",
    "No X-waiver is needed for buprenorphine.",
    "The X-waiver for buprenorphine was abolished in 2022.",
    "Under 42 CFR Part 2 a single consent covers each disclosure for treatment.",
    "Part 2 violations carry civil and criminal penalties.",
    "Naloxone is sold without a prescription.",
    "Naloxone no longer requires a prescription.",
    "DSM-IV was replaced by DSM-5.",
    "DSM-5 dropped Asperger's disorder.",
    "Fentanyl test strips are illegal in some states.",
    "CPR now begins with compressions (C-A-B), no longer A-B-C.",
]


@pytest.mark.parametrize("text", OLD)
def test_what_used_to_be_right_is_found_as_a_present_fact(text):
    assert "OUTDATED" in found(case(why=text))
    assert "OUTDATED" not in found(case(why=f'She says, "{text}"'))


@pytest.mark.parametrize("text", TOLD_AS_HISTORY)
def test_what_is_told_as_history_is_left_alone(text):
    assert "OUTDATED" not in found(case(why=text))


def test_a_distractor_may_be_what_used_to_be_right_and_a_key_may_not():
    options = ("Call 1-800-273-8255", *PLAIN[1:])
    assert "OUTDATED" not in found(case(options=options, key=1))
    assert "OUTDATED" in found(case(options=options, key=0))


def test_a_false_statement_asserts_nothing():
    stem = "True or false: a prescriber needs an X-waiver for buprenorphine."
    both = {"options": ("True", "False"), "kind": "true-false"}
    assert "OUTDATED" not in found(case(stem, key=1, **both))
    assert "OUTDATED" in found(case(stem, key=0, **both))


STATES = [
    "State law requires a report within 24 hours.",
    "Maryland peers must report at once.",
    "Medicaid in Ohio pays for peer support.",
    "The state board requires 46 hours of training.",
    "Under California law, a peer worker must tell the police.",
    "In Texas, peer specialists must renew every two years.",
    "By state law the worker must call the hotline.",
    "Oregon allows the sale of syringes.",
    "The certification board requires 20 hours a year.",
    "The state requires a background check.",
    "By state law the worker must call.",
]
EVERYWHERE = [
    "State law decides how soon; ask which applies.",
    "Reporting rules differ from state to state.",
    "Ask what state law requires.",
    "What does the state board require?",
    "In her state, peer workers must report. What comes first?",
    "Find out whether state law requires a report.",
    "Federal law requires written consent.",
    "HIPAA allows it, and the ADA forbids the question.",
    "A woman who moved from Ohio must find a flat.",
    "In Ohio a man tells his worker that he lost his job.",
    "Some states require a report within 24 hours.",
    "Where state law requires a report, she makes it.",
    "His state of mind allows no long talk.",
    "She states what she needs and the board covers the table.",
]


@pytest.mark.parametrize("text", STATES)
def test_the_rule_of_a_state_asks_for_a_jurisdiction(text):
    assert "JURISDICTION" in found(case(why=text))
    assert "JURISDICTION" not in found(case(why=text, jurisdiction="US-MD"))


@pytest.mark.parametrize("text", EVERYWHERE)
def test_what_holds_everywhere_or_differs_openly_needs_none(text):
    assert "JURISDICTION" not in found(case(why=text))


REMEMBERED = [
    "This was on my exam.",
    "Recalled from the 2023 test.",
    "This is an actual exam question.",
    "From a brain dump.",
    "This item appeared on the IC&RC exam.",
    "A real test question.",
    "Written down from memory after the exam.",
    "From last year's exam.",
    "A candidate recalled this item after the exam.",
]
WRITTEN = [
    "Practice exam questions help.",
    "The exam covers ethics.",
    "This is not an actual exam question.",
    "He asks what was on the test result.",
    "The urine test was on Monday.",
    "Questions like this are asked on practice exams.",
    "She remembered the name of the clinic.",
]


@pytest.mark.parametrize("text", REMEMBERED)
def test_words_that_tell_of_a_real_exam_are_found_in_every_text(text):
    assert "PROVENANCE" in found(case(why=text))
    assert "PROVENANCE" in found(case(principle=text))
    assert "PROVENANCE" in found(case(locator=text))


@pytest.mark.parametrize("text", WRITTEN)
def test_other_talk_of_exams_is_left_alone(text):
    assert "PROVENANCE" not in found(case(why=text))


def test_tags_and_the_title_of_the_source_can_tell_it_too():
    assert "PROVENANCE" in found(case(tags=("recalled-2023",)))
    assert "PROVENANCE" in found(case(tags=("real_exam",)))
    assert "PROVENANCE" in found(case(), source_title="Questions from the 2023 exam")
    assert "PROVENANCE" not in found(case(tags=("practice-exam", "exam-tips", "recall")))
    assert "PROVENANCE" not in found(case(), source_title="IC&RC exam outline and handbook")


def test_every_entry_of_the_word_lists_names_what_to_say_and_who_says_so():
    lists = word_lists()
    for phrase in (*lists.language, *lists.outdated):
        assert phrase.say
        assert phrase.source
        assert phrase.as_of
        assert phrase.words
