"""Every way a handful of facts can be answered: the small, exhaustive side of proving.

Numbers are cut at the constants that the conditions name: one number for each constant and for each gap between two.
Where there are more ways than a limit, nothing is tried; larger questions belong to a solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise, product
from math import prod

from whence.language.condition import Condition, Within, names, tests
from whence.language.definition import Definition
from whence.language.evaluate import evaluate
from whence.language.vocabulary import Vocabulary
from whence.values.answers import Count, Words
from whence.values.known import Between, Known, OneOf
from whence.values.truth import Truth

LIMIT = 4096


def facts_of(conditions: Iterable[Condition | None], definitions: Mapping[str, Definition]) -> tuple[str, ...]:
    """The facts that decide the conditions, definitions taken apart, in reading order."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    todo = [name for condition in conditions if condition is not None for name in names(condition)]
    while todo:
        name = todo.pop(0)
        if name not in definitions:
            found[name] = None
        elif name not in seen:
            seen.add(name)
            todo += [inner for case in definitions[name].cases.values() for inner in names(case)]
    return tuple(found)


def completions(
    conditions: Iterable[Condition | None], vocabulary: Vocabulary, definitions: Mapping[str, Definition]
) -> Iterator[dict[str, Known]] | None:
    """Every complete answer to the facts of the conditions that breaks no line of what is impossible.

    None where there are more than `LIMIT` ways, or where a name is no fact (a score).
    """
    asked = [condition for condition in conditions if condition is not None]
    facts = facts_of(asked, definitions)
    if any(name not in vocabulary.facts for name in facts):
        return None
    cuts = _cuts(asked, definitions)
    lines = [line.condition for line in vocabulary.impossible if set(names(line.condition)) <= set(facts)]
    for line in lines:
        _cut(line, cuts)
    choices = [_choices(name, vocabulary, cuts.get(name, set())) for name in facts]
    if prod(len(choice) for choice in choices) > LIMIT:
        return None
    return _possible(facts, choices, lines)


def _possible(facts: tuple[str, ...], choices: list[list[Known]], lines: list[Condition]) -> Iterator[dict[str, Known]]:
    for answers in product(*choices):
        known = dict(zip(facts, answers, strict=True))
        if not any(evaluate(line, known, {}) is Truth.TRUE for line in lines):
            yield known


def _cuts(conditions: list[Condition], definitions: Mapping[str, Definition]) -> dict[str, set[Decimal]]:
    cuts: dict[str, set[Decimal]] = {}
    todo, seen = list(conditions), set()
    while todo:
        condition = todo.pop()
        _cut(condition, cuts)
        for name in names(condition):
            if name in definitions and name not in seen:
                seen.add(name)
                todo += definitions[name].cases.values()
    return cuts


def _cut(condition: Condition, cuts: dict[str, set[Decimal]]) -> None:
    for test in tests(condition):
        if isinstance(test, Within):
            cuts.setdefault(test.name, set()).update(bound.quantity.in_base for bound in test.bounds)


def _choices(name: str, vocabulary: Vocabulary, cuts: set[Decimal]) -> list[Known]:
    kind = vocabulary.facts[name].answer
    if isinstance(kind, Words):
        return [OneOf(frozenset({answer})) for answer in kind.answers]
    numbers = {Decimal(0), *cuts}
    ordered = sorted(numbers)
    for low, high in pairwise(ordered):
        numbers.add(low + 1 if isinstance(kind, Count) else (low + high) / 2)
    numbers.add(ordered[-1] + 1)
    return [Between(number, number) for number in sorted(numbers)]
