"""Text → (Bank | None, problems) with line numbers. Nothing outside this pillar knows YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from peerprep.banks.fields import Fields, Findings, did_you_mean
from peerprep.banks.items import Context, Waiver, read_item, read_waivers
from peerprep.banks.tree import Mapping as MappingNode
from peerprep.banks.tree import Node, Scalar, Unreadable, decode, parse
from peerprep.core.bank import Bank, Source, Topic
from peerprep.core.item import Item
from peerprep.core.problem import Location, Problem, has_errors
from peerprep.core.value import dataclass

FORMAT = 1


@dataclass(frozen=True)
class Reading:
    """What came of reading one bank file: the bank unless errors forbid it, and the problems."""

    bank: Bank | None
    problems: tuple[Problem, ...]
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where each item id stands."""
    enemies: tuple[tuple[str, str, Location], ...] = ()
    """Every (item, enemy named, place), to be looked up once all banks are read."""
    items: tuple[Item, ...] = ()
    """The sound items, even when the bank as a whole is refused."""
    damaged: tuple[Item, ...] = ()
    """Items with errors, as far as they could be read: for the checker alone."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    """What authors waive, of items and of the bank."""


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
    context = Context(findings, sources, exhibits, topics, {}, [], [], [])
    read_waivers(top, None, context.waivers)
    items = []
    for fields in top.mappings("items", "item", required=True):
        item = read_item(fields, context)
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
    return Reading(
        bank,
        problems,
        context.places,
        tuple(context.enemies),
        tuple(items),
        tuple(context.damaged),
        sources,
        tuple(context.waivers),
    )


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
        found[name] = source
    return found


def _exhibits(top: Fields) -> dict[str, str]:
    block = top.mapping("exhibits")
    if block is None:
        return {}
    names = [name for name, _, _ in block.names()]
    return {name: text for name in names if (text := block.text(name)) is not None}


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
