"""What the evidence says of an exam, told as candidates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.core.chance import jeffreys
from peerprep.core.readiness import (
    NOT_THE_FORM,
    Evidence,
    MockSitting,
    Readiness,
    State,
    needed,
    readiness,
)

NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)
SHARES = {
    "adv": Fraction(20, 100),
    "eth": Fraction(32, 100),
    "men": Fraction(20, 100),
    "rec": Fraction(20, 100),
    "har": Fraction(8, 100),
}
NAMES = {"adv": "Advocacy", "eth": "Ethical Responsibility", "har": "Harm Reduction"}
FORM = {"adv": 15, "eth": 24, "men": 15, "rec": 15, "har": 6}


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def first(domain: str, right: int, of: int, days: float = 1, tag: str = "") -> list[Evidence]:
    return [
        Evidence(f"{domain}-{tag}{n}", domain, Fraction(n < right), ago(days)) for n in range(of)
    ]


def form(share: float, days: float = 1, tag: str = "") -> list[Evidence]:
    """As many first exposures as one whole fresh form has, that share of each domain right."""
    return [
        one
        for domain, of in FORM.items()
        for one in first(domain, round(share * of), of, days, tag)
    ]


def mock(days: float = 2, **other: object) -> MockSitting:
    plain = MockSitting(ago(days), items=75, fresh=70, right=Fraction(65), in_time=True)
    return replace(plain, **other)  # type: ignore[arg-type]


def judged(evidence: list[Evidence], *mocks: MockSitting, target: int = 75) -> Readiness:
    return readiness(
        evidence, mocks, shares=SHARES, names=NAMES, target=target, form_length=75, now=NOW
    )


def test_a_beginner_sees_what_is_missing_and_no_number():
    found = judged(first("adv", 8, 10) + first("eth", 9, 10) + first("har", 2, 3))
    assert found.state is State.NOT_ENOUGH == "not enough evidence"
    assert found.why == (
        "More questions that are new to you will show where you stand; so far, "
        "in the last 28 days: 23 of 60 in all, "
        "0 of 10 in men, 0 of 10 in rec, 3 of 6 in Harm Reduction."
    )
    assert (found.estimate, found.low, found.high, found.gain, found.chance) == (None,) * 5
    assert found.of == 23
    assert [(d.id, d.right, d.of) for d in found.domains][:2] == [("adv", 8, 10), ("eth", 9, 10)]


def test_one_thin_domain_alone_holds_the_estimate_back():
    found = judged(first("adv", 30, 40) + first("eth", 20, 30) + form(0.8)[39:-1])
    assert found.of == 105
    assert found.why.endswith("in the last 28 days: 5 of 6 in Harm Reduction.")


def test_one_whole_fresh_form_is_enough():
    found = judged(form(0.6))
    assert found.state is State.BUILDING
    assert found.of == 75
    assert found.low < found.estimate < found.high < 0.75  # type: ignore[operator]


def test_a_domain_needs_ten_or_what_a_form_asks_but_never_fewer_than_five():
    assert needed(SHARES, 75) == {"adv": 10, "eth": 10, "men": 10, "rec": 10, "har": 6}
    assert needed(SHARES, 25)["har"] == 5
    assert needed(SHARES, 150)["har"] == 10


def test_an_exam_whose_areas_are_unknown_gets_no_estimate():
    found = readiness(
        form(0.9), [], shares={}, names={}, target=75, form_length=75, now=NOW
    )  # fmt: skip
    assert found.state is State.NOT_ENOUGH
    assert found.why.startswith("The content areas of this exam are not known")
    assert found.domains == ()


def test_evidence_of_other_areas_is_left_aside():
    assert judged(form(0.8) + first("elsewhere", 0, 50)) == judged(form(0.8))


def test_a_range_below_the_target_is_building():
    found = judged(form(0.5))
    assert found.state is State.BUILDING
    assert found.why.startswith("The range, from ")
    assert found.why.endswith(
        "(75 questions that were new to you), is not yet at the target of 75 %."
    )


def test_a_range_around_the_target_is_near_the_line_whatever_the_mocks():
    found = judged(form(0.77), mock(2), mock(5))
    assert found.state is State.NEAR
    assert found.why.startswith("The target of 75 % lies within the range from ")


def test_steady_takes_two_honest_mocks_and_a_range_above_the_target():
    strong = form(0.95) + form(0.95, days=3, tag="second-")
    assert judged(strong).state is State.BUILDING
    assert judged(strong, mock(2)).why.endswith(
        "steady asks for 2 whole mocks in time with at least 80 % new questions as well, "
        "and there is 1 of the last 28 days."
    )
    steady = judged(strong, mock(2), mock(5))
    assert steady.state is State.STEADY
    assert steady.low > 0.75  # type: ignore[operator]
    assert steady.why.endswith(
        "you have sat 2 whole mocks in time with at least 80 % new questions."
    )


@pytest.mark.parametrize(
    "other",
    [
        mock(5, in_time=False),
        mock(5, fresh=59),
        mock(5, items=30, fresh=30),
        mock(29),
    ],
    ids=["over time", "less than 80 % fresh", "not whole", "too long ago"],
)
def test_a_mock_that_is_no_evidence_does_not_make_it_steady(other):
    strong = form(0.95) + form(0.95, days=3, tag="second-")
    assert judged(strong, mock(2), other).state is State.BUILDING


def test_the_printed_range_never_contradicts_the_state():
    for right in range(40, 76):
        found = judged(first("adv", 15, 15) + form(right / 75)[15:], mock(), mock())
        low, high = round(found.low * 100), round(found.high * 100)  # type: ignore[operator]
        assert (found.state is State.NEAR) == (low <= 75 <= high)
        assert f"from {low} % to {high} %" in found.why


def test_answers_older_than_four_weeks_are_no_evidence_even_when_repeated_today():
    old = form(0.2, days=28.1, tag="old-")
    again = [replace(one, mark=Fraction(1), at=ago(0.5)) for one in old]
    assert judged(form(0.8) + old + again) == judged(form(0.8))


def test_an_answer_counts_half_after_fourteen_days():
    domain = judged(first("adv", 10, 10) + first("adv", 0, 10, days=15, tag="b-")).domains[0]
    assert (domain.right, domain.of) == (10, 20)
    recent, older = 10 * 0.5 ** (1 / 14), 10 * 0.5 ** (15 / 14)
    assert domain.estimate == pytest.approx((recent + 0.5) / (recent + older + 1))
    assert (domain.low, domain.high) == pytest.approx(jeffreys(recent, recent + older))


def test_a_week_without_practice_widens_the_range_but_keeps_the_estimate_close():
    fresh, week = judged(form(0.8, days=0)), judged(form(0.8, days=7))
    assert week.high - week.low > fresh.high - fresh.low  # type: ignore[operator]
    assert week.estimate == pytest.approx(fresh.estimate, abs=0.01)


def test_a_clock_that_jumped_back_makes_no_answer_heavier_than_one_of_now():
    assert judged(form(0.8, days=-3)) == judged(form(0.8, days=0))


def test_most_is_to_gain_where_a_few_more_right_answers_move_the_estimate_most():
    assert judged(form(0.8)).gain == "eth"  # as much room everywhere: the largest share
    weak = first("men", 6, 15) + [one for one in form(0.8) if one.domain != "men"]
    assert judged(weak).gain == "men"  # the most room
    full = first("har", 6, 6) + [one for one in form(0.8) if one.domain != "har"]
    assert judged(full).gain == "eth"


def test_the_chance_is_a_range_that_rises_with_what_is_right_and_is_never_certain():
    weak, middling, strong = (judged(form(share)).chance for share in (0.4, 0.77, 1.0))
    assert weak[0] == 0.01  # type: ignore[index]
    assert strong[1] == 0.99  # type: ignore[index]
    assert weak < middling < strong  # type: ignore[operator]
    assert middling[0] < 0.5 < middling[1]  # type: ignore[index]


def test_a_domain_that_the_exam_does_not_draw_on_asks_for_nothing():
    found = readiness(
        form(0.8), [], shares={**SHARES, "none": Fraction(0)}, names=NAMES, target=75,
        form_length=75, now=NOW,
    )  # fmt: skip
    assert found == judged(form(0.8))


def test_it_says_that_these_are_not_the_real_questions():
    assert NOT_THE_FORM == "This compares you with these practice items, not with the real form."


repeat = st.tuples(st.integers(0, 74), st.integers(0, 1), st.floats(0.001, 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(repeat, max_size=60), st.randoms(use_true_random=False))
def test_repeats_in_any_order_move_nothing(repeats, dice):
    seen = form(0.75, days=6)
    again = [
        replace(seen[n], mark=Fraction(mark), at=seen[n].at + timedelta(days=5 * later))
        for n, mark, later in repeats
    ]
    every = [*seen, *again]
    dice.shuffle(every)
    before, after = judged(seen), judged(every)
    assert after.state is before.state
    assert after.estimate == pytest.approx(before.estimate, abs=1e-9)
    assert after.chance == pytest.approx(before.chance, abs=1e-9)
