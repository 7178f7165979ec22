"""The bank format as a JSON Schema, for editors. Tested against the reader."""

from __future__ import annotations

from typing import Any

from peerprep.banks.items import KINDS, MARKINGS, MAX_OPTIONS
from peerprep.banks.reader import FORMAT
from peerprep.core.item import LEVELS, POOLS, SENSITIVE, STATUSES

_NAME = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$", "maxLength": 80}
# Plain YAML turns 1.10 or 2026 into numbers; the reader takes them as written, so a schema that
# looks at the turned values has to allow both.
_TEXT = {"type": ["string", "number", "boolean"], "minLength": 1}
_MAYBE_TEXT = {"type": ["string", "number", "boolean", "null"]}
_WAIVE = {"type": ["object", "null"], "additionalProperties": _TEXT}
_TEXTS = {"oneOf": [{"type": "array", "items": _TEXT}, _TEXT]}


def _object(
    properties: dict[str, Any], required: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a bank file of format 1."""
    source = _object(
        {
            "title": {**_TEXT, "description": "Title of the publication."},
            "publisher": _MAYBE_TEXT,
            "year": {"type": ["integer", "null"]},
            "number": {**_MAYBE_TEXT, "description": "Publication number, docket or citation."},
            "address": {**_MAYBE_TEXT, "description": "Where it is found, without https://."},
            "locator": {**_MAYBE_TEXT, "description": "How places in it are named."},
        },
        ("title",),
    )
    option = _object(
        {
            "id": {**_NAME, "description": "Optional: keeps the option's identity if reworded."},
            "text": _TEXT,
            "rationale": {**_TEXT, "description": "Why it is best, or tempting and second best."},
            "correct": {"type": "boolean", "default": False},
        },
        ("text", "rationale"),
    )
    item = _object(
        {
            "id": {**_NAME, "description": "Unique in the whole library; never reused."},
            "kind": {"enum": list(KINDS), "default": KINDS[0]},
            "marking": {"enum": list(MARKINGS), "default": MARKINGS[0]},
            "topic": {**_NAME, "description": "A topic of topics.yaml."},
            "level": {"enum": list(LEVELS)},
            "pool": {"enum": list(POOLS), "default": "drill"},
            "status": {"enum": list(STATUSES), "default": "draft"},
            "stem": {**_TEXT, "description": "The problem; its last sentence is the question."},
            "exhibit": {**_MAYBE_TEXT, "description": "An id under `exhibits`."},
            "options": {
                "type": "array",
                "items": option,
                "minItems": 2,
                "maxItems": MAX_OPTIONS,
                "contains": {"properties": {"correct": {"const": True}}, "required": ["correct"]},
            },
            "principle": {**_TEXT, "description": "The one sentence the item teaches."},
            "source": _object({"id": _NAME, "locator": _TEXT}, ("id", "locator")),
            "jurisdiction": {**_MAYBE_TEXT, "description": "federal, or a state such as US-MD."},
            "tags": _TEXTS,
            "sensitive": {
                "oneOf": [
                    {"type": "array", "items": {"enum": list(SENSITIVE)}},
                    {"enum": list(SENSITIVE)},
                ]
            },
            "shuffle": {"type": "boolean", "default": True},
            "as_of": {
                **_MAYBE_TEXT,
                "description": "Year, month or day on which the fact was right.",
            },
            "enemies": {**_TEXTS, "description": "Items that never share a form with this one."},
            "waive": {**_WAIVE, "description": "Rules of the checker not followed here, and why."},
        },
        ("id", "topic", "level", "stem", "options", "principle", "source"),
    )
    top = _object(
        {
            "format": {"const": FORMAT},
            "id": _NAME,
            "title": _TEXT,
            "language": _TEXT,
            "licence": _TEXT,
            "version": _TEXT,
            "authors": _TEXTS,
            "sources": {"type": "object", "additionalProperties": source},
            "exhibits": {"type": "object", "additionalProperties": _TEXT},
            "waive": {
                **_WAIVE,
                "description": "Rules that the whole bank does not follow, and why.",
            },
            "items": {"type": "array", "items": item, "minItems": 1},
        },
        ("format", "id", "title", "language", "licence", "version", "sources", "items"),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "peerprep question bank, format 1",
        **top,
    }
