"""Comparisons, topics and witnesses as JSON (`schemas/outputs/comparison.schema.json`, `topics.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence

from whence.assessment.assessment import Assessment
from whence.compare.comparison import Comparison, OneSource, Outcome
from whence.compare.details import Compared
from whence.compare.voice import Voice
from whence.compare.witness import Unseen, Witness
from whence.language.base import KnowledgeBase
from whence.language.topic import Topic
from whence.render.json_output import Json, headed
from whence.render.json_parts import advice_json, alignments_json, citation_json, condition_json, given_json
from whence.render.prose_comparison import headline, reason, value


def comparison_json(found: Sequence[Comparison], assessment: Assessment, base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence compare`."""
    patient = assessment.patient
    body: dict[str, Json] = {
        "as_of": assessment.as_of.isoformat(),
        "patient": {"name": patient.name, "title": patient.title},
        "topics": [_comparison(one, base) for one in found],
    }
    return headed("comparison", assessment.knowledge_digest or None, body, assessment.release)


def topics_json(
    topics: Sequence[Topic], found: Sequence[Witness | Unseen] | None, base: KnowledgeBase
) -> dict[str, Json]:
    """The output of `whence topics`; without a search for witnesses both lists are null."""
    body: dict[str, Json] = {
        "topics": [_topic(topic) for topic in topics],
        "alignments": alignments_json({name for topic in topics for name in topic.decides}, base),
        "witnesses": None if found is None else [_witness(one, base) for one in found if isinstance(one, Witness)],
        "unseen": None if found is None else [_unseen(one) for one in found if isinstance(one, Unseen)],
    }
    return headed("topics", base.digest or None, body)


def _topic(topic: Topic) -> dict[str, Json]:
    return {
        "topic": topic.name,
        "title": topic.title,
        "decides": list(topic.decides),
        "compare": list(topic.compare),
        "excludes": {"as": topic.exclude_as, "pairs": [list(pair) for pair in topic.excludes]},
        "alternatives": [list(group) for group in topic.alternatives],
        "past": None if topic.past is None else condition_json(topic.past),
    }


def _comparison(one: Comparison, base: KnowledgeBase) -> Json:
    return {
        **_topic(one.topic),
        "standing": one.standing,
        "sources": [_source(source, base) for source in one.sources],
        "outcomes": [_outcome(outcome, base) for outcome in one.outcomes],
        "steps": [{"source": s.source, "action": s.action, "rules": list(s.rules)} for s in one.steps],
        "terms": [{"definition": t.definition, "source": t.source, "answer": t.answer} for t in one.terms],
    }


def _source(source: OneSource, base: KnowledgeBase) -> Json:
    return {
        "source": source.source,
        "trust": base.sources[source.source].trust,
        "part": source.part.value,
        "because": source.because or None,
        "rules": [_voice(voice, base) for voice in source.voices],
    }


def _voice(voice: Voice, base: KnowledgeBase) -> Json:
    return {
        "rule": voice.rule.id,
        "verdict": voice.verdict.value,
        "stance": voice.stance,
        "beside": voice.beside,
        "later": voice.later,
        "origin": voice.origin,
        "copied": voice.copied,
        "actions": list(voice.actions),
        "advice": advice_json(voice.rule, base),
        "citations": [citation_json(cited, base) for cited in voice.rule.source],
    }


def _outcome(outcome: Outcome, base: KnowledgeBase) -> Json:
    return {
        "outcome": outcome.kind,
        "how_sure": outcome.sure,
        "in": list(outcome.standing.ways),
        "between": list(outcome.between),
        "rules": list(outcome.rules),
        "copy": outcome.copy,
        "says": headline(outcome, base),
        "because": reason(outcome, base) or None,
        "details": [_compared(detail, base) for detail in outcome.standing.details],
    }


def _compared(detail: Compared, base: KnowledgeBase) -> Json:
    return {
        "detail": detail.path,
        "stands": detail.likeness.value,
        "values": [value(detail.path, each, base) for each in (detail.first, detail.second)],
    }


def _witness(one: Witness, base: KnowledgeBase) -> Json:
    return {
        "topic": one.topic,
        "outcome": _outcome(one.outcome, base),
        "as_of": None if one.patient.as_of is None else one.patient.as_of.isoformat(),
        "given": [given_json(given) for given in one.patient.facts.values()],
    }


def _unseen(one: Unseen) -> Json:
    return {"topic": one.topic, "rules": list(one.rules), "why": one.why}
