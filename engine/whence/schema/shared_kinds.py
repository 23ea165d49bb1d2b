"""Sources, ledgers and the files of the vocabulary: what their hand-written schemas leave open, named."""

from __future__ import annotations

from whence.language.base import KnowledgeBase
from whence.schema.answers import NAMES
from whence.schema.choices import Schema, where
from whence.schema.kinds import ACTION, CONDITION, over
from whence.schema.pretty import Json


def shared_kinds(base: KnowledgeBase) -> dict[str, Schema]:
    """Name of the schema -> the schema."""
    day = {"$ref": NAMES + "date_fact"}
    joined = {"items": CONDITION}
    tests = {"$ref": NAMES + "condition"}
    return {
        "actions": over(
            "actions",
            {"actions": {"additionalProperties": {"properties": {"kind_of": ACTION, "done_when": CONDITION}}}},
        ),
        "events": over("events", {"events": {"additionalProperties": {"properties": {"date": day}}}}),
        "facts": over("facts", {"facts": {"additionalProperties": {"properties": {"between": {"items": day}}}}}),
        "impossible": over(
            "impossible", {"impossible": {"items": {"properties": {"all": joined, "any": joined, "not": tests}}}}
        ),
        "ledger": {**over("passages", {"ledger": {"$ref": NAMES + "source"}}), **_own_passages(base)},
        "source": _source(base),
    }


def _own_passages(base: KnowledgeBase) -> Schema:
    """In the ledger of a source, a duplicate repeats a passage of that source."""
    ledgers: list[Json] = []
    for name in base.ledgers:
        of = {"properties": {"of": {"$ref": f"passages.schema.json#/definitions/{name}-every"}}}
        ledgers.append(where("ledger", [name], {"properties": {"passages": {"additionalProperties": of}}}))
    return {"allOf": [{"$ref": "../passages.schema.json"}, *ledgers]}


def _source(base: KnowledgeBase) -> Schema:
    """A hole stands after a passage of the source's own, and silences topics of the base."""
    hole: Schema = {"properties": {"topics": {"items": {"$ref": NAMES + "topic"}}}}
    own: list[Json] = []
    for name in base.ledgers:
        after = {"properties": {"after": {"$ref": f"passages.schema.json#/definitions/{name}-every"}}}
        own.append(where("source", [name], {"properties": {"missing": {"items": after}}}))
    narrowed: dict[str, Json] = {"population": CONDITION, "missing": {"items": hole}}
    return {**over("source", narrowed), "allOf": [{"$ref": "../source.schema.json"}, *own]}
