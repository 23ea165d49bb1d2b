"""The question to ask next, until no answer can change what is advised.

Every completion of what is known advises some actions, advises against some, and leaves some to a choice. Such an
outcome is *settled* when it is the same in all completions, and questions end when all outcomes are; both are exact,
by the solver. Which question comes first is an estimate from completions drawn at random: the one whose answer lowers
most the spread of the outcomes still open, sum of w p (1 - p) (the Gini index of decision trees: Breiman et al. 1984),
equal gains in vocabulary order. An outcome weighs by the most pressing rule behind it: 4 where the rule has a deadline
or a word of haste, 2 where its source speaks firmly, else 1. A fact is asked only with two completions at hand that
differ in this fact alone and in some outcome (failing that, in this fact among others), so nothing is asked that
cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from whence.assessment.action_sets import ActionCompletions, Contradictory, Outcome
from whence.language.advice import advised, advised_against, choices
from whence.language.base import KnowledgeBase
from whence.language.rule import Rule
from whence.values.known import Between, Known, OneOf
from whence.values.struct import Struct

#: Completions drawn for an estimate.
DRAWN = 96
PRESSING, FIRM, ELSE = 4, 2, 1


class Drawn(Struct, frozen=True):
    """One completion: an answer for every fact, and the literals of the solver that hold in it."""

    known: Mapping[str, Known]
    model: frozenset[int]


class Step(Struct, frozen=True):
    """Where the questions stand: the fact to ask for, None when all is settled, and the outcomes still open.

    `gain` is the share of the spread that its answer is expected to take away, and `bears_on` what it can change.
    """

    fact: str | None
    open: tuple[Outcome, ...]
    bears_on: tuple[Outcome, ...] = ()
    gain: float = 0.0


class Questions:
    """Finds the next question for any number of patients, by the rules in force on one day."""

    def __init__(self, base: KnowledgeBase, completions: ActionCompletions, rules: Iterable[str], drawn: int = DRAWN):
        self._facts = base.vocabulary.facts
        self._completions = completions
        self._outcomes = completions.outcomes
        self._count = drawn
        self._weights = weights(base, rules)

    def step(self, known: Mapping[str, Known], never: Iterable[str] = (), before: Sequence[Drawn] = ()) -> Step:
        """The next question for somebody of whom `known` is known; facts in `never` are not asked.

        `before` are completions drawn for less: those that still agree with `known` are used again.
        Raises Contradictory where no completion is left.
        """
        drawn = self.draw(known, before)
        unsettled = self._open(known, drawn)
        if not unsettled:
            return Step(None, ())
        refused = frozenset(never)
        asked = [name for name in self._facts if name not in refused and not whole(known.get(name))]
        for gain, name in self._ranked(asked, unsettled, drawn):
            changed = self.matters(name, unsettled, drawn)
            if changed:
                return Step(name, unsettled, changed, gain)
        return self._between(known, asked, unsettled)

    def draw(self, known: Mapping[str, Known], before: Sequence[Drawn] = ()) -> list[Drawn]:
        """Completions of `known`; the same whenever the same is asked. Raises Contradictory."""
        clauses = self._completions.clauses
        given = clauses.given(known)
        required = frozenset(given)
        drawn = [one for one in before if required <= one.model]
        chance = Random(f"{sorted((name, repr(answer)) for name, answer in known.items())}")
        while len(drawn) < self._count:
            clauses.prefer(chance)
            if not clauses.some(given):
                raise Contradictory(clauses.clash(known))
            drawn.append(Drawn(clauses.completion(), clauses.model()))
        return drawn

    def _between(self, known: Mapping[str, Known], asked: Sequence[str], unsettled: Sequence[Outcome]) -> Step:
        """The first fact in which two completions that end otherwise differ, where none does so alone."""
        clauses = self._completions.clauses
        given = clauses.given(known)
        for outcome in unsettled:
            ends = []
            for literal in (self._outcomes[outcome], -self._outcomes[outcome]):
                if clauses.some(given, [literal]):
                    ends.append(clauses.completion())
            for name in asked:
                if len(ends) == 2 and ends[0].get(name) != ends[1].get(name):
                    return Step(name, tuple(unsettled), (outcome,))
        return Step(None, tuple(unsettled))

    def _open(self, known: Mapping[str, Known], drawn: list[Drawn]) -> tuple[Outcome, ...]:
        """The outcomes that are not the same in all completions: seen to differ, or found to by the solver.

        The completions that the solver finds are added to those drawn: they have the answers that chance did not give.
        """
        clauses = self._completions.clauses
        given = clauses.given(known)
        found = []
        for outcome, variable in self._outcomes.items():
            seen = {variable in one.model for one in drawn}
            if len(seen) == 2:
                found.append(outcome)
            elif clauses.some(given, [-variable if True in seen else variable]):
                found.append(outcome)
                drawn.append(Drawn(clauses.completion(), clauses.model()))
        return tuple(found)

    def _ranked(
        self, asked: Sequence[str], unsettled: Sequence[Outcome], drawn: Sequence[Drawn]
    ) -> Iterator[tuple[float, str]]:
        """The facts by what their answers are expected to settle, the most first."""
        rows = [(self._weights.get(outcome, ELSE), self._row(outcome, drawn)) for outcome in unsettled]
        total = sum(weight * _spread(row.bit_count(), len(drawn)) for weight, row in rows)
        gains = []
        for place, name in enumerate(asked):
            groups = self._groups(name, drawn)
            if len(groups) < 2:
                continue
            left = sum(
                weight * group.bit_count() / len(drawn) * _spread((row & group).bit_count(), group.bit_count())
                for weight, row in rows
                for group in groups.values()
            )
            gains.append((-(total - left) / total if total else 0.0, place, name))
        for negative, _, name in sorted(gains):
            yield -negative, name

    def _row(self, outcome: Outcome, drawn: Sequence[Drawn]) -> int:
        variable = self._outcomes[outcome]
        return sum(1 << number for number, one in enumerate(drawn) if variable in one.model)

    @staticmethod
    def _groups(name: str, drawn: Sequence[Drawn]) -> dict[Known, int]:
        """The completions as bits, by the answer they give."""
        groups: dict[Known, int] = {}
        for number, one in enumerate(drawn):
            if name in one.known:
                groups[one.known[name]] = groups.get(one.known[name], 0) | 1 << number
        return groups

    def matters(self, name: str, unsettled: Sequence[Outcome], drawn: Sequence[Drawn]) -> tuple[Outcome, ...]:
        """Outcomes that change with the answer to this fact alone, in some completion drawn; none where none does."""
        clauses = self._completions.clauses
        answers = list(self._groups(name, drawn))
        for one in drawn:
            for answer in answers:
                if answer == one.known.get(name):
                    continue
                if not clauses.some(clauses.given({**one.known, name: answer})):
                    continue
                model = clauses.model()
                literals = ((outcome, self._outcomes[outcome]) for outcome in unsettled)
                changed = tuple(outcome for outcome, each in literals if (each in model) != (each in one.model))
                if changed:
                    return changed
        return ()


def whole(known: Known | None) -> bool:
    """Whether nothing more can be asked: one answer remains."""
    match known:
        case OneOf(answers=answers):
            return len(answers) == 1
        case Between(low=low, high=high):
            return low is not None and low == high
        case None:
            return False
        case _:
            return True


def weights(base: KnowledgeBase, rules: Iterable[str]) -> dict[Outcome, int]:
    """How much each outcome weighs: as much as the most pressing rule that can bring it about."""
    found: dict[Outcome, int] = {}
    for name in rules:
        rule = base.rules[name]
        weight = pressing(rule, base)
        for outcome in _outcomes(rule, base):
            found[outcome] = max(weight, found.get(outcome, 0))
    return found


def pressing(rule: Rule, base: KnowledgeBase) -> int:
    """The weight of one rule."""
    details = rule.then.details
    if details.within is not None or details.urgency is not None:
        return PRESSING
    return FIRM if base.source_of(rule.folder).words[rule.then.word].force == "strong" else ELSE


def _outcomes(rule: Rule, base: KnowledgeBase) -> Iterator[Outcome]:
    advice, actions = rule.then.advice, base.vocabulary.actions
    if advice is None:
        return
    if base.source_of(rule.folder).words[rule.then.word].direction == "for":
        yield from (("for", action) for action in advised(advice, actions))
        yield from (("choice", action) for action in choices(advice, actions))
    if rule.only_if is not None or base.source_of(rule.folder).words[rule.then.word].direction == "against":
        yield from (("against", action) for action in advised_against(advice, actions))


def _spread(true: int, of: int) -> float:
    return true / of * (1 - true / of) if of else 0.0
