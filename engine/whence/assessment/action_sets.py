"""Certain, possible, excluded: for each action, over every completion of what is known (language reference, 9.2).

Certain: recommended under every completion, even where no single rule is settled. Possible: under some. Excluded:
under none, which means that nobody recommends it, not that it is forbidden. The same three for advice against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.backends.clauses import Clauses
from whence.language.advice import advised, advised_against, choices
from whence.language.base import KnowledgeBase
from whence.language.rule import Rule
from whence.program.program import Program, Roots
from whence.values.known import Known
from whence.values.struct import Struct

#: What may be said of an action: its sense and the action.
Outcome = tuple[str, str]
#: Words of these forces advise nothing.
SILENT_FORCES = ("evidence", "unavailable")


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
        self._vocabulary = base.vocabulary.actions
        self._clauses = Clauses(program, base.vocabulary.facts)
        for_: dict[str, list[int]] = {}
        against: dict[str, list[int]] = {}
        choice: dict[str, list[int]] = {}
        for name in sorted(rules):
            rule, roots = base.rules[name], program.rules[name]
            word = base.source_of(rule.folder).words[rule.then.word]
            if word.force in SILENT_FORCES or rule.then.advice is None:
                continue
            applies = self._applies(roots)
            if word.direction == "for":
                self._note(for_, advised(rule.then.advice, self._vocabulary), applies)
                self._note(choice, choices(rule.then.advice, self._vocabulary), applies)
                held_back = self._held_back(rule, roots)
                if held_back is not None:
                    self._note(against, advised_against(rule.then.advice, self._vocabulary), held_back)
            elif word.direction == "against":
                self._note(against, advised_against(rule.then.advice, self._vocabulary), applies)
        self._for = self._joined(for_)
        self._against = self._joined(against)
        self._choice = self._joined(
            {action: [*variables, *for_.get(action, ())] for action, variables in choice.items()}
        )

    @property
    def clauses(self) -> Clauses:
        """The solver, for whoever asks about completions one by one."""
        return self._clauses

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """The solver's variable of each thing that may be said of an action.

        The senses are 'for' (it is advised), 'against' and 'choice' (it is open to choice, or advised).
        """
        return {
            (sense, action): variable
            for sense, where in (("for", self._for), ("against", self._against), ("choice", self._choice))
            for action, variable in where.items()
        }

    def close(self) -> None:
        """Frees the solver."""
        self._clauses.close()

    def check(self, known: Mapping[str, Known]) -> None:
        """Raises Contradictory where nobody can be a patient of whom `known` is known."""
        if not self._clauses.some(self._clauses.given(known)):
            raise Contradictory(self._clauses.clash(known))

    def sets(self, known: Mapping[str, Known]) -> ActionSets:
        """The sets for a patient of whom `known` is known. Raises Contradictory."""
        self.check(known)
        given = self._clauses.given(known)
        certain, recommended = self._split(given, self._for)
        certain_against, possible_against = self._split(given, self._against)
        chosen, open_to_choice = self._split(given, self._choice)
        open_ = {*recommended, *chosen, *open_to_choice} - {*certain}
        return ActionSets(
            certain=certain,
            possible=tuple(action for action in self._vocabulary if action in open_),
            excluded=tuple(a for a in self._vocabulary if a not in certain and a not in open_),
            choice=tuple(a for a in chosen if a not in certain),
            certain_against=certain_against,
            possible_against=possible_against,
        )

    def _applies(self, roots: Roots) -> int:
        parts = [self._clauses.variable(roots.when)]
        if roots.unless is not None:
            parts.append(-self._clauses.variable(roots.unless))
        if roots.only_if is not None:
            parts.append(self._clauses.variable(roots.only_if))
        return self._clauses.all_of(parts)

    def _held_back(self, rule: Rule, roots: Roots) -> int | None:
        if roots.only_if is None:
            return None
        return self._clauses.all_of([self._clauses.variable(roots.when), -self._clauses.variable(roots.only_if)])

    def _note(self, where: dict[str, list[int]], actions: Iterable[str], variable: int) -> None:
        for action in actions:
            where.setdefault(action, []).append(variable)

    def _joined(self, where: Mapping[str, list[int]]) -> dict[str, int]:
        return {action: self._clauses.any_of(where[action]) for action in self._vocabulary if action in where}

    def _split(self, given: list[int], where: Mapping[str, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        certain = tuple(a for a, variable in where.items() if not self._clauses.some(given, [-variable]))
        possible = tuple(
            a for a, variable in where.items() if a not in certain and self._clauses.some(given, [variable])
        )
        return certain, possible
