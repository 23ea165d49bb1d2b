"""One rule and everything it hangs on: passages, evidence, definitions, readings, and rules before and after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.analysis.touched import lineage, terms_of
from whence.language.base import KnowledgeBase
from whence.language.rule import Rule
from whence.language.source import Citation, Passage
from whence.ledger.links import family
from whence.ledger.standing import changed_by, concerns, topics_of
from whence.values.struct import Struct


class Traced(Struct, frozen=True):
    """A rule with what it rests on and what concerns it.

    `definitions` maps each definition and score that it, or a rule it refines, tests to what that cites. `relations`
    maps a relation, written from the rule ('refines', 'refined by', ...), to the rules or documents at its other end.
    """

    rule: Rule
    passages: tuple[tuple[Citation, Passage], ...]
    evidence: tuple[tuple[Citation, Passage], ...]
    printed_again: tuple[Citation, ...]
    definitions: Mapping[str, tuple[Citation, ...]]
    relations: Mapping[str, tuple[str, ...]]
    pathways: tuple[str, ...]
    topics: tuple[str, ...]
    readings: tuple[str, ...]


def trace(base: KnowledgeBase, rule: Rule) -> Traced:
    """Everything the rule hangs on."""
    passages, evidence = _passages(base, rule.source), _passages(base, rule.evidence)
    cited = {Citation(citation.source, citation.passage) for citation in rule.source}
    relatives = [
        Citation(citation.source, each.id)
        for citation, passage in passages
        for each in family(base.ledgers[citation.source], passage)
    ]
    terms = terms_of(base, lineage(base, rule.id))
    concerned = {rule.id, *terms}
    return Traced(
        rule=rule,
        passages=passages,
        evidence=evidence,
        printed_again=tuple(each for each in dict.fromkeys(relatives) if each not in cited),
        definitions={name: base.defined[name].source for name in sorted(terms)},
        relations={relation: names for relation, names in _relations(base, rule).items() if names},
        pathways=tuple(name for name, pathway in base.pathways.items() if concerns(pathway, {rule.id})),
        topics=topics_of(base, (rule.id,)),
        readings=tuple(
            reading.name
            for reading in base.readings.values()
            if rule.id in reading.excuses
            or concerned & set(changed_by(reading))
            or {Citation(each.source, each.passage) for each in reading.passages} & {*cited, *relatives}
        ),
    )


def _passages(base: KnowledgeBase, citations: Iterable[Citation]) -> tuple[tuple[Citation, Passage], ...]:
    return tuple((each, base.ledgers[each.source].passages[each.passage]) for each in citations)


def _relations(base: KnowledgeBase, rule: Rule) -> dict[str, tuple[str, ...]]:
    origin = rule.derived_from
    copied = () if origin is None else tuple(each for each in (origin.rule, origin.document) if each is not None)
    every = base.rules.values()
    return {
        "refines": _one(rule.refines),
        "refined by": tuple(each.id for each in every if each.refines == rule.id),
        "instead of": _one(rule.instead_of),
        "replaced in its exception by": tuple(each.id for each in every if each.instead_of == rule.id),
        "replaces": _older(base, rule),
        "replaced by": tuple(each.id for each in every if rule.id in _older(base, each)),
        "copied from": copied,
        "copied by": tuple(each.id for each in every if each.derived_from and each.derived_from.rule == rule.id),
    }


def _older(base: KnowledgeBase, rule: Rule) -> tuple[str, ...]:
    """The rules that it replaced, and that those replaced, newest first."""
    chain: list[str] = []
    name = rule.replaces
    while name is not None and name in base.rules and name not in chain:
        chain.append(name)
        name = base.rules[name].replaces
    return tuple(chain)


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)
