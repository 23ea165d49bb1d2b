"""The answers of one person as variables of a solver: each fact has one answer, each score the total of its points.

Facts in words have exactly one answer. Numbers and durations are cut at every limit asked for, and the cuts are kept
in order. A score is summed component by component; where an answer is worth a range of points, its least and its
greatest total are kept apart, and one total between them holds. It refuses to know conditions and rules.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_CEILING, Decimal

from whence.backends.answers_tried import figure_above
from whence.backends.gates import Gates, Rails
from whence.language.definition import Score
from whence.language.vocabulary import Fact
from whence.values.answers import Count, Day, Words
from whence.values.known import Between, Bound, Known, OneOf, Op
from whence.values.struct import Struct


class Totals(Struct, frozen=True):
    """The variables of one score: exactly one pair (least, greatest total), and one total between the two."""

    spans: Mapping[tuple[int, int], int]
    totals: Mapping[int, int]


class FactVariables:
    """One person; with `like`, a second one who has the answers of the first except to the facts `apart`."""

    def __init__(
        self, gates: Gates, facts: Mapping[str, Fact],
        like: FactVariables | None = None, apart: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.gates = gates
        self._facts = facts
        self._like = like
        self._apart = frozenset(apart)
        self._answers: dict[str, dict[str, int]] = {}
        self._cuts: dict[str, list[tuple[Decimal, bool, int]]] = {}
        self._totals: dict[int, tuple[Score, Totals]] = {}

    def answer(self, fact: str, word: str) -> int:
        """The variable for one answer of a fact in words. Raises KeyError where there is no such answer."""
        if self._like is not None and fact not in self._apart:
            return self._like.answer(fact, word)
        if fact not in self._answers:
            kind = self._facts[fact].answer
            words = kind.answers if isinstance(kind, Words) else ()
            self._answers[fact] = dict(zip(words, self.gates.one_of_new(len(words)), strict=True))
        return self._answers[fact][word]

    def is_one_of(self, fact: str, answers: Iterable[str]) -> Rails:
        """Whether the answer to a fact in words is one of these: true or false."""
        one = self.gates.any_of(self.answer(fact, answer) for answer in answers)
        return Rails(one, -one)

    def meets(self, fact: str, bounds: Iterable[Bound]) -> Rails:
        """Whether a number or a duration meets every bound: true or false."""
        every = self.gates.all_of(self.bound(fact, bound) for bound in bounds)
        return Rails(every, -every)

    def differs(self, fact: str) -> int:
        """The literal that a second person answers a fact that is apart otherwise than the first, as far as asked."""
        own, first = self._answers.get(fact, {}), {} if self._like is None else self._like.words(fact)
        pairs = [(first[word], variable) for word, variable in own.items()]
        for limit, strict, variable in self._cuts.get(fact, ()):
            cuts = () if self._like is None else self._like._cuts.get(fact, ())
            pairs += [(cut[2], variable) for cut in cuts if cut[:2] == (limit, strict)]
        return self.gates.any_of(self.gates.differ(one, other) for one, other in pairs)

    def words(self, fact: str) -> Mapping[str, int]:
        """The variables by answer of a fact in words; none where nothing asked for it."""
        return self._answers.get(fact, {})

    def bound(self, fact: str, bound: Bound) -> int:
        """The literal of one bound on a number or a duration."""
        if self._like is not None and fact not in self._apart:
            return self._like.bound(fact, bound)
        strict = bound.op in (Op.MORE_THAN, Op.AT_MOST)
        reached = self._reaches(fact, bound.quantity.in_base, strict)
        return reached if bound.op in (Op.AT_LEAST, Op.MORE_THAN) else -reached

    def totals(self, score: Score) -> Totals:
        """The variables of a score, which are the same whenever the same score is asked for."""
        if self._like is not None and not self._apart & {points.fact for points in score.components}:
            return self._like.totals(score)
        if id(score) not in self._totals:
            self._totals[id(score)] = (score, self._sum(score))  # the score is kept, so that its id stays its own
        return self._totals[id(score)][1]

    def known(self, model: Collection[int], fact: str) -> Known | None:
        """The answer to a fact in a solution, a figure that reads well for a number; None for words never asked for.

        Of a second person: the answers to the facts that are apart.
        """
        if fact in self._answers:
            return OneOf(frozenset(word for word, variable in self._answers[fact].items() if variable in model))
        if isinstance(self._facts[fact].answer, Words | Day):
            return None
        cuts = self._cuts.get(fact, [])
        low = next((cut for cut in reversed(cuts) if cut[2] in model), None)
        high = next((cut for cut in cuts if cut[2] not in model), None)
        if low is None:
            amount = Decimal(0)
        elif not low[1]:
            amount = low[0]
        else:
            amount = figure_above(self._facts[fact].answer, low[0], None if high is None else high[0])
        return Between(amount, amount)

    def _reaches(self, fact: str, limit: Decimal, strict: bool) -> int:
        """The literal for *at least* `limit`, or for *more than* it."""
        if isinstance(self._facts[fact].answer, Count):
            whole = limit.to_integral_value(rounding=ROUND_CEILING)
            limit, strict = (whole + 1 if strict and whole == limit else whole), False
        if limit < 0 or (limit == 0 and not strict):  # no count, number or duration is below nothing
            return self.gates.true
        cuts = self._cuts.setdefault(fact, [])
        for cut in cuts:
            if cut[:2] == (limit, strict):
                return cut[2]
        cut = (limit, strict, self.gates.formula.new())
        insort(cuts, cut)
        place = cuts.index(cut)
        if place > 0:
            self.gates.formula.add(-cut[2], cuts[place - 1][2])
        if place + 1 < len(cuts):
            self.gates.formula.add(-cuts[place + 1][2], cut[2])
        return cut[2]

    def _sum(self, score: Score) -> Totals:
        spans = {(0, 0): self.gates.true}
        for component in score.components:
            worth: dict[tuple[int, int], list[int]] = {}
            for answer, points in component.points.items():
                worth.setdefault(points, []).append(self.answer(component.fact, answer))
            ways: dict[tuple[int, int], list[int]] = {}
            for (least, most), before in spans.items():
                for (low, high), answers in worth.items():
                    way = self.gates.all_of((before, self.gates.any_of(answers)))
                    ways.setdefault((least + low, most + high), []).append(way)
            spans = {span: self.gates.any_of(reached) for span, reached in sorted(ways.items())}
        sums = range(min(least for least, _ in spans), max(most for _, most in spans) + 1)
        if all(least == most for least, most in spans):
            return Totals(spans, {least: variable for (least, _), variable in spans.items()})
        totals = dict(zip(sums, self.gates.one_of_new(len(sums)), strict=True))
        for (least, most), variable in spans.items():
            self.gates.formula.add(-variable, *(totals[total] for total in range(least, most + 1)))
        return Totals(spans, totals)
