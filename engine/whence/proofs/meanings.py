"""What a rule or a definition means in two states of one knowledge: whether it ends otherwise for anybody, and whom.

Anybody: also people of whom only part is known, because a condition that is open is not one that fails. It refuses to
know versions and files.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from whence.analysis.one_vocabulary import over_one_vocabulary
from whence.backends.encoded_conditions import EncodedConditions
from whence.backends.gates import Gates
from whence.backends.told import Told
from whence.graph.leaves import facts_below
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is
from whence.language.evaluate import evaluate
from whence.proofs.everybody import EFFORT, Answers, Everybody, Somebody, fewest
from whence.proofs.verdicts import differ, end_of, verdicts
from whence.values.struct import Struct
from whence.values.truth import Truth


class Difference(Struct, frozen=True):
    """Something that ends otherwise: for whom, how before, and how now.

    Nobody is named where the two states cannot be asked about one patient, or a patient's file cannot say who it is.
    """

    person: Somebody | None = None
    before: str = ""
    now: str = ""


class Meanings:
    """`base` and an `old` state of it. Close it when done. Its questions raise NotProved.

    Both attributes are over one vocabulary (`over_one_vocabulary`); bases made of them may be asked about as well.
    """

    def __init__(self, base: KnowledgeBase, old: KnowledgeBase, effort: int = EFFORT) -> None:
        self.base, self.old, self._apart = over_one_vocabulary(base, old)
        self._everybody = Everybody(self.base, effort)
        self._told = Told(self._everybody.gates, self.base.vocabulary.facts)
        self._now = _State(self.base, self._everybody.settled, self._everybody.partly(self._told))

    def close(self) -> None:
        """Frees the solver."""
        self._everybody.close()

    def rule(self, name: str, old: KnowledgeBase | None = None) -> Difference | None:
        """How the rule ends otherwise than in `old`, which is `self.old` unless it is given; None where nowhere."""
        return self._difference(_Rule(name), self.old if old is None else old)

    def definition(self, name: str, old: KnowledgeBase | None = None) -> Difference | None:
        """The same of a definition that both have."""
        old = self.old if old is None else old
        if set(self.base.definitions[name].answers) != set(old.definitions[name].answers):
            return Difference()
        return self._difference(_Definition(name), old)

    def _difference(self, thing: _Thing, old: KnowledgeBase) -> Difference | None:
        facts = {
            fact for base in (self.base, old) for each in thing.conditions(base) for fact in facts_below(each, base)
        }
        if facts & self._apart:
            return Difference()
        everybody, now = self._everybody, self._now
        before = everybody.under(old)
        then = _State(old, before.settled, before.partly(self._told))

        def ends(known: Answers) -> tuple[str, str]:
            return thing.end(old, known), thing.end(self.base, known)

        gates = everybody.gates
        if everybody.possible([thing.differs(then, now, gates, whole=True)]):
            return _shown(everybody.answers(facts), ends)
        if everybody.possible([thing.differs(then, now, gates, whole=False)]):
            model = everybody.model()
            told = ((fact, self._told.known(model, fact)) for fact in self.base.vocabulary.facts if fact in facts)
            return _shown({fact: known for fact, known in told if known is not None}, ends)
        return None


def _shown(known: Answers, ends: Callable[[Answers], tuple[str, str]]) -> Difference:
    before, now = ends(known)
    if before == now:
        return Difference()
    return Difference(Somebody(fewest(known, lambda fewer: ends(fewer) == (before, now))), before, now)


class _State(Struct, frozen=True):
    base: KnowledgeBase
    whole: EncodedConditions
    partly: EncodedConditions

    def of(self, *, whole: bool) -> EncodedConditions:
        return self.whole if whole else self.partly


class _Thing(Protocol):
    def conditions(self, base: KnowledgeBase) -> list[Condition]:
        """What its end depends on."""

    def end(self, base: KnowledgeBase, known: Answers) -> str:
        """How it ends for a patient."""

    def differs(self, then: _State, now: _State, gates: Gates, *, whole: bool) -> int:
        """The literal that it ends otherwise for somebody, of whom all is known or only part."""


class _Rule(Struct, frozen=True):
    name: str

    def conditions(self, base: KnowledgeBase) -> list[Condition]:
        parts = base.expanded(base.rules[self.name])
        return [part for part in (parts.when, parts.unless, parts.only_if) if part is not None]

    def end(self, base: KnowledgeBase, known: Answers) -> str:
        return end_of(base.expanded(base.rules[self.name]), known, base).value

    def differs(self, then: _State, now: _State, gates: Gates, *, whole: bool) -> int:
        was, is_now = (
            verdicts(state.base.expanded(state.base.rules[self.name]), state.of(whole=whole), gates)
            for state in (then, now)
        )
        return differ(was, is_now, gates)


class _Definition(Struct, frozen=True):
    name: str

    def conditions(self, base: KnowledgeBase) -> list[Condition]:
        return [Is(self.name, (answer,)) for answer in base.definitions[self.name].answers]

    def end(self, base: KnowledgeBase, known: Answers) -> str:
        one = base.definitions[self.name]
        truths = {answer: evaluate(Is(self.name, (answer,)), known, base.defined) for answer in one.answers}
        settled = [answer for answer, truth in truths.items() if truth is Truth.TRUE]
        perhaps = [answer for answer, truth in truths.items() if truth is Truth.UNKNOWN]
        return " and ".join(settled) or f"open ({' or '.join(perhaps)})"

    def differs(self, then: _State, now: _State, gates: Gates, *, whole: bool) -> int:
        ways = []
        for test in self.conditions(then.base):
            was, is_now = then.of(whole=whole).rails(test), now.of(whole=whole).rails(test)
            for one, other in ((was.true, is_now.true), (was.false, is_now.false)):
                ways += [gates.all_of((one, -other)), gates.all_of((-one, other))]
        return gates.any_of(ways)
