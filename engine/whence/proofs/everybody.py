"""Everybody there can be: every way to answer all facts that breaks no line of *impossible*, asked by a solver.

It answers whether somebody meets conditions, and who: as few answers as will do. It knows no rules and no charts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from whence.backends.encoded_conditions import EncodedConditions
from whence.backends.fact_variables import FactVariables
from whence.backends.gates import Gates
from whence.backends.partly_known import PartlyKnown
from whence.backends.solver import Formula
from whence.backends.told import Told
from whence.graph.leaves import facts_below, scores_below
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.definition import Definition, Score
from whence.language.evaluate import evaluate
from whence.values.known import Known
from whence.values.struct import Struct, field, replace
from whence.values.truth import Truth

#: Conflicts after which the solver gives a question up: some seconds. Knowledge as it is written needs a few hundred.
EFFORT = 200_000

Answers = Mapping[str, Known]


class NotProved(Exception):
    """The solver gave the question up."""


class Somebody(Struct, frozen=True):
    """A patient who shows something.

    `totals`: what the scores come to, where an answer that is worth a range of points leaves that open.
    """

    known: Mapping[str, Known]
    totals: Mapping[str, int] = field(default_factory=dict)


class Everybody:
    """Asks about the people of one vocabulary, by the definitions and scores of one base. Close it when done."""

    def __init__(self, base: KnowledgeBase, effort: int = EFFORT, beside: Everybody | None = None) -> None:
        """With `beside`, the same solver asks about the people of another vocabulary too."""
        self.base = base
        self.gates: Gates = Gates(Formula()) if beside is None else beside.gates
        self._effort = effort
        self._person = FactVariables(self.gates, base.vocabulary.facts)
        self.told = Told(self.gates, base.vocabulary.facts)
        self._as_told: PartlyKnown | None = None
        self._read()
        self._forbid(self._person)

    def _read(self) -> None:
        self.free = EncodedConditions(self._person, self.base.defined, free_totals=True)
        self.settled = EncodedConditions(self._person, self.base.defined, free_totals=False)
        self._partly: EncodedConditions | None = None

    def under(self, other: KnowledgeBase) -> Everybody:
        """The same people and the same solver, by the definitions and scores of another base."""
        same = Everybody.__new__(Everybody)
        same.base, same.gates, same._effort, same._person = other, self.gates, self._effort, self._person
        same.told, same._as_told = self.told, None
        same._read()
        return same

    def close(self) -> None:
        """Frees the solver, also for everything made by `under`."""
        self.gates.formula.close()

    def anyone(self, *conditions: Condition) -> bool:
        """Whether somebody meets all the conditions. Raises NotProved."""
        return self.possible([self.free.rails(condition).true for condition in conditions])

    def someone(self, *conditions: Condition) -> Somebody | None:
        """Somebody who meets all the conditions, or None where nobody does. Raises NotProved."""

        def shown(known: Answers) -> bool:
            return all(evaluate(one, known, self.base.defined) is Truth.TRUE for one in conditions)

        return self.shown_by(conditions, shown) if self.anyone(*conditions) else None

    def possible(self, literals: Sequence[int]) -> bool:
        """Whether the literals can hold together of somebody. Raises NotProved."""
        answer = self.gates.formula.solve_within(self._effort, literals)
        if answer is None:
            raise NotProved(f"the solver gave up after {self._effort:,} conflicts")
        return answer

    def shown_by(self, conditions: Iterable[Condition], shown: Callable[[Answers], bool]) -> Somebody:
        """The person found by the last question, with answers to facts below `conditions`.

        Answers are left out as long as what is left still has it `shown`.
        """
        model, asked = self.model(), tuple(conditions)
        known = self.answers(frozenset[str]().union(*(facts_below(condition, self.base) for condition in asked)))
        if shown(known):
            return Somebody(fewest(known, shown))
        scores = {name for condition in asked for name in scores_below(condition, self.base)}
        return Somebody(known, {name: self._total(name, model) for name in sorted(scores)})

    def answers(self, facts: Collection[str]) -> dict[str, Known]:
        """The answers of the person found by the last question to these facts, in vocabulary order."""
        model = self.model()
        told = ((name, self._person.known(model, name)) for name in self.base.vocabulary.facts if name in facts)
        return {name: answer for name, answer in told if answer is not None}

    def model(self) -> frozenset[int]:
        """The literals that hold of the person found by the last question."""
        return self.gates.formula.model()

    def second(self, apart: Collection[str]) -> tuple[FactVariables, EncodedConditions]:
        """A second person, who has the answers of the first except to the facts `apart`."""
        person = FactVariables(self.gates, self.base.vocabulary.facts, self._person, apart)
        self._forbid(person)
        return person, EncodedConditions(person, self.base.defined, free_totals=True)

    @property
    def as_told(self) -> PartlyKnown:
        """Somebody of whom `told` is told, and no more."""
        if self._as_told is None:
            self._as_told = PartlyKnown(self.told, self.base.vocabulary.facts, self._person)
        return self._as_told

    @property
    def partly_known(self) -> EncodedConditions:
        """Conditions of that person."""
        if self._partly is None:
            self._partly = EncodedConditions(self.as_told, self.base.defined, free_totals=False)
        return self._partly

    def with_other(self, other: Definition | Score) -> Everybody:
        """The same people by a definition or a score that takes the place of the one of its name."""
        name, base = other.name, self.base
        if isinstance(other, Score):
            changed = replace(base, scores={**base.scores, name: other})
        else:
            changed = replace(base, definitions={**base.definitions, name: other})
        same = self.under(changed)
        same._as_told = self.as_told
        return same

    def answer(self, model: Collection[int], fact: str) -> Known | None:
        """The person's answer in a solution, a figure that reads well for a number; None where nothing asked for it."""
        return self._person.known(model, fact)

    def partly(self, told: Told) -> EncodedConditions:
        """Conditions of somebody of whom no more is known than is told, and who may turn out to be the first person."""
        person = PartlyKnown(told, self.base.vocabulary.facts, self._person)
        return EncodedConditions(person, self.base.defined, free_totals=False)

    def _forbid(self, person: FactVariables) -> None:
        lines = EncodedConditions(person, self.base.defined, free_totals=True)
        for line in self.base.vocabulary.impossible:
            self.gates.formula.add(lines.rails(line.condition).false)

    def _total(self, score: str, model: Collection[int]) -> int:
        totals = self._person.totals(self.base.scores[score]).totals
        return next(total for total, variable in totals.items() if variable in model)


def fewest(known: Answers, shown: Callable[[Answers], bool]) -> dict[str, Known]:
    """The answers without those that can be left out one after the other, the last first."""
    left = dict(known)
    for name in reversed(tuple(known)):
        fewer = {each: answer for each, answer in left.items() if each != name}
        if shown(fewer):
            left = fewer
    return left
