"""The kinds of file that stand in a topic folder, and patients: what their hand-written schemas leave open, named.

Rules, definitions and conditions have modules of their own.
"""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.language.expectation import VERDICTS
from whence.schema.answers import NAMES
from whence.schema.choices import Schema, grouped, one_or_several, where
from whence.schema.citations import cited
from whence.schema.pretty import Json
from whence.values.answers import Words

CONDITION: Schema = {"$ref": NAMES + "condition"}
GIVEN: Schema = {"$ref": NAMES + "given_facts"}
RULE: Schema = {"$ref": NAMES + "rule"}
DEFINED: Schema = {"$ref": NAMES + "definition"}
ACTION: Schema = {"$ref": NAMES + "action"}


def over(kind: str, properties: Schema) -> Schema:
    """The hand-written schema of a kind, with these properties narrowed."""
    return {"allOf": [{"$ref": f"../{kind}.schema.json"}], "properties": properties}


def kinds(base: KnowledgeBase) -> dict[str, Schema]:
    """Name of the schema -> the schema."""
    listed = {"items": RULE}
    group = {"properties": {"among": CONDITION, "rules": listed}}
    return {
        "guideline": over("guideline", {"sources": {"items": {"$ref": NAMES + "source"}}, "groups": {"items": group}}),
        "patient": over("patient", {"facts": GIVEN, **_expected(base)}),
        "pathway": _pathway(base),
        "reading": _reading(base),
        "topic": over(
            "topic",
            {
                "decides": {"items": {"anyOf": [ACTION, DEFINED]}},
                "excludes": {"properties": {"pairs": {"items": {"items": ACTION}}}},
                "alternatives": {"items": listed},
            },
        ),
    }


def _expected(base: KnowledgeBase) -> Schema:
    """What a patient kept for tests may expect: a rule before its verdict or rules after it, and actions."""
    rules: dict[str, Json] = {verdict: one_or_several(RULE) for verdict in VERDICTS}
    rules |= {rule.id: {"description": rule.title} for rule in base.rules.values()}
    actions = one_or_several(ACTION)
    against = {"properties": dict.fromkeys(("certain", "possible"), actions)}
    sets = {**dict.fromkeys(("certain", "possible", "excluded"), actions), "against": against}
    return {
        "expect": {"properties": rules, "propertyNames": {"enum": list(rules)}},
        "actions": {"properties": sets},
    }


def _pathway(base: KnowledgeBase) -> Schema:
    """Diamonds with the answers of what they ask, boxes with the titles of rules."""
    facts = sorted(base.vocabulary.facts.items())
    asked = {
        **{name: fact.answer.answers for name, fact in facts if isinstance(fact.answer, Words)},
        **{name: definition.answers for name, definition in base.definitions.items()},
    }
    step: Schema = {
        "properties": {
            "ask": {"anyOf": [{"$ref": NAMES + "fact"}, DEFINED]},
            "apply": one_or_several(RULE),
            "go_to": {"$ref": NAMES + "pathway"},
        },
        "if": {"required": ["ask"]},
        "then": {"allOf": [_arrows(*each) for each in grouped(asked).items()]},
    }
    narrowed = {"enter": CONDITION, "source": cited(base.sources.values()), "steps": {"additionalProperties": step}}
    return over("pathway", narrowed)


def _arrows(answers: tuple[str, ...], asked: list[str]) -> Schema:
    """The step of a diamond that asks one of these: an arrow for each answer, and no other."""
    arrows: dict[str, Json] = {answer: {"description": "The step behind this answer."} for answer in answers}
    return where("ask", asked, {"properties": {"answers": {"properties": arrows, "additionalProperties": False}}})


def _reading(base: KnowledgeBase) -> Schema:
    """Other readings change rules with the words, and under the conditions, of the rule's own source."""
    conditions = dict.fromkeys(("when", "unless", "only_if", "present"), CONDITION)
    folders: list[Json] = [
        {
            "if": {"required": ["rule"], "properties": {"rule": {"pattern": f"^{source.folder}/"}}},
            "then": {"properties": {"then": {"$ref": f"rule-{source.folder}.schema.json#/definitions/then"}}},
        }
        for source in base.sources.values()
    ]
    change: Schema = {
        "properties": {
            **conditions,
            "rule": RULE,
            "definition": DEFINED,
            "score": {"$ref": NAMES + "score"},
            "without": RULE,
            "cases": {"additionalProperties": CONDITION},
            "points": {"items": {"$ref": NAMES + "points"}},
            "adds": {"properties": {**conditions, "even_if": CONDITION}, "allOf": folders},
            "also": {"items": {"$ref": "#/definitions/change"}},
        },
        "allOf": folders,
    }
    narrowed: dict[str, Json] = {
        "passage": cited(base.sources.values(), "-every"),
        "otherwise": {"items": {"$ref": "#/definitions/change"}},
        "excuses": {"items": RULE},
    }
    return {**over("reading", narrowed), "definitions": {"change": change}}
