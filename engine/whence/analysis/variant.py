"""A base under another reading: the changes of one alternative made, everything else as it stands."""

from __future__ import annotations

from dataclasses import replace

from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.reading import (
    Adds,
    Alternative,
    Change,
    DefinitionChange,
    RuleChange,
    ScoreChange,
    Without,
)
from whence.language.rule import Rule


def under(base: KnowledgeBase, alternative: Alternative) -> KnowledgeBase:
    """`base` as it would read under `alternative`. Raises KeyError where a change names nothing that exists."""
    for change in alternative.changes:
        base = _changed(base, change)
    return base


def _changed(base: KnowledgeBase, change: Change) -> KnowledgeBase:
    match change:
        case RuleChange(rule=name):
            return replace(base, rules={**base.rules, name: _rule(base.rules[name], change)})
        case DefinitionChange(definition=name):
            changed = _definition(base.definitions[name], change)
            return replace(base, definitions={**base.definitions, name: changed})
        case ScoreChange(score=name):
            return replace(base, scores={**base.scores, name: _score(base.scores[name], change)})
        case Without(rule=name):
            gone = _with_refining(base, name)
            return replace(base, rules={rule: base.rules[rule] for rule in base.rules if rule not in gone})
        case Adds(rule=rule):
            return replace(base, rules=dict(sorted({**base.rules, rule.id: rule}.items())))


def _rule(rule: Rule, change: RuleChange) -> Rule:
    return replace(
        rule,
        when=rule.when if change.when is None else change.when,
        unless=rule.unless if change.unless is None else change.unless,
        only_if=rule.only_if if change.only_if is None else change.only_if,
        then=rule.then if change.then is None else change.then,
    )


def _definition(definition: Definition, change: DefinitionChange) -> Definition:
    return replace(
        definition,
        cases=definition.cases if change.cases is None else change.cases,
        otherwise=definition.otherwise if change.otherwise is None else change.otherwise,
    )


def _score(score: Score, change: ScoreChange) -> Score:
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
