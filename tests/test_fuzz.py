"""A short run of the fuzzers, the findings of past runs, and that the fuzzers would find."""

from __future__ import annotations

import json
import random

import pytest

from fuzz.mutation import MOST, mutated
from fuzz.own import try_all
from fuzz.page import put
from fuzz.targets import CORPUS, TARGETS, Target, named
from fuzz.typing import play_of


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_few_hundred_odd_inputs_break_no_law(target):
    run = try_all(target, runs=400, seed=20261121)
    assert run.findings == []
    assert run.runs >= 400


def test_the_shares_of_a_run_are_whole_and_every_target_has_seeds_that_keep_its_law():
    assert sum(target.share for target in TARGETS) == 100
    for target in TARGETS:
        assert target.seeds()
        for raw in target.seeds():
            target.try_one(raw)
    assert {path.name for path in CORPUS.iterdir()} == {target.name for target in TARGETS}


def test_an_input_follows_from_its_seed_and_is_not_long():
    seeds = named("bank").seeds()
    inputs = [mutated(seeds, random.Random(number)) for number in range(300)]
    assert inputs == [mutated(seeds, random.Random(number)) for number in range(300)]
    assert len(set(inputs)) > 200
    assert max(map(len, inputs)) <= MOST
    assert play_of(1, 7) == play_of(1, 7) != play_of(1, 8)


def test_an_exception_and_a_hang_are_findings(monkeypatch):
    def fails(raw: bytes) -> None:
        raise KeyError(raw[:1])

    def hangs(raw: bytes) -> None:
        while True:
            pass

    monkeypatch.setattr("fuzz.own.HANG", 0.01)
    monkeypatch.setattr("fuzz.own.FINDINGS", 3)
    for broken in (fails, hangs):
        found = try_all(Target("keys", "", "", broken, 0), runs=3, seed=1).findings
        assert len(found) >= 3
        assert found[-1][1].startswith(("KeyError", "Hang"))


def test_the_page_is_written_between_its_markers():
    text = "a\n<!-- fuzz:keys -->\nold\n<!-- /fuzz:keys -->\nb\n"
    assert put(text, "keys", "new\\1") == text.replace("old", "new\\1")
    assert put(text, "inputs", "new") == text


# What past runs found


def an_export() -> dict:
    return json.loads((CORPUS / "import" / "one.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["exhibit", "jurisdiction", "as_of"])
def test_an_export_without_a_field_that_may_be_empty_is_read(name):
    export = an_export()
    del export["items"][0][name]
    named("import").try_one(json.dumps(export).encode())


@pytest.mark.parametrize("field", ["authors", "tags"])
def test_a_list_with_a_hidden_character_is_refused(field):
    text = (CORPUS / "bank" / "whole.yaml").read_text("utf-8")
    old = "[A person, 12:30:00]" if field == "authors" else "[phone, on]"
    assert old in text
    named("bank").try_one(text.replace(old, "[a\u180eb]").encode())


@pytest.mark.parametrize("name", ["\\ncps", 'a\\"b', "a\\\\b", "a\\u007fb", "\\U0001F600"])
def test_a_setting_with_an_odd_value_is_kept_so_that_it_can_be_read(name):
    named("settings").try_one(f'exam = "{name}"\n'.encode())


def test_half_of_a_pair_does_not_end_a_screen():
    named("text").try_one(b"0\xef\xb7 \xed\xa0\x80")
