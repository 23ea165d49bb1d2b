"""For every disagreement that the rules of a topic allow: the smallest patient who shows it, or that none does.

A patient is found by the solver and then assessed and compared like any other; only what that shows is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import combinations

from whence.assessment.assess import Assessor
from whence.assessment.assessment import Assessment
from whence.assessment.in_force import InForceDays
from whence.assessment.unusable import UnusablePatient
from whence.assessment.verdict import Verdict, verdict
from whence.backends.clauses import Clauses
from whence.backends.compiled import CompiledProgram
from whence.backends.fewest_facts import Demand, FewestFacts
from whence.compare.between import AGREE, Standing, between
from whence.compare.compare import Comparer, one_of_a_kind
from whence.compare.comparison import Comparison, Outcome
from whence.compare.said import patient_of
from whence.compare.voice import Voice
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.language.topic import Topic
from whence.program.program import Program
from whence.program.trace import Trace
from whence.values.known import Known
from whence.values.struct import Struct
from whence.values.truth import Truth

_TRIES = 6  # patients tried for one pair while other rules of the two sources cover the difference


class Witness(Struct, frozen=True):
    """A disagreement with the smallest patient who shows it; the outcome is what comparing that patient gave."""

    topic: str
    outcome: Outcome
    patient: Patient


class Unseen(Struct, frozen=True):
    """Two rules that would disagree and are never seen to: `why` is 'nobody meets both' or 'always covered'."""

    topic: str
    rules: tuple[str, str | None]
    why: str


Search = Callable[[], Witness | Unseen]


class Witnesses:
    """Searches one base on one day. Close it when done."""

    def __init__(
        self, base: KnowledgeBase, program: Program, assessor: Assessor, compiled: CompiledProgram, day: date
    ) -> None:
        """`assessor` and `compiled` decide `program`, which is the program of `base`."""
        self._compiled = compiled
        self._base, self._program, self._assessor, self._day = base, program, assessor, day
        self._comparer = Comparer(base)
        self._in_force = InForceDays(base).rules(day)
        self._search = FewestFacts(program, base.vocabulary.facts)
        self._clauses = Clauses(program, base.vocabulary.facts)
        self._assessed: dict[str, Assessment | None] = {}

    def close(self) -> None:
        """Frees the solvers."""
        self._search.close()
        self._clauses.close()

    def of(self, topic: Topic) -> Iterator[Witness | Unseen]:
        """Every disagreement of two rules of the topic, then every rule of one source where another has none."""
        yield from (search() for search in self.searches(topic))

    def searches(self, topic: Topic) -> Iterator[Search]:
        """The same, each still to be looked for."""
        kin, choir = self._comparer.kin, self._comparer.choir(topic)
        applying = choir.voices(dict.fromkeys(self._in_force, Verdict.APPLIES))
        held = {name: Verdict.HELD_BACK for name in self._in_force if self._program.rules[name].only_if is not None}
        everyone = [v for v in (*applying, *choir.voices(held)) if not v.beside]
        for first, second in combinations(sorted(everyone, key=lambda v: (v.rule.id, v.verdict.value)), 2):
            standing = self._disagreement(topic, first, second)
            if standing is not None:
                yield partial(self._shown, topic, first, second, standing)
        for voice in applying:
            for source in self._base.sources:
                others = [
                    other for other in applying
                    if other.source == source != voice.source
                    and not other.beside
                    and kin.any_related(voice.actions, other.actions)
                ]  # fmt: skip
                if others and not voice.beside and voice.stance == "for":
                    yield partial(self._alone, topic, voice, source, others)

    def _disagreement(self, topic: Topic, first: Voice, second: Voice) -> Standing | None:
        """How the two would differ if both spoke and nobody else did."""
        if first.rule.id == second.rule.id or one_of_a_kind(topic, first, second):
            return None
        standing = between(topic, first, second, self._comparer.kin)
        if standing is None or standing.kind == AGREE:
            return None
        covered = standing.because[0] == "other action" or standing.ways == ("strength",)
        return None if covered and first.source == second.source else standing

    def _shown(self, topic: Topic, first: Voice, second: Voice, standing: Standing) -> Witness | Unseen:
        demands, exceptions = self._speak(first, second)
        for one, other in ((first, second), (second, first)):
            source = one.rule.derived_from
            if source is not None and source.rule in self._in_force and other.origin != one.origin:
                demands.append(self._silent(source.rule))
        pair = (first.rule.id, second.rule.id)
        return self._found(topic, pair, demands, exceptions, standing.kind)

    def _alone(self, topic: Topic, voice: Voice, source: str, others: Sequence[Voice]) -> Witness | Unseen:
        demands, exceptions = self._speak(voice)
        demands += [self._silent(other.rule.id) for other in others]
        copied = voice.rule.derived_from
        if copied is not None and copied.rule in self._in_force:
            demands.append(self._silent(copied.rule))
        return self._found(topic, (voice.rule.id, None), demands, exceptions, "differs", source)

    def _found(
        self, topic: Topic, rules: tuple[str, str | None], demands: Sequence[Demand], exceptions: Sequence[int],
        kind: str, source: str = "",
    ) -> Witness | Unseen:  # fmt: skip
        tried: list[Mapping[str, Known]] = []
        while len(tried) < _TRIES:
            known = self._search.find(demands, exceptions, tried)
            if known is None:
                return Unseen(topic.name, rules, "always covered" if tried else "nobody meets both")
            tried.append(known)
            witness = self._replayed(topic, rules, known, kind, source)
            if witness is not None:
                return witness
        return Unseen(topic.name, rules, "always covered")

    def _replayed(
        self, topic: Topic, rules: tuple[str, str | None], known: Mapping[str, Known], kind: str, source: str
    ) -> Witness | None:
        """What assessing and comparing the patient gives; None where it is not this outcome, live."""

        def shown(found: Comparison) -> Outcome | None:
            return next((each for each in found.outcomes if _is(each, rules, kind, source)), None)

        # the compiled program first, because most of what it refuses would cost a run of the engine to refuse
        only = frozenset(rule for rule in rules if rule is not None)
        if shown(self._comparer.of(self._verdicts(known), {}, topic, only)) is None:
            return None
        patient = patient_of(f"{topic.name}-witness", known, self._base.vocabulary.facts, self._day)
        assessment = self._assess(patient)
        outcome = None if assessment is None else shown(self._comparer.compare(assessment, topic, only))
        return None if outcome is None else Witness(topic.name, outcome, patient)

    def _assess(self, patient: Patient) -> Assessment | None:
        """The assessment, once for each set of answers; None where no completion of them is possible."""
        key = repr(sorted((name, given.answer) for name, given in patient.facts.items()))
        if key not in self._assessed:
            try:
                found = self._assessor.assess(patient)
            except UnusablePatient:
                self._assessed[key] = None
            else:
                possible = self._clauses.some(self._clauses.given(found.known))
                self._assessed[key] = found if possible else None
        return self._assessed[key]

    def _verdicts(self, known: Mapping[str, Known]) -> dict[str, Verdict]:
        trace = Trace(self._compiled.run(known))
        found = {}
        for name in self._in_force:
            roots = self._program.rules[name]
            when, unless, only_if = (
                None if literal is None else trace.of(literal) for literal in (roots.when, roots.unless, roots.only_if)
            )
            found[name] = verdict(Truth.UNKNOWN if when is None else when, unless, only_if)
        return found

    def _speak(self, *speaking: Voice) -> tuple[list[Demand], list[int]]:
        """What must be so for all of them to speak, and the exceptions that must not be known to be so."""
        demands: list[Demand] = []
        exceptions: list[int] = []
        for voice in speaking:
            roots = self._program.rules[voice.rule.id]
            demands.append([(roots.when, Truth.TRUE)])
            if roots.unless is not None:
                exceptions.append(roots.unless)
            if roots.only_if is not None:
                held = voice.verdict is Verdict.HELD_BACK
                demands.append([(roots.only_if, Truth.FALSE if held else Truth.TRUE)])
        return demands, exceptions

    def _silent(self, rule: str) -> Demand:
        """It does not apply, or is withdrawn."""
        roots = self._program.rules[rule]
        away = [(roots.unless, Truth.TRUE)] if roots.unless is not None else []
        return [(roots.when, Truth.FALSE), *away]


def _is(outcome: Outcome, rules: tuple[str, str | None], kind: str, source: str) -> bool:
    same = set(outcome.rules) == set(rules) and (not source or outcome.between[1] == source)
    return same and outcome.kind == kind and outcome.sure == "live"


def last_start(base: KnowledgeBase) -> date | None:
    """The first day on which every dated rule and definition has begun; None where none prints a day."""
    spans = [rule.in_force for rule in base.rules.values()]
    spans += [definition.in_force for definition in base.definitions.values()]
    return max((span.start for span in spans if span.start is not None), default=None)
