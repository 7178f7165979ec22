"""The records of two machines made one, as if all had been done on one machine in time order.

Merging is a union, so its order does not matter and doing it twice changes nothing. A sitting is
known by its uid. Where both machines have it, the one that went on further counts; where a mock
was gone on with on both, each way is kept as a sitting of its own. What follows from the steps is
worked out anew; the memory of an item is replayed only when both machines know something of it
that the other does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Any, TypeVar

from peerprep.core.reviewing import Sat, replay
from peerprep.core.schedule import Memory
from peerprep.core.session import Step, StepKind
from peerprep.history.encoding import value_to_text
from peerprep.history.kept import Kept, KeptCorrection, KeptSitting, Revision, session_of

K = TypeVar("K")
V = TypeVar("V")

BRANCH = "~"
"""Parts a uid from the name of its branch, where a sitting was gone on with on two machines."""


def merge(one: Kept, other: Kept) -> Kept:
    """Everything that either of them holds."""
    items = _both(one.items, other.items, max)
    corrections = _both(one.corrections, other.corrections, _later_correction)
    sittings = _aged(_families([*one.sittings.values(), *other.sittings.values()]))
    merged = Kept(
        items=items,
        sittings={sitting.uid: sitting for sitting in sittings},
        corrections=corrections,
        remarks=one.remarks | other.remarks,
        pages=_both(one.pages, other.pages, max),
    )
    return replace(merged, memories=_memories(one, other, merged))


def _both(one: Mapping[K, V], other: Mapping[K, V], choose: Callable[[V, V], V]) -> dict[K, V]:
    found = {**one, **other}
    for key in one.keys() & other.keys():
        if one[key] != other[key]:
            found[key] = choose(one[key], other[key])
    return found


def _later_correction(one: KeptCorrection, other: KeptCorrection) -> KeptCorrection:
    def weight(c: KeptCorrection) -> tuple[Any, ...]:
        return (c.at, c.corrected, c.key, c.told is not None, c.told or c.at)

    return max(one, other, key=weight)


# Sittings


def _families(sittings: Iterable[KeptSitting]) -> list[KeptSitting]:
    """Every way a sitting went, once: what another one continues is left out."""
    families: dict[str, list[KeptSitting]] = {}
    for sitting in sittings:
        families.setdefault(base(sitting.uid), []).append(sitting)
    return [one for uid, family in families.items() for one in _branches(uid, family)]


def base(uid: str) -> str:
    """The uid that a sitting began with."""
    return uid.partition(BRANCH)[0]


def _branches(uid: str, family: list[KeptSitting]) -> list[KeptSitting]:
    ways: list[KeptSitting] = []
    for sitting in sorted(family, key=_weight, reverse=True):
        if not any(_continues(way, sitting) for way in ways):
            ways.append(sitting)
    form = _common_form([sitting.form for sitting in family])
    ways = [replace(way, form=form) for way in ways]
    first, *more = ways
    return [
        replace(first, uid=uid),
        *(replace(way, uid=uid + BRANCH + _digest(way)) for way in more),
    ]


def _core(sitting: KeptSitting) -> tuple[Step, ...]:
    """The steps that the candidate took: that it was ended because it was left is none of them."""
    steps = sitting.steps
    if steps and steps[-1].kind is StepKind.SUBMITTED and steps[-1].value == "left":
        return steps[:-1]
    return steps


def _continues(longer: KeptSitting, shorter: KeptSitting) -> bool:
    core = _core(shorter)
    return _core(longer)[: len(core)] == core


def _weight(sitting: KeptSitting) -> tuple[Any, ...]:
    """The further a sitting went, the heavier; ended before open, and the rest only to decide."""
    core = _core(sitting)
    ended = sitting.ended_at
    return (
        len(core),
        [_plain(step) for step in core],
        len(sitting.steps),
        # Of two that were ended because they were left, the earlier ending.
        -ended.timestamp() if ended else 0.0,
        [_plain(step) for step in sitting.steps[len(core) :]],
    )


def _plain(step: Step) -> tuple[Any, ...]:
    return (step.at, step.kind, step.slot, step.used, value_to_text(step) or "")


def _digest(sitting: KeptSitting) -> str:
    steps = [(s.kind, s.slot, s.used, s.at.isoformat(), value_to_text(s)) for s in _core(sitting)]
    return hashlib.sha256(json.dumps(steps).encode()).hexdigest()[:16]


# Fresh and seen


def _common_form(forms: list[str]) -> str:
    """One form of several that differ in what was fresh: fresh is what was fresh everywhere."""
    if len(set(forms)) == 1:
        return forms[0]
    bodies = [json.loads(form) for form in forms]
    seen = {slot[0] for body in bodies for slot in body["slots"] if not slot[5]}
    return max(_unfresh(body, seen.__contains__) for body in bodies)


def _unfresh(body: dict[str, Any], is_seen: Callable[[int], bool]) -> str:
    for slot in body["slots"]:
        slot[5] = bool(slot[5]) and not is_seen(slot[0])
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _aged(sittings: list[KeptSitting]) -> list[KeptSitting]:
    """The sittings with what was fresh: not what another one, on any machine, had shown before."""
    shown: dict[str, list[tuple[datetime, str]]] = {}
    for sitting in sittings:
        slots = {slot[0]: slot[1] for slot in json.loads(sitting.form)["slots"]}
        for step in sitting.steps:
            if step.kind is StepKind.SHOWN and step.slot in slots:
                shown.setdefault(slots[step.slot], []).append((step.at, base(sitting.uid)))
    firsts = {item: sorted(set(times)) for item, times in shown.items()}
    return [_with_seen(sitting, firsts) for sitting in sittings]


def _with_seen(
    sitting: KeptSitting, shown: Mapping[str, list[tuple[datetime, str]]]
) -> KeptSitting:
    body = json.loads(sitting.form)
    own = base(sitting.uid)
    seen = {
        slot[0]
        for slot in body["slots"]
        if slot[5]
        and any(
            uid != own
            for _, uid in takewhile(lambda t: t[0] < sitting.started_at, shown.get(slot[1], ()))
        )
    }
    return replace(sitting, form=_unfresh(body, seen.__contains__)) if seen else sitting


# Memories


def _memories(one: Kept, other: Kept, merged: Kept) -> dict[str, Memory]:
    ours, theirs = _evidence(one), _evidence(other)
    found: dict[str, Memory | None] = {}
    torn: list[str] = []
    for item in ours.keys() | theirs.keys() | one.memories.keys() | other.memories.keys():
        a, b = ours.get(item, frozenset()), theirs.get(item, frozenset())
        if a == b:
            found[item] = _sooner(one.memories.get(item), other.memories.get(item))
        elif a > b:
            found[item] = one.memories.get(item)
        elif b > a:
            found[item] = other.memories.get(item)
        else:
            torn.append(item)
    found |= _replayed(torn, merged)
    return {item: memory for item, memory in found.items() if memory is not None}


def _sooner(one: Memory | None, other: Memory | None) -> Memory | None:
    """Of two memories of the same answers the one that asks sooner; they hardly ever differ."""
    known = [memory for memory in (one, other) if memory is not None]
    return min(known, key=lambda m: (m.due, repr(m))) if known else None


def _evidence(kept: Kept) -> dict[str, frozenset[Any]]:
    """What the records know of each item: when it was shown, answered, taken back, corrected."""
    found: dict[str, set[Any]] = {}
    for sitting in kept.sittings.values():
        slots = {slot[0]: slot[1] for slot in json.loads(sitting.form)["slots"]}
        for n, step in enumerate(sitting.steps):
            telling = {StepKind.SHOWN, StepKind.COMMITTED, StepKind.UNDONE}
            if step.kind in telling and step.slot in slots:
                mark = (base(sitting.uid), n, step.kind, step.at)
                found.setdefault(slots[step.slot], set()).add(mark)
    for (item, revision), correction in kept.corrections.items():
        found.setdefault(item, set()).add((revision, correction.corrected, correction.at))
    return {item: frozenset(marks) for item, marks in found.items()}


def _replayed(items: list[str], merged: Kept) -> dict[str, Memory | None]:
    if not items:
        return {}
    asked: dict[str, list[Sat]] = {item: [] for item in items}
    for sitting in merged.sittings.values():
        if sitting.mode.feedback_at_once:
            sat = Sat(sitting.uid, session_of(sitting, merged.items))
            for item in {slot.item.id for slot in sat.session.form.slots} & asked.keys():
                asked[item].append(sat)
    return {
        item: replay(item, sats, _corrected_at(item, merged.corrections))
        for item, sats in asked.items()
    }


def _corrected_at(item: str, corrections: Mapping[Revision, KeptCorrection]) -> list[datetime]:
    return [one.at for (name, _), one in corrections.items() if name == item]
