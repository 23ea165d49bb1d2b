"""Conditions against the vocabulary: names exist, answers are answers, quantities have the right unit and make sense.

A number written as an answer becomes the test it stands for.
"""

from __future__ import annotations

from typing import assert_never

from whence.analysis.quantities import bounds_faults, example_of, quantity_faults
from whence.analysis.scope import SHARED, Scope, error
from whence.language.condition import All, Any, Condition, Is, Not, Test, Within
from whence.text.diagnostic import Diagnostic
from whence.values.answers import Count, Day, Duration, Number, Words
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity, parse_quantity
from whence.values.struct import Struct, field, replace


class ConditionCheck(Struct):
    """Checks conditions that stand in `folder` (None: anywhere, any definition may be used)."""

    scope: Scope
    folder: str | None = None
    found: list[Diagnostic] = field(default_factory=list)

    def resolve(self, condition: Condition | None) -> Condition | None:
        """The condition with numbers in their final form; what is wrong is added to `found`."""
        match condition:
            case None:
                return None
            case Is() | Within():
                return self._test(condition)
            case Not(part=part):
                if isinstance(part, Is):
                    self._opposite(condition, part)
                return replace(condition, part=self.resolve(part) or part)
            case All(parts=parts) | Any(parts=parts):
                return replace(condition, parts=tuple(self.resolve(part) or part for part in parts))
            case _:
                assert_never(condition)

    def _opposite(self, negation: Not, test: Is) -> None:
        fact = self.scope.facts.get(test.name)
        if fact is None or not isinstance(fact.answer, Words) or negation.span is None:
            return
        others = [answer for answer in fact.answer.answers if answer not in test.answers]
        if set(test.answers) <= set(fact.answer.answers) and others:
            listed = others[0] if len(others) == 1 else f"[{', '.join(others)}]"
            said = f"the opposite can be written: {test.name}: {listed}"
            self.found.append(Diagnostic("L902", said, negation.span, severity="warning"))

    def _test(self, test: Test) -> Condition:
        name = test.name
        if name in self.scope.facts:
            fact = self.scope.facts[name]
            return test if fact is None else self._fact(test, fact.answer, computed=bool(fact.between))
        if name in self.scope.definitions:
            definition = self.scope.definitions[name]
            if definition is None:
                return test
            self._same_source(test, definition.folder)
            return test if name in self.scope.unsure else self._words(test, definition.answers)
        if name in self.scope.scores:
            score = self.scope.scores[name]
            if score is None:
                return test
            self._same_source(test, score.folder)
            return test if name in self.scope.unsure else self._score(test, tuple(score.bands))
        if "fact" not in self.scope.blind and "definition" not in self.scope.blind:
            said = f"'{name}' is neither a fact nor a definition"
            self.found.append(error("N305", said, test.span, self.scope.tested_names(), name))
        return test

    def _same_source(self, test: Test, folder: str) -> None:
        if self.folder is not None and folder not in (self.folder, SHARED):
            said = f"'{test.name}' is a definition of another source ({folder}): no source borrows from another"
            self.found.append(error("N312", said, test.span))

    def _fact(self, test: Test, kind: Words | Count | Number | Duration | Day, *, computed: bool) -> Condition:
        match kind:
            case Words(answers=answers):
                return self._words(test, answers)
            case Day():
                said = f"'{test.name}' is a day, which is not tested itself: test a duration that starts or ends there"
                self.found.append(error("A409", said, test.span))
                return test
            case Count() | Number() | Duration():
                return self._number(test, kind, computed=computed)

    def _words(self, test: Test, answers: tuple[str, ...]) -> Condition:
        match test:
            case Within(spans=spans):
                said = f"'{test.name}' is answered with words, not with a number"
                self.found.append(error("A404", said, spans[0] if spans else test.span, answers))
            case Is(answers=given, spans=spans):
                for answer, span in zip(given, spans or (test.span,) * len(given), strict=True):
                    if answer not in answers:
                        said = f"'{answer}' is not an answer to {test.name}"
                        self.found.append(error("A401", said, span, answers, answer))
                if len(given) > 1 and set(given) >= set(answers):
                    said = f"every answer to {test.name} is listed: this only says that it was answered"
                    self.found.append(Diagnostic("L901", said, test.span or spans[0], severity="warning"))
        return test

    def _number(self, test: Test, kind: Count | Number | Duration, *, computed: bool) -> Condition:
        within = self._as_bounds(test, kind)
        if within is None:
            return test
        for bound, span in zip(within.bounds, within.spans or (test.span,) * len(within.bounds), strict=True):
            for code, said, allowed in quantity_faults(bound.quantity, kind, test.name, computed=computed):
                self.found.append(error(code, said, span, allowed, bound.quantity.unit or None))
        self._sensible(within, kind)
        return within

    def _as_bounds(self, test: Test, kind: Count | Number | Duration) -> Within | None:
        if isinstance(test, Within):
            return test
        span = test.spans[0] if test.spans else test.span
        quantity = parse_quantity(test.answers[0])
        if len(test.answers) == 1 and isinstance(kind, Count) and quantity is not None:
            return exactly(test, quantity)
        said = f"'{test.name}' is answered with a number: test it with a bound, as in {{at_least: {example_of(kind)}}}"
        self.found.append(error("A404", said, span, tuple(op.value for op in Op)))
        return None

    def _score(self, test: Test, bands: tuple[str, ...]) -> Condition:
        if isinstance(test, Is):
            quantity = parse_quantity(test.answers[0])
            if quantity is None or len(test.answers) > 1:
                return self._words(test, bands)
            test = exactly(test, quantity)
        for bound, span in zip(test.bounds, test.spans or (test.span,) * len(test.bounds), strict=True):
            for code, said, allowed in quantity_faults(bound.quantity, Count(), test.name, computed=False):
                self.found.append(error(code, said, span, allowed, bound.quantity.unit or None))
        self._sensible(test, Count())
        return test

    def _sensible(self, test: Within, kind: Count | Number | Duration) -> None:
        for said, span in bounds_faults(test.bounds, test.spans, kind):
            self.found.append(error("A407", said, span or test.span))


def exactly(test: Is, quantity: Quantity) -> Within:
    """The test that a number is exactly this."""
    bounds = (Bound(Op.AT_LEAST, quantity), Bound(Op.AT_MOST, quantity))
    return Within(test.name, bounds, test.span, (test.spans * 2) if test.spans else ())
