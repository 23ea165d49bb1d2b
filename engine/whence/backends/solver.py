"""A SAT solver: clauses over numbered variables, solved under assumptions. The only module that imports pysat.

A variable is a number from 1 on, its denial the same number below zero. It refuses to know what a variable stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pysat.solvers import Solver


class Formula:
    """Clauses that grow. `solve` may be called at any time; close it when done."""

    def __init__(self) -> None:
        self._solver = Solver(name="g4")
        self._last = 0

    def close(self) -> None:
        """Frees the solver's memory; the formula is of no use afterwards."""
        self._solver.delete()

    def new(self) -> int:
        """A variable that no clause holds yet."""
        self._last += 1
        return self._last

    def skip(self, last: int) -> None:
        """Clauses were added with variables up to `last` that were numbered elsewhere."""
        self._last = max(self._last, last)

    def add(self, *literals: int) -> None:
        """At least one of the literals is true."""
        self._solver.add_clause(literals)

    def solve(self, assumed: Sequence[int] = ()) -> bool:
        """Whether all clauses can be true while the literals `assumed` are."""
        return bool(self._solver.solve(assumptions=list(assumed)))

    def solve_within(self, conflicts: int, assumed: Sequence[int] = ()) -> bool | None:
        """The same, or None where the search is given up after so many `conflicts` (1 or more)."""
        self._solver.conf_budget(conflicts)
        answer = self._solver.solve_limited(assumptions=list(assumed))
        return None if answer is None else bool(answer)

    def prefer(self, literals: Iterable[int]) -> None:
        """Where the next searches have a choice, they try these literals first."""
        self._solver.set_phases(list(literals))

    @property
    def variables(self) -> int:
        """How many variables there are."""
        return self._last

    def model(self) -> frozenset[int]:
        """The literals that are true in the solution last found."""
        return frozenset(self._solver.get_model() or ())


def fewest(
    clauses: Iterable[list[int]], counted: Iterable[int], last: int, dearer: Iterable[int] = ()
) -> frozenset[int] | None:
    """A solution in which as few as possible of the literals `counted` are true; None where there is no solution.

    Among those, one in which as few as possible of `dearer` are true. No variable is greater than `last`.

    Exact, by core-guided search (RC2: Ignatiev, Morgado, Marques-Silva 2019).
    """
    from pysat.examples.rc2 import RC2  # slow to import, and seldom needed
    from pysat.formula import WCNF

    formula = WCNF()
    formula.hard = list(clauses)  # at once: `append` looks at every clause again
    first, second = list(counted), list(dearer)
    formula.soft = [[-literal] for literal in (*first, *second)]
    formula.wght = [len(second) + 1] * len(first) + [1] * len(second)
    formula.topw = 1 + sum(formula.wght)
    formula.nv = last
    with RC2(formula) as search:
        found = search.compute()
    return None if found is None else frozenset(found)
