"""Each rule about one item fires where it should, and keeps still where words only look alike."""

from __future__ import annotations

import pytest

from tests.core.checks.cases import PLAIN, case, found

NEG = [
    ("Which of these is not a peer worker's task?", "warning"),
    ("Which of these is NOT a peer worker's task?", "note"),
    ("Which of these is **not** a peer worker's task?", "note"),
    ("Which action should a peer worker not take?", "warning"),
    ("What should a peer supporter never promise?", "warning"),
    ("Which of the following isn't protected by HIPAA?", "warning"),
    ("All of the following are stages of change except:", "warning"),
    ("All of the following are stages of change EXCEPT", "note"),
    ("Each of these is a dimension of wellness except which one?", "warning"),
    ("Which response is least helpful?", "warning"),
    ("Which response is LEAST helpful?", "note"),
    ("Which statement about recovery is false?", "warning"),
    ("Which of these statements is incorrect?", "warning"),
    ("Which reply would be wrong?", "warning"),
    ("Confidentiality does not apply when", "warning"),
    ("A peer worker cannot:", "warning"),
    ("It is Monday. He is tired. The peer worker should not ____", "warning"),
    ("Which statement about people who use drugs is not true?", "warning"),
    ("What is something that a peer worker should not share?", "warning"),
    ("Identify the statement that is not correct.", "warning"),
    ("When is a peer worker not bound by confidentiality?", "warning"),
    ("A peer specialist should not do which of the following?", "warning"),
    ("According to the code, which is not one of the duties?", "warning"),
    ("Mutuality means that the peer worker does not", "warning"),
    ("What does it mean that recovery is not linear?", None),
    ("Which skill helps a worker hear what is not said?", None),
    ("Which document names what a person does and does not want?", None),
    ("What should a worker do about a rule she does not agree with?", None),
    ("What is the first thing to do for someone not breathing?", None),
    ("How can one help a person who would rather not talk?", None),
    ("What should he do if she does not answer?", None),
    ("He does not want help. What should the peer worker do?", None),
    ("A man who is not ready to quit asks for clean clothes. What comes first?", None),
    ("How many hours, at the least, should he wait?", None),
    ("At least two people must agree. Which two are they?", None),
    ("Why should a peer worker not lend money?", None),
    ("Which reply shows her that she is not alone?", None),
    ("Which setting is the least restrictive one that keeps him safe?", None),
    ('She says, "I can\'t." Which reply fits best?', None),
    ("When he does not call back, what should she do?", None),
    ("Which service fits people who do not speak English?", None),
    ("What is the best way not to lose his trust?", None),
    ("What can she do that is not only kind but also useful?", None),
    ("Nobody came except him. What should he do next?", None),
    ("The person says he cannot sleep because the room is not dark. What helps?", None),
    ("What went wrong in this talk?", None),
    ("Is it not time to go? What does the worker answer?", None),
    ("A worker notes that the plan is incorrect. What comes next?", None),
    ("Which of these would tell him that his fear is not unusual?", None),
]


@pytest.mark.parametrize(("stem", "tier"), NEG)
def test_a_question_that_asks_for_the_exception_is_told_from_a_story_with_a_not(stem, tier):
    assert found(case(stem)).get("NEG-STEM") == tier


DOUBLE = [
    ("Which is NOT advised?", "Not sharing a phone number", True),
    ("Which is not advised?", "Never meeting in a bar", True),
    ("Which is not advised?", "He doesn't take gifts", True),
    ("Which is not advised?", "Without asking, calling the family", True),
    ("Which is not advised?", "No contact after hours", True),
    ("Which is not advised?", "Telling her that she is not alone", False),
    ("Which is not advised?", "Calling no later than Monday", False),
    ("Which is advised?", "Not sharing a phone number", False),
    ("What is best if he does not answer?", "Not calling again", False),
]


@pytest.mark.parametrize(("stem", "option", "fires"), DOUBLE)
def test_two_negations_are_found_in_the_question_and_an_option(stem, option, fires):
    assert ("DOUBLE-NEG" in found(case(stem, (*PLAIN[:3], option)))) is fires


