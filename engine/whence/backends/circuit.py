"""A program around one person of whom every fact has an answer: each node is a literal of a solver, true or false.

A score has one of the totals that the answers allow. It refuses to know rules and verdicts.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.backends.encoded_conditions import EncodedConditions
from whence.backends.fact_variables import FactVariables
from whence.language.condition import Is
from whence.language.vocabulary import Fact
from whence.program.program import Program
from whence.values.answers import Count
from whence.values.known import Between, Known, OneOf, within
from whence.values.ranges import is_nobodys, whole_numbers
from whence.values.truth import Truth


class Circuit:
    """The nodes of `program` for `person`; equal nodes of two persons are one literal."""

    def __init__(self, program: Program, facts: Mapping[str, Fact], person: FactVariables) -> None:
        """`facts` gives the answers that exist. Raises KeyError for a fact not in `facts`."""
        self._program = program
        self._facts = facts
        self.person = person
        gates = person.gates
        leaves = EncodedConditions(person, program.scores, free_totals=True)
        self.nodes = [gates.true, *(leaves.rails(leaf).true for leaf in program.leaves)]
        for parts in program.ands:
            self.nodes.append(gates.all_of(self.variable(part) for part in parts))
        self.forbidden = tuple(self.variable(literal) for literal in program.impossible.values())

    def variable(self, literal: int) -> int:
        """The solver's signed variable for a program literal."""
        number = self.nodes[literal >> 1]
        return -number if literal & 1 else number

    def given(self, known: Mapping[str, Known]) -> list[int]:
        """What a patient's facts rule in or out, as assumptions. A fact the program does not test says nothing.

        Where an answer can be nobody's no completion is left.
        """
        assumed: list[int] = []
        for name, answer in known.items():
            if name in self._facts and is_nobodys(answer, self._facts[name].answer):
                return [-self.person.gates.true]
            if isinstance(answer, OneOf):
                assumed += [-v for word, v in self.person.words(name).items() if word not in answer.answers]
        for number, leaf in enumerate(self._program.leaves, 1):
            if leaf.name in known and not isinstance(leaf, Is) and leaf.name not in self._program.scores:
                truth = within(self._left(leaf.name, known[leaf.name]), leaf.bounds)
                if truth is not Truth.UNKNOWN:
                    assumed.append(self.nodes[number] if truth is Truth.TRUE else -self.nodes[number])
        return assumed

    def _left(self, fact: str, known: Known) -> Known:
        """A count between two limits is a whole number between them."""
        if isinstance(known, Between) and isinstance(self._facts[fact].answer, Count):
            return whole_numbers(known)
        return known
