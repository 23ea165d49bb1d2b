"""Every passage of every source against what stands on it, and for what nothing stands on, why not."""

from __future__ import annotations

from collections.abc import Iterable

from whence.language.base import KnowledgeBase
from whence.ledger.coverage import DUE
from whence.ledger.standing import Standing, standing
from whence.values.struct import Struct


class Row(Struct, frozen=True):
    """One passage. `state` is 'cited', 'excused' with the reason in `because`, or 'not cited', which is a fault."""

    standing: Standing
    state: str
    because: str


def matrix(base: KnowledgeBase, sources: Iterable[str]) -> tuple[Row, ...]:
    """The passages of the sources in ledger order. Raises KeyError where there is no such source."""
    return tuple(_row(one) for source in sources for one in standing(base, source, base.ledgers[source].passages))


def _row(one: Standing) -> Row:
    if one.cited_by:
        return Row(one, "cited", "")
    passage = one.passage
    if passage.role in DUE:
        return Row(one, "not cited", "")
    if one.original is not None:
        return Row(one, "excused", f"the same as {one.original}, on which nothing rests")
    usual = "the document does not carry it" if passage.role == "unavailable" else f"{passage.role}, no advice"
    return Row(one, "excused", passage.because or passage.says or usual)
