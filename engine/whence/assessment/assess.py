"""One patient assessed: facts to leaf truths, the engine's decision, the compiled check, the verdicts.

The day is always given, never read from a clock. Where the two engines differ there is no answer but a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from whence.analysis.answers import known_facts
from whence.assessment.assessment import Assessment, RuleResult
from whence.assessment.disagreement import Disagreement, Report, differences, read_known, report
from whence.assessment.find_out import open_facts
from whence.assessment.in_force import InForceDays
from whence.assessment.unusable import UnusablePatient, day_missing
from whence.assessment.verdict import Verdict, verdict
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.language.base import KnowledgeBase
from whence.language.condition import Is
from whence.language.patient import Patient
from whence.language.tally import with_tallies
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.known import Known, is_one_of, within
from whence.values.truth import Truth

__all__ = ["Assessor", "Disagreement", "UnusablePatient", "assess", "replay"]


class Assessor:
    """Assesses any number of patients against one base."""

    def __init__(
        self, base: KnowledgeBase, program: Program, durable: DurableEngine, compiled: CompiledProgram
    ) -> None:
        """`durable` and `compiled` decide `program`, which is the program of `base`."""
        self._base = base
        self._program = program
        self._durable = durable
        self._compiled = compiled
        self._days = InForceDays(base)
        self._source_of = {source.folder: source.id for source in base.sources.values()}

    def assess(self, patient: Patient, as_of: date | None = None, sources: Sequence[str] = ()) -> Assessment:
        """The verdict of every rule in force, of all sources or of those named (by source id).

        `as_of` goes before the patient's own day. Raises UnusablePatient where the facts are wrong, contradict each
        other or no day is given; ValueError where `sources` names none; Disagreement where the engines differ.
        """
        strangers = sorted(set(sources) - set(self._base.sources))
        if strangers:
            raise ValueError(f"no source is called {', '.join(strangers)}; there are {', '.join(self._base.sources)}")
        day = patient.as_of if as_of is None else as_of
        if day is None:
            raise UnusablePatient((day_missing(patient),))
        known, findings = known_facts(patient, self._base.vocabulary, day)
        if any(finding.severity == "error" for finding in findings):
            raise UnusablePatient(findings)
        trace = self.decide(known)
        rules = sorted(self._base.rules.values(), key=lambda rule: rule.id)
        chosen = [rule.id for rule in rules if not sources or self._source_of[rule.folder] in sources]
        in_force = self._days.rules(day)
        return Assessment(
            patient=patient,
            as_of=day,
            known=known,
            results={rule: self._result(rule, trace, known) for rule in chosen if rule in in_force},
            definitions={name: self._answer(name, trace) for name in sorted(self._days.definitions(day))},
            not_in_force=tuple(rule for rule in chosen if rule not in in_force),
            knowledge_digest=self._base.digest,
            trace=trace,
            release=self._base.release,
        )

    def decide(self, known: Mapping[str, Known]) -> Trace:
        """What the rule engine decides, every node checked against the compiled program. Raises Disagreement."""
        trace = self._durable.run(leaf_truths(self._program, known))
        found = differences(self._program, trace.values, self._compiled.run(known))
        if found:
            raise Disagreement(report(self._base.digest, known, found))
        return trace

    def _result(self, rule: str, trace: Trace, known: Mapping[str, Known]) -> RuleResult:
        roots = self._program.rules[rule]
        when = trace.of(roots.when)
        unless = None if roots.unless is None else trace.of(roots.unless)
        only_if = None if roots.only_if is None else trace.of(roots.only_if)
        ending = verdict(when, unless, only_if)
        find_out: tuple[str, ...] = ()
        if ending in (Verdict.OPEN, Verdict.APPLIES_UNLESS):
            literals = [literal for literal in (roots.when, roots.unless, roots.only_if) if literal is not None]
            find_out = open_facts(self._program, trace, literals, self._base.vocabulary, known)
        return RuleResult(rule, ending, when, unless, only_if, find_out)

    def _answer(self, definition: str, trace: Trace) -> str | None:
        answers = self._program.definitions[definition]
        return next((answer for answer, literal in answers.items() if trace.of(literal) is Truth.TRUE), None)


def leaf_truths(program: Program, known: Mapping[str, Known]) -> list[Truth]:
    """The truth of every leaf test, in order; the tests of scores are of the totals that follow.

    Raises ValueError where a bound is not of the family its fact is measured in.
    """
    told = with_tallies(program.scores, known)
    return [
        is_one_of(told.get(leaf.name), leaf.answers)
        if isinstance(leaf, Is)
        else within(told.get(leaf.name), leaf.bounds)
        for leaf in program.leaves
    ]


def assess(
    base: KnowledgeBase, patient: Patient, as_of: date | None = None, sources: Sequence[str] = ()
) -> Assessment:
    """One patient against `base`; see `Assessor.assess`. An Assessor is quicker for the second patient."""
    program = _program(base)
    durable = DurableEngine(program)
    try:
        return Assessor(base, program, durable, CompiledProgram(program)).assess(patient, as_of, sources)
    finally:
        durable.close()


def replay(written: Report, base: KnowledgeBase) -> list[Report]:
    """The differences found when the facts of a disagreement's report are decided again; empty where they agree now.

    Raises ValueError where the report is of another state of the knowledge.
    """
    if written["knowledge_digest"] != base.digest:
        raise ValueError("the report is of another state of the knowledge")
    known = {name: read_known(given) for name, given in written["facts"].items()}
    program = _program(base)
    durable = DurableEngine(program)
    try:
        trace = durable.run(leaf_truths(program, known))
    finally:
        durable.close()
    return differences(program, trace.values, CompiledProgram(program).run(known))


def _program(base: KnowledgeBase) -> Program:
    from whence.program.build import build  # late: whoever has a program already need not wait for the graph library

    return build(base)
