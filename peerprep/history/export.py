"""Everything that the records hold, as JSON that can be imported again.

The format is described in docs/export-format.md.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from peerprep.core.schedule import Memory
from peerprep.history.kept import KeptCorrection, KeptSitting
from peerprep.history.moving import everything
from peerprep.history.rebuild import in_order
from peerprep.history.store import Store

SCHEMA = 2
"""The version of the export's format."""


def complete(store: Store) -> dict[str, Any]:
    """Everything that the records hold."""
    kept = everything(store)
    rows = {
        "items": [
            {"revision": revision, **json.loads(body)}
            for (_, revision), body in sorted(kept.items.items())
        ],
        "sittings": [_sitting_out(sitting) for sitting in in_order(kept)],
        "memories": [_memory_out(memory) for _, memory in sorted(kept.memories.items())],
        "corrections": [
            _correction_out(*key, one) for key, one in sorted(kept.corrections.items())
        ],
        "remarks": [
            {"item": r.item, "kind": r.kind, "text": r.text, "at": r.at.isoformat()}
            for r in sorted(kept.remarks, key=lambda r: (r.at, r.item, r.kind, r.text))
        ],
        "pages": [{"page": p, "at": at.isoformat()} for p, at in sorted(kept.pages.items())],
        "exposures": [
            {"item": item, "count": one.count, "last": one.last.isoformat()}
            for item, one in sorted(store.exposures().items())
        ],
    }
    return {"schema": SCHEMA, "complete": True, **rows}


def _sitting_out(sitting: KeptSitting) -> dict[str, Any]:
    form = json.loads(sitting.form)
    names = ("number", "item", "revision", "order", "domain", "fresh")
    form["slots"] = [dict(zip(names, slot, strict=True)) for slot in form["slots"]]
    return {
        "uid": sitting.uid,
        "mode": asdict(sitting.mode),
        "form": form,
        "started_at": sitting.started_at.isoformat(),
        "ended_at": sitting.ended_at.isoformat() if sitting.ended_at else None,
        "steps": [
            {"kind": s.kind, "slot": s.slot, "value": s.value, "used": s.used,
             "at": s.at.isoformat()}
            for s in sitting.steps
        ],
    }  # fmt: skip


def _memory_out(memory: Memory) -> dict[str, Any]:
    return {
        "item": memory.item,
        "due": memory.due.isoformat(),
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "last_review": memory.last_review.isoformat(),
        "state": memory.state,
        "reviews": memory.reviews,
        "lapses": memory.lapses,
        "secure_days": [day.isoformat() for day in memory.secure_days],
        "urgent": memory.urgent,
    }


def _correction_out(item: str, revision: str, one: KeptCorrection) -> dict[str, Any]:
    return {
        "item": item,
        "revision": revision,
        "corrected": one.corrected,
        "key": json.loads(one.key),
        "at": one.at.isoformat(),
        "told": one.told.isoformat() if one.told else None,
    }
