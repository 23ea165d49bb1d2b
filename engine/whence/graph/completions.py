"""Searching for a patient of whom everything that is demanded is true, and who breaks no line of *impossible*.

The search is exact: it gives a fact each of its possible answers in turn and turns back as soon as a demand is false.
Numbers and durations are tried at, between and beyond the bounds of the base. It knows no rules and no charts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol, assert_never

from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within, tests
from whence.language.evaluate import evaluate
from whence.values.answers import Count, Day, Duration, Number, Words
from whence.values.known import Between, Known, OneOf
from whence.values.truth import Truth


class Undecided(Exception):
    """The search was given up: too many answers to try, or a score that it does not reckon."""


class Demand(Protocol):
    """Something that must be true of the patient looked for."""

    def facts(self) -> frozenset[str]:
        """The facts it depends on."""
        ...

    def truth(self, known: Mapping[str, Known]) -> Truth:
        """Its truth for a patient of whom `known` is known; more knowledge never takes back true or false."""
        ...

    def open_facts(self, known: Mapping[str, Known]) -> Iterator[str]:
        """While it is unknown: facts that may settle it, the most direct first."""
        ...


@dataclass(frozen=True, slots=True)
class Holds:
    """The demand that a condition is true."""

    condition: Condition
    base: KnowledgeBase

    def facts(self) -> frozenset[str]:
        """The facts below the condition, through definitions."""
        return frozenset(test.name for test in leaves(self.condition, self.base))

    def truth(self, known: Mapping[str, Known]) -> Truth:
        """The truth of the condition."""
        return evaluate(self.condition, known, self.base.definitions)

    def open_facts(self, known: Mapping[str, Known]) -> Iterator[str]:
        """The facts of the leaves that are unknown and not beside the point."""
        return unknown_facts(self.condition, known, self.base)


def leaves(condition: Condition, base: KnowledgeBase) -> Iterator[Is | Within]:
    """Each test of a fact (or score) below the condition, definitions unfolded."""
    for test in tests(condition):
        if test.name in base.definitions:
            for case in base.definitions[test.name].cases.values():
                yield from leaves(case, base)
        else:
            yield test


def unknown_facts(condition: Condition, known: Mapping[str, Known], base: KnowledgeBase) -> Iterator[str]:
    """The facts whose tests are unknown, below those parts of the condition that are unknown themselves."""
    if evaluate(condition, known, base.definitions) is not Truth.UNKNOWN:
        return
    match condition:
        case Is(name=name) | Within(name=name):
            if name in base.definitions:
                for case in base.definitions[name].cases.values():
                    yield from unknown_facts(case, known, base)
            else:
                yield name
        case Not(part=part):
            yield from unknown_facts(part, known, base)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from unknown_facts(part, known, base)
        case _:
            assert_never(condition)


def find_patient(
    base: KnowledgeBase, demands: Sequence[Demand], start: Mapping[str, Known] | None = None, tries: int = 20_000
) -> dict[str, Known] | None:
    """What is known of a patient who meets every demand, or None where no patient does.

    The patient starts as `start` and is given one whole answer after the other, as far as the demands need. Raises
    Undecided after `tries` answers, or where a demand hangs on a score.
    """
    cuts = _cuts(base)
    left = tries

    def search(known: dict[str, Known], pending: _Pending) -> dict[str, Known] | None:
        nonlocal left
        if not pending:
            return known
        fact = next(pending[0][0].open_facts(known), None)
        if fact is None or fact not in base.vocabulary.facts:
            raise Undecided(fact or "a demand that nothing settles")
        for answer in _answers(base, fact, cuts, known.get(fact)):
            left -= 1
            if left < 0:
                raise Undecided(f"more than {tries} answers")
            more = {**known, fact: answer}
            still = _still_open(pending, more, fact)
            found = None if still is None else search(more, still)
            if found is not None:
                return found
        return None

    everything = [(demand, demand.facts()) for demand in (*demands, *_lines_that_matter(base, demands))]
    first = dict(start or {})
    still = _still_open(everything, first)
    return None if still is None else search(first, still)


_Pending = list[tuple[Demand, frozenset[str]]]


def _still_open(pending: _Pending, known: Mapping[str, Known], fact: str | None = None) -> _Pending | None:
    """The demands not yet true, None where one is false; with `fact`, only those that depend on it are looked at."""
    still = []
    for demand, facts in pending:
        if fact is None or fact in facts:
            truth = demand.truth(known)
            if truth is Truth.FALSE:
                return None
            if truth is Truth.TRUE:
                continue
        still.append((demand, facts))
    return still


def _lines_that_matter(base: KnowledgeBase, demands: Sequence[Demand]) -> list[Demand]:
    """The lines of *impossible*, denied, that share facts with the demands or with each other."""
    touched = frozenset[str]().union(*(demand.facts() for demand in demands))
    waiting: list[Holds] = [Holds(Not(line.condition), base) for line in base.vocabulary.impossible]
    chosen: list[Demand] = []
    while True:
        near = [line for line in waiting if line.facts() & touched]
        if not near:
            return chosen
        chosen += near
        touched = touched.union(*(line.facts() for line in near))
        waiting = [line for line in waiting if not line.facts() & touched]


def _cuts(base: KnowledgeBase) -> dict[str, list[Decimal]]:
    """Every bound of the base by fact, in base units and in order."""
    conditions: list[Condition] = [line.condition for line in base.vocabulary.impossible]
    for definition in base.definitions.values():
        conditions += definition.cases.values()
    for rule in base.rules.values():
        conditions += [part for part in (rule.when, rule.unless, rule.only_if) if part is not None]
    conditions += [pathway.enter for pathway in base.pathways.values() if pathway.enter is not None]
    found: dict[str, set[Decimal]] = {}
    for condition in conditions:
        for test in tests(condition):
            if isinstance(test, Within):
                found.setdefault(test.name, set()).update(bound.quantity.in_base for bound in test.bounds)
    return {name: sorted(values) for name, values in found.items()}


def _answers(base: KnowledgeBase, fact: str, cuts: Mapping[str, list[Decimal]], left: Known | None) -> Iterator[Known]:
    """Whole answers of a fact that make every difference; of `left`, where part of the answer is known."""
    match base.vocabulary.facts[fact].answer:
        case Words(answers=answers):
            for answer in answers:
                if not isinstance(left, OneOf) or answer in left.answers:
                    yield OneOf(frozenset((answer,)))
        case Count():
            marks = cuts.get(fact, [])
            for value in sorted({Decimal(0), *marks, *(m + 1 for m in marks), *(m - 1 for m in marks if m > 0)}):
                yield Between(value, value)
        case Number() | Duration():
            marks = cuts.get(fact, [])
            between = [(low + high) / 2 for low, high in pairwise([Decimal(0), *marks])]
            for value in sorted({Decimal(0), *marks, *between, *(m + 1 for m in marks[-1:])}):
                yield Between(value, value)
        case Day():
            return
