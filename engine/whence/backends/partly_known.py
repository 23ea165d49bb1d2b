"""A person as far as told, in one vocabulary, around somebody of it whom the person may turn out to be.

The answers of the somebody are among those that remain, so a person around somebody who breaks no line of `impossible`
is a possible one. Two vocabularies may be told of one person; each hears what it has an answer for. It refuses to know
conditions and rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from whence.backends.fact_variables import FactVariables, Totals
from whence.backends.gates import Gates, Rails
from whence.backends.told import Told
from whence.language.definition import Points, Score
from whence.language.vocabulary import Fact
from whence.values.answers import Words
from whence.values.known import Bound, Op

_OPPOSITE = {Op.LESS_THAN: Op.AT_LEAST, Op.AT_MOST: Op.MORE_THAN}


class PartlyKnown:
    """One person, of whom `told` is told, around `whole`; `facts` is the vocabulary of both."""

    def __init__(self, told: Told, facts: Mapping[str, Fact], whole: FactVariables) -> None:
        self.gates: Gates = told.gates
        self._told = told
        self._facts = facts
        self._whole = whole
        self._linked: set[object] = set()
        self._totals: dict[int, tuple[Score, Totals]] = {}

    def is_one_of(self, fact: str, answers: Iterable[str]) -> Rails:
        """True where something is said and only such answers remain, false where none of them does."""
        chosen = frozenset(answers)
        remaining = self._of(fact)
        said = self._told.said(fact)
        out = [-variable for answer, variable in remaining.items() if answer not in chosen]
        return Rails(
            self.gates.all_of((said, *out)), self.gates.all_of((said, *(-remaining[answer] for answer in chosen)))
        )

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

    def _of(self, fact: str) -> dict[str, int]:
        """Which answers remain, by answer of this vocabulary. Raises KeyError for a fact it does not have."""
        kind = self._facts[fact].answer
        words = kind.answers if isinstance(kind, Words) else ()
        remaining = {word: self._told.remains(fact, word) for word in words}
        if fact not in self._linked:
            self._linked.add(fact)
            for word, variable in remaining.items():
                self.gates.formula.add(-self._whole.answer(fact, word), variable)
        return remaining

    def _bound(self, fact: str, bound: Bound) -> Rails:
        if bound.op in _OPPOSITE:
            return ~self._bound(fact, Bound(_OPPOSITE[bound.op], bound.quantity))
        rails = self._told.reaches(fact, bound)
        key = (fact, bound.op, bound.quantity.in_base)
        if key not in self._linked:
            self._linked.add(key)
            whole = self._whole.bound(fact, bound)
            self.gates.formula.add(-rails.true, whole)
            self.gates.formula.add(-rails.false, -whole)
        return rails

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
