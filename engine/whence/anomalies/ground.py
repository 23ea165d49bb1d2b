"""What every search for anomalies stands on: how each rule of one base can end, of everybody and of the partly known.

An ending that is final (applies, withdrawn, held back, does not apply) stays when more is known. So somebody of whom
only part is known has it only if somebody of whom everything is known does, and to ask *whether anybody* ends so it is
enough to ask about the latter. What is claimed *of everybody* must hold of the partly known too, and is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from whence.anomalies.days import day_of, together
from whence.assessment.verdict import Verdict
from whence.backends.told import Told
from whence.compare.witness import last_start
from whence.language.base import Expanded, KnowledgeBase
from whence.language.condition import Condition
from whence.language.rule import Rule
from whence.proofs.everybody import EFFORT, Everybody
from whence.proofs.seen import Seen
from whence.proofs.verdicts import Verdicts, verdicts


class Ground:
    """One base under scrutiny. Close it when done. Its questions raise NotProved where the solver gives up."""

    def __init__(self, base: KnowledgeBase, effort: int = EFFORT) -> None:
        self.base = base
        self.everybody = Everybody(base, effort)
        self.gates = self.everybody.gates
        self.seen = Seen(self.everybody)
        self._preferred = last_start(base)
        self._conditions = self.everybody.partly(Told(self.gates, base.vocabulary.facts))
        self._parts: dict[str, Expanded] = {}
        self._ends: dict[str, Verdicts] = {}
        self._partly_ends: dict[str, Verdicts] = {}

    def close(self) -> None:
        """Frees the solver."""
        self.everybody.close()

    def parts(self, rule: str) -> Expanded:
        """The rule's conditions with those of the rules it refines."""
        if rule not in self._parts:
            self._parts[rule] = self.base.expanded(self.base.rules[rule])
        return self._parts[rule]

    def end(self, rule: str, verdict: Verdict) -> int:
        """The literal that the rule ends so for somebody of whom everything is known."""
        if rule not in self._ends:
            self._ends[rule] = verdicts(self.parts(rule), self.everybody.settled, self.gates)
        return self._ends[rule].get(verdict, -self.gates.true)

    def partly_end(self, rule: str, verdict: Verdict) -> int:
        """The literal that the rule ends so for somebody of whom anything may be unknown."""
        if rule not in self._partly_ends:
            self._partly_ends[rule] = verdicts(self.parts(rule), self._conditions, self.gates)
        return self._partly_ends[rule].get(verdict, -self.gates.true)

    def holds(self, condition: Condition | None) -> int:
        """The literal that a condition is true of somebody of whom everything is known; None is true of everybody."""
        return self.gates.true if condition is None else self.everybody.settled.rails(condition).true

    def fails(self, condition: Condition) -> int:
        """The literal that it is false of such a person."""
        return self.everybody.settled.rails(condition).false

    def open(self, condition: Condition) -> int:
        """The literal that it is unknown of somebody of whom anything may be unknown."""
        rails = self._conditions.rails(condition)
        return self.gates.all_of((-rails.true, -rails.false))

    def partly_holds(self, condition: Condition) -> int:
        """The literal that it is true of such a person."""
        return self._conditions.rails(condition).true

    def can(self, *literals: int) -> bool:
        """Whether the literals hold together of somebody."""
        return self.seen.possible(literals)

    def ever(self, rule: str) -> bool:
        """Whether the rule applies to anybody on any day."""
        return together(self.base, (rule,)) is not None and self.can(self.end(rule, Verdict.APPLIES))

    def day(self, *rules: str) -> date | None:
        """A day on which the rules are all in force; None where there is none."""
        span = together(self.base, rules)
        return None if span is None else day_of(span, self._preferred)

    def standing(self, rules: Iterable[str]) -> list[str]:
        """Those of the rules that are in force together on the latest day on which one of them stands."""
        spans = {rule: span for rule in rules if (span := together(self.base, (rule,))) is not None}
        if not spans:
            return []
        day = max(day_of(span, self._preferred) for span in spans.values())
        return [rule for rule, span in spans.items() if span.on(day)]

    def of_one_source(self) -> Mapping[str, list[Rule]]:
        """The rules by folder, in id order."""
        found: dict[str, list[Rule]] = {}
        for name in sorted(self.base.rules):
            rule = self.base.rules[name]
            found.setdefault(rule.folder, []).append(rule)
        return found
