"""Whatever names a parcel brings, what is moved stays within the person's bank folder."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from peerprep.banks.install import plan
from peerprep.banks.library import load, roots
from peerprep.banks.moves import carry_out
from peerprep.banks.own import BankShelf
from peerprep.banks.parcel import open_parcel
from tests.banks.parcels import TOPICS, bank, tree, zipped

steps = st.sampled_from(
    ["..", ".", "items", "exams", "lessons", "a", "B", "C:", "~", "%00", "x\\y", "n\u202e", "con"]
)
names = st.lists(steps, min_size=1, max_size=3).map("/".join)
endings = st.sampled_from([".yaml", ".yml", ".md", ".YAML", "", "/"])
good = st.sampled_from(["n", "items", "x..y", "A", "topics", "con", "0"])
ids = st.one_of(good, steps, st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
safe = st.lists(st.sampled_from(["a/b", "exams/x", "c", "lessons/night"]), max_size=2, unique=True)


def shelf(home: Path) -> BankShelf:
    where = roots(home, home, str(home)) if home.is_dir() else ()
    return BankShelf(home, where, load(where), home.parent)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@settings(max_examples=150, deadline=None)
@given(
    entries=st.one_of(
        st.lists(st.tuples(names, endings), max_size=3),
        safe.map(lambda found: [(name, ".txt") for name in found]),
    ),
    bank_id=ids,
    parcel_name=st.sampled_from(["night", "items", "...", "-", "\u2603", "x" * 90]),
)
def test_no_name_leads_out_of_the_bank_folder(entries, bank_id, parcel_name):
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "deep" / "banks"
        home.parent.mkdir()
        text = bank("x", topic="night").replace("id: x\n", f"id: {quoted(bank_id)}\n")
        files = {"topics.yaml": TOPICS, "items/one.yaml": text}
        files |= {name + end: bank(f"b{n}") for n, (name, end) in enumerate(entries)}
        path = home.parent / f"{parcel_name}.zip"
        path.write_bytes(zipped(files))
        before = set(tree(Path(folder)))
        planned = plan(open_parcel(path, path.name), shelf(home))
        assert all(move.place.resolve().is_relative_to(home.resolve()) for move in planned.moves)
        carry_out(home, planned.moves)
        others = {name for name in tree(Path(folder)) if not name.startswith("deep/banks")}
        assert others == before
        if planned.moves:  # what was added is found again, whole and sound
            found = shelf(home).holdings
            assert found.left_out == ()
            assert bank_id.strip() in {bank.id for bank in found.library.banks}


def test_adding_the_same_twice_moves_nothing_the_second_time(tmp_path):
    home = tmp_path / "banks"
    path = tmp_path / "night.zip"
    path.write_bytes(zipped({"topics.yaml": TOPICS, "items/n.yaml": bank("n", topic="night")}))
    first = plan(open_parcel(path, "night.zip"), shelf(home))
    assert len(first.moves) == 2
    carry_out(home, first.moves)
    assert plan(open_parcel(path, "night.zip"), shelf(home)).moves == ()
