"""A recorded case answered again: from its own facts, on its own day, under the same knowledge or under another.

Under the same knowledge the same bytes come out. It refuses to know logs and screens; `changes` says what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whence.assessment.assess import Assessor
from whence.assessment.unusable import UnusablePatient
from whence.language.base import KnowledgeBase
from whence.language.patient import Patient
from whence.program.program import Program
from whence.record.basis import Files, basis
from whence.record.canonical import canonical
from whence.record.case import case
from whence.store.patient import patient_from_mapping
from whence.values.struct import Struct


class Replayed(Struct, frozen=True):
    """The case as recorded and as answered now, each on its basis."""

    then: dict[str, Any]
    then_basis: dict[str, Any]
    now: dict[str, Any]
    now_basis: dict[str, Any]

    @property
    def same_knowledge(self) -> bool:
        """Whether both were answered from the same knowledge files."""
        return bool(self.then_basis["knowledge"] == self.now_basis["knowledge"])

    @property
    def equal(self) -> bool:
        """Whether case and basis are equal, byte for byte."""
        return canonical(self.then) == canonical(self.now) and canonical(self.then_basis) == canonical(self.now_basis)


def patient_of(written: dict[str, Any], base: KnowledgeBase) -> Patient:
    """The patient of a case. Raises UnusablePatient where `base` cannot read what was given."""
    person = written["patient"] or "nobody"
    given = {"patient": person, "as_of": written["as_of"], "facts": written["given"]}
    patient, found = patient_from_mapping(given, base, "<recorded>")
    if patient is None or any(each.severity == "error" for each in found):
        raise UnusablePatient(found)
    return patient


def replay(
    written: dict[str, Any],
    its_basis: dict[str, Any],
    base: KnowledgeBase,
    program: Program,
    assessor: Assessor,
    files: Files,
) -> Replayed:
    """The case answered again with `base`; `assessor` decides `program`, which is its program.

    Raises UnusablePatient where the facts cannot be used with this knowledge, ValueError where it lacks a source that
    was asked for, Disagreement where two engines differ.
    """
    sources: Sequence[str] = written["sources"]
    assessment = assessor.assess(patient_of(written, base), None, sources)
    again = case(base, program, assessment, sources, written["patient"])
    return Replayed(written, its_basis, dict(again), dict(basis(base, files)))
