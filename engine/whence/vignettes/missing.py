"""The cases that are missing: for each thing the vignettes do not show, a patient who would show it.

The patient is the one nearest to the base patient of the vignette file, found by the solver and tried by the reference
before it is told. What is to be expected of it is not told: that is read from the passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

from whence.analysis.answers import known_facts
from whence.assessment.verdict import Verdict
from whence.graph.leaves import facts_below
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Test
from whence.language.definition import Definition, Score
from whence.language.evaluate import evaluate
from whence.language.patient import Patient, Vignettes
from whence.language.rule import Rule
from whence.proofs.equivalent import told_apart
from whence.proofs.everybody import Everybody, NotProved
from whence.proofs.nearest import nearest
from whence.proofs.verdicts import verdicts
from whence.values.known import Known
from whence.values.struct import Struct, field
from whence.values.truth import Truth
from whence.vignettes.covered import Covered, Deciding
from whence.vignettes.deciding import Occurrence
from whence.vignettes.mutant import ADVICE, ANSWER_ADDED, Mutant
from whence.vignettes.things import OPEN, Thing, ending, own_parts, thing_of
from whence.vignettes.tried import Cases

Answers = Mapping[str, Known]


class Miss(Struct, frozen=True):
    """Something no case shows of `about`: a leaf that is so, an ending, a condition that decides, or a mutant.

    `truth` is what the leaf or the condition should be seen as.
    """

    about: str
    what: Test | Deciding | Mutant | str
    truth: Truth | None = None

    @property
    def of_advice(self) -> bool:
        """Whether what a rule says is expected nowhere, so that no patient can show it."""
        return isinstance(self.what, Mutant) and self.what.part == ADVICE


class MissingCase(Struct, frozen=True):
    """A patient who shows the misses: what differs from the base patient of the file. None: none was found."""

    about: str
    shows: tuple[Miss, ...]
    but: Mapping[str, Known] | None = field(default_factory=dict)
    without: tuple[str, ...] = ()


def misses(covered: Covered) -> Iterator[Miss]:
    """What coverage misses of one rule or definition."""
    for ending_ in covered.missing_endings:
        yield Miss(covered.about, ending_)
    for each in covered.conditions:
        for truth in each.missing:
            yield Miss(covered.about, each, truth)
    for leaf in covered.leaves:
        for truth in leaf.missing:
            yield Miss(covered.about, leaf.test, truth)


def missing_cases(wanted: Iterable[Miss], cases: Cases, base: KnowledgeBase) -> Iterator[MissingCase]:
    """A case for every miss, in order of the things missed; a case that shows several stands once."""
    by_name: dict[str, list[Miss]] = {}
    for miss in wanted:
        by_name.setdefault(miss.about, []).append(miss)
    with closing(Everybody(base)) as everybody:
        for name, of_it in by_name.items():
            yield from _Search(name, cases.files.get(name), everybody).cases(of_it)


class _Search:
    """Looks for the missing cases of one thing."""

    def __init__(self, name: str, file: Vignettes | None, everybody: Everybody) -> None:
        thing = thing_of(name, everybody.base)
        assert thing is not None
        self.thing: Thing = thing
        self.everybody, self.base = everybody, everybody.base
        self.patient = Patient(name, {}) if file is None else file.base
        self.known, _ = known_facts(self.patient, self.base.vocabulary, self.patient.as_of)

    def cases(self, wanted: list[Miss]) -> Iterator[MissingCase]:
        """Those for all that is missed of the thing; what it says comes first, and is no case."""
        advice = [miss for miss in wanted if miss.of_advice]
        if advice:
            yield MissingCase(advice[0].about, tuple(advice))
        left = [miss for miss in wanted if not miss.of_advice]
        while left:
            miss, *others = left
            alike = [each for each in others if _at(each) is not None and _at(each) == _at(miss)]
            changes = (self._nearest([miss, *alike]) if alike else None) or self._nearest([miss])
            if changes is None:
                yield MissingCase(miss.about, (miss,), None)
                left = others
                continue
            known = {name: answer for name, answer in {**self.known, **changes}.items() if answer is not None}
            shown = [each for each in others if self._shown(each, known)]
            left = [each for each in others if each not in shown]
            yield self._case((miss, *shown), changes)

    def _case(self, shows: tuple[Miss, ...], changes: Mapping[str, Known | None]) -> MissingCase:
        but = {name: answer for name, answer in changes.items() if answer is not None}
        gone = [name for name, answer in changes.items() if answer is None and name in self.patient.facts]
        for name in changes:  # a duration that follows from two days is said in their place
            gone += [day for day in self.base.vocabulary.facts[name].between if day in self.patient.facts]
        return MissingCase(shows[0].about, shows, but, tuple(gone))

    def _nearest(self, wanted: list[Miss]) -> dict[str, Known | None] | None:
        """What differs of a patient who shows all that is wanted.

        None where nobody is found, or whoever is found does not show it when tried.
        """
        try:
            goal = [literal for miss in wanted for literal in self._goal(miss)]
            changes = nearest(goal, self.known, self._facts(wanted), self.everybody)
        except NotProved:
            return None
        if changes is None:
            return None
        known = {name: answer for name, answer in {**self.known, **changes}.items() if answer is not None}
        return changes if all(self._shown(miss, known) for miss in wanted) else None

    def _facts(self, wanted: list[Miss]) -> frozenset[str]:
        things = [self.thing, *(miss.what.thing for miss in wanted if isinstance(miss.what, Mutant))]
        return frozenset(self.known).union(*(_facts_of(thing, self.base) for thing in things))

    def _goal(self, miss: Miss) -> list[int]:
        everybody, gates = self.everybody, self.everybody.gates
        conditions = everybody.partly_known
        match miss.what:
            case Mutant(thing=other):
                return [told_apart(self.thing, other, everybody, by_answer=True)]
            case Deciding():
                assert miss.truth is not None
                return list(self._occurrence(miss.what).goal(miss.truth, conditions, everybody))
            case str() as end:
                return [self._ends(end)]
            case test:
                rails = conditions.rails(test)
                unknown = gates.all_of((-rails.true, -rails.false))
                literals = {Truth.TRUE: rails.true, Truth.FALSE: rails.false, Truth.UNKNOWN: unknown}
                return [literals[Truth.UNKNOWN if miss.truth is None else miss.truth]]

    def _ends(self, end: str) -> int:
        gates, conditions = self.everybody.gates, self.everybody.partly_known
        match self.thing:
            case Rule():
                ends = verdicts(self.base.expanded(self.thing), conditions, gates)
                return ends.get(Verdict(end), -gates.true)
            case Definition():
                holds = {answer: conditions.case(self.thing, answer).true for answer in self.thing.answers}
                return gates.all_of(-literal for literal in holds.values()) if end == OPEN else holds[end]
            case Score():
                return -gates.true

    def _occurrence(self, what: Deciding) -> Occurrence:
        assert not isinstance(self.thing, Score)
        return Occurrence(self.thing, what.part, what.place, what.test)

    def _shown(self, miss: Miss, known: Answers) -> bool:
        match miss.what:
            case Mutant(thing=other):
                expects = ("", *self.thing.bands) if isinstance(self.thing, Score) else ("",)
                return any(
                    ending(other, known, self.base, each) != ending(self.thing, known, self.base, each)
                    for each in expects
                )
            case Deciding():
                return self._occurrence(miss.what).decides(known, self.base) is miss.truth
            case str() as end:
                return ending(self.thing, known, self.base) == end
            case test:
                return evaluate(test, known, self.base.defined) is miss.truth


def _at(miss: Miss) -> tuple[str, object] | None:
    """Where an answer too many stands: who has none of those asked for tells all such mutants at once."""
    match miss.what:
        case Mutant(operator=operator, part=part, was=was) if operator == ANSWER_ADDED:
            return part, was
        case _:
            return None


def _facts_of(thing: Thing, base: KnowledgeBase) -> frozenset[str]:
    """The facts on which its ending rests."""
    if isinstance(thing, Score):
        return frozenset(component.fact for component in thing.components)
    conditions: list[Condition | None] = list(own_parts(thing).values())
    if isinstance(thing, Rule):
        parts = base.expanded(thing)
        conditions = [parts.when, parts.unless, parts.only_if]
    return frozenset[str]().union(*(facts_below(each, base) for each in conditions if each is not None))
