"""The verdict of a rule as literals of the solver: one for each verdict, of which exactly one holds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from whence.assessment.verdict import Verdict, verdict
from whence.backends.encoded_conditions import EncodedConditions
from whence.backends.gates import Gates, Rails
from whence.language.base import Expanded, KnowledgeBase
from whence.language.condition import Condition
from whence.language.evaluate import evaluate
from whence.values.known import Known
from whence.values.truth import Truth

Verdicts = Mapping[Verdict, int]


def verdicts(parts: Expanded, conditions: EncodedConditions, gates: Gates) -> Verdicts:
    """The literals by verdict; a verdict that nobody can have is left out."""
    found: dict[Verdict, list[int]] = {}
    rows = product(*(_truths(part, conditions, gates) for part in (parts.when, parts.unless, parts.only_if)))
    for (when, when_so), (unless, unless_so), (only_if, only_if_so) in rows:
        assert when is not None
        found.setdefault(verdict(when, unless, only_if), []).append(gates.all_of((when_so, unless_so, only_if_so)))
    return {end: literal for end, ways in found.items() if (literal := gates.any_of(ways)) != -gates.true}


def silent(gates: Gates) -> Verdicts:
    """The verdict on everybody of a rule that is not there."""
    return {Verdict.DOES_NOT_APPLY: gates.true}


def differ(first: Verdicts, second: Verdicts, gates: Gates) -> int:
    """A literal that holds where the two verdicts are not the same."""
    return gates.any_of(gates.all_of((literal, -second.get(end, -gates.true))) for end, literal in first.items())


def end_of(parts: Expanded, known: Mapping[str, Known], base: KnowledgeBase) -> Verdict:
    """The verdict for one patient, by the reference."""
    truths = (None if part is None else evaluate(part, known, base.defined) for part in (parts.unless, parts.only_if))
    return verdict(evaluate(parts.when, known, base.defined), *truths)


def _truths(part: Condition | None, conditions: EncodedConditions, gates: Gates) -> list[tuple[Truth | None, int]]:
    if part is None:
        return [(None, gates.true)]
    rails: Rails = conditions.rails(part)
    unknown = gates.all_of((-rails.true, -rails.false))
    return [(Truth.TRUE, rails.true), (Truth.FALSE, rails.false), (Truth.UNKNOWN, unknown)]
