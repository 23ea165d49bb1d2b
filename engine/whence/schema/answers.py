"""What may stand after a fact, a definition or a score, as schemas with the question as hover text."""

from __future__ import annotations

from typing import assert_never

from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.vocabulary import Fact
from whence.schema.choices import Schema, grouped, one_or_several, several, where, words
from whence.schema.pretty import Json
from whence.values.answers import PRESENCE, Count, Day, Duration, Number, Words

COMMON = "../common.schema.json#/definitions/"
NAMES = "names.schema.json#/definitions/"


def answers(base: KnowledgeBase) -> Schema:
    """One definition for each name a condition may test (`test-`) and each fact a patient may give (`given-`).

    Facts stand in the order of the alphabet, so that one moved within its file changes nothing here.
    """
    facts = dict(sorted(base.vocabulary.facts.items()))
    testable = {name: fact for name, fact in facts.items() if not isinstance(fact.answer, Day)}
    worded = {name: fact.answer for name, fact in facts.items() if isinstance(fact.answer, Words)}
    alike = grouped({name: kind.answers for name, kind in worded.items()})
    return {
        **{f"answer-{name}": words(kind.answers, question(facts[name])) for name, kind in worded.items()},
        **{f"test-{name}": _test(fact) for name, fact in testable.items()},
        **{f"test-{name}": _definition(definition) for name, definition in base.definitions.items()},
        **{f"test-{name}": _score(score) for name, score in base.scores.items()},
        **{f"given-{name}": _given(fact) for name, fact in facts.items()},
        "condition": _condition(base, None),
        **{f"condition-{folder}": _condition(base, folder) for folder in folders(base)},
        "given_facts": {
            "type": "object",
            "properties": {name: {"$ref": f"#/definitions/given-{name}"} for name in facts},
            "additionalProperties": False,
        },
        "partial-presence": _partial(words(PRESENCE)),
        "points": {"allOf": [_points(*each) for each in alike.items()]},
    }


def folders(base: KnowledgeBase) -> list[str]:
    """The folders of rules and definitions, with that of the shared definitions."""
    return sorted({"shared", *(source.folder for source in base.sources.values())})


def _condition(base: KnowledgeBase, folder: str | None) -> Schema:
    """A condition over the facts, the shared definitions and those of one folder; of every folder for None."""
    defined: list[Definition | Score] = [*base.definitions.values(), *base.scores.values()]
    usable = [one.name for one in defined if folder is None or one.folder in (folder, "shared")]
    testable = [name for name, fact in sorted(base.vocabulary.facts.items()) if not isinstance(fact.answer, Day)]
    itself = "#/definitions/condition" + (f"-{folder}" if folder is not None else "")
    return {
        "description": "One of: all, any, not, or a fact, definition or score with its answer.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "all": {"description": "Every one of these holds.", "type": "array", "items": {"$ref": itself}},
            "any": {"description": "At least one of these holds.", "type": "array", "items": {"$ref": itself}},
            "not": {"description": "This does not hold.", "allOf": [{"$ref": itself}]},
            **{name: {"$ref": f"#/definitions/test-{name}"} for name in (*testable, *usable)},
        },
        "additionalProperties": False,
    }


def question(fact: Fact) -> str:
    """The question of a fact, and what to answer where one would hesitate."""
    return f"{fact.ask} {fact.note}" if fact.note else fact.ask


def _test(fact: Fact) -> Schema:
    match fact.answer:
        case Words():
            return {"description": question(fact), **one_or_several(_answer(fact.name))}
        case Count():
            return {"description": question(fact), "anyOf": [{"$ref": COMMON + "bounds"}, {"type": "integer"}]}
        case Number() | Duration() | Day():
            return {"description": question(fact), "allOf": [{"$ref": COMMON + "bounds"}]}
        case _:
            assert_never(fact.answer)


def _answer(name: str) -> Schema:
    return {"$ref": f"#/definitions/answer-{name}"}


def _definition(definition: Definition) -> Schema:
    return {"description": definition.asks, **one_or_several(words(definition.answers, definition.asks))}


def _score(score: Score) -> Schema:
    bands = words(score.bands, score.asks)
    return {
        "description": score.asks,
        "anyOf": [bands, several(bands), {"$ref": COMMON + "bounds"}, {"description": "The total.", "type": "integer"}],
    }


def _given(fact: Fact) -> Schema:
    """One of the answers, or what is known of it."""
    if not isinstance(fact.answer, Words):
        return {"description": question(fact), "allOf": [{"$ref": COMMON + "given"}]}
    shared = fact.answer.presence
    partial: Schema = {"$ref": "#/definitions/partial-presence"} if shared else _partial(_answer(fact.name))
    return {"description": question(fact), "anyOf": [_answer(fact.name), partial]}


def _partial(answer: Schema) -> Schema:
    """Some of the answers: those that remain, or those that are ruled out."""
    listed: dict[str, Json] = {"type": "array", "minItems": 1, "uniqueItems": True, "items": answer}
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "one_of": {"description": "The answers that remain possible.", **listed},
            "none_of": {"description": "The answers that are ruled out.", **listed},
        },
        "additionalProperties": False,
    }


def _points(answers: tuple[str, ...], facts: list[str]) -> Schema:
    """The line of a score that is about one of these facts: points for each of its answers."""
    each: dict[str, Json] = {one: {"description": "The points of this answer."} for one in answers}
    return where("fact", facts, {"properties": each})
