"""How one patient lights a chart: the path walked, the verdicts on it, and where the walk stops for want of an answer.

It decides nothing: verdicts come with the assessment.
"""

from __future__ import annotations

from whence.assessment.assessment import Assessment
from whence.assessment.verdict import Verdict
from whence.graph.leaves import unknown_facts
from whence.graph.walk import Walk, walk
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is
from whence.language.evaluate import evaluate
from whence.language.pathway import Ask, Pathway, Step
from whence.render.chart.picture import State
from whence.render.chart.words import missing
from whence.values.truth import Truth

NOBODY = Walk((), (), (), ())


class Light:
    """The states of steps and arrows for one patient; everything is plain where there is no assessment."""

    def __init__(self, base: KnowledgeBase, pathway: Pathway, assessment: Assessment | None) -> None:
        self._base = base
        self._assessment = assessment
        self._enter = pathway.enter
        self._enters = Truth.TRUE
        self._walk = NOBODY
        if assessment is not None:
            if pathway.enter is not None:
                self._enters = evaluate(pathway.enter, assessment.known, base.defined)
            if self._enters is Truth.TRUE:
                self._walk = walk(base, pathway, assessment.known)
        self._passed = frozenset(self._walk.passed)
        self._edges = frozenset(self._walk.edges)

    @property
    def caption(self) -> str:
        """Whose path is lit and on which day; '' for nobody's."""
        if self._assessment is None:
            return ""
        who = f"Path of {self._assessment.patient.title or self._assessment.patient.name}, {self._assessment.as_of}"
        match self._enters:
            case Truth.TRUE:
                return who
            case Truth.UNKNOWN:
                return f"{who}: not known yet whether this chart is the right one"
            case _:
                return f"{who}: this chart is not for this patient"

    @property
    def entrance(self) -> State:
        """The state of the entrance."""
        if self._assessment is None:
            return State.PLAIN
        return {Truth.TRUE: State.PASSED, Truth.UNKNOWN: State.FRONTIER, Truth.FALSE: State.OFF}[self._enters]

    @property
    def way_in(self) -> State:
        """The state of the arrow from the entrance to the first step."""
        return self.entrance if self.entrance is not State.FRONTIER else State.OFF

    @property
    def missing_at_entrance(self) -> str:
        """What to find out before anybody can say whether the patient enters."""
        return self._missing(self._enter) if self.entrance is State.FRONTIER and self._enter is not None else ""

    def step(self, name: str) -> State:
        """The state of a step."""
        if self._assessment is None:
            return State.PLAIN
        if name in self._walk.frontier:
            return State.FRONTIER
        return State.PASSED if name in self._passed else State.OFF

    def arrow(self, tail: str, head: str) -> State:
        """The state of an arrow."""
        if self._assessment is None:
            return State.PLAIN
        return State.PASSED if (tail, head) in self._edges else State.OFF

    def find_out(self, step: Step) -> str:
        """What to find out at a question where the walk stops; '' elsewhere, and where the question says it."""
        if not isinstance(step, Ask) or self.step(step.id) is not State.FRONTIER:
            return ""
        definition = self._base.definitions.get(step.name)
        return self._missing(Is(step.name, definition.answers[:1])) if definition is not None else ""

    def verdict(self, step: str, rule: str) -> tuple[str, str]:
        """The word of the rule's verdict and what would settle it; both '' off the path or without a patient."""
        if self._assessment is None or step not in self._passed:
            return "", ""
        result = self._assessment.results.get(rule)
        if result is None:
            return ("not in force", "") if rule in self._assessment.not_in_force else ("not asked for", "")
        settles = result.find_out if result.verdict in (Verdict.OPEN, Verdict.APPLIES_UNLESS) else ()
        return result.verdict.value, missing(settles, self._base)

    def _missing(self, condition: Condition) -> str:
        known = self._assessment.known if self._assessment is not None else {}
        return missing(dict.fromkeys(unknown_facts(condition, known, self._base)), self._base)
