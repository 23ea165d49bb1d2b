"""What hangs on one answer alone: exact, by the solver, over two people who differ in that answer and in no other.

Both are completions of what is known, and no line of `impossible` forbids either. It refuses to know which question is
the best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from whence.assessment.outcomes import Outcome, outcomes
from whence.backends.circuit import Circuit
from whence.backends.clauses import Clauses
from whence.language.base import KnowledgeBase
from whence.program.program import Program
from whence.values.known import Known


class Bearing:
    """Holds a solver of its own, so that what is asked here moves no completion drawn elsewhere. Close it when done."""

    def __init__(self, base: KnowledgeBase, program: Program, rules: Iterable[str]) -> None:
        """`program` is the program of `base`; `rules` are the ids of the rules that count."""
        self._base, self._program, self._rules = base, program, tuple(rules)
        self._clauses = Clauses(program, base.vocabulary.facts)
        self._one = outcomes(base, program, self._rules, self._clauses.circuit)
        self._apart: dict[str, tuple[Circuit, list[int], dict[Outcome, int]]] = {}

    def close(self) -> None:
        """Frees the solver."""
        self._clauses.close()

    def changed(self, fact: str, known: Mapping[str, Known], among: Iterable[Outcome]) -> Iterator[Outcome]:
        """Those outcomes among these that for somebody change with the answer to this fact alone."""
        other, assumed, differing = self._other(fact)
        hanging = [(outcome, differing[outcome]) for outcome in among if outcome in differing]
        if not hanging:
            return
        given = [*self._clauses.given(known), *assumed]
        if fact in known:
            given += other.given({fact: known[fact]})
        for outcome, literal in hanging:
            if self._clauses.some(given, [literal]):
                yield outcome

    def _other(self, fact: str) -> tuple[Circuit, list[int], dict[Outcome, int]]:
        """The other person, what must hold of the two, and the literal of each outcome that it differs between them."""
        if fact not in self._apart:
            gates = self._clauses.circuit.person.gates
            other = self._clauses.apart(fact)
            assumed = [other.person.differs(fact), *(-line for line in other.forbidden)]
            two = outcomes(self._base, self._program, self._rules, other)
            differing = {outcome: gates.differ(literal, two[outcome]) for outcome, literal in self._one.items()}
            hanging = {outcome: literal for outcome, literal in differing.items() if literal != -gates.true}
            self._apart[fact] = (other, assumed, hanging)
        return self._apart[fact]
