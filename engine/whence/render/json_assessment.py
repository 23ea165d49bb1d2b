"""One assessment as JSON (`schemas/assessment.schema.json`): everything the page says, and the digests behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.assessment.assessment import Assessment
from whence.explain.proof import deciding_leaves
from whence.explain.reasons import Reason
from whence.explain.report import Finding, Question, Report
from whence.language.base import KnowledgeBase
from whence.render.json_output import Json, headed
from whence.render.json_parts import advice_json, citation_json, condition_json, given_json, sets_json
from whence.render.prose_kinds import answers
from whence.render.prose_proof import reason
from whence.values.truth import Truth

if TYPE_CHECKING:
    from whence.assessment.action_sets import ActionSets


def assessment_json(
    assessment: Assessment, report: Report, base: KnowledgeBase, sets: ActionSets | None = None
) -> dict[str, Json]:
    """The output. `rules` are in id order; the lists of ids are in reading order; `actions` only with `sets`."""
    groups = {
        "recommended": report.recommended,
        "done": report.done,
        "withdrawn": report.withdrawn,
        "held_back": report.held_back,
        "open": report.open,
        "does_not_apply": report.does_not_apply,
    }
    everything = sorted((each for found in groups.values() for each in found), key=lambda each: each.rule.id)
    patient = assessment.patient
    body: dict[str, Json] = {
        "as_of": assessment.as_of.isoformat(),
        "patient": {"name": patient.name, "title": patient.title},
        "given": [given_json(patient.facts[fact]) for fact in sorted(patient.facts)],
        "rules": [_rule(finding, base) for finding in everything],
        "order": {name: [each.rule.id for each in found] for name, found in groups.items()},
        "questions": [_question(question, base) for question in report.questions],
        "definitions": {
            name: {"asks": base.definitions[name].asks, "answer": answer}
            for name, answer in assessment.definitions.items()
        },
        "not_in_force": list(assessment.not_in_force),
    }
    if sets is not None:
        body["actions"] = sets_json(sets)
    return headed("assessment", assessment.knowledge_digest or None, body, assessment.release)


def _rule(finding: Finding, base: KnowledgeBase) -> Json:
    rule, result = finding.rule, finding.result
    source = base.source_of(rule.folder)
    return {
        "rule": rule.id,
        "version": rule.version,
        "title": rule.title,
        "status": rule.status,
        "refines": rule.refines,
        "source": source.id,
        "trust": source.trust,
        "verdict": result.verdict.value,
        "advice": advice_json(rule, base),
        "when": result.when.word,
        "unless": _word(result.unless),
        "only_if": _word(result.only_if),
        "reasons": [_reason(each, base) for each in finding.reasons],
        "find_out": list(result.find_out),
        "citations": [citation_json(cited, base) for cited in rule.source],
    }


def _word(truth: Truth | None) -> str | None:
    return None if truth is None else truth.word


def _reason(each: Reason, base: KnowledgeBase) -> Json:
    facts = dict.fromkeys(leaf.fact for leaf in deciding_leaves(each.step) if leaf.fact is not None)
    return {
        "role": each.role,
        "rule": each.rule,
        "truth": each.truth.word,
        "condition": condition_json(each.step.condition),
        "says": reason(each.step, base),
        "facts": list(facts),
    }


def _question(question: Question, base: KnowledgeBase) -> Json:
    fact = base.vocabulary.facts[question.fact]
    return {
        "fact": fact.name,
        "ask": fact.ask,
        "answers": answers(fact.answer),
        "settles": list(question.settles),
        "bears_on": list(question.bears_on),
    }
