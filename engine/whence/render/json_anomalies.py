"""Anomalies as JSON (`schemas/outputs/anomalies.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterable

from whence.anomalies.anomaly import KINDS, Anomaly
from whence.language.base import KnowledgeBase
from whence.render.json_output import Json, headed
from whence.render.json_parts import condition_json, given_json, place_json


def anomalies_json(found: Iterable[Anomaly], base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence analyse`; in the order of kinds and names."""
    kinds: list[Json] = [{"kind": kind, "means": means} for kind, means in KINDS.items()]
    body: dict[str, Json] = {"kinds": kinds, "anomalies": [_anomaly(one) for one in found]}
    return headed("anomalies", base.digest or None, body)


def _anomaly(one: Anomaly) -> Json:
    return {
        "kind": one.kind,
        "about": list(one.about),
        "says": one.said,
        "place": place_json(one.span),
        "because": [condition_json(part) for part in one.parts],
        "witness": _witness(one),
        "known": list(one.known),
        "code": one.code,
    }


def _witness(one: Anomaly) -> Json:
    if one.witness is None or one.day is None:
        return None
    return {
        "as_of": one.day.isoformat(),
        "given": [given_json(given) for given in one.witness.facts.values()],
        "ends": [{"rule": rule, "verdict": verdict.value} for rule, verdict in one.ends],
    }
