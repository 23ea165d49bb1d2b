"""The passages that may be cited, each with the part of the document it stands in and how it is read."""

from __future__ import annotations

from collections.abc import Iterable

from whence.language.base import KnowledgeBase
from whence.language.source import Passage, Source
from whence.schema.choices import Schema, names
from whence.schema.pretty import Json

_CITED = ("recommendation", "definition", "criterion", "duplicate")
_HERE = "#/definitions/"


def passages(base: KnowledgeBase) -> Schema:
    """For each source, the passages that may be cited as source, those of evidence, the others, and every one."""
    found: dict[str, Json] = {}
    for name, ledger in base.ledgers.items():
        source = base.sources[name]
        told = {passage.id: (passage.role, _said(passage, source)) for passage in ledger.passages.values()}
        found[name] = names({id: said for id, (role, said) in told.items() if role in _CITED})
        found[f"{name}-evidence"] = names({id: said for id, (role, said) in told.items() if role == "evidence"})
        found[f"{name}-rest"] = names(
            {id: said for id, (role, said) in told.items() if role not in (*_CITED, "evidence")}
        )
        kinds: list[Json] = [{"$ref": f"{_HERE}{name}{kind}"} for kind in ("", "-evidence", "-rest")]
        found[f"{name}-every"] = {"anyOf": kinds}
    return found


def cited(sources: Iterable[Source], suffix: str = "") -> Schema:
    """A list of citations of these sources; `suffix` is that of the definitions above."""
    own: dict[str, Json] = {
        source.id: {
            "title": source.title,
            "description": source.title,
            "allOf": [{"$ref": f"passages.schema.json{_HERE}{source.id}{suffix}"}],
        }
        for source in sources
    }
    return {"items": {"properties": own, "additionalProperties": False}}


def _said(passage: Passage, source: Source) -> str:
    """Where the passage stands, as what it is read, and what it says or repeats."""
    place = source.places.get(passage.place)
    part = f"{place.title} ({place.kind})" if place is not None else passage.place
    words = " and ".join(f"{first} to {last}" if first != last else str(first) for first, last in passage.words)
    told = passage.role + (f" of {passage.of}" if passage.of is not None else "")
    return f"{part}: {told}, words {words}." + (f" {passage.says}" if passage.says is not None else "")
