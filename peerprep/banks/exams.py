"""Exam files: YAML → Exam, with the status and source of every fact."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction
from typing import TypeVar

from peerprep.banks.fields import Fields, did_you_mean
from peerprep.banks.reader import format_ok, open_file
from peerprep.core.blueprint import FACT_STATUSES, Break, Domain, Exam, Fact
from peerprep.core.problem import Problem, has_errors

T = TypeVar("T")

MOST = 1000
"""More items or minutes than any exam has."""


def read_exam(
    raw: bytes, file: str, topics: Collection[str] | None = None
) -> tuple[Exam | None, tuple[Problem, ...]]:
    """Read one exam file. `topics` are the ids that exist; None leaves them unchecked."""
    opened = open_file(raw, file, "An exam file")
    if isinstance(opened, Problem):
        return None, (opened,)
    top, findings = opened
    if not format_ok(top):
        return None, findings.sorted()
    exam_id, name, body = top.name("id"), top.text("name", required=True), top.text("body")
    domains, domains_fact = _domains(top, topics)
    weights_fact, proxy = _weights(top, domains)
    exam = Exam(
        id=exam_id or "",
        name=name or "",
        body=body or "",
        items=_fact(top, "items", _count),
        minutes=_fact(top, "minutes", _count),
        options=_fact(top, "options", _count),
        scale=_fact(top, "scale", _text),
        passes=_fact(top, "passes", _text),
        retake=_fact(top, "retake", _text),
        domains=domains,
        domains_fact=domains_fact,
        weights_fact=weights_fact,
        proxy=proxy,
        aliases=_aliases(top),
        facts=_facts(top),
        pause=_break(top),
        written=top.flag("written", True),
        note=top.text("note"),
        file=file,
    )
    top.done()
    problems = findings.sorted()
    return (None if has_errors(problems) else exam), problems


def _count(fields: Fields) -> int | None:
    number = fields.number("value")
    if number is not None and not 1 <= number <= MOST:
        fields.problem(
            fields.node_of("value"),
            "FIELD-VALUE",
            f"`value` cannot be {number} in {fields.what}.",
            f"Write a number from 1 to {MOST}, or null where it is not known.",
        )
        return None
    return number


def _text(fields: Fields) -> str | None:
    return fields.text("value")


def _fact(top: Fields, name: str, take: Callable[[Fields], T | None]) -> Fact[T]:
    fields = top.mapping(name)
    if fields is None:
        return Fact(None)
    fact = _one_fact(fields, take(fields))
    fields.done()
    return fact


def _one_fact(fields: Fields, value: T | None) -> Fact[T]:
    status = fields.choice("status", FACT_STATUSES) or "unknown"
    source = fields.text("source")
    if value is None and status != "unknown":
        fields.problem(
            None,
            "FACT-STATUS",
            f"{fields.what} has no value but is called {status}.",
            "Give the value, or write `status: unknown`.",
        )
    if value is not None and status != "unknown" and source is None:
        fields.problem(
            None,
            "FACT-SOURCE",
            f"{fields.what} has a value but no source.",
            "Say where it was read: `source: …`.",
        )
    return Fact(value, status, source, fields.text("as_of"), fields.text("note"))


def _domains(top: Fields, topics: Collection[str] | None) -> tuple[tuple[Domain, ...], Fact[str]]:
    block = top.mapping("domains")
    if block is None:
        return (), Fact(None)
    found: list[Domain] = []
    owner: dict[str, str] = {}
    for fields in block.mappings("list", "domain"):
        domain_id, name = fields.name("id"), fields.text("name", required=True)
        names = fields.texts("topics")
        for topic in names:
            if topics is not None and topic not in topics:
                fields.problem(
                    fields.node_of("topics"),
                    "REF-BROKEN",
                    f"There is no topic `{topic}`.{did_you_mean(topic, topics)}",
                    "Name a topic of topics.yaml.",
                )
            if topic in owner:
                fields.problem(
                    fields.node_of("topics"),
                    "TOPIC-TWICE",
                    f"Topic `{topic}` already belongs to domain `{owner[topic]}`.",
                    "Leave it in one domain, so that an item counts once.",
                )
            owner.setdefault(topic, domain_id or "")
        weight = fields.fraction("weight")
        fields.done()
        if domain_id in {domain.id for domain in found}:
            fields.problem(
                None, "DOMAIN-ID", f"Two domains are called `{domain_id}`.", "Rename one of them."
            )
        elif domain_id and name:
            found.append(Domain(domain_id, name, frozenset(names), weight))
    fact: Fact[str] = _one_fact(block, "listed" if found else None)
    block.done()
    return tuple(found), fact


def _weights(top: Fields, domains: tuple[Domain, ...]) -> tuple[Fact[str], dict[str, Fraction]]:
    block = top.mapping("weights")
    if block is None:
        return Fact(None), {}
    proxy: dict[str, Fraction] = {}
    shares = block.mapping("proxy")
    ids = {domain.id for domain in domains}
    if shares is not None:
        for name, scalar, _ in shares.names():
            if name not in ids:
                block.findings.add(
                    scalar.at, "REF-BROKEN", f"There is no domain `{name}`.", "Mend the name."
                )
            weight = shares.fraction(name)
            if weight is not None:
                proxy[name] = weight
        if proxy and not sum(proxy.values()):
            shares.problem(None, "FACT-STATUS", "The shares are all 0.", "Give them as numbers.")
        if ids - proxy.keys():
            shares.problem(
                None,
                "FACT-STATUS",
                f"The proxy leaves out {', '.join(sorted(ids - proxy.keys()))}.",
                "Give every domain a share.",
            )
    value = "proxy" if proxy else "official" if any(d.weight for d in domains) else None
    fact: Fact[str] = _one_fact(block, value)
    block.done()
    return fact, proxy


def _aliases(top: Fields) -> dict[str, str]:
    block = top.mapping("aliases")
    if block is None:
        return {}
    names = [name for name, _, _ in block.names()]
    return {name: block.text(name) or name for name in names}


def _facts(top: Fields) -> tuple[tuple[str, Fact[str]], ...]:
    found = []
    for fields in top.mappings("facts", "fact"):
        label = fields.text("label", required=True)
        fact = _one_fact(fields, fields.text("value"))
        fields.done()
        if label:
            found.append((label, fact))
    return tuple(found)


def _break(top: Fields) -> Break | None:
    block = top.mapping("break")
    if block is None:
        return None
    after = block.number("after_item", required=True)
    minutes = block.number("minutes", required=True)
    block.done()
    return Break(after, minutes) if after and minutes else None
