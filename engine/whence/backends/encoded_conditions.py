"""Conditions as literals of a solver, for one person.

A condition is true, false or unknown exactly as the engine finds it, so it has two rails. Of somebody of whom every
fact has an answer only one thing stays unknown: a score of which an answer is worth a range of points. Its total may
be left *free*, one of the totals it may have; then every condition is true or false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar, assert_never

from whence.backends.fact_variables import Totals
from whence.backends.gates import Gates, Rails
from whence.language.condition import All, Any, Condition, Is, Not, Test, Within
from whence.language.definition import Definition, Score
from whence.language.tally import tally
from whence.values.known import Bound, Tally, is_one_of, within
from whence.values.truth import Truth

T = TypeVar("T")


class Person(Protocol):
    """Somebody whose answers are variables of a solver."""

    gates: Gates

    def is_one_of(self, fact: str, answers: Iterable[str]) -> Rails:
        """Whether the answer to a fact in words is one of these."""

    def meets(self, fact: str, bounds: Iterable[Bound]) -> Rails:
        """Whether a number or a duration meets every bound."""

    def totals(self, score: Score) -> Totals:
        """What a score comes to."""


class EncodedConditions:
    """Encodes conditions of one base for one person."""

    def __init__(self, person: Person, defined: Mapping[str, Definition | Score], *, free_totals: bool) -> None:
        self._person = person
        self._gates = person.gates
        self._defined = defined
        self._free = free_totals
        self._cases: dict[tuple[str, str], Rails] = {}
        self._encoded: dict[int, tuple[Condition, Rails]] = {}  # by id; the condition is kept, so that its id stays

    def rails(self, condition: Condition) -> Rails:
        """The two literals of a condition. Raises RecursionError where definitions rest on themselves."""
        if id(condition) not in self._encoded:
            self._encoded[id(condition)] = (condition, self._rails(condition))
        return self._encoded[id(condition)][1]

    def _rails(self, condition: Condition) -> Rails:
        match condition:
            case Is(name=name, answers=answers):
                match self._defined.get(name):
                    case Definition() as definition:
                        return self.any_of(self.case(definition, answer) for answer in answers)
                    case Score() as score:
                        return self._of_score(condition, score)
                    case None:
                        return self._person.is_one_of(name, answers)
            case Within(name=name, bounds=bounds):
                score_or_fact = self._defined.get(name)
                if isinstance(score_or_fact, Score):
                    return self._of_score(condition, score_or_fact)
                return self._person.meets(name, bounds)
            case Not(part=part):
                return ~self.rails(part)
            case All(parts=parts):
                return self.all_of(self.rails(part) for part in parts)
            case Any(parts=parts):
                return self.any_of(self.rails(part) for part in parts)
            case _:
                assert_never(condition)

    def all_of(self, parts: Iterable[Rails]) -> Rails:
        """The conjunction."""
        every = tuple(parts)
        true = self._gates.all_of(part.true for part in every)
        if all(part.false == -part.true for part in every):
            return self._settled(true)
        return Rails(true, self._gates.any_of(part.false for part in every))

    def any_of(self, parts: Iterable[Rails]) -> Rails:
        """The disjunction."""
        return ~self.all_of(~part for part in parts)

    def case(self, definition: Definition, answer: str) -> Rails:
        """Whether the definition's answer is `answer`: its case's condition, or every case false for `otherwise`."""
        if (definition.name, answer) not in self._cases:
            cases = definition.cases
            ways = [self.rails(cases[answer])] if answer in cases else []
            if answer == definition.otherwise:
                ways.append(self.all_of(~self.rails(case) for case in cases.values()))
            self._cases[definition.name, answer] = self.any_of(ways)
        return self._cases[definition.name, answer]

    def _of_score(self, test: Test, score: Score) -> Rails:
        bands = tally(score, {}).bands
        variables = self._person.totals(score)

        def truth(low: int, high: int) -> Truth:
            total = Tally(low, high, bands)
            return is_one_of(total, test.answers) if isinstance(test, Is) else within(total, test.bounds)

        if self._free:
            return self._settled(self._where(variables.totals, lambda total: truth(total, total) is Truth.TRUE))
        true = self._where(variables.spans, lambda span: truth(*span) is Truth.TRUE)
        if all(low == high for low, high in variables.spans):
            return self._settled(true)
        return Rails(true, self._where(variables.spans, lambda span: truth(*span) is Truth.FALSE))

    def _where(self, variables: Mapping[T, int], holds: Callable[[T], bool]) -> int:
        return self._gates.any_of(variable for value, variable in variables.items() if holds(value))

    def _settled(self, literal: int) -> Rails:
        return Rails(literal, -literal)