WHOLE = [
    ("All of the above", "AOTA"),
    ("All the above.", "AOTA"),
    ("All of these", "AOTA"),
    ("All of the above are correct", "AOTA"),
    ("All answers are correct", "AOTA"),
    ("All of the listed options", "AOTA"),
    ("Any of these", "AOTA"),
    ("**All of the above**", "AOTA"),
    ("None of the above", "NOTA"),
    ("None of these.", "NOTA"),
    ("Neither of these", "NOTA"),
    ("None of these answers is correct", "NOTA"),
    ("None of the options", "NOTA"),
    ("All of the above rules apply to guests only", None),
    ("All of these people have to agree first", None),
    ("None", None),
    ("All of them", None),
    ("None of these services takes walk-ins", None),
    ("Ask whether all of these are needed", None),
]


@pytest.mark.parametrize(("option", "rule"), WHOLE)
def test_all_and_none_of_the_above_are_found_only_as_whole_options(option, rule):
    fired = found(case(options=(*PLAIN[:3], option))).keys() & {"AOTA", "NOTA"}
    assert fired == ({rule} if rule else set())


def test_of_three_options_both_of_the_above_is_all_of_the_above():
    assert "AOTA" in found(case(options=(*PLAIN[:2], "Both of the above"), key=0))
    assert "AOTA" not in found(case(options=(*PLAIN[:3], "Both of the above"), key=0))


LISTED = "Which are needed? 1. Hope 2. Money 3. A home"
K_TYPES = [
    ("What helps?", ("Hope", "Rest", "Work", "Both A and C"), True),
    ("What helps?", ("Hope", "Rest", "Work", "A and B only"), True),
    ("What helps?", ("Hope", "Rest", "Work", "A, B, and C"), True),
    ("What helps?", ("Hope", "Rest", "Work", "Neither A nor B"), True),
    ("What helps?", ("Hope", "Rest", "Work", "Options B & C"), True),
    ("What helps?", ("Hope", "Rest", "Work", "(a) and (c)"), True),
    (LISTED, ("1 and 2 only", "1 and 3 only", "2 and 3 only", "1, 2, and 3"), True),
    ("Pick: I. Hope II. Rest III. Work", ("I only", "I, II", "II and III", "III only"), True),
    ("What helps?", ("Hope", "Rest", "Work", "a&b"), False),
    ("What helps?", ("Hope", "Rest", "Work", "a & b"), False),
    ("Which vitamins?", ("A and D", "B and C", "A and C", "B and D"), False),
    ("What helps?", ("Type A and B", "Vitamins A and C", "Rest", "Work"), False),
    ("What helps?", ("Hope", "Rest", "Both F and G", "Work"), False),
    ("How many?", ("1 and 2", "2 and 3", "3 and 4", "4 and 5"), False),
]


@pytest.mark.parametrize(("stem", "options", "fires"), K_TYPES)
def test_combinations_need_labels_that_exist(stem, options, fires):
    assert ("K-TYPE" in found(case(stem, options, key=0))) is fires


POSITIONS = [
    ("B is wrong because she did not ask.", True),
    ("Option C ignores the plan.", True),
    ("The second choice is kinder.", True),
    ("This is right, and answer A comes too late.", True),
    ("Unlike (D), it leaves her the choice.", True),
    ("Better than the option above.", True),
    ("It is weaker than B.", True),
    ("The first two options skip the question.", True),
    ("A is tempting.", True),
    ("While A fits, the law decides.", True),
    ("Compared with D it is slower.", True),
    ("It repeats option (a).", True),
    ("C: too early.", True),
    ("Sections A and B are due.", False),
    ("A just outcome and a work plan matter.", False),
    ("A peer worker is no clinician.", False),
    ("A will is a document.", False),
    ("Hepatitis C is common, and Plan B was ready.", False),
    ("Vitamin A is in carrots; Part A pays for it.", False),
    ("In Step 2 one asks. Type B is rarer.", False),
    ("The first visit is for listening.", False),
    ("Her first choice was to go home.", False),
    ("This is the treatment of first choice for her.", False),
    ("She moved from A to B by bus.", False),
    ("Rules like 45 CFR 164.512(b) allow it.", False),
    ("Person A is the tenant.", False),
]


