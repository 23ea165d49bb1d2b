"""A recorded answer as PROV-JSON (W3C member submission of 24 April 2013), for programs that follow provenance.

A recommendation was derived from a version of a rule, from the passages behind it and from the facts given, by an
assessment that a version of this program carried out after a plan: the knowledge. It reads a dossier and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

#: The verdicts under which a rule says something that a reader may act on.
SAID = ("applies", "applies unless", "held back")
_ROOT = "urn:whence:"
_ACTIVITY, _FACTS, _KNOWLEDGE, _PROGRAM, _ANSWER = (
    "entry:assessment", "entry:facts", "knowledge:all", "program:whence", "entry:answer",
)  # fmt: skip


class _Document:
    """A PROV-JSON document being written; relations are numbered in the order in which they are stated."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.content: dict[str, Any] = {"prefix": dict(prefixes)}

    def thing(self, kind: str, name: str, **attributes: object) -> None:
        """An entity, activity or agent; what is None is left out, `prov_type` stands for `prov:type` and so on."""
        self.content.setdefault(kind, {})[name] = _attributes(attributes)

    def relation(self, kind: str, **attributes: object) -> None:
        """A relation between things."""
        found = self.content.setdefault(kind, {})
        found[f"_:{kind}{len(found) + 1}"] = _attributes(attributes)


def prov(dossier: Mapping[str, Any]) -> dict[str, Any]:
    """The PROV-JSON document of a dossier that holds (`record.holding`)."""
    entry, case, basis = dossier["entry"], dossier["case"], dossier["basis"]
    engine = entry["engine"]
    document = _Document({
        "whence": _ROOT,
        "entry": f"{_ROOT}entry:{dossier['digest']}:",
        "knowledge": f"{_ROOT}knowledge:{basis['knowledge']}:",
        "program": f"{_ROOT}program:{engine['whence']}:",
    })  # fmt: skip
    document.thing(
        "activity", _ACTIVITY,
        prov_endTime=entry["recorded_at"], prov_type=_name("whence:assessment"), whence_as_of=_day(case["as_of"]),
    )  # fmt: skip
    document.thing(
        "agent", _PROGRAM, prov_type=_name("prov:SoftwareAgent"),
        whence_version=engine["whence"], whence_decided_by=f"durable_rules {engine['durable_rules']}",
    )  # fmt: skip
    document.relation(
        "wasAssociatedWith", prov_activity=_ACTIVITY, prov_agent=_PROGRAM, prov_plan=_KNOWLEDGE
    )
    document.relation("used", prov_activity=_ACTIVITY, prov_entity=_KNOWLEDGE)
    document.relation("used", prov_activity=_ACTIVITY, prov_entity=_FACTS)
    document.thing(
        "entity", _ANSWER, prov_type=_name("prov:Collection"), whence_digest=dossier["digest"],
        whence_log=entry["log"], whence_number=entry["number"],
    )  # fmt: skip
    _generated(document, _ANSWER, entry)
    _knowledge(document, basis, entry)
    _facts(document, case)
    _recommendations(document, dossier)
    return document.content


def _knowledge(document: _Document, basis: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    release = entry["release"]
    document.thing(
        "entity", _KNOWLEDGE, prov_type=[_name("prov:Plan"), _name("prov:Collection")],
        whence_digest=basis["knowledge"], whence_release=release["version"], whence_commit=release["commit"],
    )  # fmt: skip


def _facts(document: _Document, case: Mapping[str, Any]) -> None:
    document.thing("entity", _FACTS, prov_type=_name("prov:Collection"))
    for fact, given in case["given"].items():
        name = f"entry:fact/{fact}"
        said = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, sort_keys=True)
        document.thing("entity", name, prov_type=_name("whence:fact"), whence_fact=fact, prov_value=said)
        document.relation("hadMember", prov_collection=_FACTS, prov_entity=name)


