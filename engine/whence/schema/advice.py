"""What may stand after `then` in the rules of one source: its words of strength, actions and details."""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.recommendation import JOINTS
from whence.language.source import Source, Word
from whence.schema.answers import COMMON, NAMES, Schema, words
from whence.schema.pretty import Json

_JOINED = {
    "together": "All of them.",
    "in_order": "One after the other; the first is the first step.",
    "either": "One of them.",
    "any_of": "One or several of them, alone or combined.",
}


def definitions(base: KnowledgeBase, source: Source) -> Schema:
    """The definitions `then`, `advice`, `details` and `dose` of a rule file of this source."""
    details = _details(base, source)
    return {
        "then": {
            "properties": {
                **{word.word: _strength(word, base) for word in source.words.values()},
                **details,
                "rather_than": {"$ref": NAMES + "action"},
            },
            "propertyNames": {"enum": [*source.words, *details, "rather_than"]},
        },
        "advice": {
            "anyOf": [
                {"$ref": NAMES + "action"},
                {
                    "type": "object",
                    "maxProperties": 1,
                    "properties": {
                        **{joint: _joint(joint) for joint in JOINTS},
                        **{
                            name: {"description": action.name, "allOf": [{"$ref": "#/definitions/details"}]}
                            for name, action in base.vocabulary.actions.items()
                        },
                    },
                    "additionalProperties": False,
                },
            ]
        },
        "details": {"properties": details},
        "dose": {
            "allOf": [{"$ref": COMMON + "dose"}],
            "properties": {kind: words(base.vocabulary.details.get(kind, ())) for kind in ("route", "label")},
        },
    }


def _strength(word: Word, base: KnowledgeBase) -> Schema:
    if word.force == "unavailable":
        topics = {"enum": list(base.topics)} if base.topics else {"type": "string"}
        return {"description": "The text breaks off here; the topic it breaks off before.", "allOf": [topics]}
    said = f"{word.direction}, {word.force}" + (f", {word.hedge}" if word.hedge else "")
    return {"description": f"A word of strength of this source: {said}.", "allOf": [{"$ref": "#/definitions/advice"}]}


def _joint(name: str) -> Schema:
    return {"description": _JOINED[name], "type": "array", "items": {"$ref": "#/definitions/advice"}}


def _details(base: KnowledgeBase, source: Source) -> dict[str, Json]:
    vocabulary = base.vocabulary
    grades = dict.fromkeys(grade for word in source.words.values() for grade in word.grades)
    moments = {"enum": [*vocabulary.actions, *vocabulary.events]}
    own = {"$ref": f"condition-{source.folder}.schema.json"}
    said: dict[str, Json] = {
        "grade": {"enum": list(grades)},
        "urgency": {"enum": list(source.urgency)},
        "from": {"enum": list(vocabulary.events)},
        "before": moments,
        "after": moments,
        "while": own,
        "until": own,
        "purpose": words(vocabulary.purposes),
        **{name: words(choices) for name, choices in vocabulary.details.items() if name != "route"},
    }
    dose = {"$ref": "#/definitions/dose"}
    said.update(loading=dose, maintenance=dose, dose=dose)
    for name in ("length", "label"):
        said.setdefault(name, {"enum": []})
    plain = ("schedule", "schedules", "taper", "within", "fractions", "example", "examples", "scores")
    return {**said, **{name: {"$ref": f"../common.schema.json#/definitions/{_SHAPES[name]}"} for name in plain}}


_SHAPES = {
    "schedule": "schedule",
    "schedules": "schedules",
    "taper": "taper",
    "within": "time",
    "fractions": "figure",
    "example": "flag",
    "examples": "texts",
    "scores": "texts",
}
