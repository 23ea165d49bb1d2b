"""A proof as JSON (`schemas/outputs/explanation.schema.json`): the whole tree, nothing left out."""

from __future__ import annotations

from whence.assessment.assessment import Assessment
from whence.explain.proof import Part, Proof, Step
from whence.explain.smallest_change import Answered, SmallestChange
from whence.explain.why import parents
from whence.language.base import KnowledgeBase
from whence.language.rule import Rule
from whence.language.tally import band_of
from whence.ledger.trace import trace
from whence.render.json_output import Json, headed
from whence.render.json_parts import advice_json, citation_json, condition_json, given_json
from whence.render.prose import condition, in_force


def explanation_json(
    proof: Proof,
    assessment: Assessment,
    base: KnowledgeBase,
    asked_why: bool,
    change: SmallestChange | None = None,
) -> dict[str, Json]:
    """The output for `why` and `why-not`; `asked` says which of the two was asked.

    `change` is the smallest by which the rule would apply, where it was looked for and there is one.
    """
    body: dict[str, Json] = {
        **_opening(base.rules[proof.rule], assessment, base, asked_why),
        "refines": list(proof.refines),
        "verdict": proof.result.verdict.value,
        "find_out": list(proof.result.find_out),
        "parts": [_part(part, base) for part in proof.parts],
        "change": None if change is None else [_answered(each, base) for each in change.answers],
    }
    return headed("explanation", assessment.knowledge_digest or None, body, assessment.release)


def not_in_force_json(rule: Rule, assessment: Assessment, base: KnowledgeBase, asked_why: bool) -> dict[str, Json]:
    """The output where the rule is not in force on the day of the assessment: no verdict, no proof."""
    body: dict[str, Json] = {
        **_opening(rule, assessment, base, asked_why),
        "refines": list(parents(base, rule)),
        "verdict": "not in force",
        "find_out": [],
        "parts": [],
        "change": None,
    }
    return headed("explanation", assessment.knowledge_digest or None, body, assessment.release)


def _opening(rule: Rule, assessment: Assessment, base: KnowledgeBase, asked_why: bool) -> dict[str, Json]:
    return {
        "asked": "why" if asked_why else "why not",
        "as_of": assessment.as_of.isoformat(),
        "patient": {"name": assessment.patient.name, "title": assessment.patient.title},
        "rule": {
            "rule": rule.id,
            "version": rule.version,
            "title": rule.title,
            "status": rule.status,
            "in_force": in_force(rule.in_force),
            "advice": advice_json(rule, base),
            "citations": [citation_json(cited, base) for cited in rule.source],
            "readings": list(trace(base, rule).readings),
        },
    }


def _answered(answered: Answered, base: KnowledgeBase) -> Json:
    return {
        "fact": answered.fact,
        "ask": base.vocabulary.facts[answered.fact].ask,
        "was": [given_json(given) for given in answered.was],
        "now": answered.now,
        "learned": answered.learned,
    }


def _part(part: Part, base: KnowledgeBase) -> Json:
    return {"role": part.role, "rule": part.rule, "truth": part.truth.word, "step": step_json(part.step, base)}


def step_json(step: Step, base: KnowledgeBase) -> Json:
    """One step of a proof with everything below it."""
    written: dict[str, Json] = {
        "truth": step.truth.word,
        "condition": condition_json(step.condition),
        "says": condition(step.condition, base),
        "steps": [step_json(child, base) for child in step.children],
    }
    if step.case is not None:
        written["case"] = step.case
    if step.fact is not None:
        written["fact"] = step.fact
        written["ask"] = base.vocabulary.facts[step.fact].ask if step.fact in base.vocabulary.facts else None
        written["given"] = [given_json(given) for given in step.given]
    if step.score is not None and step.total is not None:
        written["score"] = {
            "name": step.score,
            "asks": base.scores[step.score].asks,
            "total": {"at_least": step.total.low, "at_most": step.total.high},
            "band": band_of(step.total),
            "components": [
                {
                    "fact": part.fact,
                    "points": {"at_least": part.low, "at_most": part.high},
                    "given": [given_json(given) for given in part.given],
                }
                for part in step.worth
            ],
            "citations": [citation_json(cited, base) for cited in base.scores[step.score].source],
        }
    if step.definition is not None:
        definition = base.definitions[step.definition]
        written["definition"] = {
            "name": definition.name,
            "asks": definition.asks,
            "answer": step.answer,
            "citations": [citation_json(cited, base) for cited in definition.source],
        }
    return written
