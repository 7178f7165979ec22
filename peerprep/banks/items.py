"""One item: mapping → Item, with every problem at its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

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
from peerprep.core.value import dataclass

KINDS = ("single-best", "select-all", "true-false")
MARKINGS = ("all-or-nothing", "partial")
MAX_OPTIONS = 10

_SOURCE_FIX = "Add a line `source: {id: …, locator: …}`."
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True)
class Waiver:
    """A rule that an author does not follow, in one item or (without one) in the whole bank."""

    rule: str
    reason: str
    item: str | None
    at: Location


@dataclass
class Context:
    """What the items of one file share."""

    findings: Findings
    sources: Mapping[str, Source]
    exhibits: Mapping[str, str]
    topics: Collection[str] | None
    places: dict[str, Location]
    enemies: list[tuple[str, str, Location]]
    waivers: list[Waiver]
    damaged: list[Item]
    """Items with errors, as far as they could be read: the wording of the rest is checked."""


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
    stem = _needed(fields, "stem", "STEM-EMPTY")
    kind, options = _options(fields)
    principle = _needed(fields, "principle", "PRINCIPLE-MISS")
    citation = _citation(fields, context)
    exhibit = _exhibit(fields, context)
    as_of = _as_of(fields)
    sensitive = _sensitive(fields)
    shuffle = fields.flag("shuffle", True)
    jurisdiction = fields.text("jurisdiction")
    tags = fields.texts("tags")
    enemies = _enemies(fields, item_id, context)
    read_waivers(fields, item_id, context.waivers)
    fields.done()
    if pool == "mock" and isinstance(kind, SelectAll | TrueFalse):
        fields.problem(
            fields.node_of("pool"),
            "MOCK-KIND",
            "A mock item has to be single-best, as on the exams.",
            "Put it into `pool: drill`.",
        )
    if not item_id or kind is None:
        return None
    # Where something required is missing it has been reported above, and the item is not sound.
    item = Item(
        id=item_id,
        topic=topic or "",
        level=level or "recall",
        stem=stem or "",
        options=options,
        kind=kind,
        principle=principle or "",
        citation=citation or Citation("", ""),
        pool=pool or "drill",
        status=status or "draft",
        exhibit=exhibit,
        jurisdiction=jurisdiction,
        tags=tags,
        sensitive=sensitive,
        shuffle=shuffle,
        as_of=as_of,
        enemies=enemies,
    )
    if len(context.findings.found) == before:
        return item
    context.damaged.append(item)
    return None


def read_waivers(fields: Fields, item_id: str | None, waivers: list[Waiver]) -> None:
    """The rules waived under `waive`, each with its reason."""
    block = fields.mapping("waive")
    for name, scalar, _ in block.names() if block else ():
        assert block
        reason = block.text(name, required=True, fix="Say why the rule is not followed here.")
        if reason:
            waivers.append(Waiver(name, reason, item_id, scalar.at))


def _needed(fields: Fields, name: str, rule: str, fix: str | None = None) -> str | None:
    """A required text, whose absence has a rule of its own."""
    text = fields.text(name)
    if not text and (fields.node_of(name) is None or text == ""):
        fields.problem(
            fields.node_of(name),
            rule,
            f"{fields.what} has no `{name}`.",
            fix or f"Add a line `{name}: …`.",
        )
    return text or None


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
    key: list[str] = []
    ids: set[str] = set()
    seen: set[str] = set()
    for part in fields.mappings("options", "option", required=True):
        option, correct = _option(part)
        if option is None:
            continue
        plain = _folded(option.text)
        if option.id in ids or plain in seen:
            option = _told_apart(part, option, options)
        ids.add(option.id)
        seen.add(plain)
        options.append(option)
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
    text = _needed(part, "text", "OPT-EMPTY", "Write its text or delete it.")
    rationale = _needed(
        part, "rationale", "FEEDBACK-MISS", "Say in a sentence why it is right or second best."
    )
    given = part.text("id")
    correct = part.flag("correct", False)
    part.done()
    if text is None:
        return None, correct
    return Option(given or option_id(text), text, rationale or ""), correct


def _folded(text: str) -> str:
    """A quick form of an option's words; options that differ in it are never the same."""
    return " ".join(text.casefold().split()).rstrip(".,;:!?… ")


def _told_apart(part: Fields, option: Option, above: list[Option]) -> Option:
    """The option, reported where it says the same as one above; else with an id of its own.

    The id of an option does not regard case; `ls -a` and `ls -A` are two options none the less, so
    the later one gets an id from its exact text.
    """
    from peerprep.core.checks.words import same_words  # rarely needed: kept out of start-up

    if any(same_words(option.text, other.text) for other in above):
        part.problem(
            None, "OPT-DUP", f"{part.what} says the same as one above.", "Reword or delete it."
        )
    elif any(option.id == other.id for other in above):
        if part.node_of("id"):
            part.problem(
                part.node_of("id"),
                "OPT-DUP",
                f"The id of {part.what} is taken.",
                "Change or delete it.",
            )
        else:
            exact = hashlib.sha256(f"exactly {option.text}".encode())
            return replace(option, id=exact.hexdigest()[:8])
    return option


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
    block = fields.mapping("source")
    if block is None:
        if fields.node_of("source") is None:
            fields.problem(None, "SOURCE-MISS", f"{fields.what} has no `source`.", _SOURCE_FIX)
        return None
    source = _needed(block, "id", "SOURCE-MISS", "Name a source of the head of this file.")
    locator = _needed(
        block,
        "locator",
        "SOURCE-MISS",
        "Say where in the publication: section, category, principle.",
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
