"""The documents are held to the program: commands run, examples are read, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from peerprep.banks.library import bank_files, load, shipped
from peerprep.banks.reader import read_bank
from peerprep.banks.schema import schema
from tests.cli.world import World

ROOT = Path(__file__).resolve().parents[1]
STORY = ROOT / "docs" / "instructors.md"
"""A page whose commands follow from each other; tests/test_instructors.py walks it as one story."""

DOCUMENTS = [
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "question_banks", ROOT / "question_banks" / "record")
    for path in sorted(folder.glob("*.md"))
]


def commands() -> list[str]:
    """Every command that a document shows in a console block."""
    found = []
    for path in (document for document in DOCUMENTS if document != STORY):
        for block in re.findall(r"```console\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
            found += [
                line[2:].removeprefix("peerprep ").split(" >")[0]
                for line in block.splitlines()
                if line.startswith("$ ")
            ]
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    one = World(tmp_path_factory.mktemp("docs"), banks=shipped())
    answers = ["b", "m", "enter", "a", "c", "enter", "l", "e", "y", "q"]
    one.run("exam icrc-pr -n 10", "enter", "enter", "a", "enter", *answers)
    (one.home / "my-bank.yaml").write_text(example(), "utf-8")
    return one


@pytest.mark.parametrize("line", commands())
def test_a_documented_command_works(world, line, monkeypatch):
    monkeypatch.chdir(world.home)
    assert world.run(line, "enter", "q") == 0, world.err


def example() -> str:
    text = (ROOT / "docs" / "bank-format.md").read_text("utf-8")
    return re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1]  # type: ignore[index]


def test_the_example_of_the_format_page_is_a_sound_bank():
    topics = load([shipped()]).library.topics
    reading = read_bank(example().encode(), "example.yaml", topics)
    assert reading.problems == ()
    assert {item.kind.name for item in reading.bank.items} == {
        "single-best", "select-all", "true-false"
    }  # fmt: skip
    Draft202012Validator(schema()).validate(yaml.safe_load(example()))


def test_the_format_page_names_every_field():
    text = (ROOT / "docs" / "bank-format.md").read_text("utf-8")
    top = schema()["properties"]
    for name in [*top, *top["items"]["items"]["properties"]]:
        assert f"`{name}`" in text, name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_numbers_of_items_in_the_documents_are_true(path):
    library = load([shipped()]).library
    facts = {
        r"(\d+) items(?: in \d+ (?:banks|files)| and \d+ lessons)": len(library.items),
        r"\d+ items in (\d+) (?:banks|files)": len(bank_files(shipped())),
    }
    for pattern, truth in facts.items():
        for number in re.findall(pattern, path.read_text("utf-8")):
            assert int(number) == truth, (pattern, number)


def test_nothing_names_a_registry_or_a_path_of_some_machine():
    # The words are put together here so that this file does not name them itself.
    forbidden = re.compile(
        "|".join(
            ["py" + r"pi\.org", "python" + "hosted", r"npm" + r"js\.", "/wo" + "rk/", "/ro" + "ot/"]
        )
    )
    for path in ROOT.rglob("*"):
        hidden = any(
            part.startswith(".") and part != ".ci" for part in path.relative_to(ROOT).parts
        )
        if hidden or not path.is_file() or path.suffix in {".png", ".whl", ".gz", ".pyc"}:
            continue
        found = forbidden.search(path.read_text("utf-8", "replace"))
        assert found is None, (path, found)
