"""What may stand after a fact, a definition or a score, as schemas with the question as hover text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.vocabulary import Fact
from whence.schema.pretty import Json
from whence.values.answers import PRESENCE, Count, Day, Duration, Number, Words

COMMON = "../common.schema.json#/definitions/"
NAMES = "names.schema.json#/definitions/"
Schema = Mapping[str, Json]


def names(base: KnowledgeBase) -> Schema:
    """One definition for each name a condition may test (`test-`) and each fact a patient may give (`given-`).

    Facts stand in the order of the alphabet, so that one moved within its file changes nothing here.
    """
    facts = dict(sorted(base.vocabulary.facts.items()))
    testable = {name: fact for name, fact in facts.items() if not isinstance(fact.answer, Day)}
    tested = {f"test-{name}": _test(fact) for name, fact in testable.items()}
    defined = {f"test-{name}": _definition(definition) for name, definition in base.definitions.items()}
    scored = {f"test-{name}": _score(score) for name, score in base.scores.items()}
    given = {f"given-{name}": _given(fact) for name, fact in facts.items()}
    return {
        **tested,
        **defined,
        **scored,
        **given,
        "presence": words(PRESENCE),
        "given-presence": _known(PRESENCE),
        "fact": {"enum": list(facts)},
        "facts": words(facts),
        "perhaps_facts": {"anyOf": [{"enum": list(facts)}, {"type": "array", "items": {"enum": list(facts)}}]},
        "action": {"enum": list(base.vocabulary.actions)},
        "condition": condition(base, None),
        "given_facts": {
            "type": "object",
            "properties": {name: {"$ref": f"#/definitions/given-{name}"} for name in facts},
            "additionalProperties": False,
        },
    }


def condition(base: KnowledgeBase, folder: str | None) -> Schema:
    """A condition over the facts, the shared definitions and those of one folder; of every folder for None."""
    defined: list[Definition | Score] = [*base.definitions.values(), *base.scores.values()]
    usable = [one.name for one in defined if folder is None or one.folder in (folder, "shared")]
    testable = [name for name, fact in sorted(base.vocabulary.facts.items()) if not isinstance(fact.answer, Day)]
    where, itself = ("#/definitions/", "#/definitions/condition") if folder is None else (NAMES, "#")
    return {
        "description": "One of: all, any, not, or a fact, definition or score with its answer.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "all": {"description": "Every one of these holds.", "type": "array", "items": {"$ref": itself}},
            "any": {"description": "At least one of these holds.", "type": "array", "items": {"$ref": itself}},
            "not": {"$ref": itself},
            **{name: {"$ref": f"{where}test-{name}"} for name in (*testable, *usable)},
        },
        "additionalProperties": False,
    }


def words(choices: Iterable[str]) -> Schema:
    """One of the choices, or a list of them."""
    one = {"enum": list(choices)}
    return {"anyOf": [one, {"type": "array", "minItems": 1, "uniqueItems": True, "items": one}]}


def question(fact: Fact) -> str:
    """The question of a fact, and what to answer where one would hesitate."""
    return f"{fact.ask} {fact.note}" if fact.note else fact.ask


def _test(fact: Fact) -> Schema:
    match fact.answer:
        case Words(presence=True):
            return {"description": question(fact), "allOf": [{"$ref": "#/definitions/presence"}]}
        case Words(answers=answers):
            return {"description": question(fact), **words(answers)}
        case Count():
            return {"description": question(fact), "anyOf": [{"$ref": COMMON + "bounds"}, {"type": "integer"}]}
        case Number() | Duration() | Day():
            return {"description": question(fact), "allOf": [{"$ref": COMMON + "bounds"}]}
        case _:
            assert_never(fact.answer)


def _definition(definition: Definition) -> Schema:
    return {"description": definition.asks, **words(definition.answers)}


def _score(score: Score) -> Schema:
    forms: list[Json] = [words(score.bands), {"$ref": COMMON + "bounds"}, {"type": "integer"}]
    return {"description": score.asks, "anyOf": forms}


def _given(fact: Fact) -> Schema:
    match fact.answer:
        case Words(presence=True):
            return {"description": question(fact), "allOf": [{"$ref": "#/definitions/given-presence"}]}
        case Words(answers=answers):
            return {"description": question(fact), **_known(answers)}
        case _:
            return {"description": question(fact), "allOf": [{"$ref": COMMON + "given"}]}


def _known(answers: tuple[str, ...]) -> Schema:
    """One of the answers, or what is known of it."""
    answer: dict[str, Json] = {"enum": list(answers)}
    several: dict[str, Json] = {"type": "array", "minItems": 1, "uniqueItems": True, "items": answer}
    partial: dict[str, Json] = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "one_of": {"description": "The answers that remain possible.", **several},
            "none_of": {"description": "The answers that are ruled out.", **several},
        },
        "additionalProperties": False,
    }
    return {"anyOf": [answer, partial]}
