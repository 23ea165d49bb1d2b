"""The fidelity lint as JSON (`schemas/outputs/fidelity.schema.json`)."""

from __future__ import annotations

from whence.fidelity.fidelity import Fidelity, Unfounded
from whence.language.base import KnowledgeBase
from whence.render.fidelity_page import sentence
from whence.render.json_output import Json, headed
from whence.render.json_parts import citation_json


def fidelity_json(found: Fidelity, base: KnowledgeBase) -> dict[str, Json]:
    """The output of `whence fidelity`."""
    return headed(
        "fidelity",
        base.digest or None,
        {
            "claims": found.claims,
            "passages": found.passages,
            "unfounded": [_unfounded(one, base) for one in found.unfounded],
            "left": [
                {
                    "passage": citation_json(left.passage, base),
                    "kind": left.kind,
                    "said": sentence(left),
                    "cited_by": list(left.cited_by),
                }
                for left in found.left
            ],
            "added_by_us": [{**_unfounded(one, base), "because": because} for one, because in found.excused],
            "changed": [citation_json(moved, base) for moved in found.moved],
            "cannot_be_verified_here": list(found.absent),
        },
    )


def _unfounded(one: Unfounded, base: KnowledgeBase) -> dict[str, Json]:
    span = one.claim.span
    return {
        "kind": one.kind,
        "name": one.name,
        "claim": one.claim.kind,
        "said": one.claim.said,
        "file": span.file if span is not None else None,
        "line": span.line if span is not None else None,
        "column": span.column if span is not None else None,
        "passages": [citation_json(each, base) for each in one.passages],
    }
