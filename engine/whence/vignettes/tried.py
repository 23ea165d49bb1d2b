"""The cases that vignette files hold, each with what is known of its patient, by what they are about.

Only cases that can be run and come as expected are kept: any other shows nothing. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from whence.analysis.answers import known_facts
from whence.assessment.in_force import InForceDays
from whence.language.base import KnowledgeBase
from whence.language.patient import Case, Vignettes
from whence.store.load import read_vignettes
from whence.text.diagnostic import Diagnostic
from whence.values.known import Known
from whence.values.struct import Struct, field
from whence.vignettes.result import NOT_IN_FORCE
from whence.vignettes.run import person
from whence.vignettes.things import ending, thing_of


class Tried(Struct, frozen=True):
    """A case with the facts known of its patient. It came as expected."""

    case: Case
    known: Mapping[str, Known]


class Cases(Struct):
    """What the files hold.

    `tried` and `files` are by rule, definition or score; `diagnostics` are the mistakes of files that could not be
    read, `unusable` the cases (file:line:column name) that could not be run, `failing` those not as expected.
    """

    tried: dict[str, list[Tried]] = field(default_factory=dict)
    files: dict[str, Vignettes] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)

    @property
    def lost(self) -> bool:
        """Whether some file could not be read, or some case shows nothing."""
        return bool(self.diagnostics or self.unusable or self.failing)

    def of(self, name: str) -> tuple[Tried, ...]:
        """The cases about one thing."""
        return tuple(self.tried.get(name, ()))


def read_cases(files: Iterable[Path], base: KnowledgeBase) -> Cases:
    """The cases in `files` that are about rules, definitions and scores of the base."""
    found, days = Cases(), _Days(base)
    for path in files:
        vignettes, diagnostics = read_vignettes(path, base)
        errors = [one for one in diagnostics if one.severity == "error"]
        found.diagnostics += errors
        if vignettes is not None and not errors and thing_of(vignettes.about, base) is not None:
            found.files[vignettes.about] = vignettes
            _try(vignettes, base, days, found)
    return found


class _Days:
    """What is in force on a day, found out once for each day."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._days, self._scores = InForceDays(base), frozenset(base.scores)
        self._found: dict[date, frozenset[str]] = {}

    def on(self, day: date) -> frozenset[str]:
        if day not in self._found:
            self._found[day] = self._days.rules(day) | self._days.definitions(day) | self._scores
        return self._found[day]


def _try(vignettes: Vignettes, base: KnowledgeBase, days: _Days, found: Cases) -> None:
    about, kept = vignettes.about, found.tried.setdefault(vignettes.about, [])
    thing = thing_of(about, base)
    for case in vignettes.cases:
        patient = person(vignettes, case)
        known, wrong = known_facts(patient, base.vocabulary, patient.as_of)
        if patient.as_of is None or any(one.severity == "error" for one in wrong):
            found.unusable.append(f"{case.span}: {case.name}")
            continue
        if case.expect == NOT_IN_FORCE or about not in days.on(patient.as_of) or thing is None:
            continue
        if ending(thing, known, base, case.expect) == case.expect:
            kept.append(Tried(case, known))
        else:
            found.failing.append(f"{case.span}: {case.name}")
