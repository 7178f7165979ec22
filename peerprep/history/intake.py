"""Reading a complete export: checked whole before anything of it is believed.

Responses, exposures and readable rows in the file are passed over: they are worked out anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from peerprep.core.item import LEVELS, POOLS
from peerprep.core.schedule import SECURE_DAYS, Memory
from peerprep.core.session import Mode, Session, Step, StepKind, Value
from peerprep.history.encoding import form_to_text, item_from_text, item_to_text
from peerprep.history.export import SCHEMA
from peerprep.history.fields import Fields, Wrong, text, whole
from peerprep.history.kept import (
    Kept,
    KeptCorrection,
    KeptSitting,
    Remark,
    Revision,
    session_of,
)

MOST_BYTES = 64 * 1024 * 1024
"""So large may a file be that is imported: many years of practice."""

MOST_STEPS = 50_000
"""So many steps may one sitting have."""

_OF_A_SLOT = frozenset(
    {
        StepKind.SHOWN,
        StepKind.SELECTED,
        StepKind.RATED,
        StepKind.COMMITTED,
        StepKind.UNDONE,
        StepKind.AGAIN,
    }
)
_NUMBER = re.compile("[0-9]{1,6}")
_KINDS = ("single-best", "select-all", "true-false")
_STATUSES = ("draft", "reviewed", "retired")


class NotComplete(Exception):
    """The file is the short kind of export, which cannot be brought back."""


def read_export(content: bytes) -> Kept:
    """What a complete export holds. Raises Wrong with the place, or NotComplete."""
    top = Fields(_parsed(content), "")
    if top.raw("schema") == 1 or (top.raw("schema") == SCHEMA and top.raw("complete") is False):
        raise NotComplete
    if top.raw("schema") != SCHEMA or top.raw("complete") is not True:
        raise Wrong("schema", f"{SCHEMA}, as this peerprep writes it")
    items = dict(top.each("items", _item_in))
    sittings = top.each("sittings", lambda value, where: _sitting_in(value, where, items))
    kept = Kept(
        items=items,
        sittings={sitting.uid: sitting for sitting in sittings},
        memories={memory.item: memory for memory in top.each("memories", _memory_in)},
        corrections=dict(top.each("corrections", lambda v, w: _correction_in(v, w, items))),
        remarks=frozenset(top.each("remarks", _remark_in)),
        pages=dict(top.each("pages", _page_in)),
    )
    if len(kept.sittings) != len(sittings):
        raise Wrong("sittings", "without two of the same uid")
    return kept


def _parsed(content: bytes) -> object:
    if len(content) > MOST_BYTES:
        raise Wrong("", f"at most {MOST_BYTES // 2**20} MB large")
    try:
        return json.loads(
            content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except RecursionError:
        raise Wrong("", "an export of peerprep, and is nested deeper than one can be") from None
    except UnicodeDecodeError:
        raise Wrong("", "a text in UTF-8") from None
    except json.JSONDecodeError as error:
        raise Wrong("", f"whole JSON, and it breaks at line {error.lineno}") from None
    except ValueError:  # a number of thousands of digits
        raise Wrong("", "without numbers that no practice can have") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) != len(pairs):
        raise Wrong("", "without the same name twice in one object")
    return body


def _no_constant(name: str) -> object:
    raise Wrong("", f"without {name[:9]}, which is no number")


def _item_in(value: object, where: str) -> tuple[Revision, str]:
    body = Fields(value, where)
    for name in ("id", "topic", "stem", "principle"):
        body.text(name)
    for name in ("exhibit", "jurisdiction", "as_of"):
        body.text_or_none(name)
    for name in ("partial", "shuffle"):
        body.flag(name)
    for name in ("tags", "sensitive", "enemies", "key"):
        body.texts(name)
    if len(body.each("source", text)) != 2:
        raise Wrong(body.place("source"), "a source and a place in it")
    options = body.each("options", _texts_of(3))
    ids = [option[0] for option in options]
    if len(set(ids)) != len(ids) or not 2 <= len(ids) <= 10:
        raise Wrong(body.place("options"), "two to ten options of different ids")
    body.one_of("kind", _KINDS)
    body.one_of("level", LEVELS)
    body.one_of("pool", POOLS)
    body.one_of("status", _STATUSES)
    if not body.raw("key") or not set(body.texts("key")) <= set(ids):
        raise Wrong(body.place("key"), "some of the options")
    # What may be nothing may also be left out.
    nothing = {"exhibit": None, "jurisdiction": None, "as_of": None}
    item = item_from_text(json.dumps({**nothing, **body.body}))
    if item.revision != body.text("revision"):
        raise Wrong(body.place("revision"), f"{item.revision}, by the item's words")
    return (item.id, item.revision), item_to_text(item)


def _texts_of(count: int) -> Callable[[Any, str], list[str]]:
    def read(value: object, where: str) -> list[str]:
        if not isinstance(value, list) or len(value) != count:
            raise Wrong(where, f"{count} texts")
        return [text(entry, where) for entry in value]

    return read


def _sitting_in(value: object, where: str, items: dict[Revision, str]) -> KeptSitting:
    body = Fields(value, where)
    sitting = KeptSitting(
        uid=_uid(body),
        mode=_mode_in(body.raw("mode"), body.place("mode")),
        form=_form_in(body.raw("form"), body.place("form"), items),
        started_at=body.time("started_at"),
        ended_at=body.time_or_none("ended_at"),
        steps=tuple(body.each("steps", _step_in)),
    )
    if len(sitting.steps) > MOST_STEPS:
        raise Wrong(body.place("steps"), f"at most {MOST_STEPS}")
    session = session_of(sitting, items)
    _check_steps(session, body.place("steps"))
    return replace(sitting, form=form_to_text(session.form))


def _uid(body: Fields) -> str:
    uid = body.text("uid")
    if not 1 <= len(uid) <= 200:
        raise Wrong(body.place("uid"), "1 to 200 characters long")
    return uid


def _mode_in(value: object, where: str) -> Mode:
    body = Fields(value, where)
    return Mode(
        name=body.one_of("name", ("drill", "exam")),
        feedback_at_once=body.flag("feedback_at_once"),
        free_order=body.flag("free_order"),
        limit=None if body.raw("limit") is None else body.number("limit", 0, 1e6),
        certainty=body.flag("certainty"),
        strict=body.flag("strict"),
        repeats=body.flag("repeats"),
        break_after=None if body.raw("break_after") is None else body.whole("break_after"),
        break_minutes=body.whole("break_minutes"),
    )


def _form_in(value: object, where: str, items: dict[Revision, str]) -> str:
    body = Fields(value, where)
    slots = body.each("slots", lambda v, w: _slot_in(v, w, items))
    if not slots or len({slot[0] for slot in slots}) != len(slots):
        raise Wrong(body.place("slots"), "slots of different numbers, at least one")
    form = {
        "title": body.text("title"),
        "exam": body.text_or_none("exam"),
        "mix_note": body.text("mix_note"),
        "domains": body.each("domains", _texts_of(2)),
        "slots": slots,
    }
    return json.dumps(form, ensure_ascii=False)


def _slot_in(value: object, where: str, items: dict[Revision, str]) -> list[Any]:
    body = Fields(value, where)
    item, revision, order = body.text("item"), body.text("revision"), body.texts("order")
    if (item, revision) not in items:
        raise Wrong(where, "an item whose words are in the file")
    if sorted(order) != sorted(o[0] for o in json.loads(items[item, revision])["options"]):
        raise Wrong(body.place("order"), "each option of its item once")
    number = body.whole("number", 1)
    return [number, item, revision, order, body.text_or_none("domain"), body.flag("fresh")]


def _step_in(value: object, where: str) -> Step:
    body = Fields(value, where)
    return Step(
        StepKind(body.one_of("kind", tuple(StepKind))),
        body.time("at"),
        body.number("used", 0, 1e9),
        body.whole("slot"),
        _value_in(body.raw("value"), body.place("value")),
    )


def _value_in(value: object, where: str) -> Value:
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(text(entry, where) for entry in value)
    return text(value, where) if isinstance(value, str) else whole(value, where)


def _check_steps(session: Session, where: str) -> None:
    """Whether the steps can be walked: repeats of slots that there are, options of their items."""
    slots = {slot.number: slot.item for slot in session.form.slots}
    for n, step in enumerate(session.steps):
        place, value = f"{where}[{n}]", step.value
        if step.kind is StepKind.AGAIN:
            _check_again(slots, step, place)
            slots[step.slot] = slots[int(value[0])]  # type: ignore[index]
        elif step.slot not in slots and (step.slot or step.kind in _OF_A_SLOT):
            raise Wrong(f"{place}.slot", "a slot of the form")
        elif step.kind is StepKind.SELECTED:
            ids = {option.id for option in slots[step.slot].options}
            if not isinstance(value, tuple) or not set(value) <= ids:
                raise Wrong(f"{place}.value", "options of its item")
        elif step.kind is StepKind.RATED and value not in (1, 2, 3):
            raise Wrong(f"{place}.value", "1, 2 or 3")


def _check_again(slots: dict[int, Any], step: Step, where: str) -> None:
    value = step.value
    if not isinstance(value, tuple) or len(value) < 2 or step.slot in slots or not step.slot:
        raise Wrong(where, "a repeat with a slot of its own")
    of, place, *order = value
    numbers = all(
        part.isascii() and part.isdigit() and len(part) < 7 for part in (of, place or "0")
    )
    if not numbers or int(of) not in slots:
        raise Wrong(f"{where}.value", "a slot of the form and a place")
    if sorted(order) != sorted(option.id for option in slots[int(of)].options):
        raise Wrong(f"{where}.value", "each option of its item once")


def _memory_in(value: object, where: str) -> Memory:
    body = Fields(value, where)
    days = tuple(body.day(day, "secure_days") for day in body.texts("secure_days"))
    if len(days) > SECURE_DAYS:
        raise Wrong(body.place("secure_days"), f"at most {SECURE_DAYS} days")
    return Memory(
        item=body.text("item"),
        due=body.time("due"),
        stability=body.number("stability", 0.001, 1e5),
        difficulty=body.number("difficulty", 1, 10),
        last_review=body.time("last_review"),
        state=body.whole("state", 1, 3),
        reviews=body.whole("reviews"),
        lapses=body.whole("lapses"),
        secure_days=days,
        urgent=body.flag("urgent"),
    )


def _correction_in(
    value: object, where: str, items: dict[Revision, str]
) -> tuple[Revision, KeptCorrection]:
    body = Fields(value, where)
    item, revision, corrected = (body.text(name) for name in ("item", "revision", "corrected"))
    if (item, revision) not in items or (item, corrected) not in items:
        raise Wrong(where, "of an item whose words are in the file, before and after")
    key = json.dumps(sorted(body.texts("key")))
    return (item, revision), KeptCorrection(
        body.time("at"), corrected, key, body.time_or_none("told")
    )


def _remark_in(value: object, where: str) -> Remark:
    body = Fields(value, where)
    return Remark(body.time("at"), body.text("item"), body.text("kind"), body.text("text"))


def _page_in(value: object, where: str) -> tuple[str, Any]:
    body = Fields(value, where)
    return body.text("page"), body.time("at")
