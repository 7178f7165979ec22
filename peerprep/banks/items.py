"""One item: mapping → Item, with every problem at its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from peerprep.banks.fields import Fields, Findings, did_you_mean
from peerprep.banks.tree import Node, Sequence
from peerprep.core.bank import Source
from peerprep.core.item import (
    LEVELS,
    POOLS,
    SENSITIVE,
    STATUSES,
    Citation,
    Item,
    Kind,
    Option,
    SelectAll,
    SingleBest,
    TrueFalse,
    option_id,
)
from peerprep.core.problem import Location

KINDS = ("single-best", "select-all", "true-false")
MARKINGS = ("all-or-nothing", "partial")
MAX_OPTIONS = 10

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass
class Context:
    """What the items of one file share."""

    findings: Findings
    sources: Mapping[str, Source]
    exhibits: Mapping[str, str]
    topics: Collection[str] | None
    places: dict[str, Location]
    enemies: list[tuple[str, str, Location]]


def read_item(fields: Fields, context: Context) -> Item | None:
    """The item, or None when anything is wrong with it (which is then in the findings)."""
    before = len(context.findings.found)
    item_id = fields.name("id")
    if item_id:
        fields.what = f"item {item_id}"
        context.findings.item = item_id
        _note_place(fields, item_id, context)
    topic = _topic(fields, context)
    level = fields.choice("level", LEVELS)
    pool = fields.choice("pool", POOLS, "drill")
    status = fields.choice("status", STATUSES, "draft")
    stem = fields.text("stem", required=True)
    kind, options = _options(fields)
    principle = fields.text("principle", required=True)
    citation = _citation(fields, context)
    exhibit = _exhibit(fields, context)
    as_of = _as_of(fields)
    sensitive = _sensitive(fields)
    shuffle = fields.flag("shuffle", True)
    jurisdiction = fields.text("jurisdiction")
    tags = fields.texts("tags")
    enemies = _enemies(fields, item_id, context)
    fields.mapping("waive")  # read by the checker, which knows the rules
    fields.done()
    if pool == "mock" and isinstance(kind, SelectAll | TrueFalse):
        fields.problem(
            fields.node_of("pool"),
            "MOCK-KIND",
            "A mock item has to be single-best, as on the exams.",
            "Put it into `pool: drill`.",
        )
    if len(context.findings.found) > before:
        return None
    # Every required field is there: whatever was missing has been reported just above.
    assert item_id and topic and level and pool and status and stem and kind
    assert principle and citation
    return Item(
        id=item_id,
        topic=topic,
        level=level,
        stem=stem,
        options=options,
        kind=kind,
        principle=principle,
        citation=citation,
        pool=pool,
        status=status,
        exhibit=exhibit,
        jurisdiction=jurisdiction,
        tags=tags,
        sensitive=sensitive,
        shuffle=shuffle,
        as_of=as_of,
        enemies=enemies,
    )


def _note_place(fields: Fields, item_id: str, context: Context) -> None:
    node = fields.node_of("id")
    at = node.at if node else fields.node.at
    if item_id in context.places:
        fields.problem(
            node,
            "ITEM-ID",
            f"The id `{item_id}` is taken: {context.places[item_id]}.",
            "Give this item an id of its own.",
        )
    context.places.setdefault(item_id, at)


def _topic(fields: Fields, context: Context) -> str | None:
    topic = fields.text("topic", required=True)
    if topic and context.topics is not None and topic not in context.topics:
        fields.problem(
            fields.node_of("topic"),
            "REF-BROKEN",
            f"There is no topic `{topic[:40]}`.{did_you_mean(topic, context.topics)}",
            "Use a topic of topics.yaml (`peerprep topics` lists them) or add it there.",
        )
    return topic


def _options(fields: Fields) -> tuple[Kind | None, tuple[Option, ...]]:
    name = fields.choice("kind", KINDS, "single-best")
    marking = fields.choice("marking", MARKINGS, "all-or-nothing")
    options: list[Option] = []
    ids: set[str] = set()
    key: list[str] = []
    for part in fields.mappings("options", "option", required=True):
        option, correct = _option(part)
        if option is None:
            continue
        if option.id in ids:
            part.problem(
                None, "OPT-DUP", f"{part.what} says the same as one above.", "Reword or delete it."
            )
        options.append(option)
        ids.add(option.id)
        if correct:
            key.append(option.id)
    node = fields.node_of("options")
    if isinstance(node, Sequence):
        _count_options(fields, node, name or "single-best", len(options), len(key))
    kind: Kind
    if name == "select-all":
        kind = SelectAll(frozenset(key), partial=marking == "partial")
    elif name == "true-false":
        kind = TrueFalse(frozenset(key))
    else:
        kind = SingleBest(frozenset(key))
    return kind, tuple(options)


def _option(part: Fields) -> tuple[Option | None, bool]:
    text = part.text("text", required=True)
    rationale = part.text(
        "rationale", required=True, fix="Say in a sentence why it is right or second best."
    )
    given = part.text("id")
    correct = part.flag("correct", False)
    part.done()
    if text is None or rationale is None:
        return None, correct
    if not text:
        part.problem(None, "OPT-EMPTY", f"{part.what} is empty.", "Write its text or delete it.")
        return None, correct
    return Option(given or option_id(text), text, rationale), correct


def _count_options(fields: Fields, node: Node, kind: str, options: int, keys: int) -> None:
    def report(rule: str, message: str, fix: str) -> None:
        fields.problem(node, rule, f"{fields.what} {message}", fix)

    if options < 2:
        report("OPT-COUNT", "has fewer than two options.", "Add options; four is usual.")
    elif options > MAX_OPTIONS:
        report("OPT-COUNT", f"has more than {MAX_OPTIONS} options.", "Keep the best four.")
    elif kind == "true-false" and options != 2:
        report("OPT-COUNT", "is true-false but has not two options.", "Keep `True` and `False`.")
    if keys == 0 and options:
        report("KEY-NONE", "has no key.", "Put `correct: true` under the best option.")
    elif keys > 1 and kind != "select-all":
        report(
            "KEY-MANY",
            f"has {keys} keys but is {kind}.",
            "Keep `correct: true` on one option, or write `kind: select-all`.",
        )


def _citation(fields: Fields, context: Context) -> Citation | None:
    block = fields.mapping("source", required=True)
    if block is None:
        return None
    source = block.text("id", required=True)
    locator = block.text(
        "locator", required=True, fix="Say where in the publication: section, category, principle."
    )
    block.done()
    if source and source not in context.sources:
        block.problem(
            block.node_of("id"),
            "REF-BROKEN",
            f"There is no source `{source[:40]}` at the head of this file."
            + did_you_mean(source, context.sources),
            "Add it under `sources:` with its title.",
        )
        return None
    return Citation(source, locator) if source and locator else None


def _exhibit(fields: Fields, context: Context) -> str | None:
    name = fields.text("exhibit")
    if name is None:
        return None
    if name not in context.exhibits:
        fields.problem(
            fields.node_of("exhibit"),
            "REF-BROKEN",
            f"There is no exhibit `{name[:40]}` at the head of this file."
            + did_you_mean(name, context.exhibits),
            "Add it under `exhibits:`.",
        )
        return None
    return context.exhibits[name]


def _as_of(fields: Fields) -> str | None:
    text = fields.text("as_of")
    if text is not None and not _DATE.fullmatch(text):
        fields.problem(
            fields.node_of("as_of"),
            "FIELD-VALUE",
            f"`as_of` cannot be `{text[:40]}`.",
            "Write a year, a month or a day: 2026, 2026-06 or 2026-06-30.",
        )
    return text


def _sensitive(fields: Fields) -> tuple[str, ...]:
    labels = fields.texts("sensitive")
    for label in labels:
        if label not in SENSITIVE:
            fields.problem(
                fields.node_of("sensitive"),
                "FIELD-VALUE",
                f"`{label[:40]}` is no sensitive label.{did_you_mean(label, SENSITIVE)}",
                f"Use: {', '.join(SENSITIVE)}.",
            )
    return labels


def _enemies(fields: Fields, item_id: str | None, context: Context) -> frozenset[str]:
    names = fields.texts("enemies")
    node = fields.node_of("enemies")
    if item_id and node:
        context.enemies += [(item_id, name, node.at) for name in names]
    return frozenset(names)
