"""The basis of a dossier: everything of the knowledge that its answer rests on, in JSON, without the knowledge.

Facts with their answers, definitions, scores, every rule with its expanded conditions, what it recommends, and the
passages it cites with their digests. Equal knowledge gives equal bytes. It refuses to know patients and days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition
from whence.language.definition import Definition, Score
from whence.language.rule import InForce, Rule
from whence.language.source import Citation, Source
from whence.language.vocabulary import Fact
from whence.record.canonical import Json, digest
from whence.record.conditions import bounds_written, written
from whence.render.json_parts import advice_json
from whence.values.answers import AnswerKind, Count, Day, Duration, Number, Words

FORMAT = "whence-basis/1"
#: Path below the knowledge -> SHA-256 (hex) of the file.
Files = Mapping[str, str]


def basis(base: KnowledgeBase, files: Files) -> dict[str, Json]:
    """The basis of every answer that `base` gives; `files` are the files it was read from."""
    rules = [_rule(base.rules[name], base, files) for name in sorted(base.rules)]
    definitions = [_definition(base.definitions[name], base, files) for name in sorted(base.definitions)]
    scores = [_score(base.scores[name], files) for name in sorted(base.scores)]
    cited: set[Citation] = set()
    for rule in base.rules.values():
        cited.update((*rule.source, *rule.evidence))
    for defined in base.defined.values():
        cited.update(defined.source)
    return {
        "format": FORMAT,
        "knowledge": base.digest,
        "facts": [_fact(fact) for fact in base.vocabulary.facts.values()],
        "impossible": [
            {"name": line.name, "condition": written(line.condition, base)}
            for line in sorted(base.vocabulary.impossible, key=lambda line: line.name)
        ],
        "definitions": list[Json](definitions),
        "scores": list[Json](scores),
        "rules": list[Json](rules),
        "sources": [_source(base.sources[name], base, files) for name in sorted(base.sources)],
        "passages": [_passage(each, base) for each in sorted(cited, key=lambda each: (each.source, each.passage))],
    }


def _fact(fact: Fact) -> Json:
    return {"fact": fact.name, "ask": fact.ask, "answer": _kind(fact.answer), "between": list(fact.between)}


def _kind(kind: AnswerKind) -> Json:
    match kind:
        case Words(answers=answers):
            return {"words": list(answers)}
        case Count():
            return "count"
        case Number(unit=unit):
            return {"number": unit}
        case Duration(family=family):
            return {"duration": family}
        case Day():
            return "day"
        case _:
            assert_never(kind)


def _definition(definition: Definition, base: KnowledgeBase, files: Files) -> dict[str, Json]:
    return {
        "definition": definition.name,
        "version": definition.version,
        "asks": definition.asks,
        "cases": [{"answer": name, "condition": written(case, base)} for name, case in definition.cases.items()],
        "otherwise": definition.otherwise,
        "in_force": _in_force(definition.in_force),
        "citations": _cited(definition.source),
        "file": _file(f"definitions/{definition.folder}/{definition.name}.yaml", files),
    }


def _score(score: Score, files: Files) -> dict[str, Json]:
    return {
        "score": score.name,
        "version": score.version,
        "asks": score.asks,
        "components": [
            {
                "fact": part.fact,
                "points": [{"answer": word, "low": low, "high": high} for word, (low, high) in part.points.items()],
            }
            for part in score.components
        ],
        "bands": [{"band": name, **bounds_written(bounds)} for name, bounds in score.bands.items()],
        "citations": _cited(score.source),
        "file": _file(f"definitions/{score.folder}/{score.name}.yaml", files),
    }


def _rule(rule: Rule, base: KnowledgeBase, files: Files) -> dict[str, Json]:
    expanded = base.expanded(rule)
    said: dict[str, Json] = {
        "rule": rule.id,
        "version": rule.version,
        "title": rule.title,
        "status": rule.status,
        "source": base.source_of(rule.folder).id,
        "in_force": _in_force(rule.in_force),
        "refines": rule.refines,
        "when": written(expanded.when, base),
        "unless": _optional(expanded.unless, base),
        "only_if": _optional(expanded.only_if, base),
        "advice": advice_json(rule, base),
        "citations": _cited(rule.source),
        "evidence": _cited(rule.evidence),
        "file": _file(f"rules/{rule.id}.yaml", files),
    }
    return {**said, "digest": digest(said)}


def _source(source: Source, base: KnowledgeBase, files: Files) -> Json:
    ledger = base.ledgers.get(source.id)
    return {
        "source": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "edition": source.edition,
        "dates": [{"what": what, "day": day} for what, day in source.dates.items()],
        "trust": source.trust,
        "text": None if ledger is None else {"words": ledger.text_words, "digest": ledger.text_digest},
        "file": _file(f"sources/{source.id}.yaml", files),
        "ledger": _file(f"sources/{source.id}.passages.yaml", files),
    }


def _passage(cited: Citation, base: KnowledgeBase) -> Json:
    ledger = base.ledgers.get(cited.source)
    passage = None if ledger is None else ledger.passages.get(cited.passage)
    return {
        "passage": f"{cited.source}:{cited.passage}",
        "role": None if passage is None else passage.role,
        "words": [] if passage is None else [list(each) for each in passage.words],
        "digest": None if passage is None else passage.digest,
    }


def _in_force(days: InForce) -> Json:
    start, until = (None if day is None else day.isoformat() for day in (days.start, days.until))
    return {"from": start, "until": until}


def _optional(condition: Condition | None, base: KnowledgeBase) -> Json:
    return None if condition is None else written(condition, base)


def _cited(citations: Iterable[Citation]) -> Json:
    return [f"{each.source}:{each.passage}" for each in citations]


def _file(tail: str, files: Files) -> Json:
    """The file whose path is `tail`, or ends so below a topic; None where nobody said what was read."""
    for path, of in files.items():
        if path == tail or path.partition("/")[2] == tail:
            return {"path": path, "digest": of}
    return None
