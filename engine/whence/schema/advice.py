"""What may stand after `then` in the rules of one source: its words of strength, actions and details."""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.recommendation import JOINTS
from whence.language.source import Source, Word
from whence.schema.answers import COMMON, NAMES
from whence.schema.choices import Schema, one_or_several, words
from whence.schema.pretty import Json
from whence.schema.written import said_of_details

_JOINED = {
    "together": "All of them.",
    "in_order": "One after the other; the first is the first step.",
    "either": "One of them.",
    "any_of": "One or several of them, alone or combined.",
}
_HEDGES = {"most": "usually", "selected": "in selected people", "rarely": "occasionally"}


def advice(base: KnowledgeBase, source: Source) -> Schema:
    """The definitions `then`, `advice`, `details` and `dose` of a rule file of this source."""
    details = _details(base, source)
    return {
        "then": {
            "properties": {
                **{word.word: _strength(word) for word in source.words.values()},
                **details,
                "rather_than": _over(said_of_details()["rather_than"], {"$ref": NAMES + "action"}),
            },
            "propertyNames": {"enum": [*source.words, *details, "rather_than"]},
        },
        "advice": {
            "anyOf": [
                {"description": "An action.", "allOf": [{"$ref": NAMES + "action"}]},
                {
                    "description": "An action with details, or several joined.",
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
            "properties": {
                kind: one_or_several(words(base.vocabulary.details.get(kind, ()))) for kind in ("route", "label")
            },
        },
    }


def strength(word: Word) -> str:
    """What a word of strength means, in a few words."""
    if word.force == "unavailable":
        return "The text breaks off here; the topic it breaks off before."
    way = {"for": "For", "against": "Against", "none": "Neither for nor against"}[word.direction]
    said = f"{way}, {word.force}" + (f", {_HEDGES[word.hedge]}" if word.hedge else "")
    return said + (f"; graded {', '.join(word.grades)}." if word.grades else ".")


def _strength(word: Word) -> Schema:
    target = NAMES + "topic" if word.force == "unavailable" else "#/definitions/advice"
    return _over(strength(word), {"$ref": target})


def _joint(name: str) -> Schema:
    return {"description": _JOINED[name], "type": "array", "items": {"$ref": "#/definitions/advice"}}


def _details(base: KnowledgeBase, source: Source) -> dict[str, Json]:
    """The details this source can print; one for which it has no word is left out."""
    grades = dict.fromkeys(grade for word in source.words.values() for grade in word.grades)
    chosen = {name: choices for name, choices in base.vocabulary.details.items() if name != "route"}
    own = {"$ref": f"{NAMES}condition-{source.folder}"}
    dose = {"$ref": "#/definitions/dose"}
    moment: Schema = {"anyOf": [{"$ref": NAMES + "action"}, {"$ref": NAMES + "event"}]}
    plain: dict[str, Json] = {
        **{name: words(choices) for name, choices in (("grade", grades), ("urgency", source.urgency)) if choices},
        **{name: one_or_several(words(choices)) for name, choices in chosen.items() if choices},
    }
    explained: dict[str, Json] = {
        "from": {"$ref": NAMES + "event"},
        "before": moment,
        "after": moment,
        **dict.fromkeys(("while", "until"), own),
        "purpose": one_or_several({"$ref": NAMES + "purpose"}),
        **dict.fromkeys(("loading", "maintenance", "dose"), dose),
        **{name: {"$ref": COMMON + shape} for name, shape in _SHAPES.items()},
    }
    said = said_of_details()
    return {
        **{name: {"description": said[name], "allOf": [schema]} for name, schema in plain.items()},
        **{name: _over(said[name], schema) for name, schema in explained.items()},
    }


def _over(said: str, schema: Json) -> Schema:
    """The schema, explained; the title stays in sight over what is said of the value that stands there."""
    return {"title": said, "description": said, "allOf": [schema]}


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
