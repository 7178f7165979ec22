"""A form honours its blueprint."""

from __future__ import annotations

import random
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerprep.core.blueprint import Blueprint, Domain, apportion
from peerprep.core.form import Exposure, Shortage, assemble, least_seen, pick
from tests.builders import MORNING, item


def blueprint(shares: dict[str, int], length: int) -> Blueprint:
    total = sum(shares.values())
    domains = tuple(Domain(name, name.title(), frozenset({f"t-{name}"})) for name in shares)
    fractions = {name: Fraction(share, total) for name, share in shares.items()}
    return Blueprint("ex", domains, fractions, length, 60, "proxy")


def pool(shares: dict[str, int], each: int) -> list:
    return [
        item(f"{name}-{n}", topic=f"t-{name}", pool="mock") for name in shares for n in range(each)
    ]


shares = st.dictionaries(
    st.sampled_from(["adv", "eth", "men", "rec", "har"]), st.integers(1, 40), min_size=1
)


@given(shares, st.integers(1, 80))
def test_apportioned_counts_add_up_and_lie_within_one_of_their_share(weights, length):
    total = sum(weights.values())
    fractions = {name: Fraction(weight, total) for name, weight in weights.items()}
    counts = apportion(fractions, length)
    assert sum(counts.values()) == length
    assert all(abs(counts[name] - fractions[name] * length) < 1 for name in counts)


@given(shares, st.integers(1, 40), st.integers())
def test_a_form_has_its_length_its_mix_and_no_item_twice(weights, length, seed):
    plan = blueprint(weights, length)
    form = assemble(pool(weights, 40), plan, exposures={}, dice=random.Random(seed))
    ids = [slot.item.id for slot in form.slots]
    assert len(form) == length == len(set(ids))
    assert [slot.number for slot in form.slots] == list(range(1, length + 1))
    for name, quota in plan.quotas().items():
        assert sum(slot.domain == name for slot in form.slots) == quota


@given(st.integers())
def test_options_are_shuffled_whole(seed):
    form = assemble(
        pool({"adv": 1}, 9), blueprint({"adv": 1}, 9), exposures={}, dice=random.Random(seed)
    )
    for slot in form.slots:
        assert sorted(slot.order) == sorted(option.id for option in slot.item.options)


def test_the_same_seed_draws_the_same_form():
    plan, items = blueprint({"adv": 2, "eth": 3}, 10), pool({"adv": 2, "eth": 3}, 12)
    one, two = (assemble(items, plan, exposures={}, dice=random.Random(5)) for _ in range(2))
    assert one == two


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), min_size=4, max_size=25))
def test_least_seen_then_oldest_seen_come_first(history):
    items = [item(f"it-{n}") for n in range(len(history))]
    exposures = {
        one.id: Exposure(count, MORNING - timedelta(days=days))
        for one, (count, days) in zip(items, history, strict=True)
        if count
    }
    ranked = least_seen(items, exposures, random.Random(1))
    keys = [
        (e.count, e.last.timestamp()) if (e := exposures.get(one.id)) else (0, 0) for one in ranked
    ]
    assert keys == sorted(keys)


def test_a_form_takes_unseen_items_before_seen_ones():
    items = pool({"adv": 1}, 6)
    seen = {one.id: Exposure(1, MORNING) for one in items[:3]}
    form = assemble(items, blueprint({"adv": 1}, 4), exposures=seen, dice=random.Random(2))
    assert sum(slot.fresh for slot in form.slots) == 3
    assert form.fresh_share == 0.75


@given(st.integers(), st.integers(1, 8))
def test_enemies_never_share_a_form(seed, wanted):
    items = [
        item(f"s{n}-{m}", topic="t-adv", enemies=frozenset(f"s{n}-{o}" for o in range(3) if o != m))
        for n in range(8)
        for m in range(3)
    ]
    form = assemble(items, blueprint({"adv": 1}, wanted), exposures={}, dice=random.Random(seed))
    sets = [slot.item.id.split("-")[0] for slot in form.slots]
    assert len(sets) == len(set(sets)) == wanted


def test_an_enemy_named_by_one_side_alone_counts_for_both():
    one, two = item("a", enemies=frozenset({"b"})), item("b")
    assert pick([one, two], 2) == [one]
    assert pick([two, one], 2) == [two]


def test_a_shortage_names_every_domain_with_what_is_wanted_and_what_there_is():
    items = pool({"adv": 1}, 2) + pool({"eth": 1}, 9)
    with pytest.raises(Shortage) as error:
        assemble(items, blueprint({"adv": 1, "eth": 1}, 10), exposures={}, dice=random.Random(1))
    assert str(error.value) == "Adv: 5 wanted, 2 there"


def test_enemies_in_two_domains_give_way_to_each_other():
    items = [
        item("adv-1", topic="t-adv", enemies=frozenset({"eth-1"})),
        item("eth-1", topic="t-eth"),
        item("eth-2", topic="t-eth"),
    ]
    plan = blueprint({"adv": 1, "eth": 1}, 2)
    for seed in range(10):
        form = assemble(items, plan, exposures={}, dice=random.Random(seed))
        assert {slot.item.id for slot in form.slots} == {"adv-1", "eth-2"}


def test_one_item_with_many_enemies_does_not_stand_in_the_way_of_them_all():
    leaves = [item(f"leaf-{n}", topic="t-adv", enemies=frozenset({"hub"})) for n in range(4)]
    hub = item("hub", topic="t-adv", enemies=frozenset(f"leaf-{n}" for n in range(4)))
    plan = blueprint({"adv": 1}, 4)
    form = assemble([hub, *leaves], plan, exposures={}, dice=random.Random(1))
    assert "hub" not in {slot.item.id for slot in form.slots}


def test_the_domains_of_a_form_are_mixed():
    weights = {"adv": 1, "eth": 1}
    plan = blueprint(weights, 20)
    form = assemble(pool(weights, 20), plan, exposures={}, dice=random.Random(4))
    domains = [slot.domain for slot in form.slots]
    assert domains != sorted(domains)
    assert domains != sorted(domains, reverse=True)
