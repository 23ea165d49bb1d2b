"""Running whole patients: one is assessed over all sources, and every rule and set of actions held against the file."""

from __future__ import annotations

from whence.assessment.action_sets import ActionCompletions, ActionSets, Contradictory
from whence.assessment.assess import Assessor, Disagreement, UnusablePatient
from whence.assessment.assessment import Assessment
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.program.program import Program
from whence.values.struct import replace
from whence.vignettes.differences import action_differences, verdict_differences
from whence.vignettes.result import PatientResult


class WholePatients:
    """Runs any number of whole patients against one base. Close it when done."""

    def __init__(self, base: KnowledgeBase, program: Program, assessor: Assessor) -> None:
        """`program` is the program of `base`, and `assessor` decides it."""
        self._base = base
        self._program = program
        self._assessor = assessor
        self._completions: dict[frozenset[str], ActionCompletions] = {}

    def close(self) -> None:
        """Give back what the solver holds."""
        for completions in self._completions.values():
            completions.close()

    def result(self, patient: Patient) -> PatientResult:
        """What came of the patient. What forbids running it is in the result, never raised."""
        expected = patient.expected
        result = PatientResult(patient.name, patient.span, 0 if expected is None else len(expected.verdicts))
        if expected is None:
            return replace(result, problem="nothing is expected of this patient: 'expect' is missing")
        try:
            assessment = self._assessor.assess(patient)
            differences = [*verdict_differences(expected, assessment)]
            if expected.actions is not None:
                sets = self._sets(assessment)
                differences += action_differences(expected.actions, sets, self._base.vocabulary.actions)
        except UnusablePatient as unusable:
            return replace(result, problem="\n".join(str(diagnostic) for diagnostic in unusable.diagnostics))
        except (Disagreement, Contradictory) as problem:
            return replace(result, problem=str(problem))
        return replace(result, differences=tuple(differences))

    def _sets(self, assessment: Assessment) -> ActionSets:
        """The sets over the rules in force on the day; the clauses are made once for each such set of rules."""
        rules = frozenset(assessment.results)
        if rules not in self._completions:
            self._completions[rules] = ActionCompletions(self._base, self._program, rules)
        return self._completions[rules].sets(assessment.known)
