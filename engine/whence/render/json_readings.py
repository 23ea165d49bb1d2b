"""Readings as JSON, and what each other reading changes for a patient (`schemas/outputs/readings.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.analysis.variant import under
from whence.assessment.assessment import Assessment
from whence.assessment.flips import Flip, Tried
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.definition import Points
from whence.language.reading import (
    Adds,
    Alternative,
    Change,
    DefinitionChange,
    Reading,
    RuleChange,
    ScoreChange,
    Without,
)
from whence.render.json_knowledge import rule_json
from whence.render.json_output import Json, headed
from whence.render.json_parts import advice_json, citation_json, condition_json
from whence.values.known import Bound


def readings_json(
    found: Iterable[Reading], base: KnowledgeBase, assessment: Assessment | None, tried: Sequence[Tried] | None
) -> dict[str, Json]:
    """The output of `whence readings`; without a patient, `patient` and the `flips` of every other reading are null."""
    patient: Json = None
    if assessment is not None:
        patient = {"patient": assessment.patient.name, "as_of": assessment.as_of.isoformat()}
    flips = {(one.reading.name, one.alternative.name): one.flips for one in tried or ()}
    body: dict[str, Json] = {
        "patient": patient,
        "readings": [_reading(reading, base, None if tried is None else flips) for reading in found],
    }
    return headed("readings", base.digest or None, body)


def _reading(reading: Reading, base: KnowledgeBase, flips: dict[tuple[str, str], tuple[Flip, ...]] | None) -> Json:
    return {
        "reading": reading.name,
        "question": reading.question,
        "chosen": reading.chosen,
        "because": reading.because,
        "decided": {"by": reading.decided[0], "on": reading.decided[1]},
        "passages": [citation_json(each, base) for each in reading.passages],
        "excuses": list(reading.excuses),
        "otherwise": [
            _alternative(other, base, None if flips is None else flips[reading.name, other.name])
            for other in reading.otherwise
        ],
    }


def _alternative(alternative: Alternative, base: KnowledgeBase, flips: tuple[Flip, ...] | None) -> Json:
    other = under(base, alternative)
    return {
        "name": alternative.name,
        "changes": [_change(change, other) for change in alternative.changes],
        "flips": None if flips is None else [_flip(flip) for flip in flips],
    }


def _flip(flip: Flip) -> Json:
    return {
        "rule": flip.rule,
        "before": None if flip.before is None else flip.before.value,
        "after": None if flip.after is None else flip.after.value,
        "other_advice": flip.other_advice,
    }


def _change(change: Change, other: KnowledgeBase) -> Json:
    """The change with only those parts that it gives."""
    parts: dict[str, Json]
    match change:
        case RuleChange(rule=name):
            parts = _conditions({"when": change.when, "unless": change.unless, "only_if": change.only_if})
            if change.then is not None and name in other.rules:
                parts["then"] = advice_json(other.rules[name], other)
            return {"kind": "rule", "name": name, "parts": parts}
        case DefinitionChange(definition=name):
            parts = {}
            if change.cases is not None:
                parts["cases"] = {answer: condition_json(case) for answer, case in change.cases.items()}
            if change.otherwise is not None:
                parts["otherwise"] = change.otherwise
            return {"kind": "definition", "name": name, "parts": parts}
        case ScoreChange(score=name):
            return {"kind": "score", "name": name, "parts": _score(change)}
        case Without(rule=name):
            return {"kind": "without", "name": name, "parts": {}}
        case Adds(rule=rule):
            return {"kind": "adds", "name": rule.id, "parts": {"rule": rule_json(rule, other)}}


def _conditions(given: dict[str, Condition | None]) -> dict[str, Json]:
    return {key: condition_json(part) for key, part in given.items() if part is not None}


def _score(change: ScoreChange) -> dict[str, Json]:
    parts: dict[str, Json] = {}
    if change.components:
        parts["points"] = [_points(component) for component in change.components]
    if change.range is not None:
        parts["range"] = _bounds(change.range)
    if change.bands is not None:
        parts["bands"] = {band: _bounds(bounds) for band, bounds in change.bands.items()}
    return parts


def _points(component: Points) -> Json:
    worth: dict[str, Json] = {answer: [low, high] for answer, (low, high) in component.points.items()}
    return {"fact": component.fact, "points": worth}


def _bounds(bounds: Iterable[Bound]) -> Json:
    return {bound.op.value: str(bound.quantity) for bound in bounds}
