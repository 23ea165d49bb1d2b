"""The program as clauses for a SAT solver: every completion of a patient that no line of `impossible` forbids.

A completion gives each fact one answer, and each score one of the totals it may then have, so here a node is true or
false. It refuses to know rules and verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from types import TracebackType

from whence.backends.circuit import Circuit
from whence.backends.fact_variables import FactVariables
from whence.backends.gates import Gates
from whence.backends.solver import Formula
from whence.language.vocabulary import Fact
from whence.program.program import Program
from whence.values.known import Known, OneOf


class Clauses:
    """A solver that holds one program. Close it, or use it in a `with` block."""

    def __init__(self, program: Program, facts: Mapping[str, Fact]) -> None:
        """Encodes `program`; `facts` gives the answers that exist. Raises KeyError for a fact not in `facts`."""
        self._program = program
        self._facts = facts
        self._gates = Gates(Formula())
        self.circuit = Circuit(program, facts, FactVariables(self._gates, facts))
        tested = {leaf.name for leaf in program.leaves} - program.scores.keys()
        tested |= {points.fact for score in program.scores.values() for points in score.components}
        self._tested = sorted(tested)
        self._words: dict[int, tuple[str, Known]] = {
            variable: (name, OneOf(frozenset((word,))))
            for name in self._tested
            for word, variable in self.circuit.person.words(name).items()
        }
        for line in self.circuit.forbidden:
            self._gates.formula.add(-line)

    def __enter__(self) -> Clauses:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Frees the solver's memory; the object is of no use afterwards."""
        self._gates.formula.close()

    def variable(self, literal: int) -> int:
        """The solver's signed variable for a program literal."""
        return self.circuit.variable(literal)

    def given(self, known: Mapping[str, Known]) -> list[int]:
        """What a patient's facts rule in or out, as assumptions. A fact the program does not test says nothing.

        Where an answer can be nobody's no completion is left.
        """
        return self.circuit.given(known)

    def apart(self, fact: str) -> Circuit:
        """The program around another person, who answers all other facts alike; the lines are not kept from it yet."""
        other = FactVariables(self._gates, self._facts, self.circuit.person, (fact,))
        return Circuit(self._program, self._facts, other)

    def some(self, assumed: Sequence[int], together: Iterable[int] = ()) -> bool:
        """Whether some completion under `assumed` makes all the solver variables `together` true."""
        return self._gates.formula.solve([*assumed, *together])

    def clash(self, known: Mapping[str, Known]) -> tuple[str, ...]:
        """Facts that cannot be so together, where no completion of `known` is left; each of them is needed for that."""
        kept = dict(known)
        for name in sorted(known):
            without = {other: answer for other, answer in kept.items() if other != name}
            if not self.some(self.given(without)):
                kept = without
        return tuple(sorted(kept))

    def any_of(self, variables: Iterable[int]) -> int:
        """A variable that is true exactly where one of `variables` is."""
        return self._gates.any_of(variables)

    def all_of(self, variables: Iterable[int]) -> int:
        """A variable that is true exactly where all of `variables` are."""
        return self._gates.all_of(variables)

    def model(self) -> frozenset[int]:
        """The literals that hold in the completion found by the last `some` that was true."""
        return self._gates.formula.model()

    def prefer(self, chance: Random) -> None:
        """Let the next searches begin anywhere: where nothing is forced they follow `chance`."""
        formula = self._gates.formula
        formula.prefer(number if chance.random() < 0.5 else -number for number in range(1, formula.variables + 1))

    def completion(self) -> dict[str, Known]:
        """The completion found by the last `some` that was true: an answer for every fact the program tests.

        A number is one that reads well among those between the neighbouring bounds.
        """
        model = self._gates.formula.model()
        said = dict(self._words[variable] for variable in self._words.keys() & model)
        answers = ((name, said.get(name) or self.circuit.person.known(model, name)) for name in self._tested)
        return {name: answer for name, answer in answers if answer is not None}
