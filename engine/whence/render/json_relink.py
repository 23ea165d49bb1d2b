"""A ledger carried over to a later text, as JSON (`schemas/outputs/relink.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence

from whence.language.base import KnowledgeBase
from whence.ledger.relink import Relinked, Relinking
from whence.ledger.standing import Standing
from whence.render.json_output import Json, headed
from whence.render.relink_page import to_review


def relink_json(
    found: Relinking, review: Sequence[Standing], lines: Sequence[int], source: str, written: str | None,
    base: KnowledgeBase,
) -> dict[str, Json]:  # fmt: skip
    """The output of `whence sources relink`; likeness is in thousandths, rounded down."""
    body: dict[str, Json] = {
        "source": source,
        "passages": [_passage(one, lines) for one in found.passages],
        "unread": [
            {"words": [first, last], "line": lines[first - 1], "after": after} for first, last, after in found.unread
        ],
        "waiting": list(found.waiting),
        "review": {kind: list(names) for kind, names in to_review(review).items()},
        "written": written,
    }
    return headed("relink", base.digest or None, body)


def _passage(one: Relinked, lines: Sequence[int]) -> Json:
    return {
        "passage": one.passage.id,
        "outcome": one.outcome,
        "was": [list(each) for each in one.passage.words],
        "words": [list(each) for each in one.words],
        "line": lines[one.words[0][0] - 1] if one.words else None,
        "alike": int(one.likeness * 1000),
    }
