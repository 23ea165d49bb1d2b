"""The answer for one patient: every rule's verdict, what would settle the open ones, and the trace behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from whence.assessment.verdict import Verdict
from whence.language.patient import Patient
from whence.program.trace import Firing, Trace
from whence.values.known import Known
from whence.values.struct import Struct
from whence.values.truth import Truth

__all__ = ["Assessment", "Firing", "RuleResult", "Trace"]


class RuleResult(Struct, frozen=True):
    """How one rule in force ended.

    `find_out` names the facts that would settle the verdict while it is *open* or *applies unless*, in vocabulary
    order; it is empty for the four final verdicts.
    """

    rule: str
    verdict: Verdict
    when: Truth
    unless: Truth | None
    only_if: Truth | None
    find_out: tuple[str, ...] = ()


class Assessment(Struct, frozen=True):
    """Everything decided for one patient on one day.

    `results` are in rule-id order, one for every rule in force (of the chosen sources); `definitions` gives each
    definition's answer or None while it is open; `not_in_force` names the rules left out by date. `release` is the
    version of the release file that the knowledge came from, if it came from one.
    """

    patient: Patient
    as_of: date
    known: Mapping[str, Known]
    results: Mapping[str, RuleResult]
    definitions: Mapping[str, str | None]
    not_in_force: tuple[str, ...]
    knowledge_digest: str
    trace: Trace
    release: str | None = None
