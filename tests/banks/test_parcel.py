"""What is handed over is read whole and bounded, or refused with one clear problem."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile

import pytest

from peerprep.banks import zipped as zips
from peerprep.banks.files import MAX_BYTES
from peerprep.banks.parcel import open_parcel
from peerprep.banks.steady import read_steadily
from peerprep.banks.tree import Unreadable
from tests.banks.parcels import TOPICS, bank, put, zipped


def opened(path):
    return open_parcel(path, path.name)


def only_problem(path):
    parcel = opened(path)
    assert parcel.parts == ()
    (problem,) = parcel.problems
    assert problem.message and problem.fix
    assert problem.tier == "error"
    return problem


def kinds(parcel):
    return [(part.kind, part.shown) for part in parcel.parts]


# Good


def test_a_file_is_a_parcel_of_one_bank(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(bank())
    parcel = opened(path)
    assert parcel.name == "mine"
    assert [(part.kind, part.raw) for part in parcel.parts] == [("bank", path.read_bytes())]


LIBRARY = {
    "topics.yaml": TOPICS,
    "items/a/one.yaml": bank("one"),
    "items/two.yml": bank("two"),
    "exams/x.yaml": "format: 1",
    "exams/deep/y.yaml": "format: 1",
    "lessons/night.md": "# Night",
    "README.md": "# A library",
    "record/run.yaml": "x: 1",
    ".git/config.yaml": "x: 1",
    "notes.yaml": "not: a bank",
}
TAKEN = [
    ("exam", "exams/x.yaml"),
    ("bank", "items/a/one.yaml"),
    ("bank", "items/two.yml"),
    ("lesson", "lessons/night.md"),
    ("topics", "topics.yaml"),
]


def test_a_library_folder_brings_its_banks_topics_exams_and_lessons_and_nothing_else(tmp_path):
    folder = put(tmp_path / "night", LIBRARY)
    assert kinds(opened(folder)) == [(kind, f"night/{name}") for kind, name in TAKEN]


@pytest.mark.parametrize("top", ["", "night-main/"])
def test_a_zip_is_read_like_the_folder_that_it_holds(tmp_path, top):
    path = tmp_path / "night.zip"
    junk = {"__MACOSX/items/._one.yaml": b"\0\1", ".DS_Store": b"\0"} if top else {}
    path.write_bytes(zipped({**{top + name: text for name, text in LIBRARY.items()}, **junk}))
    parcel = opened(path)
    assert parcel.name == "night"
    assert kinds(parcel) == [(kind, f"night.zip/{name}") for kind, name in TAKEN]


def test_without_an_items_folder_every_other_yaml_file_is_a_bank(tmp_path):
    folder = put(tmp_path / "two", {"a.yaml": bank("a"), "sub/b.yml": bank("b"), "c.txt": "c"})
    assert [part.shown for part in opened(folder).parts] == ["two/a.yaml", "two/sub/b.yml"]


def test_a_link_within_the_folder_is_passed_over(tmp_path):
    folder = put(tmp_path / "in", {"a.yaml": bank("a"), "sub/b.yaml": bank("b")})
    (folder / "again.yaml").symlink_to(folder / "a.yaml")
    (folder / "loop").symlink_to(folder)
    assert [part.stem for part in opened(folder).parts] == ["a", "b"]


# Bad files and folders


def test_an_empty_folder_holds_no_bank(tmp_path):
    (tmp_path / "nothing").mkdir()
    assert only_problem(tmp_path / "nothing").rule == "NO-BANK"


def test_a_folder_of_topics_alone_holds_no_bank(tmp_path):
    assert only_problem(put(tmp_path / "t", {"topics.yaml": TOPICS})).rule == "NO-BANK"


def test_a_folder_named_like_a_bank_file_is_no_file(tmp_path):
    (tmp_path / "x.yaml").mkdir()
    problem = only_problem(tmp_path / "x.yaml")
    assert (problem.rule, problem.message) == ("NO-FILE", "This is a folder, not a file.")
    folder = put(tmp_path / "around", {"a.yaml": bank("a")})
    (folder / "y.yaml").mkdir()
    assert str(only_problem(folder).location) == "around/y.yaml:1:1"


@pytest.mark.parametrize("inside", [True, False])
def test_a_pipe_is_never_waited_for(tmp_path, inside):
    folder = put(tmp_path / "f", {"a.yaml": bank("a")})
    os.mkfifo(folder / "pipe.yaml")
    assert only_problem(folder if inside else folder / "pipe.yaml").rule == "NO-FILE"


def test_a_device_is_never_opened(tmp_path):
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert only_problem(tmp_path / "zero.yaml").rule == "NO-FILE"


@pytest.mark.parametrize("target", ["/etc", "../outside.yaml", "/etc/passwd"])
def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path, target):
    (tmp_path / "outside.yaml").write_text(bank("outside"))
    folder = put(tmp_path / "f", {"a.yaml": bank("a")})
    (folder / "link.yaml").symlink_to(target)
    problem = only_problem(folder)
    assert (problem.rule, problem.location.file) == ("LINK", "f/link.yaml")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    # A link to itself is there and can be opened by nobody, not even by root.
    (tmp_path / "a.yaml").symlink_to(tmp_path / "a.yaml")
    assert only_problem(tmp_path / "a.yaml").rule == "UNREADABLE"


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(bank())

    def read(descriptor, size):
        part = os.read(descriptor, 10)
        with path.open("a") as other:
            other.write("# more\n" if part else "")
        return part if len(path.read_bytes()) < 9_000 else b""

    with pytest.raises(Unreadable) as told:
        read_steadily(path, "a.yaml", read=read)
    assert told.value.problem.rule == "CHANGED"


def test_a_file_over_the_limit_is_read_no_further_than_needed(tmp_path):
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 50)  # a hole: no such bytes are on the disk
    assert len(opened(path).parts[0].raw) == MAX_BYTES + 1


def test_too_many_files_are_told(tmp_path, monkeypatch):
    folder = put(tmp_path / "f", {f"{n}.yaml": "" for n in range(9)})
    monkeypatch.setattr("peerprep.banks.parcel.MAX_ENTRIES", 8)
    assert only_problem(folder).rule == "TOO-MANY"


@pytest.mark.parametrize("ending", ["tar", "tgz", "7z", "tar.gz", "rar"])
def test_of_archives_only_zip_is_read(tmp_path, ending):
    path = tmp_path / f"x.{ending}"
    path.write_bytes(b"whatever")
    assert only_problem(path).fix == "Make a zip of it."


# Bad zips


def entry(name: str, mode: int = 0, flags: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.filename = name
    info.external_attr = mode << 16
    info.flag_bits = flags
    return info


def of_entries(*infos: zipfile.ZipInfo) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info in infos:
            archive.writestr(info, bank("a"))
    return out.getvalue()


def locked() -> bytes:
    raw = bytearray(zipped({"a.yaml": bank("a")}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + place] |= 1
    return bytes(raw)


def twice() -> bytes:
    raw = zipped({"aa.yaml": bank("a"), "ab.yaml": bank("b")})
    return raw.replace(b"ab.yaml", b"aa.yaml")


def lying() -> bytes:
    """The tables say that ten bytes come out; ten times that do."""
    raw = bytearray(zipped({"a.yaml": bank("a")}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.index(mark) + place
        raw[at : at + 4] = struct.pack("<I", 10)
    return bytes(raw)


def strange_method() -> bytes:
    raw = bytearray(zipped({"a.yaml": bank("a")}))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        raw[raw.index(mark) + place] = 93
    return bytes(raw)


BAD = {
    "up": (of_entries(entry("../a.yaml")), "ZIP-NAME"),
    "up-inside": (of_entries(entry("items/../../a.yaml")), "ZIP-NAME"),
    "absolute": (of_entries(entry("/etc/a.yaml")), "ZIP-NAME"),
    "drive": (of_entries(entry("C:/a.yaml")), "ZIP-NAME"),
    "backslash": (of_entries(entry("..\\a.yaml")), "ZIP-NAME"),
    "control": (of_entries(entry("a\x1b[2J.yaml")), "ZIP-NAME"),
    "empty-step": (of_entries(entry("a//b.yaml")), "ZIP-NAME"),
    "link": (of_entries(entry("a.yaml", stat.S_IFLNK | 0o777)), "ZIP-LINK"),
    "device": (of_entries(entry("a.yaml", stat.S_IFBLK | 0o600)), "ZIP-LINK"),
    "twice": (twice(), "ZIP-TWICE"),
    "twice-in-case": (zipped({"A.yaml": bank("a"), "a.yaml": bank("b")}), "ZIP-TWICE"),
    "locked": (locked(), "ZIP-LOCKED"),
    "nested": (zipped({"a.yaml": bank("a"), "more.ZIP": b"PK"}), "ZIP-NESTED"),
    "strange-method": (strange_method(), "ZIP-METHOD"),
    "bzip": (zipped({"a.yaml": bank("a")}, zipfile.ZIP_BZIP2), "ZIP-METHOD"),
    "lying": (lying(), "ZIP-DAMAGED"),
    "cut": (zipped({"a.yaml": bank("a")})[:-30], "ZIP-DAMAGED"),
    "empty": (b"", "ZIP-DAMAGED"),
    "no-zip": (b"format: 1\n", "ZIP-DAMAGED"),
    "no-bank": (zipped({"a.txt": "a"}), "NO-BANK"),
    "thousand-to-one": (zipped({"a.yaml": b" " * 15_000_000}), "TOO-LARGE"),
    "many-big": (zipped({f"{n}.yaml": os.urandom(9) * 900_000 for n in range(3)}), "TOO-LARGE"),
    "too-many": (zipped({f"{n}.txt": "" for n in range(zips.MAX_ENTRIES + 1)}), "TOO-MANY"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_zip_is_one_clear_problem(tmp_path, name):
    raw, rule = BAD[name]
    path = tmp_path / "bad.zip"
    path.write_bytes(raw)
    problem = only_problem(path)
    assert problem.rule == rule
    assert problem.location.file.startswith("bad.zip")


def test_a_zip_over_the_limit_is_not_even_opened(tmp_path, monkeypatch):
    path = tmp_path / "big.zip"
    path.write_bytes(zipped({"a.yaml": os.urandom(3000)}))
    monkeypatch.setattr(zips, "MAX_ZIP", 1000)
    assert only_problem(path).rule == "TOO-LARGE"


def test_every_byte_of_a_zip_may_be_damaged_without_a_crash(tmp_path):
    raw = zipped({"items/a.yaml": bank("a"), "topics.yaml": TOPICS})
    path = tmp_path / "hurt.zip"
    for place in range(0, len(raw), 3):
        hurt = bytearray(raw)
        hurt[place] ^= 0xFF
        path.write_bytes(bytes(hurt))
        parcel = opened(path)
        assert len(parcel.problems) == (0 if parcel.parts else 1)
        assert {part.raw for part in parcel.parts} <= {bank("a").encode(), TOPICS.encode()}
