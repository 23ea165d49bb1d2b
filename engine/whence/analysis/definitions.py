"""Definitions and scores by themselves: their conditions, citations, answers, points and bands."""

from __future__ import annotations

from decimal import Decimal

from whence.analysis.citations import check_citations
from whence.analysis.conditions import ConditionCheck
from whence.analysis.mentions import check_mentions
from whence.analysis.scope import SHARED, Scope, error
from whence.language.condition import Any, Condition, names
from whence.language.definition import Definition, Score
from whence.language.pathway import Ask
from whence.reader.findings import Mention
from whence.text.diagnostic import Diagnostic
from whence.values.answers import Words
from whence.values.known import Between, within
from whence.values.struct import replace
from whence.values.truth import Truth


def check_definition(
    definition: Definition, mentions: tuple[Mention, ...], scope: Scope
) -> tuple[Definition, list[Diagnostic]]:
    """The definition with its conditions in final form, and what is wrong with it."""
    found = _cited(definition, mentions, scope)
    check = ConditionCheck(scope, definition.folder, found)
    if definition.otherwise in definition.cases:
        said = f"'{definition.otherwise}' is a case and stands under 'otherwise' too"
        found.append(error("S213", said, definition.span))
    if definition.open_list and not _offers_judgement(definition, scope):
        said = "a list that is open needs a fact marked 'judged: yes' beside its examples"
        found.append(error("R519", said, definition.span))
    cases = {answer: check.resolve(case) or case for answer, case in definition.cases.items()}
    return replace(definition, cases=cases), found


def _cited(one: Definition | Score, mentions: tuple[Mention, ...], scope: Scope) -> list[Diagnostic]:
    source = scope.folders.get(one.folder)
    found = check_mentions(mentions, scope, source)
    if source is None and one.folder != SHARED and None not in scope.sources.values():
        known = (*scope.folders, SHARED)
        found.append(error("N310", f"no source has the folder '{one.folder}'", one.span, known, one.folder))
    return found + check_citations(one.source, scope, own=source.id if source is not None else None)


def _offers_judgement(definition: Definition, scope: Scope) -> bool:
    """Whether a judged fact stands as an alternative by itself; said of no definition whose facts are unclear."""
    for case in definition.cases.values():
        for part in case.parts if isinstance(case, Any) else (case,):
            if _is_judged(part, scope):
                return True
    return not definition.cases or any(
        scope.facts.get(name) is None and name not in scope.definitions
        for case in definition.cases.values()
        for name in names(case)
    )


def _is_judged(part: Condition, scope: Scope) -> bool:
    tested = names(part)
    fact = scope.facts.get(tested[0]) if len(tested) == 1 else None
    return fact is not None and fact.judged


def unused(scope: Scope) -> list[Diagnostic]:
    """Definitions that no rule, definition, source or pathway uses."""
    used: set[str] = set()
    for rule in scope.rules.values():
        if rule is not None:
            used.update(_names_of(rule.when, rule.unless, rule.only_if, rule.even_if))
            used.update(_names_of(rule.then.details.while_, rule.then.details.until))
    for definition in scope.definitions.values():
        if definition is not None:
            used.update(_names_of(*definition.cases.values()))
    for pathway in scope.pathways.values():
        if pathway is not None:
            used.update(_names_of(pathway.enter))
            used.update(step.name for step in pathway.steps.values() if isinstance(step, Ask))
    for topic in scope.topics.values():
        if topic is not None:
            used.update(_names_of(topic.past))
    for source in scope.sources.values():
        if source is not None:
            used.update(_names_of(source.population))
    found = []
    for name, definition in scope.definitions.items():
        if definition is None or definition.folder == SHARED or name in used or definition.span is None:
            continue
        said = f"nothing uses the definition '{name}'"
        found.append(Diagnostic("L903", said, definition.span, severity="warning"))
    return found


def _names_of(*conditions: Condition | None) -> set[str]:
    return {name for condition in conditions if condition is not None for name in names(condition)}


def check_score(score: Score, mentions: tuple[Mention, ...], scope: Scope) -> tuple[Score, list[Diagnostic]]:
    """The score and what is wrong with it: every answer has points, the range is the sum, bands cover it once."""
    found = _cited(score, mentions, scope)
    for component in score.components:
        fact = scope.facts.get(component.fact)
        if fact is None:
            continue
        if not isinstance(fact.answer, Words):
            said = f"'{fact.name}' is not answered with words and cannot carry points"
            found.append(error("R523", said, score.span))
            continue
        missing = [answer for answer in fact.answer.answers if answer not in component.points]
        strange = [answer for answer in component.points if answer not in fact.answer.answers]
        if missing and not strange and score.name not in scope.unsure:
            said = f"no points are given for {fact.name}: {', '.join(missing)}"
            found.append(error("R523", said, score.span))
    if not found and score.name not in scope.unsure:
        found += _totals(score)
    return score, found


def _totals(score: Score) -> list[Diagnostic]:
    lowest = sum(min(low for low, _ in one.points.values()) for one in score.components)
    highest = sum(max(high for _, high in one.points.values()) for one in score.components)
    found = []
    inside = [within(Between(Decimal(total), Decimal(total)), score.range) for total in (lowest, highest)]
    outside = [within(Between(Decimal(total), Decimal(total)), score.range) for total in (lowest - 1, highest + 1)]
    if inside != [Truth.TRUE] * 2 or outside != [Truth.FALSE] * 2:
        said = f"the points add up to {lowest} to {highest}, which is not the printed range"
        found.append(error("R523", said, score.span))
    for total in range(lowest, min(highest, lowest + 1000) + 1):
        known = Between(Decimal(total), Decimal(total))
        hits = [band for band, bounds in score.bands.items() if within(known, bounds) is Truth.TRUE]
        if len(hits) != 1:
            what = "no band" if not hits else " and ".join(f"'{band}'" for band in hits)
            found.append(error("R523", f"a total of {total} belongs to {what}", score.span))
            break
    return found
