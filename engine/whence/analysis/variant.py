"""A base under another reading: the changes of one alternative made, everything else as it stands.

Names that point to a rule which is no longer there go with it, so that every name still resolves.
"""

from __future__ import annotations

from collections.abc import Iterable

from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.pathway import Apply, Pathway
from whence.language.reading import (
    Adds,
    Alternative,
    Change,
    DefinitionChange,
    RuleChange,
    ScoreChange,
    Without,
)
from whence.language.rule import DerivedFrom, Rule
from whence.values.struct import replace


def under(base: KnowledgeBase, alternative: Alternative) -> KnowledgeBase:
    """`base` as it would read under `alternative`; its own readings are left out, for one is changed at a time.

    Raises KeyError where a change names nothing that exists.
    """
    for change in alternative.changes:
        base = _changed(base, change)
    return replace(base, readings={})


def _changed(base: KnowledgeBase, change: Change) -> KnowledgeBase:
    match change:
        case RuleChange(rule=name):
            return replace(base, rules={**base.rules, name: rule_under(base.rules[name], change)})
        case DefinitionChange(definition=name):
            changed = definition_under(base.definitions[name], change)
            return replace(base, definitions={**base.definitions, name: changed})
        case ScoreChange(score=name):
            return replace(base, scores={**base.scores, name: score_under(base.scores[name], change)})
        case Without(rule=name):
            return _without(base, _with_refining(base, name))
        case Adds(rule=rule):
            return replace(base, rules=dict(sorted({**base.rules, rule.id: rule}.items())))


def rule_under(rule: Rule, change: RuleChange) -> Rule:
    """The rule with the parts that the change gives in place of its own."""
    return replace(
        rule,
        when=rule.when if change.when is None else change.when,
        unless=rule.unless if change.unless is None else change.unless,
        only_if=rule.only_if if change.only_if is None else change.only_if,
        then=rule.then if change.then is None else change.then,
    )


def definition_under(definition: Definition, change: DefinitionChange) -> Definition:
    """The definition with the cases, or the answer when every case is false, that the change gives."""
    return replace(
        definition,
        cases=definition.cases if change.cases is None else change.cases,
        otherwise=definition.otherwise if change.otherwise is None else change.otherwise,
    )


def score_under(score: Score, change: ScoreChange) -> Score:
    """The score with the points of the components named, the range or the bands that the change gives."""
    other = {component.fact: component for component in change.components}
    return replace(
        score,
        components=tuple(other.get(component.fact, component) for component in score.components),
        range=score.range if change.range is None else change.range,
        bands=score.bands if change.bands is None else change.bands,
    )


def _with_refining(base: KnowledgeBase, rule: str) -> set[str]:
    gone = {rule}
    while more := {r.id for r in base.rules.values() if r.refines in gone} - gone:
        gone |= more
    if rule not in base.rules:
        raise KeyError(rule)
    return gone


def _without(base: KnowledgeBase, gone: set[str]) -> KnowledgeBase:
    rules = {id_: _unlinked(rule, gone) for id_, rule in base.rules.items() if id_ not in gone}
    pathways = {name: _unboxed(pathway, gone) for name, pathway in base.pathways.items()}
    topics = {
        name: replace(topic, alternatives=tuple(_left(group, gone) for group in topic.alternatives))
        for name, topic in base.topics.items()
    }
    return replace(base, rules=rules, pathways=pathways, topics=topics)


def _unlinked(rule: Rule, gone: set[str]) -> Rule:
    origin = rule.derived_from
    if not gone & {rule.instead_of, rule.replaces, origin.rule if origin is not None else None}:
        return rule
    if origin is not None and origin.rule in gone:  # it stays a copy, of something no longer held
        origin = DerivedFrom(document=origin.rule, held=False, asserted_by=origin.asserted_by)
    return replace(
        rule,
        instead_of=None if rule.instead_of in gone else rule.instead_of,
        replaces=None if rule.replaces in gone else rule.replaces,
        derived_from=origin,
    )


def _unboxed(pathway: Pathway, gone: set[str]) -> Pathway:
    steps = {
        name: replace(step, rules=_left(step.rules, gone)) if isinstance(step, Apply) else step
        for name, step in pathway.steps.items()
    }
    return replace(pathway, steps=steps)


def _left(rules: Iterable[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(rule for rule in rules if rule not in gone)
