"""The next question and the sets of actions as JSON (`schemas/outputs/ask.schema.json`)."""

from __future__ import annotations

from whence.assessment.action_sets import ActionSets
from whence.assessment.assessment import Assessment
from whence.assessment.next_question import Step
from whence.language.base import KnowledgeBase
from whence.render.json_output import Json, headed
from whence.render.json_parts import sets_json
from whence.render.prose_kinds import answers
from whence.values.answers import Words


def ask_json(step: Step, sets: ActionSets, assessment: Assessment, base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence ask`."""
    return headed(
        "ask",
        assessment.knowledge_digest or None,
        {
            "as_of": assessment.as_of.isoformat(),
            "patient": {"name": assessment.patient.name, "title": assessment.patient.title},
            "question": _question(step, base),
            "settled": not step.open,
            "open": [{"sense": sense, "action": action} for sense, action in step.open],
            "actions": sets_json(sets),
        },
    )


def _question(step: Step, base: KnowledgeBase) -> Json:
    if step.fact is None:
        return None
    fact = base.vocabulary.facts[step.fact]
    return {
        "fact": fact.name,
        "ask": fact.ask,
        "note": fact.note,
        "answers": answers(fact.answer),
        "words": list(fact.answer.answers) if isinstance(fact.answer, Words) else [],
        "gain": f"{step.gain:.4f}",
        "bears_on": [{"sense": sense, "action": action} for sense, action in step.bears_on],
    }
