"""Core values ↔ JSON text, for the records. What is kept comes back equal."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from peerprep.core.form import Form, Slot
from peerprep.core.item import Citation, Item, Kind, Option, SelectAll, SingleBest, TrueFalse
from peerprep.core.session import Mode, Step, StepKind


def item_to_text(item: Item) -> str:
    """An item as it was when it was shown."""
    body: dict[str, Any] = {
        "id": item.id,
        "topic": item.topic,
        "level": item.level,
        "pool": item.pool,
        "status": item.status,
        "stem": item.stem,
        "exhibit": item.exhibit,
        "kind": item.kind.name,
        "partial": isinstance(item.kind, SelectAll) and item.kind.partial,
        "key": sorted(item.key),
        "options": [[option.id, option.text, option.rationale] for option in item.options],
        "principle": item.principle,
        "source": [item.citation.source, item.citation.locator],
        "jurisdiction": item.jurisdiction,
        "tags": list(item.tags),
        "sensitive": list(item.sensitive),
        "shuffle": item.shuffle,
        "as_of": item.as_of,
        "enemies": sorted(item.enemies),
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def item_from_text(text: str) -> Item:
    """The item that `item_to_text` kept."""
    body = json.loads(text)
    key = frozenset(body["key"])
    kind: Kind
    match body["kind"]:
        case "select-all":
            kind = SelectAll(key, partial=body["partial"])
        case "true-false":
            kind = TrueFalse(key)
        case _:
            kind = SingleBest(key)
    return Item(
        id=body["id"],
        topic=body["topic"],
        level=body["level"],
        stem=body["stem"],
        options=tuple(Option(*parts) for parts in body["options"]),
        kind=kind,
        principle=body["principle"],
        citation=Citation(*body["source"]),
        pool=body["pool"],
        status=body["status"],
        exhibit=body["exhibit"],
        jurisdiction=body["jurisdiction"],
        tags=tuple(body["tags"]),
        sensitive=tuple(body["sensitive"]),
        shuffle=body["shuffle"],
        as_of=body["as_of"],
        enemies=frozenset(body["enemies"]),
    )


def form_to_text(form: Form) -> str:
    """A form with its items by id and revision; the items themselves are kept once, apart."""
    return json.dumps(
        {
            "title": form.title,
            "exam": form.exam,
            "mix_note": form.mix_note,
            "domains": [list(pair) for pair in form.domain_names],
            "slots": [
                [s.number, s.item.id, s.item.revision, list(s.order), s.domain, s.fresh]
                for s in form.slots
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def form_from_text(text: str, items: dict[tuple[str, str], Item]) -> Form:
    """The form that `form_to_text` kept; `items` by (id, revision). KeyError when one is gone."""
    body = json.loads(text)
    slots = tuple(
        Slot(number, items[item, revision], tuple(order), domain, bool(fresh))
        for number, item, revision, order, domain, fresh in body["slots"]
    )
    names = tuple((pair[0], pair[1]) for pair in body["domains"])
    return Form(slots, body["title"], body["exam"], body["mix_note"], names)


def mode_to_text(mode: Mode) -> str:
    """A mode as JSON."""
    return json.dumps(asdict(mode))


def mode_from_text(text: str) -> Mode:
    """The mode that `mode_to_text` kept."""
    return Mode(**json.loads(text))


def value_to_text(step: Step) -> str | None:
    """A step's value as JSON, or None."""
    return None if step.value is None else json.dumps(step.value, ensure_ascii=False)


def step_from_row(kind: str, slot: int, value: str | None, used: float, at: str) -> Step:
    """The step that a row of the records holds."""
    kept = json.loads(value) if value is not None else None
    if isinstance(kept, list):
        kept = tuple(kept)
    return Step(StepKind(kind), datetime.fromisoformat(at), used, slot, kept)
