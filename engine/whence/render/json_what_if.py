"""What other answers would change, as JSON (`schemas/outputs/what-if.schema.json`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.assessment.assessment import Assessment
from whence.explain.report import Report
from whence.explain.what_if import Moved, Turn
from whence.language.base import KnowledgeBase
from whence.language.patient import Given
from whence.render.json_output import Json, headed
from whence.render.json_parts import citation_json, given_json
from whence.render.prose_proof import reason
from whence.render.what_if_page import findings


def what_if_json(
    answers: Mapping[str, Given | None], before: Assessment, turns: Sequence[Turn], moves: Sequence[Moved],
    after: Report, base: KnowledgeBase,
) -> dict[str, Json]:  # fmt: skip
    """The output of `whence what-if`."""
    found = {finding.rule.id: finding for finding in findings(after)}
    return headed(
        "what-if",
        before.knowledge_digest or None,
        {
            "as_of": before.as_of.isoformat(),
            "patient": {"name": before.patient.name, "title": before.patient.title},
            "changes": [
                {
                    "fact": name,
                    "was": given_json(before.patient.facts[name]) if name in before.patient.facts else None,
                    "now": None if given is None else given_json(given),
                }
                for name, given in answers.items()
            ],
            "rules": [
                {
                    "rule": turn.rule,
                    "way": turn.way,
                    "before": turn.before.verdict.value,
                    "after": turn.after.verdict.value,
                    "because": [reason(each.step, base) for each in found[turn.rule].reasons],
                    "citations": [citation_json(cited, base) for cited in base.rules[turn.rule].source],
                }
                for turn in turns
            ],
            "actions": [
                {"action": moved.action, "sense": moved.sense, "before": moved.before, "after": moved.after}
                for moved in moves
            ],
        },
    )
