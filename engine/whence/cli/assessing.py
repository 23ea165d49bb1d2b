"""Assessing a patient's file for a command, with every way in which that can fail told in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from whence.cli.session import Session
from whence.cli.stop import FAULT, FINDINGS, Stop, unknown

if TYPE_CHECKING:
    from whence.assessment.assess import Assessor
    from whence.assessment.assessment import Assessment
    from whence.language.patient import Patient
    from whence.store.cache import OpenedBase


class Assess:
    """Assesses files and patients for a command; `assessor` is the engine behind it."""

    def __init__(self, session: Session, opened: OpenedBase, assessor: Assessor) -> None:
        self._session, self._opened, self.assessor = session, opened, assessor

    def __call__(self, patient: str | Patient, as_of: date | None, sources: Sequence[str] = ()) -> Assessment:
        """The assessment of a patient or of a patient's file. Stops where it cannot be used."""
        from whence.assessment.disagreement import Disagreement
        from whence.assessment.unusable import UnusablePatient

        for source in sources:
            if source not in self._opened.base.sources:
                raise unknown("the source", source, self._opened.base.sources)
        known = self._session.patient(patient, self._opened.base) if isinstance(patient, str) else patient
        try:
            return self.assessor.assess(known, as_of, sources)
        except UnusablePatient as error:
            self._session.show_findings(error.diagnostics)
            raise Stop("the patient cannot be assessed before this is put right", FINDINGS) from None
        except Disagreement as error:
            from whence.render.json_output import dumped

            sys.stderr.write(dumped(error.report))
            raise Stop(f"{error}; the report above repeats it, please send it with the knowledge", FAULT) from None


@contextmanager
def somebody() -> Iterator[None]:
    """Stops where the solver finds in the block that nobody can be the patient."""
    from whence.assessment.action_sets import Contradictory

    try:
        yield
    except Contradictory as error:
        way = "correct one of these answers, or take it out" if error.facts else "correct these lines"
        raise Stop(f"nobody can be this patient: {error}; {way}", FINDINGS) from None


@contextmanager
def assessing(session: Session, opened: OpenedBase) -> Iterator[Assess]:
    """The engine of the opened knowledge, for as long as the block lasts."""
    from whence.assessment.assess import Assessor
    from whence.backends.compiled import CompiledProgram
    from whence.backends.durable import DurableEngine

    durable = DurableEngine(opened.program, opened.encoding)
    try:
        compiled = CompiledProgram(opened.program, opened.code)
        yield Assess(session, opened, Assessor(opened.base, opened.program, durable, compiled))
    finally:
        durable.close()


def assessed(
    session: Session, opened: OpenedBase, patient: str, as_of: date | None, sources: Sequence[str] = ()
) -> Assessment:
    """The assessment of a patient's file. Stops where the file cannot be used."""
    with assessing(session, opened) as assess:
        return assess(patient, as_of, sources)
