"""The case of a dossier: facts, instant, answer and proof for one patient, in JSON.

It holds nothing that depends on the hour, the machine or the file it came from, so the same facts under the same
knowledge give the same bytes. Whoever reads it together with its basis can reckon every step again.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.assessment.assessment import Assessment
from whence.explain.why import Prover
from whence.language.base import KnowledgeBase
from whence.language.definition import Definition, Score
from whence.language.patient import Given
from whence.language.tally import band_of, components, tally
from whence.program.program import Program
from whence.record.canonical import Json
from whence.record.conditions import letter, letters
from whence.render.json_parts import given_json


def case(
    base: KnowledgeBase, program: Program, assessment: Assessment, sources: Sequence[str], person: str | None
) -> dict[str, Json]:
    """The case of an assessment made with `base` and `program` for the rules of `sources` (none: of all).

    `person` stands in place of the patient's name; None leaves the person out. Title, note and file are never kept.
    """
    prover = Prover(base, program, assessment)
    return {
        "patient": person,
        "as_of": assessment.as_of.isoformat(),
        "sources": list[Json](sorted(set(sources))),
        "given": {fact: said(given) for fact, given in assessment.patient.facts.items()},
        "scores": [_score(base.scores[name], assessment) for name in sorted(base.scores)],
        "definitions": [
            _definition(base.definitions[name], answer, prover) for name, answer in assessment.definitions.items()
        ],
        "rules": [_rule(name, base, assessment, prover) for name in assessment.results],
        "not_in_force": list(assessment.not_in_force),
    }


def said(given: Given) -> Json:
    """What a patient file says of one fact, in the form of such a file."""
    match given_json(given):
        case {"given": {"answer": answer}}:
            return answer
        case {"given": partial}:
            return partial
    raise AssertionError("given_json has another form")


def _score(score: Score, assessment: Assessment) -> Json:
    total = tally(score, assessment.known)
    worth = components(score, assessment.known)
    return {
        "score": score.name,
        "worth": [{"fact": part.fact, "low": part.low, "high": part.high} for part in worth],
        "low": total.low,
        "high": total.high,
        "band": band_of(total),
    }


def _definition(definition: Definition, answer: str | None, prover: Prover) -> Json:
    return {
        "definition": definition.name,
        "answer": answer,
        "cases": [letters(step) for step in prover.cases(definition.name)],
    }


def _rule(name: str, base: KnowledgeBase, assessment: Assessment, prover: Prover) -> Json:
    result, expanded = assessment.results[name], base.expanded(base.rules[name])
    proof = {
        role: None if condition is None else letters(prover.step(condition))
        for role, condition in (("when", expanded.when), ("unless", expanded.unless), ("only_if", expanded.only_if))
    }
    ends = {"when": result.when, "unless": result.unless, "only_if": result.only_if}
    for role, truth in ends.items():
        steps = proof[role]
        if (None if steps is None else steps[0]) != letter(truth):
            raise AssertionError(f"{name}: the steps of {role} do not come to what the engine decided")
    return {"rule": name, "verdict": result.verdict.value, **proof, "find_out": list(result.find_out)}