def _recommendations(document: _Document, dossier: Mapping[str, Any]) -> None:
    basis = dossier["basis"]
    rules = {each["rule"]: each for each in basis["rules"]}
    passages = {each["passage"]: each for each in basis["passages"]}
    sources = {each["source"]: each for each in basis["sources"]}
    said = [each for each in dossier["case"]["rules"] if each["verdict"] in SAID]
    cited = dict.fromkeys(place for each in said for place in rules[each["rule"]]["citations"])
    for name in dict.fromkeys(place.partition(":")[0] for place in cited):
        _source(document, sources[name])
    for place in cited:
        _passage(document, passages[place])
    for each in said:
        _recommendation(document, each, rules[each["rule"]], sources, dossier["entry"])


def _source(document: _Document, source: Mapping[str, Any]) -> None:
    document.thing(
        "entity", _source_name(source["source"]), prov_type=_name("whence:source"), prov_label=source["title"],
        whence_publisher=source["publisher"], whence_edition=source["edition"], whence_trust=source["trust"],
        whence_digest=source["text"]["digest"],
    )  # fmt: skip


def _passage(document: _Document, passage: Mapping[str, Any]) -> None:
    words = ", ".join(f"{first}-{last}" for first, last in passage["words"])
    document.thing(
        "entity", _passage_name(passage["passage"]), prov_type=_name("whence:passage"),
        prov_location=f"{passage['passage']}, words {words}", whence_digest=passage["digest"],
        whence_role=passage["role"],
    )  # fmt: skip
    source = _source_name(passage["passage"].partition(":")[0])
    document.relation("wasDerivedFrom", prov_generatedEntity=_passage_name(passage["passage"]), prov_usedEntity=source)


def _recommendation(
    document: _Document,
    result: Mapping[str, Any],
    rule: Mapping[str, Any],
    sources: Mapping[str, Mapping[str, Any]],
    entry: Mapping[str, Any],
) -> None:
    version, spoken = f"knowledge:rule/{rule['rule']}/{rule['version']}", f"entry:result/{rule['rule']}"
    document.thing(
        "entity", version, prov_type=_name("whence:rule"), whence_rule=rule["rule"], whence_version=rule["version"],
        whence_digest=rule["digest"], whence_status=rule["status"],
    )  # fmt: skip
    document.relation("hadMember", prov_collection=_KNOWLEDGE, prov_entity=version)
    document.thing(
        "entity", spoken, prov_type=_name("whence:recommendation"), prov_value=rule["advice"]["says"],
        whence_verdict=result["verdict"], whence_direction=rule["advice"]["direction"],
        whence_force=rule["advice"]["force"],
    )  # fmt: skip
    document.relation("hadMember", prov_collection=_ANSWER, prov_entity=spoken)
    _generated(document, spoken, entry)
    passages = [_passage_name(place) for place in rule["citations"]]
    for used in (version, *passages, _FACTS):
        document.relation(
            "wasDerivedFrom", prov_generatedEntity=spoken, prov_usedEntity=used, prov_activity=_ACTIVITY
        )
    for place in passages:
        document.relation("wasDerivedFrom", prov_generatedEntity=version, prov_usedEntity=place)
    for name in _primary(rule["citations"], sources):
        document.relation(
            "wasDerivedFrom", prov_generatedEntity=version, prov_usedEntity=_source_name(name),
            prov_type=_name("prov:PrimarySource"),
        )  # fmt: skip


def _primary(citations: Iterable[str], sources: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """The cited documents that are guidelines themselves: what only tells of one is no primary source of it."""
    names = dict.fromkeys(place.partition(":")[0] for place in citations)
    return [name for name in names if sources[name]["trust"] == "guideline"]


def _generated(document: _Document, entity: str, entry: Mapping[str, Any]) -> None:
    document.relation(
        "wasGeneratedBy", prov_entity=entity, prov_activity=_ACTIVITY, prov_time=entry["recorded_at"]
    )


def _source_name(source: str) -> str:
    return f"knowledge:source/{source}"


def _passage_name(place: str) -> str:
    return f"knowledge:passage/{place.replace(':', '/')}"


def _name(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _day(day: str) -> dict[str, str]:
    return {"$": day, "type": "xsd:date"}


def _attributes(given: Mapping[str, object]) -> dict[str, object]:
    return {name.replace("_", ":", 1): value for name, value in given.items() if value is not None}
