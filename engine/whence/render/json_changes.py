"""The difference of two states as JSON (`schemas/outputs/difference.schema.json`)."""

from __future__ import annotations

from collections import Counter

from whence.changes.altered import Altered
from whence.changes.cohort import Affected
from whence.changes.region import Region, Turn
from whence.changes.report import Difference
from whence.language.patient import Patient
from whence.language.rule import InForce
from whence.render.json_output import Json, headed
from whence.render.json_parts import citation_json, given_json
from whence.render.prose_changes import headline, rule_of, was_and_is


def changes_json(found: Difference) -> dict[str, Json]:
    """The output of `whence diff`; the head names the new state, `old` the one it is held against."""
    body: dict[str, Json] = {
        "old": {"digest": found.old.digest or None},
        "as_of": None if found.as_of is None else found.as_of.isoformat(),
        "nobody_affected": not found.matters,
        "changed": [_altered(one, found) for one in found.altered],
        "regions": [_region(region, found) for region in found.regions],
        "refused": [
            {"by": one.by, "line": one.line, "given": _given(one.witness)} for one in found.refused
        ],
        "undecided": [pair.name for pair in found.undecided],
        "cohort": None if found.cohort is None else _cohort(found.cohort),
    }
    return headed("difference", found.new.digest or None, body)


def _altered(one: Altered, found: Difference) -> Json:
    parts: list[Json] = []
    for part in one.parts:
        was, now = was_and_is(part, one, found.old, found.new)
        parts.append({"entry": part.entry, "was": was, "is": now})
    return {
        "kind": one.kind,
        "name": one.name,
        "was": one.was,
        "manner": one.manner,
        "says": headline(one),
        "parts": parts,
        "regions": len(found.of(one)),
    }


def _region(region: Region, found: Difference) -> Json:
    rule, base = rule_of(region.turn, found.old, found.new)
    return {
        **_turn(region.turn),
        "days": [_span(span) for span in region.days],
        "because": [{"kind": kind, "name": name} for kind, name in region.because],
        "citations": [citation_json(cited, base) for cited in rule.source],
        "witness": {"as_of": region.day.isoformat(), "given": _given(region.witness)},
    }


def _turn(turn: Turn) -> dict[str, Json]:
    return {
        "rule": turn.pair.after,
        "old_rule": turn.pair.before,
        "before": None if turn.before is None else turn.before.value,
        "after": None if turn.after is None else turn.after.value,
        "other_advice": turn.advice,
    }


def _span(span: InForce) -> Json:
    return {
        "from": None if span.start is None else span.start.isoformat(),
        "until": None if span.until is None else span.until.isoformat(),
    }


def _given(patient: Patient) -> list[Json]:
    return [given_json(given) for given in patient.facts.values()]


def _cohort(cohort: tuple[Affected, ...]) -> Json:
    counts = Counter(turn for one in cohort for turn in one.turns)
    return {
        "patients": len(cohort),
        "affected": [one.name for one in cohort if one.turns],
        "unusable": [{"patient": one.name, "why": one.unusable} for one in cohort if one.unusable is not None],
        "turns": [{**_turn(turn), "patients": number} for turn, number in counts.items()],
    }
