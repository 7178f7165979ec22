"""The whole library counted: what a test-wise guesser could use, and what the exams need."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from peerprep.banks.library import load
from peerprep.core.form import Shortage, assemble
from tests.question_banks.guesser import cross_validated

ROOT = Path(__file__).resolve().parents[2]
HOLDINGS = load([ROOT / "question_banks"], shown_from=ROOT)
LIBRARY = HOLDINGS.library
ITEMS = list(LIBRARY.items.values())
SINGLE = [item for item in ITEMS if item.kind.name == "single-best"]
EXAMS = {exam.id: exam for exam in HOLDINGS.exams}
PR = EXAMS["icrc-pr-2025"]
LEAVES = {topic.id for topic in LIBRARY.topics.values() if topic.parent}


def key_text(item) -> str:
    return item.option(next(iter(item.key))).text


def share(of, condition) -> float:
    return sum(map(condition, of)) / len(of)


def test_no_file_has_a_problem():
    assert [str(problem.location) + " " + problem.message for problem in HOLDINGS.problems] == []


def test_there_are_items_enough_and_files_stay_readable():
    assert len(ITEMS) >= 450
    assert all(15 <= len(bank.items) <= 50 for bank in LIBRARY.banks)


def test_every_topic_has_items_in_both_pools_and_a_lesson():
    for pool in ("drill", "mock"):
        assert {item.topic for item in ITEMS if item.pool == pool} == LEAVES
    assert set(HOLDINGS.lessons) == LEAVES


def test_the_levels_keep_their_quotas_in_the_library_and_in_every_domain():
    for domain in PR.domains:
        of = [item for item in ITEMS if item.topic in domain.topics]
        assert share(of, lambda item: item.level == "recall") <= 0.25
        assert share(of, lambda item: item.level in {"application", "analysis"}) >= 0.5


def test_other_kinds_are_rare_and_only_drilled():
    others = [item for item in ITEMS if item.kind.name != "single-best"]
    assert len(others) <= len(ITEMS) / 10
    assert {item.pool for item in others} <= {"drill"}


def test_every_single_best_item_has_four_options():
    assert {len(item.options) for item in SINGLE} == {4}


def test_the_firm_choice_wins_in_a_third_of_the_items():
    assert share(SINGLE, lambda item: "firm-key" in item.tags) >= 1 / 3


def test_nobody_reviewed_an_item_whose_record_does_not_name_them():
    # No human review has happened yet, so no item may claim one.
    assert {item.status for item in ITEMS} == {"draft"}


# What a guesser could use


def test_the_key_is_not_given_away_by_length():
    def longest(item):
        return len(key_text(item)) == max(len(option.text) for option in item.options)

    def shortest(item):
        return len(key_text(item)) == min(len(option.text) for option in item.options)

    assert share(SINGLE, longest) <= 0.30
    assert share(SINGLE, shortest) <= 0.30


def test_the_key_is_not_given_away_by_its_place_as_written():
    places = Counter(
        [option.id for option in item.options].index(next(iter(item.key))) for item in SINGLE
    )
    assert all(0.20 <= places[place] / len(SINGLE) <= 0.30 for place in range(4))


@pytest.mark.parametrize("item", SINGLE, ids=lambda item: item.id)
def test_option_lengths_lie_within_a_quarter(item):
    lengths = [len(option.text) for option in item.options]
    # Names of concepts are short: ten characters say nothing about which of them is the key.
    assert max(lengths) <= 1.25 * min(lengths) or max(lengths) - min(lengths) <= 10


COMBINED = re.compile(
    r"\b(all|none|both|any) of (the )?(above|these|following)\b|\bboth [a-d] and [a-d]\b", re.I
)
LETTERED = re.compile(r"\b(option|answer|choice) [A-J]\b|\b(first|second|third|last) option\b")


def test_no_option_combines_others_and_no_explanation_names_a_letter():
    for item in ITEMS:
        for option in item.options:
            assert not COMBINED.search(option.text), item.id
            assert not LETTERED.search(option.rationale), item.id
        assert not LETTERED.search(item.principle), item.id


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}


def test_no_two_stems_are_nearly_the_same():
    sets = [(item.id, shingles(item.stem)) for item in ITEMS]
    near = [
        (one, two)
        for (one, a), (two, b) in combinations(sets, 2)
        if a and b and len(a & b) / len(a | b) >= 0.6
    ]
    assert near == []


def test_a_classifier_on_the_words_of_options_stays_near_chance():
    assert cross_validated(SINGLE) <= 0.35


def test_every_principle_is_tested_by_more_than_one_item():
    counts = Counter(item.principle for item in ITEMS)
    assert [principle for principle, count in counts.items() if count == 1] == []


WORDS = re.compile(
    r"\b(addicts?|abusers?|junkies?|alcoholics?|schizophrenics?|committed suicide|got clean)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?:^|(?<=\W))['\"\u2018\u201c].*?['\"\u2019\u201d](?=\W|$)", re.DOTALL)


def test_words_are_person_first_outside_of_somebodys_own_speech():
    for item in ITEMS:
        for text in (item.stem, item.principle, *(option.text for option in item.options)):
            unquoted = QUOTED.sub(" ", text).replace("Alcoholics Anonymous", " ")
            assert not WORDS.search(unquoted), (item.id, WORDS.search(unquoted))


# Sources


def test_every_source_is_resolved_and_every_locator_there():
    for bank in LIBRARY.banks:
        for item in bank.items:
            assert item.citation.source in bank.sources
            assert item.citation.locator
        used = {item.citation.source for item in bank.items}
        assert used == set(bank.sources), f"{bank.id} lists sources that nothing cites"


def test_one_source_is_described_the_same_in_every_file():
    seen: dict[str, object] = {}
    for bank in LIBRARY.banks:
        for name, source in bank.sources.items():
            assert seen.setdefault(name, source) == source, (bank.id, name)


# Forms


def mock_items(used: set[str]):
    return [item for item in ITEMS if item.pool == "mock" and item.id not in used]


@pytest.mark.parametrize("seed", range(20))
def test_three_forms_of_75_share_no_item(seed):
    import random

    used: set[str] = set()
    for _ in range(3):
        form = assemble(mock_items(used), PR.blueprint(), exposures={}, dice=random.Random(seed))
        ids = {slot.item.id for slot in form.slots}
        assert len(ids) == 75
        assert not ids & used
        counts = Counter(slot.domain for slot in form.slots)
        assert counts == {"adv": 15, "eth": 24, "men": 15, "rec": 15, "har": 6}
        used |= ids
    assert len(used) == 225
    drills = [item for item in ITEMS if item.pool == "drill"]
    assert len(drills) >= 225
    assert not used & {item.id for item in drills}


@pytest.mark.parametrize("name", ["icrc-pr-2013", "ncps", "ca-pssc", "il-crss", "pa-cps"])
def test_a_whole_form_of_every_other_exam_is_drawn_or_says_what_is_missing(name):
    import random

    exam = EXAMS[name]
    try:
        form = assemble(mock_items(set()), exam.blueprint(), exposures={}, dice=random.Random(1))
    except Shortage as short:
        assert all(have < want for want, have in short.missing.values())
        pytest.fail(f"{name}: {short}")
    assert len(form) == exam.items.value


@pytest.mark.parametrize("exam", [e for e in EXAMS.values() if e.domains], ids=lambda e: e.id)
def test_every_known_domain_can_be_drilled_with_25_items(exam):
    drills = Counter(
        domain.id
        for item in ITEMS
        if item.pool == "drill" and (domain := exam.domain_of(item.topic))
    )
    assert {d.id: drills[d.id] for d in exam.domains if drills[d.id] < 25} == {}


def test_every_exam_of_the_table_is_there_and_boards_lead_to_the_shared_one():
    wanted = {
        "icrc-pr-2025", "icrc-pr-2013", "naadac-ncprss", "nad-ar-core", "ncps", "fl-crps",
        "ca-pssc", "pa-cps", "pa-crs", "il-crss", "oh-prs", "wi-cps", "wa-cps", "tx-mhps",
        "wv-prss-bms", "mn-cprs-state", "ga-cps", "ccar-rcp",
    }  # fmt: skip
    assert wanted <= EXAMS.keys()
    for alias in ("icrc-pr", "ri-cprs", "va-cprs", "md-cprs", "ny-crpa"):
        assert HOLDINGS.exam(alias) is PR


def test_every_fact_of_an_exam_has_a_source_and_a_date_or_is_called_unknown():
    for exam in EXAMS.values():
        facts = [exam.items, exam.minutes, exam.options, exam.scale, exam.passes, exam.retake]
        for fact in [*facts, *(fact for _, fact in exam.facts)]:
            assert (fact.value is None) == (fact.status == "unknown"), exam.id
            assert fact.value is None or (fact.source and fact.as_of), exam.id


def test_no_official_weight_is_claimed_for_any_exam():
    # None was found for any of them; a number here would be invented.
    assert all(domain.weight is None for exam in EXAMS.values() for domain in exam.domains)


# Lessons


@pytest.mark.parametrize("topic", sorted(LEAVES))
def test_a_lesson_has_its_length_its_parts_and_its_sources(topic):
    text = HOLDINGS.lessons[topic].read_text("utf-8")
    body = re.sub(r"^#.*$|^Sources:.*$", "", text, flags=re.MULTILINE)
    assert 150 <= len(body.split()) <= 400
    parts = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    assert parts == [
        "What the peer worker does", "What it is confused with", "A worked decision"
    ]  # fmt: skip
    assert re.search(r"^Sources: \S", text, flags=re.MULTILINE)
