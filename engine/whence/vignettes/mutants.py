"""All mutants of a rule, a definition or a score, each once."""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Not
from whence.language.definition import Definition, Score
from whence.language.rule import Rule
from whence.values.known import Bound
from whence.values.struct import replace
from whence.vignettes import mutants_of_advice, mutants_of_conditions
from whence.vignettes.mutant import (
    ADVICE,
    CONDITION_DROPPED,
    EXCEPTION_DROPPED,
    EXCEPTION_EXCHANGED,
    LIMIT_MOVED,
    OTHERWISE_CHANGED,
    POINTS_CHANGED,
    Mutant,
)
from whence.vignettes.things import Thing, own_parts, with_exception, with_part


def mutants(name: str, thing: Thing, base: KnowledgeBase) -> tuple[Mutant, ...]:
    """The mutants of the thing of that name, in reading order; what is written twice in the same way stands once."""
    found: list[Mutant] = []
    written = {_written(thing)}
    for mutant in _mutants(name, thing, base):
        if (key := _written(mutant.thing)) not in written:
            written.add(key)
            found.append(mutant)
    return tuple(found)


def _written(thing: Thing) -> str:
    """What of a thing can be mutated, as text that is the same for equal things."""
    match thing:
        case Rule(when=when, unless=unless, only_if=only_if, then=then):
            return repr((when, unless, only_if, then))
        case Definition(cases=cases, otherwise=otherwise):
            return repr((cases, otherwise))
        case Score(components=components, bands=bands):
            return repr((components, bands))


def _mutants(name: str, thing: Thing, base: KnowledgeBase) -> Iterator[Mutant]:
    match thing:
        case Rule():
            yield from _of_parts(name, thing, base)
            yield from _of_exceptions(name, thing, base)
            source = base.source_of(thing.folder)
            for each in mutants_of_advice.mutants_of(thing.then, source, base.vocabulary.actions):
                other = replace(thing, then=each.then)
                yield Mutant(name, each.operator, ADVICE, each.was, each.now, other, thing.then.span)
        case Definition():
            yield from _of_parts(name, thing, base)
            yield from _of_otherwise(name, thing)
        case Score():
            yield from _of_score(name, thing)


def _of_parts(name: str, thing: Rule | Definition, base: KnowledgeBase) -> Iterator[Mutant]:
    for part, condition in own_parts(thing).items():
        for each in mutants_of_conditions.mutants_of(condition, base):
            span = each.was.span or condition.span or thing.span
            yield Mutant(name, each.operator, part, each.was, each.now, with_part(thing, part, each.whole), span)


def _of_exceptions(name: str, rule: Rule, base: KnowledgeBase) -> Iterator[Mutant]:
    """A whole part lost; *unless* taken for *only if not*, and the other way round."""
    if rule.refines is not None and rule.when is not None:
        yield Mutant(name, CONDITION_DROPPED, "when", rule.when, None, replace(rule, when=None), rule.when.span)
    parts = own_parts(rule)
    for part, other in (("unless", "only_if"), ("only_if", "unless")):
        condition = parts.get(part)
        if condition is None:
            continue
        dropped = with_exception(rule)
        yield Mutant(name, EXCEPTION_DROPPED, part, condition, None, dropped, condition.span)
        if part == "only_if" or base.expanded(dropped).unless is None:  # beside a parent's `unless` no `only_if` stands
            denied: Condition = Not(condition)
            exchanged = with_exception(rule, **{other: denied})
            yield Mutant(name, EXCEPTION_EXCHANGED, part, condition, denied, exchanged, condition.span)


def _of_otherwise(name: str, definition: Definition) -> Iterator[Mutant]:
    if definition.otherwise is None:
        return
    for answer in (None, *list(definition.cases)[:1]):
        other = replace(definition, otherwise=answer)
        yield Mutant(name, OTHERWISE_CHANGED, "otherwise", definition.otherwise, answer, other, definition.span)


def _of_score(name: str, score: Score) -> Iterator[Mutant]:
    for number, component in enumerate(score.components):
        for answer, (low, high) in component.points.items():
            for step in (-1, 1):
                points = {**component.points, answer: (low + step, high + step)}
                others = list(score.components)
                others[number] = replace(component, points=points)
                was, now = (f"{answer}: {_range(low + by, high + by)}" for by in (0, step))
                other = replace(score, components=tuple(others))
                yield Mutant(name, POINTS_CHANGED, component.fact, was, now, other, score.span)
    for band, bounds in score.bands.items():
        for number, bound in enumerate(bounds):
            for step in (-1, 1):
                moved = replace(bound, quantity=replace(bound.quantity, amount=bound.quantity.amount + step))
                shifted = (*bounds[:number], moved, *bounds[number + 1 :])
                other = replace(score, bands={**score.bands, band: shifted})
                yield Mutant(name, LIMIT_MOVED, band, _bound(bound), _bound(moved), other, score.span)


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _bound(bound: Bound) -> str:
    return f"{bound.op.value}: {bound.quantity}"
