"""Assessing a patient's file for a command, with every way in which that can fail told in words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from whence.cli.session import Session
from whence.cli.stop import FAULT, FINDINGS, Stop, unknown

if TYPE_CHECKING:
    from whence.assessment.assessment import Assessment
    from whence.store.cache import OpenedBase


def assessed(
    session: Session, opened: OpenedBase, patient: str, as_of: date | None, sources: Sequence[str] = ()
) -> Assessment:
    """The assessment of a patient's file. Stops where the file cannot be used."""
    from whence.assessment.assess import Assessor
    from whence.assessment.disagreement import Disagreement
    from whence.assessment.unusable import UnusablePatient
    from whence.backends.compiled import CompiledProgram
    from whence.backends.durable import DurableEngine

    for source in sources:
        if source not in opened.base.sources:
            raise unknown("the source", source, opened.base.sources)
    known = session.patient(patient, opened.base)
    durable = DurableEngine(opened.program, opened.encoding)
    try:
        compiled = CompiledProgram(opened.program, opened.code)
        return Assessor(opened.base, opened.program, durable, compiled).assess(known, as_of, sources)
    except UnusablePatient as error:
        session.show_findings(error.diagnostics)
        raise Stop("the patient cannot be assessed before this is put right", FINDINGS) from None
    except Disagreement as error:
        from whence.render.json_output import dumped

        sys.stderr.write(dumped(error.report))
        raise Stop(f"{error}; the report above repeats it, please send it with the knowledge", FAULT) from None
    finally:
        durable.close()
