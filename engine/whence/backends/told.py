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
from whence.values.known import Between, Bound, Known, OneOf, Op, within
from whence.values.truth import Truth

#: Limit, whether only more than it reaches it, surely reached, perhaps reached; and the bound that asks for it.
_Cut = tuple[Decimal, bool, int, int, Bound]


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
        if limit < 0 or (limit == 0 and not strict):  # whatever is said of a number, it is not below nothing
            return Rails(self.said(fact), -self.gates.true)
        cuts = self._cuts.setdefault(fact, [])
        for each in cuts:
            if each[:2] == (limit, strict):
                return Rails(each[2], -each[3])
        add = self.gates.formula.add
        surely, perhaps = self.gates.formula.new(), self.gates.formula.new()
        add(-surely, perhaps)
        add(-surely, self.said(fact))
        add(perhaps, self.said(fact))
        place = bisect([each[:2] for each in cuts], (limit, strict))
        cut = (limit, strict, surely, perhaps, bound)
        for below, above in ((cuts[place - 1 : place], [cut]), ([cut], cuts[place : place + 1])):
            for low in below:
                for high in above:
                    add(-high[2], low[2])
                    add(-high[3], low[3])
        insort(cuts, cut)
        return Rails(surely, -perhaps)

    def plain(self, fact: str) -> int:
        """The literal that the fact is told wholly, by every test asked so far, or not at all."""
        left = self._remaining.get(fact, {})
        others = [-left[word] for word in left]
        ways = [self.gates.all_of(each for each in others if each != -left[word]) for word in left]
        settled = [self.gates.any_of((surely, -perhaps)) for _, _, surely, perhaps, _ in self._cuts.get(fact, ())]
        return self.gates.any_of((-self.said(fact), self.gates.any_of(ways) if ways else self.gates.all_of(settled)))

    def same(self, fact: str, known: Known | None) -> int:
        """The literal that, by every test asked so far, just what is `known` is told of the fact; None is nothing."""
        if known is None:
            return -self.said(fact)
        literals = [self.said(fact)]
        if isinstance(known, OneOf):
            kind = self.facts[fact].answer
            words = kind.answers if isinstance(kind, Words) else ()
            remaining = [(word, self.remains(fact, word)) for word in words]
            literals += [literal if word in known.answers else -literal for word, literal in remaining]
        for _, _, surely, perhaps, bound in self._cuts.get(fact, ()):
            truth = within(known, (bound,))
            literals.append(surely if truth is Truth.TRUE else -surely)
            literals.append(-perhaps if truth is Truth.FALSE else perhaps)
        return self.gates.all_of(literals)

    def known(self, model: Collection[int], fact: str) -> Known | None:
        """What is known of the fact in a solution; None where nothing is said or nothing asked for it."""
        if fact not in self._said or self._said[fact] not in model:
            return None
        if fact in self._remaining:
            return OneOf(frozenset(word for word, variable in self._remaining[fact].items() if variable in model))
        cuts = self._cuts.get(fact, [])
        low = next((cut for cut in reversed(cuts) if cut[2] in model), None)
        high = next((cut for cut in cuts if cut[3] not in model), None)
        least, open_ = (Decimal(0), False) if low is None else low[:2]
        return Between(least, None if high is None else high[0], open_, high is not None and not high[1])

    def settled(self, fact: str) -> int:
        """The literal that the fact is told in full, as far as anybody asked for it: no test is left unknown by it."""
        if fact in self._remaining:
            each = self._remaining[fact]
            ways = (self.gates.all_of(-each[other] for other in each if other != word) for word in each)
            return self.gates.all_of((self.said(fact), self.gates.any_of(ways)))
        same = (self.gates.any_of((surely, -perhaps)) for _, _, surely, perhaps, _ in self._cuts.get(fact, ()))
        return self.gates.all_of((self.said(fact), *same))
