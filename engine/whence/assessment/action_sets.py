"""Certain, possible, excluded: for each action, over every completion of what is known (language reference, 9.2).

Certain: recommended under every completion, even where no single rule is settled. Possible: under some. Excluded:
under none, which means that nobody recommends it, not that it is forbidden. The same three for advice against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.assessment.bearing import Bearing
from whence.assessment.outcomes import Outcome, outcomes
from whence.backends.clauses import Clauses
from whence.language.base import KnowledgeBase
from whence.program.program import Program
from whence.values.known import Known
from whence.values.struct import Struct


class Contradictory(ValueError):
    """No completion is left: what is known of the patient cannot all be so.

    `facts` cannot be so together, and could if any of them were not known; none where nobody at all can be.
    """

    def __init__(self, facts: Iterable[str]) -> None:
        self.facts = tuple(facts)
        told = f"what is known of {' and '.join(self.facts)} cannot all be so" if len(self.facts) > 1 else ""
        told = told or "".join(f"what is known of {fact} cannot be so" for fact in self.facts)
        super().__init__(told or "the lines of what cannot be true leave nobody")


class ActionSets(Struct, frozen=True):
    """Action ids in vocabulary order. `possible` holds what some completion recommends or leaves to a choice.

    `choice`: not certain itself, but open to choice, where it is not advised anyway, in every completion.
    """

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    excluded: tuple[str, ...]
    choice: tuple[str, ...]
    certain_against: tuple[str, ...]
    possible_against: tuple[str, ...]

    @property
    def contradicted(self) -> tuple[str, ...]:
        """The actions certainly recommended and certainly advised against."""
        return tuple(action for action in self.certain if action in self.certain_against)


def sets_of(base: KnowledgeBase, program: Program, rules: Iterable[str], known: Mapping[str, Known]) -> ActionSets:
    """The sets for one patient. Raises Contradictory."""
    completions = ActionCompletions(base, program, rules)
    try:
        return completions.sets(known)
    finally:
        completions.close()


class ActionCompletions:
    """Computes the sets for any number of patients against one base, for the rules in force on a day."""

    def __init__(self, base: KnowledgeBase, program: Program, rules: Iterable[str]) -> None:
        """`program` is the program of `base`; `rules` are the ids of the rules that count."""
        self._base, self._program, self._rules = base, program, tuple(rules)
        self._vocabulary = base.vocabulary.actions
        self._clauses = Clauses(program, base.vocabulary.facts)
        self._outcomes = outcomes(base, program, self._rules, self._clauses.circuit)
        self._bearing: Bearing | None = None

    @property
    def clauses(self) -> Clauses:
        """The solver, for whoever asks about completions one by one."""
        return self._clauses

    @property
    def outcomes(self) -> Mapping[Outcome, int]:
        """The solver's variable of each thing that may be said of an action."""
        return self._outcomes

    @property
    def bearing(self) -> Bearing:
        """What hangs on one answer alone; made when it is first asked for."""
        if self._bearing is None:
            self._bearing = Bearing(self._base, self._program, self._rules)
        return self._bearing

    def close(self) -> None:
        """Frees the solvers."""
        self._clauses.close()
        if self._bearing is not None:
            self._bearing.close()

    def check(self, known: Mapping[str, Known]) -> None:
        """Raises Contradictory where nobody can be a patient of whom `known` is known."""
        if not self._clauses.some(self._clauses.given(known)):
            raise Contradictory(self._clauses.clash(known))

    def sets(self, known: Mapping[str, Known]) -> ActionSets:
        """The sets for a patient of whom `known` is known. Raises Contradictory."""
        self.check(known)
        given = self._clauses.given(known)
        certain, recommended = self._split(given, "for")
        certain_against, possible_against = self._split(given, "against")
        chosen, open_to_choice = self._split(given, "choice")
        open_ = {*recommended, *chosen, *open_to_choice} - {*certain}
        return ActionSets(
            certain=certain,
            possible=tuple(action for action in self._vocabulary if action in open_),
            excluded=tuple(a for a in self._vocabulary if a not in certain and a not in open_),
            choice=tuple(a for a in chosen if a not in certain),
            certain_against=certain_against,
            possible_against=possible_against,
        )

    def _split(self, given: list[int], sense: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        where = {action: variable for (said, action), variable in self._outcomes.items() if said == sense}
        certain = tuple(a for a, variable in where.items() if not self._clauses.some(given, [-variable]))
        possible = tuple(
            a for a, variable in where.items() if a not in certain and self._clauses.some(given, [variable])
        )
        return certain, possible
