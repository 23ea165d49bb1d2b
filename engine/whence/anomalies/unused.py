"""Facts that nothing asks for, and actions that nothing recommends.

A fact is used by a condition (of a rule, a definition, a pathway, a source, a group, another reading), as a component
of a score, by a diamond, or as the day of a duration or an event that is used. A line of `impossible` is no use: it
only says what cannot be. An action is used by a recommendation, the details of one, or a topic, and so is every wider
one: it holds what stands under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.anomalies.anomaly import UNUSED_ACTION, UNUSED_FACT, Anomaly
from whence.anomalies.suspect import Suspect
from whence.language.advice import wider
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, names
from whence.language.pathway import Ask
from whence.language.reading import Adds, DefinitionChange, RuleChange
from whence.language.recommendation import Recommendation, actions, all_details
from whence.language.rule import Rule


def unused(base: KnowledgeBase) -> Iterator[Suspect]:
    """Every fact and every action that nobody uses, in the order of the vocabulary."""
    facts, acts = used_facts(base), used_actions(base)
    for fact in base.vocabulary.facts.values():
        if fact.name not in facts:
            lines = [line for line in base.vocabulary.impossible if fact.name in names(line.condition)]
            only = " (it stands in a line of what is impossible, which asks for nothing)" if lines else ""
            said = f"nothing asks for the fact '{fact.name}'{only}"
            yield Suspect(Anomaly(UNUSED_FACT, (fact.name,), said, fact.span))
    for action in base.vocabulary.actions.values():
        if action.id not in acts:
            said = f"nothing recommends '{action.id}', advises against it, or names it"
            yield Suspect(Anomaly(UNUSED_ACTION, (action.id,), said, action.span))


def used_facts(base: KnowledgeBase) -> frozenset[str]:
    """The facts that something asks for."""
    found = {name for condition in _conditions(base) if condition is not None for name in names(condition)}
    found |= {each.fact for score in base.scores.values() for each in score.components}
    found |= {s.name for p in base.pathways.values() for s in p.steps.values() if isinstance(s, Ask)}
    mentioned = {name for then in _recommendations(base) for name in _mentioned(then)}
    for event in base.vocabulary.events.values():
        if event.id in mentioned and event.date is not None:
            found.add(event.date)
    for fact in base.vocabulary.facts.values():
        if fact.name in found:
            found |= {*fact.between}
    return frozenset(found)


def used_actions(base: KnowledgeBase) -> frozenset[str]:
    """The actions that something names, and every wider one."""
    named = {name for then in _recommendations(base) for name in _mentioned(then)}
    for topic in base.topics.values():
        named |= {*topic.decides, *(one for pair in topic.excludes for one in pair)}
    known = base.vocabulary.actions
    return frozenset(one for name in named if name in known for one in wider(name, known))


def _rules(base: KnowledgeBase) -> Iterator[Rule]:
    yield from base.rules.values()
    for reading in base.readings.values():
        for alternative in reading.otherwise:
            yield from (change.rule for change in alternative.changes if isinstance(change, Adds))


def _conditions(base: KnowledgeBase) -> Iterator[Condition | None]:
    for rule in _rules(base):
        yield from (rule.when, rule.unless, rule.only_if, rule.even_if)
    for definition in base.definitions.values():
        yield from definition.cases.values()
    yield from (pathway.enter for pathway in base.pathways.values())
    yield from (source.population for source in base.sources.values())
    yield from (group.among for guideline in base.guidelines.values() for group in guideline.groups)
    mentioned = used_actions(base)
    yield from (one.done_when for one in base.vocabulary.actions.values() if one.id in mentioned)
    for then in _recommendations(base):
        for details in all_details(then):
            yield from (details.while_, details.until)
    for reading in base.readings.values():
        for alternative in reading.otherwise:
            for change in alternative.changes:
                match change:
                    case RuleChange():
                        yield from (change.when, change.unless, change.only_if)
                    case DefinitionChange(cases=cases):
                        yield from (cases or {}).values()


def _recommendations(base: KnowledgeBase) -> Iterator[Recommendation]:
    yield from (rule.then for rule in _rules(base))
    for reading in base.readings.values():
        for alternative in reading.otherwise:
            for change in alternative.changes:
                if isinstance(change, RuleChange) and change.then is not None:
                    yield change.then


def _mentioned(then: Recommendation) -> Iterator[str]:
    """Every action and event that a recommendation names."""
    yield from actions(then.advice)
    yield from _given(then.rather_than)
    for details in all_details(then):
        yield from _given(details.before, details.after, details.starting, *details.examples)


def _given(*words: str | None) -> Iterable[str]:
    return (word for word in words if word is not None)
