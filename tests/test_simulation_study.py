"""The study simulation: its memory is FSRS's, and today's queue leads, in a short run."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating

from tools.simulate_study import DOCUMENT, compare, course, lead, main_table
from tools.study_memory import World, after, candidate, first_trace, recall
from tools.study_methods import METHODS, SM2, Box, Leitner
from tools.study_words import page

PLAIN = ("Random draw", "Random rounds", "Newest first", "Leitner, due first", "SM-2, due first")


@pytest.mark.parametrize("seed", range(20))
def test_the_simulated_memory_is_that_of_the_fsrs_package(seed):
    dice, at = random.Random(seed), datetime(2026, 11, 2, tzinfo=UTC)
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    rating, day = dice.randint(1, 3), 0
    card, _ = scheduler.review_card(Card(card_id=0), FsrsRating(rating), at)
    trace = first_trace(rating, day)
    for _ in range(8):
        assert trace.stability == pytest.approx(card.stability)
        assert trace.difficulty == pytest.approx(card.difficulty)
        day, rating = day + dice.choice([0, 1, 3, 20]), dice.randint(1, 3)
        now = at + timedelta(days=day)
        chance = scheduler.get_card_retrievability(card, now)
        assert recall(trace.stability, day - trace.day) == pytest.approx(chance)
        card, _ = scheduler.review_card(card, FsrsRating(rating), now)
        trace = after(trace, rating, day)


def test_leitner_and_sm2_are_as_they_are_known():
    leitner, sm2 = Leitner(1, 1, 7, random.Random(1)), SM2(1, 1, 7, random.Random(1))
    boxes, steps = [Box(0, 0)], [Box(0, 0)]
    for rating in (3, 3, 3, 3, 3, 3, 1):
        boxes.append(leitner.moved(boxes[-1], rating))
        steps.append(sm2.moved(steps[-1], rating))
    assert [box.interval for box in boxes[1:]] == [1, 2, 4, 8, 16, 16, 1]
    assert [box.interval for box in steps[1:]] == [1, 6, 15, 38, 95, 238, 1]
    assert steps[-1].ease == pytest.approx(2.5 - 0.32)


def test_a_candidate_who_never_studies_has_first_sight_and_luck_alone():
    heads = [candidate(World(), seed) for seed in range(200)]
    assert sum(head.share(0) for head in heads) / 200 == pytest.approx(0.5 + 0.5 / 4, abs=0.02)


def test_the_same_seed_tells_the_same_course():
    for make in METHODS.values():
        assert course(World(), make, 3, 5) == course(World(), make, 3, 5)


# At seven days the closest method is 0.4 behind, and 120 candidates leave an error of 0.1.
@pytest.mark.parametrize(("horizon", "count"), [(7, 120), (21, 8), (60, 4)])
def test_for_the_same_minutes_todays_queue_leads_each_other_method(horizon, count):
    methods = {name: METHODS[name] for name in ("Today's queue", *PLAIN)}
    results = compare(World(), methods, horizon, count)
    for name in PLAIN:
        points, _ = lead(results["Today's queue"], results[name])
        assert points > 0, (name, points)


def test_sixty_days_hold_the_touch_of_everything_not_secure():
    outcome = course(World(), METHODS["Today's queue"], 60, 3)
    assert outcome.touched == outcome.open
    assert outcome.unseen == 0


def test_the_kept_page_has_today_ahead_of_every_method_and_todays_assumptions():
    text = DOCUMENT.read_text("utf-8")
    table = text.partition("## What is compared")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert [row.split("|")[1].strip() for row in rows[1:]] == list(METHODS)
    for row in rows[2:]:
        leads = re.findall(r"([+-][\d.]+) ± ([\d.]+)", row)
        assert len(leads) == 3
        assert all(float(points) > 2 * float(error) for points, error in leads), row
    assert assumptions(page(World(), {}, [], [], [])) == assumptions(text)


def assumptions(text: str) -> str:
    return text.partition("## What is assumed")[2].partition("\n## ")[0]


def test_a_table_has_a_row_for_every_method():
    world = replace(World(), items=40, minutes=4)
    lines = main_table({3: compare(world, METHODS, 3, 2)})
    assert len(lines) == 2 + len(METHODS)
