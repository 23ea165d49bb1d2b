"""What is told of a person of whom anything may be unknown, as variables of a solver.

Of a fact in words any answers may remain, at least one; of a number or a duration everything between a least and a
greatest figure, each end perhaps excluded. A fact of which nothing is said is unknown to every test, even to one that
lists all answers, as it is to the engine. It refuses to know conditions, rules and vocabularies other than its own.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Collection, Mapping
from decimal import Decimal

from whence.backends.gates import Gates, Rails
from whence.language.vocabulary import Fact
from whence.values.answers import Words
from whence.values.known import Between, Bound, Known, OneOf, Op

_Cut = tuple[Decimal, bool, int, int]  # limit, whether only more than it reaches it, surely reached, perhaps reached


class Told:
    """The variables for the facts that can be told."""

    def __init__(self, gates: Gates, facts: Mapping[str, Fact]) -> None:
        self.gates = gates
        self.facts = facts
        self._said: dict[str, int] = {}
        self._remaining: dict[str, dict[str, int]] = {}
        self._cuts: dict[str, list[_Cut]] = {}

    def said(self, fact: str) -> int:
        """The literal that something is said of the fact; never, where it cannot be told."""
        if fact not in self.facts:
            return -self.gates.true
        if fact not in self._said:
            self._said[fact] = self.gates.formula.new()
        return self._said[fact]

    def remains(self, fact: str, word: str) -> int:
        """The literal that the answer remains; one that cannot be told does while nothing is said."""
        kind = self.facts[fact].answer if fact in self.facts else None
        if not isinstance(kind, Words) or word not in kind.answers:
            return -self.said(fact)
        if fact not in self._remaining:
            said = self.said(fact)
            variables = self._remaining[fact] = {each: self.gates.formula.new() for each in kind.answers}
            for variable in variables.values():
                self.gates.formula.add(said, variable)
            self.gates.formula.add(*variables.values())
        return self._remaining[fact][word]

    def reaches(self, fact: str, bound: Bound) -> Rails:
        """Whether a number meets a bound from below (`at_least`, `more_than`): of all that remains, of nothing."""
        if fact not in self.facts:
            return Rails(-self.gates.true, -self.gates.true)
        limit, strict = bound.quantity.in_base, bound.op is Op.MORE_THAN
        cuts = self._cuts.setdefault(fact, [])
        for cut in cuts:
            if cut[:2] == (limit, strict):
                return Rails(cut[2], -cut[3])
        add = self.gates.formula.add
        surely, perhaps = self.gates.formula.new(), self.gates.formula.new()
        add(-surely, perhaps)
        add(-surely, self.said(fact))
        add(perhaps, self.said(fact))
        place = bisect(cuts, (limit, strict, 0, 0))
        for below, above in ((cuts[place - 1 : place], [(limit, strict, surely, perhaps)]),
                             ([(limit, strict, surely, perhaps)], cuts[place : place + 1])):  # fmt: skip
            for low in below:
                for high in above:
                    add(-high[2], low[2])
                    add(-high[3], low[3])
        insort(cuts, (limit, strict, surely, perhaps))
        return Rails(surely, -perhaps)

    def known(self, model: Collection[int], fact: str) -> Known | None:
        """What is known of the fact in a solution; None where nothing is said or nothing asked for it."""
        if self._said.get(fact) not in model:
            return None
        if fact in self._remaining:
            return OneOf(frozenset(word for word, variable in self._remaining[fact].items() if variable in model))
        cuts = self._cuts.get(fact, [])
        low = next((cut for cut in reversed(cuts) if cut[2] in model), None)
        high = next((cut for cut in cuts if cut[3] not in model), None)
        if low is None and high is None:
            return None
        return Between(
            None if low is None else low[0],
            None if high is None else high[0],
            low is not None and low[1],
            high is not None and not high[1],
        )