@pytest.mark.parametrize(("why", "fires"), POSITIONS)
def test_a_rationale_that_names_a_letter_or_place_points_wrong_once_options_are_shuffled(
    why, fires
):
    assert ("POS-REF-SHUFFLE" in found(case(why=why))) is fires
    assert "POS-REF-SHUFFLE" not in found(case(why=why, shuffle=False))


@pytest.mark.parametrize(
    ("option", "fires"),
    [
        ("All of the above", True),
        ("None of the above", True),
        ("None of these", False),
        ("Both A and B", True),
        ("The first option", True),
        ("The answer above", True),
        ("Rise above it", False),
        ("Ask for her first choice", False),
    ],
)
def test_an_option_that_names_a_place_points_wrong_once_shuffled(option, fires):
    assert ("POS-REF-SHUFFLE" in found(case(options=(*PLAIN[:3], option), key=0))) is fires


RANGES = [
    (("18 to 25 years", "25 to 30 years", "31 to 40 years"), True),
    (("over 20", "10 to 30", "5 to 9"), True),
    (("18-25%", "20-30%", "40-50%"), True),
    (("10 to 30 days", "25 days", "40 days"), True),
    (("Three to five days", "Five to seven days", "Eight days"), True),
    (("20 or more", "10 to 20", "under 10"), True),
    (("18 to 25 years", "26 to 30 years", "over 30 years"), False),
    (("under 10", "10 to 20", "over 20"), False),
    (("12 to 18 months", "1 to 2 years", "3 to 4 weeks"), False),
    (("5-3", "3-5", "4-4"), False),
    (("9:00 to 11:00", "10:00 to 12:00", "1:00 to 2:00"), False),
    (("May 3 to 9", "May 5 to 12", "June 1 to 2"), False),
    (("2010 to 2015", "2015 to 2020", "2020 to 2025"), False),
    (("Within 24 hours", "Within 48 hours", "Within 72 hours"), False),
    (("At least 20 hours", "At least 40 hours", "At least 46 hours"), False),
    (("Steps 1 to 3", "Steps 3 to 5", "Steps 5 to 7"), False),
]


@pytest.mark.parametrize(("options", "fires"), RANGES)
def test_ranges_of_one_unit_must_not_share_a_number(options, fires):
    assert ("NUM-OVERLAP" in found(case(options=options, key=0))) is fires


ORDERS = [
    (("24 hours", "6 hours", "48 hours", "12 hours"), True),
    (("10%", "50%", "30%", "70%"), True),
    (("1 hour", "6 hours", "12 hours"), False),
    (("48 hours", "24 hours", "12 hours"), False),
    (("24 hours", "6 days", "1 hour"), False),
    (("Step 3", "Step 1", "Step 2"), False),
    (("Call 911", "Wait 3 days", "Ask 2 friends"), False),
    (("Call 911", "Call 988", "Call 211"), False),
]


@pytest.mark.parametrize(("options", "fires"), ORDERS)
def test_numbers_that_are_not_shuffled_rise_or_fall(options, fires):
    assert ("ORDER-NUM" in found(case(options=options, key=0, shuffle=False))) is fires
    assert "ORDER-NUM" not in found(case(options=options, key=0))


CHOOSE = [
    ("Which are needed? Choose TWO.", (0, 1), False),
    ("Which are needed? Choose TWO.", (0, 1, 2), True),
    ("Which are needed? (Select three.)", (0, 1), True),
    ("Which two of these come first?", (0, 1, 2), True),
    ("Select the 2 best answers.", (0,), True),
    ("He must choose two goals. Which are open questions?", (0, 1, 2), False),
    ("Which two-step plan fits?", (0,), False),
    ("Which of these fit? Choose all that apply.", (0, 1), False),
]


@pytest.mark.parametrize(("stem", "key", "fires"), CHOOSE)
def test_the_number_asked_for_is_the_number_of_keys(stem, key, fires):
    assert ("CHOOSE-COUNT" in found(case(stem, key=key, kind="select-all"))) is fires


def test_which_two_may_be_answered_by_options_that_name_two():
    pairs = ("Choice and safety", "Hope and trust", "Time and money", "Rest and work")
    assert "CHOOSE-COUNT" not in found(case("Which two principles pull apart?", pairs))


