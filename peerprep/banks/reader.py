"""Text → (Bank | None, problems) with line numbers. Nothing outside this pillar knows YAML."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from peerprep.banks.fields import Fields, Findings, did_you_mean
from peerprep.banks.tree import Mapping as MappingNode
from peerprep.banks.tree import Node, Scalar, Unreadable, decode, parse
from peerprep.banks.tree import Sequence as SequenceNode
from peerprep.core.bank import Bank, Source, Topic
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
from peerprep.core.problem import Location, Problem, has_errors

FORMAT = 1
KINDS = ("single-best", "select-all", "true-false")
MARKINGS = ("all-or-nothing", "partial")
MAX_OPTIONS = 10

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True)
class Reading:
    """What came of reading one bank file: the bank unless errors forbid it, and the problems."""

    bank: Bank | None
    problems: tuple[Problem, ...]
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where each item id stands."""
    enemies: tuple[tuple[str, str, Location], ...] = ()
    """Every (item, enemy named, place), to be looked up once all banks are read."""


@dataclass
class _Context:
    """What the items of one file share."""

    findings: Findings
    sources: Mapping[str, Source]
    exhibits: Mapping[str, str]
    topics: Collection[str] | None
    places: dict[str, Location]
    enemies: list[tuple[str, str, Location]]


def read_bank(raw: bytes, file: str, topics: Collection[str] | None = None) -> Reading:
    """Read one bank file. `topics` are the ids that exist; None leaves topics unchecked."""
    opened = open_file(raw, file, "A bank file")
    if isinstance(opened, Problem):
        return Reading(None, (opened,))
    top, findings = opened
    if not format_ok(top):
        return Reading(None, findings.sorted())
    bank_id = top.name("id")
    title = top.text("title", required=True)
    language = top.text("language", required=True, fix="Add a line such as `language: en`.")
    licence = top.text("licence", required=True, fix="Add one, such as `licence: CC-BY-SA-4.0`.")
    version = top.text("version", required=True, fix='Add one, such as `version: "1"`.')
    authors = top.texts("authors")
    sources = _sources(top)
    exhibits = _exhibits(top)
    context = _Context(findings, sources, exhibits, topics, {}, [])
    items = []
    for fields in top.mappings("items", "item", required=True):
        item = _item(fields, context)
        findings.item = None
        if item is not None:
            items.append(item)
    top.done()
    problems = findings.sorted()
    if not items and not problems:
        top.problem(None, "EMPTY", "The bank has no items.", "Add at least one under `items:`.")
        problems = findings.sorted()
    bank = None
    if bank_id and title and language and licence and version and not has_errors(problems):
        bank = Bank(
            bank_id, title, language, licence, version, sources, tuple(items), authors, file
        )
    return Reading(bank, problems, context.places, tuple(context.enemies))


def open_file(raw: bytes, file: str, what: str) -> tuple[Fields, Findings] | Problem:
    """Bytes → the fields of the top mapping, or the one problem that forbids reading on."""
    try:
        text = decode(raw, file)
        node = parse(text, file)
    except Unreadable as error:
        return _with_line(error.problem, raw)
    findings = Findings(text)
    if not isinstance(node, MappingNode):
        findings.add(
            node.at, "YAML", f"{what} should begin with named fields.", "Begin with `format: 1`."
        )
        return findings.found[0]
    return Fields(node, what, findings), findings


def _with_line(problem: Problem, raw: bytes) -> Problem:
    """The problem with its line, found without decoding the whole of a damaged file."""
    if problem.rule in {"TOO-LARGE", "ENCODING"}:
        return problem
    lines = raw.decode("utf-8", "replace").splitlines()
    at = problem.location
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    return Problem(at, problem.rule, problem.message, problem.fix, "error", None, line)


