"""The question to ask next, until no answer can change what is advised.

Every completion of what is known advises some actions, advises against some, and leaves some to a choice. Such an
outcome is *settled* when it is the same in all completions, and questions end when all outcomes are; both are exact,
by the solver. Which question comes first is an estimate from completions drawn at random: the one whose answer lowers
most the spread of the outcomes still open, sum of w p (1 - p) (the Gini index of decision trees: Breiman et al. 1984),
equal gains in vocabulary order. An outcome weighs by the most pressing rule behind it: 4 where the rule has a deadline
or a word of haste, 2 where its source speaks firmly, else 1. A fact is asked only where two completions differ in this
fact alone and in some outcome (exact; failing that, in this fact among others), so nothing is asked that cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from whence.assessment.action_sets import ActionCompletions, Contradictory
from whence.assessment.outcomes import Outcome
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
        self.facts = base.vocabulary.facts
        self._completions = completions
        self._outcomes = completions.outcomes
        self._variables = frozenset(self._outcomes.values())
        self._count = drawn
        self._last: tuple[Mapping[str, Known], Sequence[Outcome]] = ({}, tuple(self._outcomes))
        self._weights = weights(base, rules)

    def step(self, known: Mapping[str, Known], never: Iterable[str] = (), before: Sequence[Drawn] = ()) -> Step:
        """The next question for somebody of whom `known` is known; facts in `never` are not asked.

        `before` are completions drawn for less: those that still agree with `known` are used again.
        Raises Contradictory where no completion is left.
        """
        drawn = self.draw(known, before)
        unsettled = self.unsettled(known, drawn)
        if not unsettled:
            return Step(None, ())
        refused = frozenset(never)
        asked = [name for name in self.facts if name not in refused and not whole(known.get(name))]
        for gain, name in self._ranked(asked, unsettled, drawn):
            changed = tuple(self._completions.bearing.changed(name, known, unsettled))
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

    def matters(self, name: str, known: Mapping[str, Known], unsettled: Iterable[Outcome]) -> bool:
        """Whether some of the outcomes changes for somebody with the answer to this fact alone."""
        return any(True for _ in self._completions.bearing.changed(name, known, unsettled))

    def unsettled(self, known: Mapping[str, Known], drawn: list[Drawn]) -> tuple[Outcome, ...]:
        """The outcomes that are not the same in all completions: seen to differ, or found to by the solver.

        The completions that the solver finds are added to those drawn: they have the answers that chance did not give.
        """
        clauses = self._completions.clauses
        given = clauses.given(known)
        rows = self._rows(drawn)
        found = []
        for outcome in self._candidates(known):
            variable = self._outcomes[outcome]
            seen = rows.get(variable, 0)
            if seen and seen != (1 << len(drawn)) - 1:
                found.append(outcome)
            elif clauses.some(given, [-variable if seen else variable]):
                found.append(outcome)
                drawn.append(Drawn(clauses.completion(), clauses.model()))
                for each, row in self._rows(drawn[-1:]).items():
                    rows[each] = rows.get(each, 0) | row << len(drawn) - 1
        self._last = dict(known), tuple(found)
        return self._last[1]

    def _candidates(self, known: Mapping[str, Known]) -> Iterable[Outcome]:
        """The outcomes that may be open: what was settled stays so when more is known."""
        before, left = self._last
        return left if before.items() <= known.items() else self._outcomes

    def _ranked(
        self, asked: Sequence[str], unsettled: Sequence[Outcome], drawn: Sequence[Drawn]
    ) -> Iterator[tuple[float, str]]:
        """The facts by what their answers are expected to settle, the most first; then those chance passed over."""
        every = self._rows(drawn)
        rows: dict[int, int] = {}  # outcomes that hold in the same completions count as one, with the sum of weights
        for outcome in unsettled:
            row = every.get(self._outcomes[outcome], 0)
            rows[row] = rows.get(row, 0) + self._weights.get(outcome, ELSE)
        total = sum(weight * _spread(row.bit_count(), len(drawn)) for row, weight in rows.items())
        groups = _groups(drawn)
        gains = []
        for place, name in enumerate(asked):
            left = sum(
                weight * group.bit_count() / len(drawn) * _spread((row & group).bit_count(), group.bit_count())
                for row, weight in rows.items()
                for group in groups.get(name, {}).values()
            )
            alike = len(groups.get(name, ())) < 2
            gains.append((alike, 0.0 if alike or not total else -(total - left) / total, place, name))
        for _, negative, _, name in sorted(gains):
            yield -negative, name

    def _rows(self, drawn: Sequence[Drawn]) -> dict[int, int]:
        """For each outcome's variable the completions in which it holds, as bits."""
        rows: dict[int, int] = {}
        for number, one in enumerate(drawn):
            for variable in self._variables & one.model:
                rows[variable] = rows.get(variable, 0) | 1 << number
        return rows


def _groups(drawn: Sequence[Drawn]) -> dict[str, dict[Known, int]]:
    """By fact and answer the completions that give it, as bits."""
    groups: dict[str, dict[Known, int]] = {}
    for number, one in enumerate(drawn):
        for name, answer in one.known.items():
            group = groups.setdefault(name, {})
            group[answer] = group.get(answer, 0) | 1 << number
    return groups


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
