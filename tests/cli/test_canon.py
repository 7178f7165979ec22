"""peerprep bank fmt and bank diff, as an author uses them."""

from __future__ import annotations

import io
import json
import stat
import sys
from pathlib import Path

import pytest

from peerprep.banks import rewrite as rewriting
from peerprep.banks.rewrite import consider, rewrite
from tests.banks.test_canonical import ITEM, SMALL
from tests.cli.world import World

UGLY = SMALL.replace('"Which is best?"', "'Which is best?'  # the board asks this")
NEAT = SMALL.replace('"Which is best?"', '"Which is best?"  # the board asks this')
BROKEN = "format: 1\nid: [small\n"


@pytest.fixture
def world(tmp_path):
    one = World(tmp_path)
    (tmp_path / "bank").mkdir()
    return one


def write(world, name, text):
    path = world.home / "bank" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


# bank fmt


def test_an_author_formats_a_folder_and_the_second_time_nothing_is_left_to_do(world):
    path = write(world, "small.yaml", UGLY)
    write(world, "other.yaml", SMALL.replace("id: small", "id: other"))
    assert world.run(f"bank fmt {path.parent}") == 0
    assert path.read_text("utf-8") == NEAT
    assert "formatted: bank/small.yaml\n" in world.out
    assert "1 file formatted, 1 as usual already." in world.out
    assert world.run(f"bank fmt {path.parent}") == 0
    assert "0 files formatted, 2 as usual already." in world.out


def test_check_names_the_files_writes_nothing_and_ends_with_3(world):
    path = write(world, "small.yaml", UGLY)
    assert world.run(f"bank fmt --check {path}") == 3
    assert "would be formatted: bank/small.yaml" in world.out
    assert "peerprep bank fmt" in world.err
    assert path.read_text("utf-8") == UGLY
    path.write_text(NEAT, "utf-8")
    assert world.run(f"bank fmt --check {path}") == 0


def test_diff_shows_the_lines_and_writes_nothing(world):
    path = write(world, "small.yaml", UGLY)
    assert world.run(f"bank fmt --diff {path}") == 0
    assert "\n-    stem: 'Which is best?'  # the board asks this\n+    stem: \"Which" in world.out
    assert path.read_text("utf-8") == UGLY
    assert world.run(f"bank fmt --diff --check {path}") == 3


def test_a_diff_shows_no_escapes_of_a_bank(world):
    path = write(world, "small.yaml", UGLY.replace("the board", "\u202ethe\u200b board"))
    world.run(f"bank fmt --diff {path}")
    assert "\u202e" not in world.out and "\u200b" not in world.out


def test_a_broken_file_is_reported_and_left_while_the_others_are_formatted(world):
    broken, path = write(world, "a.yaml", BROKEN), write(world, "b.yaml", UGLY)
    assert world.run(f"bank fmt {path.parent}") == 3
    assert "bank/a.yaml:3:1: error YAML: This is not valid YAML" in world.out
    assert "1 file formatted, 0 as usual already, 1 left alone." in world.out
    assert (broken.read_text("utf-8"), path.read_text("utf-8")) == (BROKEN, NEAT)


def test_yaml_that_is_no_bank_is_never_rewritten(world):
    text = "services:\n    web: {image:  'x'}\n"
    path = write(world, "compose.yaml", text)
    assert world.run(f"bank fmt {path}") == 3
    assert "NO-BANK" in world.out
    assert path.read_text("utf-8") == text


def test_a_repositorys_own_settings_are_not_taken_for_banks(world):
    write(world, ".pre-commit-config.yaml", "repos: []\n")
    write(world, ".github/workflows/banks.yml", "on: [push]\n")
    path = write(world, "small.yaml", UGLY)
    assert world.run(f"bank fmt {path.parent}") == 0
    assert world.run(f"bank check {path.parent}") == 0
    assert "1 file, 1 item:" in world.out


def test_without_a_name_it_is_the_question_banks_where_one_is_and_never_more(world):
    path = write(world, "small.yaml", UGLY)
    assert world.run("bank fmt") == 2
    (world.home / "question_banks").mkdir()
    assert world.run("bank fmt") == 4
    assert path.read_text("utf-8") == UGLY
    path.rename(world.home / "question_banks" / "small.yaml")
    assert world.run("bank fmt") == 0
    assert "formatted: question_banks/small.yaml" in world.out


def test_a_file_that_is_not_there_is_a_slip_of_the_hand(world):
    assert world.run("bank fmt nowhere.yaml") == 2
    assert "nowhere.yaml does not exist." in world.err


