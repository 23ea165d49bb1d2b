"""Gates over the variables of a solver: *all* and *any*, equal gates being one variable.

The clauses are Tseitin's (1968). A literal is a variable, or its denial as the same number below zero. It refuses to
know what a variable stands for.
"""

from __future__ import annotations

from collections.abc import Iterable

from whence.backends.solver import Formula
from whence.values.struct import Struct


class Rails(Struct, frozen=True):
    """The literals *is true* and *is false*; the one denies the other where nothing can be unknown."""

    true: int
    false: int

    def __invert__(self) -> Rails:
        return Rails(self.false, self.true)


class Gates:
    """Grows a formula; `true` is a literal that always holds."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.true = formula.new()
        formula.add(self.true)
        self._ands: dict[tuple[int, ...], int] = {}

    def all_of(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly where all of `literals` do."""
        parts = set(literals) - {self.true}
        if -self.true in parts or not parts.isdisjoint([-part for part in parts]):
            return -self.true
        key = tuple(sorted(parts))
        if len(key) < 2:
            return key[0] if key else self.true
        if key not in self._ands:
            gate = self._ands[key] = self.formula.new()
            self.formula.add(gate, *(-part for part in key))
            for part in key:
                self.formula.add(-gate, part)
        return self._ands[key]

    def any_of(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly where one of `literals` does."""
        return -self.all_of(-literal for literal in literals)

    def differ(self, first: int, second: int) -> int:
        """A literal that holds exactly where one of the two holds and the other does not."""
        return self.any_of((self.all_of((first, -second)), self.all_of((-first, second))))

    def counts(self, literals: Iterable[int]) -> list[int]:
        """For each number from 1 on the literal that so many of `literals` hold, or more (Sinz 2005, both ways)."""
        reached: list[int] = []
        for literal in literals:
            before = [self.true, *reached, -self.true]
            reached = [
                self.any_of((before[number], self.all_of((before[number - 1], literal))))
                for number in range(1, len(before))
            ]
        return reached

    def one_of_new(self, many: int) -> list[int]:
        """New variables of which exactly one holds."""
        variables = [self.formula.new() for _ in range(many)]
        self.formula.add(*variables)
        for position, first in enumerate(variables):
            for second in variables[position + 1 :]:
                self.formula.add(-first, -second)
        return variables