def format_ok(top: Fields) -> bool:
    """Whether the file is of a format that this version reads; says so kindly when not."""
    number = top.number("format", required=True)
    if number is None:
        return False
    if number > FORMAT:
        top.problem(
            top.node_of("format"),
            "FORMAT",
            f"The file is of format {number}; this peerprep reads format {FORMAT}.",
            "Update peerprep, or ask the author for a file of the older format.",
        )
        return False
    if number < FORMAT:
        top.problem(
            top.node_of("format"), "FORMAT", f"There is no format {number}.", "Write `format: 1`."
        )
        return False
    return True


def _sources(top: Fields) -> dict[str, Source]:
    found: dict[str, Source] = {}
    block = top.mapping("sources", required=True)
    if block is None:
        return found
    for name, scalar, node in block.names():
        if not isinstance(node, MappingNode):
            top.findings.add(
                scalar.at,
                "FIELD-TYPE",
                f"Source `{name}` should have named fields.",
                "Give it at least a title: {title: …}.",
            )
            continue
        fields = Fields(node, f"source `{name}`", top.findings)
        title = fields.text("title", required=True)
        source = Source(
            name,
            title or "",
            publisher=fields.text("publisher"),
            year=fields.number("year"),
            number=fields.text("number"),
            address=fields.text("address"),
            locator=fields.text("locator"),
        )
        fields.done()
        if title:
            found[name] = source
    return found


def _exhibits(top: Fields) -> dict[str, str]:
    block = top.mapping("exhibits")
    if block is None:
        return {}
    names = [name for name, _, _ in block.names()]
    return {name: text for name in names if (text := block.text(name)) is not None}


def _item(fields: Fields, context: _Context) -> Item | None:
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


def _note_place(fields: Fields, item_id: str, context: _Context) -> None:
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


def _topic(fields: Fields, context: _Context) -> str | None:
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
    for part in fields.mappings("options", "option", required=True):
        option, correct = _option(part)
        if option is None:
            continue
        if any(option.id == other.id for other in options):
            part.problem(
                None, "OPT-DUP", f"{part.what} says the same as one above.", "Reword or delete it."
            )
        options.append(option)
        if correct:
            key.append(option.id)
    node = fields.node_of("options")
    if isinstance(node, SequenceNode):
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


def _citation(fields: Fields, context: _Context) -> Citation | None:
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


def _exhibit(fields: Fields, context: _Context) -> str | None:
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


def _enemies(fields: Fields, item_id: str | None, context: _Context) -> frozenset[str]:
    names = fields.texts("enemies")
    node = fields.node_of("enemies")
    if item_id and node:
        context.enemies += [(item_id, name, node.at) for name in names]
    return frozenset(names)


def read_topics(raw: bytes, file: str) -> tuple[dict[str, Topic], tuple[Problem, ...]]:
    """Read a topics.yaml: topics by id, and the problems."""
    opened = open_file(raw, file, "A topics file")
    if isinstance(opened, Problem):
        return {}, (opened,)
    top, findings = opened
    topics: dict[str, Topic] = {}
    if not format_ok(top):
        return {}, findings.sorted()
    block = top.mapping("topics", required=True)
    parents: list[tuple[str, str, Node]] = []
    for name, scalar, node in block.names() if block else ():
        if not isinstance(node, MappingNode):
            findings.add(
                scalar.at, "FIELD-TYPE", f"Topic `{name}` needs fields.", "Give it a title."
            )
            continue
        fields = Fields(node, f"topic `{name}`", findings)
        title = fields.text("title", required=True) or name
        topics[name] = Topic(name, title, fields.text("description") or "", fields.text("parent"))
        parent = fields.node_of("parent")
        if isinstance(parent, Scalar):
            parents.append((name, parent.text, parent))
        fields.done()
    top.done()
    for name, parent_id, place in parents:
        if parent_id not in topics or parent_id == name:
            findings.add(
                place.at,
                "REF-BROKEN",
                f"Topic `{name}` has no parent `{parent_id}`." + did_you_mean(parent_id, topics),
                "Name a topic of this file, or delete the line.",
            )
    return topics, findings.sorted()