def test_editors_send_a_bank_through_stdin(world, monkeypatch):
    def sent(text, line="bank fmt -"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return world.run(line)

    assert sent(UGLY) == 0 and world.out == NEAT
    assert sent(UGLY, "bank fmt --check -") == 3 and world.out == ""
    assert sent(NEAT, "bank fmt --check -") == 0
    assert sent(BROKEN) == 3
    assert world.out == "" and "stdin:3:1" in world.err


def test_the_mode_of_a_file_stays_and_nothing_is_left_beside_it(world):
    path = write(world, "small.yaml", UGLY)
    path.chmod(0o640)
    assert rewrite(path).changed
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_a_link_is_left_alone_wherever_it_leads(world):
    path = write(world, "small.yaml", UGLY)
    link = world.home / "link.yaml"
    link.symlink_to(path)
    for act in (consider, rewrite):
        outcome = act(link)
        assert outcome.problem and outcome.problem.rule == "LINK"
    assert path.read_text("utf-8") == UGLY and link.is_symlink()


def test_a_file_changed_in_the_meantime_is_left_as_its_author_has_it(world, monkeypatch):
    path = write(world, "small.yaml", UGLY)

    def meanwhile(text, file):
        path.write_text("format: 1  # typing\n", "utf-8")
        return NEAT

    monkeypatch.setattr(rewriting, "canonical", meanwhile)
    outcome = rewrite(path)
    assert outcome.problem and outcome.problem.rule == "CHANGED"
    assert path.read_text("utf-8") == "format: 1  # typing\n"


def test_a_full_disk_leaves_the_old_text_and_one_problem(world, monkeypatch):
    path = write(world, "small.yaml", UGLY)

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rewriting.os, "fsync", full)
    outcome = rewrite(path)
    assert outcome.problem and "No space left on device" in outcome.problem.message
    assert path.read_text("utf-8") == UGLY
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_read_is_a_problem(world):
    outcome = consider(world.home / "bank")
    assert outcome.problem and outcome.problem.rule == "UNREADABLE"


# bank diff


def two(world, after):
    return write(world, "a.yaml", SMALL), write(world, "b.yaml", after)


def test_the_same_bank_in_another_hand_has_no_difference(world):
    before, after = two(world, UGLY)
    assert world.run(f"bank diff --plain --exit-code {before} {after}") == 0
    assert world.out == "1 item the same.\n"


def test_a_reworded_stem_is_told_word_by_word(world):
    before, after = two(world, SMALL.replace("Which is best?", "Which is BEST?"))
    assert world.run(f"bank diff --plain {before} {after}") == 0
    assert "stem: Which is [-best?-] {+BEST?+}" in world.out
    assert "New revision" in world.out


def test_with_exit_code_a_change_is_1_as_git_has_it(world):
    before, after = two(world, SMALL.replace("p. 1", "p. 2"))
    assert world.run(f"bank diff --exit-code {before} {after}") == 1
    assert world.run(f"bank diff {before} {after}") == 0


def test_folders_are_compared_bank_by_bank(world):
    write(world, "old/a.yaml", SMALL)
    write(world, "new/renamed.yaml", SMALL)
    more = SMALL.replace("id: small", "id: more").replace("Which", "And which")
    write(world, "new/more.yaml", more)
    old, new = world.home / "bank" / "old", world.home / "bank" / "new"
    assert world.run(f"bank diff --plain {old} {new}") == 0
    assert "Bank added: more, A small bank (1 item)" in world.out
    assert "Added: more-1 (strengths, recall, drill)" in world.out
    assert world.out.endswith("1 item the same.\n")


def test_the_difference_as_json_is_whole(world):
    second = ITEM.replace("small-1", "small-2").replace("Which", "And which")
    before, after = two(world, SMALL.replace('version: "1"', 'version: "2"') + second)
    assert world.run(f"bank diff --output json {before} {after}") == 0
    assert json.loads(world.out) == {
        "schema": 1, "banks_added": [], "banks_removed": [],
        "heads": [{"bank": "small", "changes": [{"what": "version", "before": "1", "after": "2"}]}],
        "added": ["small-2"], "removed": [], "renamed": [], "changed": [], "same": 1,
    }  # fmt: skip
    after.write_text(SMALL.replace("id: small-1", "id: s-1\n    status: retired"), "utf-8")
    world.run(f"bank diff --output json {before} {after}")
    assert json.loads(world.out)["renamed"] == [
        {
            "before": "small-1", "after": "s-1", "new_revision": False, "retired": True,
            "changes": [{"what": "status", "before": "draft", "after": "retired"}],
        }
    ]  # fmt: skip


def test_the_difference_as_markdown(world):
    before, after = two(world, SMALL.replace("p. 1", "p. 2"))
    assert world.run(f"bank diff --output markdown {before} {after}") == 0
    assert "- source: src, p. ~~1~~ **2**\n" in world.out


def test_a_bank_with_errors_is_not_compared_and_says_why(world):
    before, after = two(world, BROKEN)
    assert world.run(f"bank diff {before} {after}") == 3
    assert "bank/b.yaml:3:1" in world.out
    assert "has errors, so it cannot be compared." in world.err


def test_an_empty_folder_is_nothing_to_compare(world):
    before = write(world, "a.yaml", SMALL)
    (world.home / "empty").mkdir()
    assert world.run(f"bank diff {before} {world.home / 'empty'}") == 4


def test_the_candidates_start_reads_none_of_this(world):
    import subprocess

    seen = "import sys; sys.argv=['peerprep','--version']\n"
    seen += "try:\n import peerprep.__main__ as m; m.main()\nexcept SystemExit: pass\n"
    seen += "print([n for n in sys.modules if n.startswith('peerprep.banks')])"
    done = subprocess.run(
        [sys.executable, "-c", seen], capture_output=True, text=True, cwd=Path.cwd(), check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