def test_two_options_are_a_warning_unless_the_item_is_true_false():
    assert found(case(options=PLAIN[:2]))["OPT-COUNT"] == "warning"
    assert "OPT-COUNT" not in found(case(options=("True", "False"), kind="true-false"))
    assert "OPT-COUNT" not in found(case(options=PLAIN[:3]))


ARTICLES = [
    ("The first step is an", ("assessment", "referral", "intake"), True),
    ("The first step is a ____", ("referral", "intake", "visit"), True),
    ("He needs an", ("hour", "MRI", "unhurried talk"), False),
    ("He needs a", ("university", "useful plan", "one-time visit"), False),
    ("He needs an:", ("hour", "university", "agenda"), True),
    ("The answer is letter A", ("apple", "pear", "plum"), False),
    ("He needs a(n) ____", ("apple", "pear", "plum"), False),
    ("He asks for an answer. Which?", ("apple", "pear", "plum"), False),
    ("She is an", ("LCSW", "RN", "MD"), False),
    ("She is a", ("SAMHSA grantee", "NAMI member", "peer"), False),
]


@pytest.mark.parametrize(("stem", "options", "fires"), ARTICLES)
def test_an_article_that_does_not_fit_an_option_is_a_cue(stem, options, fires):
    assert ("ARTICLE-CUE" in found(case(stem, options))) is fires


NOTES = [
    ("LONG-KEY", case(options=("Wait", "Ask what she wants to happen next", "Go", "Call"))),
    ("PLURAL-CUE", case("The best sources are", ("a friend", "peers and family", "a map"))),
    ("ABS-DISTRACTOR", case(options=("Always call", "Ask today", "Go home", "Wait"))),
    ("VAGUE", case(options=("Call now", "It may help some", "Go home", "Wait"))),
    (
        "WORD-REPEAT",
        case("Her crisis plan is here. What now?", ("Call", "Open the crisis file", "Go", "Wait")),
    ),
    (
        "CONVERGENCE",
        case(
            options=("red paint and square", "red paint and round", "blue tin and round", "green")
        ),
    ),
    (
        "TF-SERIES",
        case(
            options=tuple(
                f"Peer support is a {w} that helps" for w in ("job", "gift", "duty", "right")
            )
        ),
    ),
    ("STEM-UNFOCUSED", case("Peer support and recovery.")),
    ("STEM-UNFOCUSED", case("Who pays?")),
    ("BLANK-MID", case("A ____ keeps what was said private.")),
    ("GRATUITOUS", case("He walks on. " * 30 + "What now?")),
    (
        "GRATUITOUS",
        case(
            "Comprehensive interdisciplinary organizational accountability necessitates "
            "continuously reevaluating institutional responsibilities regarding "
            "confidentiality considerations. What predominates?",
            ("Administration", "Collaboration", "Documentation", "Individualization") * 2,
        ),
    ),
]


@pytest.mark.parametrize(
    ("rule", "item"), NOTES, ids=[f"{r}-{n}" for n, (r, _) in enumerate(NOTES)]
)
def test_a_cue_is_noted(rule, item):
    assert found(item)[rule] == "note"


QUIET = [
    ("LONG-KEY", case(options=("Wait a little", "Ask what she wants", "Go", "Call"))),
    ("PLURAL-CUE", case("The best sources are", ("friends", "peers and family", "a map"))),
    ("ABS-DISTRACTOR", case(options=("Always call", "Always ask", "Go home", "Wait"))),
    ("VAGUE", case(options=("It may hurt", "It may help some", "Go home", "Wait"))),
    (
        "WORD-REPEAT",
        case(
            "Her crisis plan is here. What now?",
            ("Close the crisis file", "Open the crisis file", "Go", "Wait"),
        ),
    ),
    ("STEM-UNFOCUSED", case("The first step in recovery is")),
    ("BLANK-MID", case("What was said is kept ____.")),
    ("GRATUITOUS", case("He walks on. What now?")),
]


@pytest.mark.parametrize(
    ("rule", "item"), QUIET, ids=[f"{r}-{n}" for n, (r, _) in enumerate(QUIET)]
)
def test_what_is_no_cue_is_not_noted(rule, item):
    assert rule not in found(item)


def test_the_plain_case_has_no_finding_at_all():
    assert found(case()) == {}
