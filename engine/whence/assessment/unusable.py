"""Patients who cannot be assessed: no day is given, or their facts are wrong or cannot be true together."""

from __future__ import annotations

from collections.abc import Iterable

from whence.language.patient import Patient
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span


class UnusablePatient(ValueError):
    """The patient has to be put right first; `diagnostics` say where and how, in the order of the file."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key))
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


def day_missing(patient: Patient) -> Diagnostic:
    """Nobody said for which day the patient is assessed, and no clock is asked."""
    message = f"no day is given on which to assess {patient.name}: write as_of, or name the day when you ask"
    return Diagnostic("V710", message, patient.span or Span(patient.name, 1, 1, 1, 1))
