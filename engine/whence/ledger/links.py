"""Who cites what: from a passage to the rules, definitions, scores and charts that stand on it, and back.

A duplicate leads to its original: what cites either cites the statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Ledger, Passage
from whence.values.struct import Struct


class Citing(Struct, frozen=True):
    """Something that cites a passage: its `kind` ('rule', 'definition', 'score' or 'pathway'), name, and under
    which key ('source' or 'evidence').
    """

    kind: str
    name: str
    under: str


def citing(base: KnowledgeBase) -> Mapping[Citation, tuple[Citing, ...]]:
    """Every cited passage with what cites it directly, in name order."""
    found: dict[Citation, list[Citing]] = {}

    def note(citations: Iterable[Citation], what: Citing) -> None:
        for citation in citations:
            found.setdefault(Citation(citation.source, citation.passage), []).append(what)

    for rule in base.rules.values():
        note(rule.source, Citing("rule", rule.id, "source"))
        note(rule.evidence, Citing("rule", rule.id, "evidence"))
    for definition in base.definitions.values():
        note(definition.source, Citing("definition", definition.name, "source"))
    for score in base.scores.values():
        note(score.source, Citing("score", score.name, "source"))
    for pathway in base.pathways.values():
        note(pathway.source, Citing("pathway", pathway.name, "source"))
    return {citation: tuple(sorted(set(found[citation]), key=_order)) for citation in sorted(found, key=_place)}


def family(ledger: Ledger, passage: Passage) -> tuple[Passage, ...]:
    """The passage, its original where it is a duplicate, and every duplicate of that original, in ledger order."""
    original = passage.of if passage.of is not None else passage.id
    return tuple(p for p in ledger.passages.values() if p.id == original or p.of == original)


def _order(citing: Citing) -> tuple[str, str, str]:
    return (citing.kind, citing.name, citing.under)


def _place(citation: Citation) -> tuple[str, str, int]:
    place, _, number = citation.passage.rpartition(".")
    return (citation.source, place, int(number) if number.isdigit() else 0)
