"""The patient of the fewest facts for whom rules end as wanted, replayed in the engine before anybody sees it.

The facts are as few as they can be, not only such that none can be left out. It refuses to know what is being shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from itertools import product

from whence.assessment.assess import Assessor
from whence.assessment.verdict import Verdict
from whence.backends.clauses import Clauses
from whence.backends.fewest_facts import Demand, FewestFacts
from whence.compare.said import patient_of
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.program.program import Program, Roots
from whence.values.known import Known
from whence.values.truth import Truth

Wanted = Mapping[str, Collection[Verdict]]
Ends = tuple[tuple[str, Verdict], ...]


class NotReplayed(AssertionError):
    """The engine does not bear out what the solver found: a fault of this program."""


class Smallest:
    """Looks for patients of one base. Close it when done."""

    def __init__(self, base: KnowledgeBase, program: Program, assessor: Assessor) -> None:
        """`assessor` decides `program`, which is the program of `base`."""
        self._base, self._program, self._assessor = base, program, assessor
        self._search = FewestFacts(program, base.vocabulary.facts)
        self._clauses: Clauses | None = None

    def close(self) -> None:
        """Frees the solver."""
        if self._clauses is not None:
            self._clauses.close()

    def patient(self, name: str, wanted: Wanted, day: date, among: int | None = None) -> tuple[Patient, Ends]:
        """The patient, and how the engine ends the rules `wanted`: each as one of the verdicts given.

        Only the final verdicts can be wanted. `among` is a literal of the program that is to be true. There must be
        such a patient; raises NotReplayed where there is none after all, or where the engine says otherwise.
        """
        demands: list[Demand] = [] if among is None else [[(among, Truth.TRUE)]]
        for rule, verdicts in wanted.items():
            demands += _demands(self._program.rules[rule], verdicts)
        known = self._completable(demands)
        patient = patient_of(name, known, self._base.vocabulary.facts, day)
        sources = {self._base.source_of(rule.partition("/")[0]).id for rule in wanted}
        assessment = self._assessor.assess(patient, sources=sorted(sources))
        ends = tuple((rule, assessment.results[rule].verdict) for rule in wanted if rule in assessment.results)
        inside = among is None or assessment.trace.of(among) is Truth.TRUE
        if not inside or len(ends) < len(wanted) or any(end not in wanted[rule] for rule, end in ends):
            raise NotReplayed(f"{name} is not what was looked for: {', '.join(f'{r}: {e.value}' for r, e in ends)}")
        return patient, ends

    def _completable(self, demands: list[Demand]) -> Mapping[str, Known]:
        """The fewest answers that meet the demands and that all facts can still be answered after."""
        if self._clauses is None:
            self._clauses = Clauses(self._program, self._base.vocabulary.facts)
        tried: list[Mapping[str, Known]] = []
        while (known := self._search.find(demands, not_all_of=tried)) is not None:
            if self._clauses.some(self._clauses.given(known)):
                return known
            tried.append(known)
        raise NotReplayed("the solver found somebody whom the search for the fewest facts does not find")


def _demands(roots: Roots, verdicts: Collection[Verdict]) -> list[Demand]:
    """One of the verdicts, as clauses: each verdict is an *all*, so each choice of one part from each is an *any*."""
    ways = [_way(roots, verdict) for verdict in sorted(verdicts, key=lambda each: each.value)]
    return [list(dict.fromkeys(choice)) for choice in product(*(way for way in ways if way is not None))]


def _way(roots: Roots, verdict: Verdict) -> list[tuple[int, Truth]] | None:
    """What must be so for the verdict; None where the rule cannot end so by its form."""
    when, unless, only_if = roots.when, roots.unless, roots.only_if
    match verdict:
        case Verdict.DOES_NOT_APPLY:
            return [(when, Truth.FALSE)]
        case Verdict.WITHDRAWN:
            return None if unless is None else [(when, Truth.TRUE), (unless, Truth.TRUE)]
        case Verdict.HELD_BACK:
            return None if only_if is None else [(when, Truth.TRUE), (only_if, Truth.FALSE)]
        case Verdict.APPLIES:
            rest = [(part, truth) for part, truth in ((unless, Truth.FALSE), (only_if, Truth.TRUE)) if part is not None]
            return [(when, Truth.TRUE), *rest]
    raise ValueError(f"'{verdict.value}' is not final: what is not known can be left out")
