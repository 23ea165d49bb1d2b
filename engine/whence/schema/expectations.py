"""Vignette files, by the kind of knowledge they try out: whom they may be about, and what may be expected."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.expectation import VERDICTS
from whence.language.patient import FLIPS, OUTCOMES
from whence.language.topic import WAYS
from whence.schema.answers import NAMES
from whence.schema.choices import Schema, names, one_or_several, where, words
from whence.schema.kinds import GIVEN, over
from whence.schema.pretty import Json

#: Folder of vignettes -> what is said of each name there is in the base.
KINDS = ("rules", "definitions", "pathways", "topics", "readings")


def vignettes(base: KnowledgeBase) -> dict[str, Schema]:
    """Name of the schema -> the schema, one for each folder of vignettes."""
    asked = {name: one.asks for name, one in base.defined.items()}
    readings = {name: reading.question for name, reading in base.readings.items()}
    return {
        "vignettes-rules": _about({name: rule.title for name, rule in base.rules.items()}, words(VERDICTS)),
        "vignettes-definitions": _about(asked, {}, *_answers(base)),
        "vignettes-pathways": _about({name: each.title for name, each in base.pathways.items()}, {}, *_steps(base)),
        "vignettes-topics": _about({name: topic.title for name, topic in base.topics.items()}, words(OUTCOMES)),
        "vignettes-readings": _about(readings, words(FLIPS), *_others(base)),
    }


def _about(choices: Mapping[str, str], expect: Schema, *own: Json) -> Schema:
    facts = {"$ref": NAMES + "fact"}
    case: dict[str, Json] = {
        "but": GIVEN,
        "without": one_or_several(facts),
        "find_out": {"anyOf": [facts, {"description": "All of these.", "type": "array", "items": facts}]},
        "between": {"items": {"$ref": NAMES + "source"}},
        "in": one_or_several(words(WAYS)),
        "expect": expect,
    }
    about = {
        "vignettes": names(choices),
        "patient": {"properties": {"facts": GIVEN}},
        "cases": {"items": {"properties": case}},
    }
    return {**over("vignettes", about), "allOf": [{"$ref": "../vignettes.schema.json"}, *own]}


def _cases(about: str, properties: Schema) -> Schema:
    return where("vignettes", [about], {"properties": {"cases": {"items": {"properties": properties}}}})


def _answers(base: KnowledgeBase) -> list[Schema]:
    """Of a definition its answers, of a score its bands or a total."""
    defined = [
        _cases(name, {"expect": words((*definition.answers, "open"), definition.asks)})
        for name, definition in base.definitions.items()
    ]
    total = {"description": "A total, such as 8, or what it lies between, such as 6 to 7.", "pattern": "^-?[0-9]"}
    scored = [
        _cases(name, {"expect": {"anyOf": [words(score.bands, score.asks), total]}})
        for name, score in base.scores.items()
    ]
    return [*defined, *scored]


def _steps(base: KnowledgeBase) -> list[Schema]:
    return [_cases(name, {"expect": words(pathway.steps)}) for name, pathway in base.pathways.items()]


def _others(base: KnowledgeBase) -> list[Schema]:
    """Of a reading, the other readings by name."""
    return [
        _cases(name, {"under": words([other.name for other in reading.otherwise], reading.question)})
        for name, reading in base.readings.items()
        if reading.otherwise
    ]
