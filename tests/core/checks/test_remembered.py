"""PROVENANCE: who says in whatever words that a question was met in a real exam."""

from __future__ import annotations

import pytest

from tests.core.checks.cases import case, found

MET = [
    "Heard from a friend who tested Friday that this was asked.",
    "An examinee passed this along.",
    "I remember this one from my nursing boards.",
    "My cousin swears she got this very question at her licensing test.",
    "This exact item made it onto the spring form.",
    "A coworker met this question when he sat for his license.",
    "We were asked this at the certification exam in Tulsa.",
    "Word for word from the state test.",
    "Taken verbatim from the bar exam.",
    "This is one of the leaked questions.",
    "It is in the dump that went around last June.",
    "A student who took the real thing wrote this down for us.",
    "Two classmates had this same question on their driving test.",
    "This was number 14 on the licensing exam I took.",
    "Everyone in my class saw this on the real exam.",
    "I had this on the permit test in March.",
    "Reported by a candidate who sat the exam in May.",
    "Straight off the 2024 licensure exam.",
    "Copied from the live test by a trainee.",
    "Someone who passed in June says this question was on it.",
    "She recalls seeing this item during her certification.",
    "This scenario is on the real CDL test.",
    "The wording is as I recall it from the test center.",
    "A friend texted me this question right after her exam.",
    "They asked me this one when I certified.",
    "Rebuilt from memory the night after my exam.",
    "An actual question from the NCLEX.",
    "Several test takers have reported this question.",
    "This question came up twice when people sat the test last fall.",
    "You will see this exact question on the exam; I did.",
]
OTHER = [
    "She had this on her mind before the test.",
    "This question is like those of a practice test.",
    "The exam covers road signs.",
    "She remembers her exam with a smile.",
    "The test strip turned blue, as she had seen before.",
    "He got this very cold after his swim test.",
    "A mock test holds such questions.",
    "Nobody may pass on what was on the exam.",
    "A question like this one tests judgment.",
    "Recall the steps before the test of the alarm.",
    "The nurse asked this question before the blood test.",
    "The skin test was read on day two.",
    "This item is on the menu.",
    "The form asks this question on page two.",
    "The doctor saw this on the exam of the knee.",
    "A dump of the log shows the error.",
    "The pipe leaked during the pressure test.",
    "Repeat the order word for word to the caller.",
    "Her memory was tested last fall.",
    "No question here was taken from a real exam.",
    "Her certification lasts two years.",
    "The officer asked her this at the road side.",
    "The data were leaked by a guest.",
    "A real question helps: what does she want?",
    "It was written for this bank from the public handbook.",
    "She asks which topics the certification exam has.",
    "He studied for the license exam with a friend.",
]
STORIES = [
    "A classmate offers to sell questions that she remembers from her exam. What should he do?",
    "After the exam a friend asks what was on it. What is the best reply?",
    "A candidate posts questions of the real exam online. Which rule does she break?",
]


@pytest.mark.parametrize("text", MET)
def test_a_question_that_somebody_met_in_an_exam_is_found(text):
    assert "PROVENANCE" in found(case(why=text))
    assert "PROVENANCE" in found(case(principle=f"Keep calm. {text}"))


@pytest.mark.parametrize("text", OTHER)
def test_exams_tests_and_memories_of_other_kinds_are_left_alone(text):
    assert "PROVENANCE" not in found(case(why=text))


@pytest.mark.parametrize("text", STORIES)
def test_a_story_about_exam_questions_says_nothing_of_its_own_item(text):
    assert "PROVENANCE" not in found(case(text))
