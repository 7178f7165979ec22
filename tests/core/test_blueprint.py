"""What is known of an exam decides which mock is honest."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peerprep.core.blueprint import Domain, Exam, Fact


def exam(**more):
    facts = {
        "items": Fact(75, "probable", "a page"),
        "minutes": Fact(120, "probable", "a page"),
        "options": Fact(4),
        "scale": Fact(None),
        "passes": Fact(None),
        "retake": Fact(None),
        "domains": (
            Domain("adv", "Advocacy", frozenset({"rights"})),
            Domain("eth", "Ethics", frozenset({"boundaries"})),
        ),
        "domains_fact": Fact("listed", "confirmed", "a page"),
        "weights_fact": Fact(None),
    }
    return Exam("ex", "Some exam", "Some board", **(facts | more))


def test_unknown_weights_give_an_even_mix_that_says_so():
    plan = exam().blueprint()
    assert plan.mix == "even"
    assert plan.quotas() == {"adv": 38, "eth": 37}
    assert "unknown" in plan.mix_note


def test_a_proxy_says_that_it_is_no_official_mix():
    plan = exam(
        proxy={"adv": Fraction(20), "eth": Fraction(32)},
        weights_fact=Fact("proxy", "proxy", "a page", note="Training hours."),
    ).blueprint()
    assert plan.mix == "proxy"
    assert plan.mix_note == "item mix: proxy, not official. Training hours."


def test_official_weights_need_no_note():
    domains = (
        Domain("adv", "Advocacy", frozenset(), Fraction(40)),
        Domain("eth", "Ethics", frozenset(), Fraction(60)),
    )
    plan = exam(domains=domains).blueprint(10)
    assert (plan.mix, plan.mix_note, plan.quotas()) == ("official", "", {"adv": 4, "eth": 6})


def test_a_shorter_form_has_time_in_proportion():
    assert exam().blueprint(37).minutes == 59


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"items": Fact(None)}, "how many items"),
        ({"items": Fact(None), "minutes": Fact(None)}, "how many items or how many minutes"),
        ({"written": False}, "not a written exam"),
    ],
)
def test_too_little_known_means_no_mock_and_says_what_is_missing(changes, words):
    assert words in exam(**changes).why_no_mock()
    assert exam().why_no_mock() is None


def test_without_known_domains_items_come_from_the_whole_library():
    assert exam(domains=()).blueprint().mix == "library"
