"""The ledger as JSON: verification, coverage, what stands on a passage, what a rule stands on (`schemas/outputs/`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Passage
from whence.ledger.coverage import Coverage
from whence.ledger.links import Citing
from whence.ledger.standing import Standing
from whence.ledger.trace import Traced
from whence.ledger.verify import Verification
from whence.render.json_knowledge import rule_json
from whence.render.json_output import Json, headed
from whence.render.json_parts import citation_json


def verification_json(
    found: Sequence[Verification], passed_over: Iterable[tuple[str, str]], base: KnowledgeBase
) -> dict[str, Json]:
    """The output of `whence sources verify`."""
    body: dict[str, Json] = {
        "sources": [_verified(one) for one in found],
        "passed_over": [{"file": file, "because": why} for file, why in passed_over],
    }
    return headed("verification", base.digest or None, body)


def _verified(one: Verification) -> Json:
    outcome = "cannot be verified here" if one.text is None else "verified" if one.sound else "changed"
    return {
        "source": one.source,
        "outcome": outcome,
        "text": one.text,
        "whole": one.whole,
        "passages": one.passages,
        "verified": one.verified,
        "changed": [
            {
                "passage": each.passage,
                "cited_by": [_citing(link) for link in each.cited_by],
                "through_original": [_citing(link) for link in each.through],
            }
            for each in one.changed
        ],
        "strange": [{"after": each.after, "words": [each.first, each.last]} for each in one.strange],
    }


def _citing(link: Citing) -> Json:
    return {"kind": link.kind, "name": link.name, "under": link.under}


def coverage_json(found: Sequence[Coverage], base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence sources coverage`."""
    return headed("coverage", base.digest or None, {"sources": [_covered(one) for one in found]})


def _covered(one: Coverage) -> Json:
    return {
        "source": one.source,
        "complete": one.complete,
        "words": {"all": one.words, "accounted": one.accounted, "twice": one.twice},
        "roles": dict(one.roles),
        "due": [
            {"role": due.role, "passages": due.passages, "uncited": list(due.uncited)} for due in one.due
        ],
        "excused": [{"passage": passage, "because": why} for passage, why in one.excused.items()],
        "missing": [
            {"what": each.what, "because": each.because, "after": each.after, "topics": list(each.topics)}
            for each in one.missing
        ],
    }


def cited_json(found: Sequence[Standing], vignettes: Mapping[str, str], base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence cited`; `vignettes` maps the names of rules, definitions and scores to files."""
    return headed("cited", base.digest or None, {"passages": [_standing(one, vignettes, base) for one in found]})


def _standing(one: Standing, vignettes: Mapping[str, str], base: KnowledgeBase) -> Json:
    names = sorted({*one.rules, *(link.name for _, link in one.cited_by)})
    return {
        "passage": _passage(Citation(one.source, one.passage.id), one.passage, base),
        "original": one.original,
        "also_at": [each.id for each in one.family if each.id != one.passage.id],
        "cited_by": [
            {"at": place, "kind": link.kind, "name": link.name, "under": link.under} for place, link in one.cited_by
        ],
        "rules": list(one.rules),
        "pathways": list(one.pathways),
        "topics": list(one.topics),
        "readings": list(one.readings),
        "vignettes": [vignettes[name] for name in names if name in vignettes],
    }


def trace_json(traced: Traced, vignettes: str | None, base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence trace`."""
    rule = traced.rule
    body: dict[str, Json] = {
        "rule": rule_json(rule, base),
        "passages": [_passage(citation, passage, base) for citation, passage in traced.passages],
        "evidence": [_passage(citation, passage, base) for citation, passage in traced.evidence],
        "also_at": [citation_json(each, base) for each in traced.printed_again],
        "terms": [
            {"name": name, "citations": [citation_json(each, base) for each in citations]}
            for name, citations in traced.definitions.items()
        ],
        "relations": {relation.replace(" ", "_"): list(names) for relation, names in traced.relations.items()},
        "reviews": [{"by": each.by, "on": each.on, "note": each.note} for each in rule.reviews],
        "pathways": list(traced.pathways),
        "topics": list(traced.topics),
        "readings": list(traced.readings),
        "vignettes": vignettes,
    }
    return headed("trace", base.digest or None, body)


def _passage(citation: Citation, passage: Passage, base: KnowledgeBase) -> Json:
    return {
        "at": citation_json(citation, base),
        "says": passage.says,
        "figures": list(passage.figures),
        "references": list(passage.references),
        "because": passage.because,
    }
