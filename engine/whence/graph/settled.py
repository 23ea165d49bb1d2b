"""What a route through a chart settles: the answers that remain for everybody who walks it, and what follows from them.

Sound, not complete: what is called true or false here is so for everybody on the route; the rest may or may not be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from whence.graph.routes import Route
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Within, tests
from whence.values.answers import Words
from whence.values.known import OneOf, is_one_of
from whence.values.struct import Struct, field
from whence.values.truth import Truth, all_of, any_of

FEW = 1  # tests of a definition shown in place of its name, where the ways settle the rest of it
ROUNDS = 4  # assuming again can narrow further; after a few rounds nothing of use is left


class Settled(Struct):
    """The answers left, by fact and by definition, and tests of numbers taken as true or false."""

    base: KnowledgeBase
    left: dict[str, frozenset[str]] = field(default_factory=dict)
    bounds: dict[Within, bool] = field(default_factory=dict)

    def truth(self, condition: Condition) -> Truth:
        """Whether the condition holds for everybody (true), nobody (false), or that is not settled (unknown)."""
        match condition:
            case Is(name=name, answers=answers):
                stated = is_one_of(OneOf(self.left[name]), answers) if name in self.left else Truth.UNKNOWN
                return stated if stated is not Truth.UNKNOWN else self._by_cases(name, answers)
            case Within():
                if condition not in self.bounds:
                    return Truth.UNKNOWN
                return Truth.TRUE if self.bounds[condition] else Truth.FALSE
            case Not(part=part):
                return ~self.truth(part)
            case All(parts=parts):
                return all_of(self.truth(part) for part in parts)
            case Any(parts=parts):
                return any_of(self.truth(part) for part in parts)
            case _:
                assert_never(condition)

    def _by_cases(self, name: str, answers: tuple[str, ...]) -> Truth:
        definition = self.base.definitions.get(name)
        if definition is None:
            return Truth.UNKNOWN
        none = all_of(~self.truth(case) for case in definition.cases.values())
        return any_of(
            self.truth(definition.cases[answer]) if answer in definition.cases else none for answer in answers
        )

    def assume(self, condition: Condition, holds: bool) -> None:
        """Take the condition as true (or false) of everybody, and narrow the answers as far as that is plain."""
        match condition:
            case Is(name=name, answers=answers):
                every = self._answers(name)
                self._narrow(name, frozenset(answers) if holds else every - frozenset(answers))
            case Within():
                self.bounds[condition] = holds
            case Not(part=part):
                self.assume(part, not holds)
            case All(parts=parts) | Any(parts=parts):
                if isinstance(condition, All) is holds:
                    for part in parts:
                        self.assume(part, holds)
                else:
                    spent = Truth.TRUE if isinstance(condition, All) else Truth.FALSE
                    rest = [part for part in parts if self.truth(part) is not spent]
                    if len(rest) == 1:
                        self.assume(rest[0], holds)
            case _:
                assert_never(condition)

    def _answers(self, name: str) -> frozenset[str]:
        if name in self.base.definitions:
            return frozenset(self.base.definitions[name].answers)
        fact = self.base.vocabulary.facts.get(name)
        return frozenset(fact.answer.answers) if fact is not None and isinstance(fact.answer, Words) else frozenset()

    def _narrow(self, name: str, answers: frozenset[str]) -> None:
        self.left[name] = self.left.get(name, self._answers(name)) & answers
        definition = self.base.definitions.get(name)
        if definition is None:
            return
        for answer, case in definition.cases.items():
            if answer not in self.left[name]:
                self.assume(case, False)
            elif len(self.left[name]) == 1:
                self.assume(case, True)


def settled(base: KnowledgeBase, enter: Condition | None, route: Route) -> Settled:
    """What is settled for everybody who enters by `enter` and walks `route`."""
    result = Settled(base)
    for _ in range(ROUNDS):
        if enter is not None:
            result.assume(enter, True)
        for name, answers in route:
            result.assume(Is(name, answers), True)
    return result


def remainder(condition: Condition, ways: Sequence[Settled]) -> Condition | None:
    """What is left of a condition where each of `ways` may have been walked; None where all of them make it true."""
    truths = {way.truth(condition) for way in ways}
    if truths <= {Truth.TRUE}:
        return None
    match condition:
        case All(parts=parts):
            left = tuple(rest for rest in (remainder(part, ways) for part in parts) if rest is not None)
            return left[0] if len(left) == 1 else All(left)
        case Any(parts=parts):
            open_parts = [part for part in parts if {way.truth(part) for way in ways} != {Truth.FALSE}]
            some = tuple(rest for rest in (remainder(part, ways) for part in open_parts) if rest is not None)
            if not some:
                return condition
            return some[0] if len(some) == 1 else Any(some)
        case Is(name=name, answers=(answer,)) if answer in _cases(name, ways):
            case = _cases(name, ways)[answer]
            rest = remainder(case, ways)
            shorter = rest is not None and rest != case and len(tuple(tests(rest))) <= FEW
            return rest if shorter else condition
        case _:
            return condition


def _cases(name: str, ways: Sequence[Settled]) -> Mapping[str, Condition]:
    """The cases of a definition; none for a fact, and none where no way is given."""
    definition = ways[0].base.definitions.get(name) if ways else None
    return definition.cases if definition is not None else {}
