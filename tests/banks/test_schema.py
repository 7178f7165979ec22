"""The JSON Schema says what the reader says."""

from __future__ import annotations

import copy

import pytest
import yaml
from jsonschema import Draft202012Validator

from peerprep.banks.library import bank_files, shipped
from peerprep.banks.reader import read_bank
from peerprep.banks.schema import schema
from tests.banks.test_reader import HEAD, ITEM

VALIDATOR = Draft202012Validator(schema())


def base() -> dict:
    text = (HEAD + ITEM).replace("language: no", "language: en").replace("text: No,", "text: Nope,")
    text = text.replace("12:30:00]", "B]").replace("on]", "in]")
    return yaml.safe_load(text.replace("as_of: 2024-04", 'as_of: "2024-04"'))


def accepted_by_schema(bank: object) -> bool:
    return VALIDATOR.is_valid(bank)


def accepted_by_reader(bank: object) -> bool:
    return read_bank(yaml.safe_dump(bank).encode(), "demo.yaml").bank is not None


def set_in(path: str, value: object):
    def change(bank: dict) -> None:
        *steps, last = [int(p) if p.isdigit() else p for p in path.split(".")]
        place: object = bank
        for step in steps:
            place = place[step]  # type: ignore[index]
        if value is None:
            del place[last]  # type: ignore[attr-defined]
        else:
            place[last] = value  # type: ignore[index]

    return change


GOOD = [
    set_in("items.0.pool", "drill"),
    set_in("items.0.exhibit", None),
    set_in("items.0.tags", "single"),
    set_in("items.0.waive", {"LONG-KEY": "a reason"}),
    set_in("waive", {"KEY-POSITION": "a reason"}),
    set_in("items.0.jurisdiction", None),
    set_in("authors", None),
]
BAD = [
    set_in("format", 2),
    set_in("id", "two words"),
    set_in("title", None),
    set_in("sources", None),
    set_in("sources.src.title", None),
    set_in("sources.src.titel", "x"),
    set_in("items", []),
    set_in("items.0.id", None),
    set_in("items.0.level", "hard"),
    set_in("items.0.pool", "exam"),
    set_in("items.0.kind", "essay"),
    set_in("items.0.options", ["a", "b"]),
    set_in("items.0.options.0.rationale", None),
    set_in("items.0.options.0.corect", True),
    set_in("items.0.options.3.correct", None),
    set_in("items.0.source", "src"),
    set_in("items.0.source.locator", None),
    set_in("items.0.sensitive", ["sadness"]),
    set_in("items.0.shuffle", "perhaps"),
    set_in("items.0.principle", None),
    set_in("items.0.colour", "blue"),
    set_in("items.0.waive", {"LONG-KEY": ""}),
    set_in("waive", ["KEY-POSITION"]),
]


def test_the_base_is_good_for_both():
    assert accepted_by_schema(base())
    assert accepted_by_reader(base())


@pytest.mark.parametrize("number", range(len(GOOD)))
def test_both_take_what_is_allowed(number):
    bank = copy.deepcopy(base())
    GOOD[number](bank)
    assert accepted_by_schema(bank)
    assert accepted_by_reader(bank)


@pytest.mark.parametrize("number", range(len(BAD)))
def test_both_refuse_what_is_not(number):
    bank = copy.deepcopy(base())
    BAD[number](bank)
    assert not accepted_by_schema(bank)
    assert not accepted_by_reader(bank)


@pytest.mark.parametrize("path", bank_files(shipped()), ids=lambda path: path.stem)
def test_every_shipped_bank_passes_the_schema(path):
    assert list(VALIDATOR.iter_errors(yaml.load(path.read_bytes(), yaml.CSafeLoader))) == []
