"""Running vignettes and whole patients: each is assessed like any other, and held against what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from whence.analysis.answers import known_facts
from whence.assessment.assess import Assessor, Disagreement, UnusablePatient
from whence.assessment.assessment import Assessment
from whence.assessment.find_out import open_facts
from whence.assessment.flips import OtherReading
from whence.backends.compiled import CompiledProgram
from whence.backends.durable import DurableEngine
from whence.compare.compare import Comparer
from whence.graph.walk import walk
from whence.language.base import KnowledgeBase
from whence.language.definition import Score
from whence.language.evaluate import evaluate
from whence.language.pathway import Ask, Pathway
from whence.language.patient import Case, Patient, Vignettes
from whence.language.reading import Reading
from whence.language.tally import unsettled
from whence.program.build import build
from whence.program.program import Program
from whence.store.load import read_tried
from whence.text.diagnostic import Diagnostic
from whence.values.struct import replace
from whence.values.truth import Truth
from whence.vignettes import topic
from whence.vignettes.result import NOT_IN_FORCE, CaseResult, FileResult
from whence.vignettes.says import says
from whence.vignettes.things import ending
from whence.vignettes.whole import WholePatients

Outcome = tuple[str, tuple[str, ...]]
NOT_ON_CHART = "not on this chart"


class Runner:
    """Runs any number of vignette files against one base. Close it when done."""

    def __init__(self, base: KnowledgeBase, program: Program | None = None) -> None:
        """`program`, where given, is the program of `base`."""
        self.base = base
        self.program = build(base) if program is None else program
        self._durable = DurableEngine(self.program)
        self._assessor = Assessor(base, self.program, self._durable, CompiledProgram(self.program))
        self._comparer = Comparer(base)
        self._other: OtherReading | None = None
        self.patients = WholePatients(base, self.program, self._assessor)

    def close(self) -> None:
        """Give back what the engine and the solver hold."""
        self._durable.close()
        self._leave_other()
        self.patients.close()

    def file(self, path: Path) -> FileResult:
        """Read and run one vignette file or whole patient; a file with mistakes is not run."""
        value, found = read_tried(path, self.base)
        errors = tuple(finding for finding in found if finding.severity == "error")
        if value is None or errors:
            return FileResult(str(path), (), errors)
        if isinstance(value, Patient):
            return FileResult(str(path), (), patient=self.patients.result(value))
        return FileResult(str(path), self.cases(value))

    def cases(self, vignettes: Vignettes) -> tuple[CaseResult, ...]:
        """The result of what the thing says, where that is expected, and of every case, in the order written."""
        said = says(vignettes, self.base)
        cases = tuple(self.case(vignettes, case) for case in vignettes.cases)
        return cases if said is None else (said, *cases)

    def case(self, vignettes: Vignettes, case: Case) -> CaseResult:
        """The result of one case. What forbids running it is in the result, never raised."""
        result = CaseResult(vignettes.about, case.name, case.span, case.expect, None, case.find_out)
        try:
            if vignettes.about in self.base.topics:
                result = replace(result, expected=topic.expected(case))
            got, asked = self._outcome(vignettes.about, person(vignettes, case), case)
        except UnusablePatient as unusable:
            return replace(result, problem=_sentences(unusable.diagnostics))
        except Disagreement as disagreement:
            return replace(result, problem=str(disagreement))
        except KeyError:
            return replace(result, problem=f"nothing that is tried here is called '{vignettes.about}'")
        return replace(result, got=got, asked=asked)

    def assessed(self, vignettes: Vignettes, case: Case) -> Assessment:
        """The patient of a case, assessed. Raises UnusablePatient and Disagreement."""
        return self._assessor.assess(person(vignettes, case))

    def _outcome(self, about: str, patient: Patient, case: Case) -> Outcome:
        if case.under is not None:
            return self._under(self.base.readings[about], case.under, self._assessor.assess(patient))
        if about in self.base.pathways:
            return self._last_step(self.base.pathways[about], patient)
        assessment = self._assessor.assess(patient)
        if about in self.base.topics:
            return topic.outcome(self._comparer.compare(assessment, self.base.topics[about]), case), ()
        if about in self.base.rules:
            if about in assessment.not_in_force:
                return NOT_IN_FORCE, ()
            result = assessment.results[about]
            return result.verdict.value, result.find_out
        if about in self.base.scores:
            return self._score(self.base.scores[about], assessment, case.expect)
        return self._answer(about, assessment)

    def _under(self, reading: Reading, name: str, assessment: Assessment) -> Outcome:
        """Whether any recommendation ends otherwise under the other reading. Raises KeyError where there is none."""
        other = {alternative.name: alternative for alternative in reading.otherwise}[name]
        if self._other is None or self._other.alternative is not other:  # cases of one reading follow each other
            self._leave_other()
            self._other = OtherReading(self.base, other)
        return "changes" if self._other.flips(assessment) else "same", ()

    def _leave_other(self) -> None:
        if self._other is not None:
            self._other.close()
            self._other = None

    def _score(self, score: Score, assessment: Assessment, expect: str) -> Outcome:
        """The band where a band is expected and settled, else the total: `8`, or `6 to 7` while it is open."""
        came = ending(score, assessment.known, self.base, expect)
        open_ = () if came in score.bands else unsettled(score, assessment.known)
        return came, tuple(fact for fact in self.base.vocabulary.facts if fact in open_)

    def _answer(self, definition: str, assessment: Assessment) -> Outcome:
        literals = self.program.definitions[definition]
        if definition not in assessment.definitions:
            return NOT_IN_FORCE, ()
        answer = assessment.definitions[definition]
        if answer is not None:
            return answer, ()
        facts = open_facts(self.program, assessment.trace, literals.values(), self.base.vocabulary, assessment.known)
        return "open", facts

    def _last_step(self, pathway: Pathway, patient: Patient) -> Outcome:
        """Where the walk ends; where answers are missing, the first diamond (as written) at which it stands still.

        What is asked are the facts of every diamond at which it stands still.
        """
        known, found = known_facts(patient, self.base.vocabulary, patient.as_of)
        if any(finding.severity == "error" for finding in found):
            raise UnusablePatient(found)
        if pathway.enter is not None and evaluate(pathway.enter, known, self.base.defined) is Truth.FALSE:
            return NOT_ON_CHART, ()
        walked = walk(self.base, pathway, known)
        order = list(pathway.steps)
        stops = sorted(walked.frontier or walked.ends, key=order.index)
        if not walked.frontier:
            return ", ".join(stops), ()
        trace = self._assessor.decide(known)
        asked: set[str] = set()
        for step in (pathway.steps[name] for name in stops):
            match step:
                case Ask(name=name) if name in self.program.definitions:
                    literals = self.program.definitions[name].values()
                    asked |= {*open_facts(self.program, trace, literals, self.base.vocabulary, known)}
                case Ask(name=name):
                    asked.add(name)
        return stops[0], tuple(fact for fact in self.base.vocabulary.facts if fact in asked)


def person(vignettes: Vignettes, case: Case) -> Patient:
    """The patient of a case: the base patient with what the case adds, changes and takes away."""
    facts = {name: given for name, given in vignettes.base.facts.items() if name not in case.without}
    return replace(
        vignettes.base,
        name=case.name,
        facts={**facts, **case.but},
        as_of=case.as_of or vignettes.base.as_of,
        span=case.span,
    )


def run(paths: Iterable[Path], base: KnowledgeBase, program: Program | None = None) -> Iterator[FileResult]:
    """Each vignette file and whole patient among `paths` run, in turn; a folder stands for every file below it."""
    runner = Runner(base, program)
    try:
        for path in vignette_files(paths):
            yield runner.file(path)
    finally:
        runner.close()


def vignette_files(paths: Iterable[Path]) -> list[Path]:
    """Every file named, and every `.yaml` file below a folder named, each once, in the order of paths."""
    found: dict[Path, None] = {}
    for path in paths:
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else (path,):
            found[file] = None
    return list(found)


def _sentences(diagnostics: Iterable[Diagnostic]) -> str:
    return "\n".join(str(diagnostic) for diagnostic in diagnostics)
