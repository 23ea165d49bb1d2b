"""Readings: their passages exist, every change fits what it changes, and every other reading can be run."""

from __future__ import annotations

from whence.analysis.circles import circles
from whence.analysis.citations import check_citations, check_places
from whence.analysis.conditions import ConditionCheck
from whence.analysis.definitions import check_definition, check_score
from whence.analysis.mentions import check_mentions
from whence.analysis.rules import check_exceptions, check_links, check_rule, check_then
from whence.analysis.scope import Scope, error
from whence.analysis.touched import changed_names
from whence.analysis.variant import definition_under, rule_under, score_under, under
from whence.language.base import KnowledgeBase
from whence.language.condition import Is, names, tests
from whence.language.reading import (
    Adds,
    Alternative,
    Change,
    DefinitionChange,
    Reading,
    RuleChange,
    ScoreChange,
    Without,
)
from whence.reader.reading import ReadReading, Written
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.struct import replace

_NOWHERE = Span("", 1, 1, 1, 1)


def check_reading(read: ReadReading, scope: Scope) -> tuple[Reading, list[Diagnostic]]:
    """The reading with its conditions in final form, and what is wrong with it. Rules must be checked before."""
    found = check_places(read.reading.passages, scope)
    alternatives = []
    for alternative, written in zip(read.reading.otherwise, read.written, strict=True):
        changes = []
        for change, where in zip(alternative.changes, written, strict=True):
            changes.append(_change(change, where, scope, found))
        alternatives.append(replace(alternative, changes=tuple(changes)))
    return replace(read.reading, otherwise=tuple(alternatives)), found


def _change(change: Change, where: Written, scope: Scope, found: list[Diagnostic]) -> Change:
    match change:
        case RuleChange():
            return _rule(change, where, scope, found)
        case DefinitionChange():
            found += check_mentions(where.mentions, scope)
            return _definition(change, where, scope, found)
        case ScoreChange():
            found += check_mentions(where.mentions, scope)
            _score(change, where, scope, found)
            return change
        case Without():
            found += check_mentions(where.mentions, scope)
            return change
        case Adds():
            return _added(change, where, scope, found)


def _rule(change: RuleChange, where: Written, scope: Scope, found: list[Diagnostic]) -> Change:
    folder = change.rule.partition("/")[0]
    source = scope.folders.get(folder)
    found += check_mentions(where.mentions, scope, source)
    check = ConditionCheck(scope, None if change.rule in scope.excused else folder, found)
    then = change.then
    if then is not None:
        then = check_then(then, check, source, where.mentions, scope, found)
    resolved = replace(
        change,
        when=check.resolve(change.when),
        unless=check.resolve(change.unless),
        only_if=check.resolve(change.only_if),
        then=then,
    )
    rule = scope.rules.get(change.rule)
    if rule is not None:
        other = rule_under(rule, resolved)
        if other.unless is not None and other.only_if is not None:
            said = "'unless' and 'only_if' cannot stand in one rule: an exception either takes back or forbids"
            found.append(error("R501", said, where.span))
        found += check_exceptions(other)
        found += check_links(other, dict.fromkeys(("refines", "instead_of", "replaces"), where.span), scope)
    return resolved


def _definition(change: DefinitionChange, where: Written, scope: Scope, found: list[Diagnostic]) -> Change:
    definition = scope.definitions.get(change.definition)
    if definition is None:
        return change
    other = replace(definition_under(definition, change), span=where.span)
    checked, more = check_definition(other, (), scope)
    found += more
    lost = [answer for answer in definition.answers if answer not in other.answers]
    found += _still_tested(change.definition, lost, where, scope)
    return replace(change, cases=None if change.cases is None else checked.cases)


def _score(change: ScoreChange, where: Written, scope: Scope, found: list[Diagnostic]) -> None:
    score = scope.scores.get(change.score)
    if score is None:
        return
    facts = tuple(component.fact for component in score.components)
    for component in change.components:
        if component.fact not in facts:
            said = f"'{component.fact}' is no part of the score {score.name}"
            found.append(error("R523", said, where.span, facts, component.fact))
    found += check_score(replace(score_under(score, change), span=where.span), (), scope)[1]
    lost = [band for band in score.bands if change.bands is not None and band not in change.bands]
    found += _still_tested(change.score, lost, where, scope)


def _still_tested(name: str, lost: list[str], where: Written, scope: Scope) -> list[Diagnostic]:
    """Answers that the change takes away and that something tests."""
    users = {id_: (rule.when, rule.unless, rule.only_if) for id_, rule in scope.rules.items() if rule is not None}
    others = {one.name: tuple(one.cases.values()) for one in scope.definitions.values() if one is not None}
    for user, conditions in {**users, **others}.items():
        for condition in conditions:
            for test in tests(condition) if condition is not None and lost else ():
                if isinstance(test, Is) and test.name == name and (gone := set(test.answers) & set(lost)):
                    said = f"'{min(gone)}' would be no answer to {name} any more, and {user} tests it"
                    return [error("A401", said, where.span)]
    return []


def _added(change: Adds, where: Written, scope: Scope, found: list[Diagnostic]) -> Change:
    if change.rule.id in scope.rules:
        said = f"'{change.rule.id}' is a rule already: another reading adds a rule of a new name"
        found.append(error("N302", said, change.rule.span))
    rule, more = check_rule(change.rule, where.mentions, scope)
    own = scope.folders.get(rule.folder)
    more += check_citations(rule.source, scope, own=own.id if own is not None else None)
    more += check_citations(rule.evidence, scope, evidence=True, own=own.id if own is not None else None)
    more += check_links(rule, dict.fromkeys(("refines", "instead_of", "replaces"), rule.span or _NOWHERE), scope)
    found += more
    return Adds(rule)


def check_alternatives(base: KnowledgeBase) -> list[Diagnostic]:
    """Other readings that cannot be run or that change nothing. Every name in the readings must resolve."""
    return [
        one
        for reading in base.readings.values()
        for alternative in reading.otherwise
        for one in _alternative(base, reading, alternative)
    ]


def _alternative(base: KnowledgeBase, reading: Reading, alternative: Alternative) -> list[Diagnostic]:
    try:
        other = under(base, alternative)
    except KeyError as gone:
        said = f"'{alternative.name}' changes '{gone.args[0]}', which it takes away itself"
        return [error("R541", said, reading.span)]
    changed = changed_names(base, other)
    if not changed:
        said = f"'{alternative.name}' changes nothing: it says what the files already say"
        return [error("R541", said, reading.span)]
    if changed.isdisjoint(other.definitions):
        return []
    edges = {
        name: tuple(used for case in one.cases.values() for used in names(case))
        for name, one in other.definitions.items()
    }
    for circle in circles(edges):
        said = f"under '{alternative.name}' the definition '{circle[0]}' rests on itself: "
        return [error("R511", said + " -> ".join((*circle, circle[0])), reading.span)]
    return []
