"""A person of whom anything may be unknown, as variables of a solver, around somebody the person may turn out to be.

Of a fact in words any answers may remain, at least one; of a number or a duration everything between a least and a
greatest figure. The answers of the somebody are among those that remain, so a person around somebody who breaks no line
of `impossible` is a possible one. It refuses to know conditions and rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import product

from whence.backends.fact_variables import FactVariables, Totals
from whence.backends.gates import Gates, Rails
from whence.language.definition import Points, Score
from whence.language.vocabulary import Fact
from whence.values.answers import Words
from whence.values.known import Bound, OneOf, Op


class PartlyKnown:
    """One person, around `whole`."""

    def __init__(self, gates: Gates, facts: Mapping[str, Fact], whole: FactVariables) -> None:
        self.gates = gates
        self._facts = facts
        self._whole = whole
        self._least = FactVariables(gates, facts)
        self._greatest = FactVariables(gates, facts)
        self._remaining: dict[str, dict[str, int]] = {}
        self._totals: dict[int, tuple[Score, Totals]] = {}

    def is_one_of(self, fact: str, answers: Iterable[str]) -> Rails:
        """True where only such answers remain, false where none does. Raises KeyError for a word that is no answer."""
        chosen = frozenset(answers)
        remaining = self._of(fact)
        if not chosen <= remaining.keys():
            raise KeyError(*(chosen - remaining.keys()))
        others = (-variable for answer, variable in remaining.items() if answer not in chosen)
        return Rails(self.gates.all_of(others), self.gates.all_of(-remaining[answer] for answer in chosen))

    def meets(self, fact: str, bounds: Iterable[Bound]) -> Rails:
        """True where all that remains meets every bound, false where for some bound nothing does."""
        each = [self._bound(fact, bound) for bound in bounds]
        true = self.gates.all_of(rails.true for rails in each)
        return Rails(true, self.gates.any_of(rails.false for rails in each))

    def totals(self, score: Score) -> Totals:
        """The pairs of least and greatest total; no single total is settled."""
        if id(score) not in self._totals:
            ends = self._sums(score, 0), self._sums(score, 1)
            pairs = product(ends[0].items(), ends[1].items())
            spans = {
                (low, high): self.gates.all_of((least, most)) for (low, least), (high, most) in pairs if low <= high
            }
            self._totals[id(score)] = (score, Totals(spans, {}))  # the score is kept, so that its id stays its own
        return self._totals[id(score)][1]

    def remaining(self, model: Collection[int], fact: str) -> OneOf | None:
        """The answers that remain of a fact in words in a solution; None where nothing asked for the fact."""
        if fact not in self._remaining:
            return None
        return OneOf(frozenset(word for word, variable in self._remaining[fact].items() if variable in model))

    def _of(self, fact: str) -> Mapping[str, int]:
        if fact not in self._remaining:
            kind = self._facts[fact].answer
            words = kind.answers if isinstance(kind, Words) else ()
            variables = {word: self.gates.formula.new() for word in words}
            for word, variable in variables.items():
                self.gates.formula.add(-self._whole.answer(fact, word), variable)
            self._remaining[fact] = variables
        return self._remaining[fact]

    def _bound(self, fact: str, bound: Bound) -> Rails:
        upward = bound.op in (Op.AT_LEAST, Op.MORE_THAN)
        least, whole, greatest = (
            person.bound(fact, bound) if upward else -person.bound(fact, bound)
            for person in (self._least, self._whole, self._greatest)
        )
        self.gates.formula.add(-least, whole)
        self.gates.formula.add(-whole, greatest)
        return Rails(least, -greatest) if upward else Rails(-greatest, least)

    def _sums(self, score: Score, end: int) -> dict[int, int]:
        """The literal of each total at the least (`end` 0) or the greatest (1) that the answers allow."""
        sums = {0: self.gates.true}
        for component in score.components:
            ways: dict[int, list[int]] = {}
            for points, reached in self._worth(component, end).items():
                for total, before in sums.items():
                    ways.setdefault(total + points, []).append(self.gates.all_of((before, reached)))
            sums = {total: self.gates.any_of(each) for total, each in sorted(ways.items())}
        return sums

    def _worth(self, component: Points, end: int) -> dict[int, int]:
        """The literal of each number of points that is the least, or the greatest, any remaining answer is worth."""
        remaining = self._of(component.fact)
        worth: dict[int, list[int]] = {}
        for answer, ends in component.points.items():
            worth.setdefault(ends[end], []).append(remaining[answer])
        found: dict[int, int] = {}
        beyond: list[int] = []
        for points in sorted(worth, reverse=end == 1):
            found[points] = self.gates.all_of((self.gates.any_of(worth[points]), *(-each for each in beyond)))
            beyond += worth[points]
        return found
