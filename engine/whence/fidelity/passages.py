"""The passages of the texts at hand, each read once, with the titles above them and the sentences they go on with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from whence.fidelity.printed import Printed, printed, singular
from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Ledger
from whence.ledger.align import Placed
from whence.values.quantity import UNITS

_UNITS = frozenset(singular(unit) for unit in UNITS) | {"mg", "g", "kg", "gy", "cgy", "mcg", "ml", "mm", "cm", "%"}


class Print:
    """The passages of the texts at hand, read once each."""

    def __init__(
        self, base: KnowledgeBase, texts: Mapping[str, Sequence[str]], placed: Mapping[str, Placed]
    ) -> None:
        self.sources = frozenset(texts)
        self._texts = texts
        self._placed = placed
        self._read: dict[Citation, Printed | None] = {}
        self._order = {ledger.source: _order(ledger) for ledger in base.ledgers.values()}
        self._titles = {
            (source.id, place.id): printed(place.title, _UNITS)
            for source in base.sources.values()
            for place in source.places.values()
        } | {(source.id, ""): printed(source.title, _UNITS) for source in base.sources.values()}

    def of(self, citation: Citation) -> Printed | None:
        """The passage as print; None where it is not at hand."""
        if citation not in self._read:
            words = self._words(citation)
            self._read[citation] = None if words is None else printed(" ".join(words), _UNITS)
        return self._read[citation]

    def begun(self, citations: Iterable[Citation]) -> list[Printed]:
        """The passages in which the sentences began that the passages go on with: those start with a small letter."""
        found: dict[Citation, None] = {}
        for citation in citations:
            order, here = self._order[citation.source], citation
            while (words := self._words(here)) and words[0][:1].islower():
                place = order.index(here.passage) - 1
                if place < 0 or order[place].rpartition(".")[0] != here.passage.rpartition(".")[0]:
                    break
                here = Citation(citation.source, order[place])
                found[here] = None
        return self.all_of(found)

    def _words(self, citation: Citation) -> list[str] | None:
        ranges = self._placed.get(citation.source, {}).get(citation.passage)
        if ranges is None:
            return None
        words = self._texts.get(citation.source, ())
        return [word for first, last in ranges for word in words[first - 1 : last]]

    def all_of(self, citations: Iterable[Citation]) -> list[Printed]:
        """Those of the passages that are at hand."""
        return [text for citation in citations if (text := self.of(citation)) is not None]

    def titles(self, citations: Sequence[Citation]) -> list[Printed]:
        """The titles of the documents, and of the places in which the passages stand."""
        keys: dict[tuple[str, str], None] = {}
        for citation in citations:
            keys[(citation.source, citation.passage.rpartition(".")[0])] = None
            keys[(citation.source, "")] = None
        return [self._titles[key] for key in keys if key in self._titles]


def _order(ledger: Ledger) -> tuple[str, ...]:
    """The passages of a ledger as they are printed."""
    return tuple(sorted(ledger.passages, key=lambda name: ledger.passages[name].words))
