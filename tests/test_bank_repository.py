"""A bank repository checks itself: the hooks and the workflow do what they say."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.banks.test_canonical import SMALL
from tests.cli.world import World

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "docs" / "examples"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
UGLY = SMALL.replace('"Which is best?"', "'Which is best?'")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A world whose working folder is a bank repository with its own settings beside the bank."""
    home = tmp_path / "repository"
    world = World(home)
    for name, text in {
        "items/small.yaml": SMALL,
        "topics.yaml": "format: 1\ntopics:\n  strengths: {title: Strengths}\n",
        ".github/workflows/banks.yml": (EXAMPLES / "bank-repository.yml").read_text("utf-8"),
        ".pre-commit-config.yaml": (EXAMPLES / "pre-commit-config.yaml").read_text("utf-8"),
    }.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    monkeypatch.chdir(home)
    return world


def line_of(hook, *files):
    """The command as pre-commit calls it: entry, args, and the files that match."""
    names = files if hook.get("pass_filenames", True) else ()
    program, *rest = [*shlex.split(hook["entry"]), *hook.get("args", []), *names]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert program in scripts  # what installing this repository puts on the path
    return " ".join(rest)


def picks(hook, file):
    exclude = hook.get("exclude", "^$")
    return bool(re.search(hook["files"], file)) and not re.search(exclude, file)


def test_every_hook_has_what_pre_commit_asks_for():
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language", "files"} <= hook.keys()
        assert hook["language"] == "python"
        assert picks(hook, "items/a.yaml") and picks(hook, "question_banks/items/b.yml")
        assert not picks(hook, "mkdocs.yml") and not picks(hook, ".github/workflows/banks.yml")


def test_the_format_hook_mends_the_files_it_is_given(repository):
    path = repository.home / "items" / "small.yaml"
    path.write_text(UGLY, "utf-8")
    assert repository.run(line_of(HOOKS["peerprep-bank-fmt"], "items/small.yaml")) == 0
    assert path.read_text("utf-8") == SMALL


def test_the_check_hook_reads_the_whole_repository_and_stops_a_broken_bank(repository):
    line = line_of(HOOKS["peerprep-bank-check"], "items/small.yaml")
    assert repository.run(line) == 0
    assert "1 file, 1 item: 0 errors" in repository.out
    (repository.home / "items" / "twin.yaml").write_text(SMALL, "utf-8")
    assert repository.run(line) == 3  # the same ids in a file that this commit does not touch


def test_the_example_names_the_hooks_that_there_are():
    config = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text("utf-8"))
    (repo,) = config["repos"]
    assert {hook["id"] for hook in repo["hooks"]} == set(HOOKS)
    assert repo["rev"]


def steps():
    workflow = yaml.safe_load((EXAMPLES / "bank-repository.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    return [line.strip() for step in job["steps"] for line in step.get("run", "").splitlines()]


def test_the_workflow_runs_real_commands_which_pass_on_a_sound_repository(repository):
    before = repository.home.parent / "before" / "items"
    before.mkdir(parents=True)
    (before / "small.yaml").write_text(SMALL.replace("p. 1", "p. 2"), "utf-8")
    lines = [
        step.removeprefix("peerprep ").split(" >>")[0] for step in steps() if "peerprep " in step
    ]
    assert [line.split()[1] for line in lines] == ["check", "fmt", "diff"]
    for line in lines:
        assert repository.run(line) == 0, repository.err
    assert "~~2~~ **1**" in repository.out


def test_the_workflow_stops_a_bank_out_of_form(repository):
    (repository.home / "items" / "small.yaml").write_text(UGLY, "utf-8")
    (line,) = [step.removeprefix("peerprep ") for step in steps() if "bank fmt" in step]
    assert repository.run(line) == 3
    assert "+    stem:" in repository.out


def test_the_workflow_never_puts_a_name_from_outside_into_a_script():
    # What a pull request is called may hold anything; ${{ }} would paste it into the shell.
    assert not [step for step in steps() if "${{" in step]
