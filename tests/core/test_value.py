"""A quick frozen dataclass is a frozen dataclass: each test asks both kinds the same."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from peerprep.core.value import dataclass as quick


def both(**more: Any) -> list[Any]:
    """The same class, made by either."""

    def define(decorator: Any) -> Any:
        @decorator(frozen=True, **more)
        class Place:
            """A place."""

            file: str
            line: int = 1
            notes: dict[str, int] = field(default_factory=dict)

            @property
            def short(self) -> str:
                return f"{self.file}:{self.line}"

        return Place

    return [define(quick), define(dataclasses.dataclass)]


@quick(frozen=True)
class Kept:
    """At the top of a module, as pickle needs it."""

    name: str
    parts: tuple[int, ...] = ()


@pytest.fixture(params=[0, 1], ids=["quick", "usual"])
def place(request):
    return both()[request.param]


def test_what_is_given_and_what_is_left_out(place):
    one = place("a", notes={"n": 1})
    assert (one.file, one.line, one.notes, one.short) == ("a", 1, {"n": 1}, "a:1")
    assert place("a").notes is not place("a").notes
    assert place(line=2, file="b") == place("b", 2)


def test_wrong_arguments_are_told_by_name(place):
    for wrong in ({}, {"file": "a", "colour": "red"}):
        with pytest.raises(TypeError, match="__init__"):
            place(**wrong)


def test_nothing_can_be_changed_or_taken_away(place):
    one = place("a")
    with pytest.raises(FrozenInstanceError):
        one.line = 2
    with pytest.raises(FrozenInstanceError):
        one.other = 2
    with pytest.raises(FrozenInstanceError):
        del one.line
    assert one == place("a")


def test_equality_is_of_the_same_class_and_all_fields(place):
    assert place("a") == place("a")
    assert place("a") != place("b")
    assert place("a") != ("a", 1, {})
    assert both()[0]("a") != both()[1]("a")


def test_it_is_a_dataclass_to_dataclasses(place):
    one = place("a", 3)
    assert [f.name for f in dataclasses.fields(one)] == ["file", "line", "notes"]
    assert dataclasses.replace(one, line=4) == place("a", 4)
    assert dataclasses.asdict(one) == {"file": "a", "line": 3, "notes": {}}
    match one:
        case place(file, line):
            assert (file, line) == ("a", 3)


def test_it_says_what_it_is(place):
    name = "both.<locals>.define.<locals>.Place"
    assert repr(place("a")) == f"{name}(file='a', line=1, notes={{}})"
    assert str(inspect.signature(place)).startswith("(file")


def test_what_is_equal_has_one_hash():
    assert hash(Kept("a", (1,))) == hash(Kept("a", (1,)))
    assert len({Kept("a"), Kept("a"), Kept("b")}) == 2
    with pytest.raises(TypeError):
        hash(both()[0]("a"))  # a dictionary has no hash, so neither has what holds it


@pytest.mark.parametrize("kind", [0, 1], ids=["quick", "usual"])
def test_ordered_ones_compare_field_by_field_and_others_do_not(kind):
    ordered, plain = both(order=True)[kind], both()[kind]
    assert ordered("a", 2) < ordered("a", 3) <= ordered("b") > ordered("a") >= ordered("a")
    with pytest.raises(TypeError):
        plain("a") < plain("b")  # noqa: B015
    with pytest.raises(TypeError):
        ordered("a") < plain("b")  # noqa: B015


def test_it_is_copied_and_goes_to_other_processes():
    one = Kept("a", (1, 2))
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.copy(one) == copy.deepcopy(one) == one


@pytest.mark.parametrize("decorator", [quick, dataclasses.dataclass])
def test_a_class_may_say_itself_what_is_equal_and_how_it_begins(decorator):
    @decorator(frozen=True)
    class Word:
        """A word, whatever its case."""

        text: str

        def __post_init__(self) -> None:
            self.__dict__["text"] = self.text.strip()

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Word) and self.text.lower() == other.text.lower()

        def __repr__(self) -> str:
            return f"<{self.text}>"

    assert Word(" A ") == Word("a")
    assert hash(Word(" a ")) == hash(Word("a"))
    assert repr(Word("a")) == "<a>"


def test_a_child_that_adds_nothing_is_equal_among_its_own():
    class Plain(Kept):
        """The same again."""

    assert Plain("a") == Plain("a") != Kept("a")


def test_a_child_has_the_fields_of_its_parent_first():
    @quick(frozen=True)
    class Child(Kept):
        """More of it."""

        more: int = 0

    assert Child("a", (1,), 2).parts == (1,)
    assert Child("a") != Kept("a")
    assert [f.name for f in dataclasses.fields(Child)] == ["name", "parts", "more"]


def test_what_is_not_frozen_is_left_to_dataclasses():
    @quick
    class Open:
        """Can change."""

        number: int = 0

    one = Open()
    one.number = 5
    assert one == Open(5)
