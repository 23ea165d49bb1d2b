"""Passages: what a ledger must be, and that everything cited exists and may be cited."""

from __future__ import annotations

from collections.abc import Iterable

from whence.analysis.scope import Scope, error
from whence.language.source import Citation, Ledger, Passage, Source
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span
from whence.text.suggest import nearest

CITABLE = ("recommendation", "definition", "criterion")
_NOWHERE = Span("", 1, 1, 1, 1)


def check_citations(
    citations: Iterable[Citation], scope: Scope, *, evidence: bool = False, own: str | None = None
) -> list[Diagnostic]:
    """What is wrong with citations under `source` (or `evidence`); `own` is the only source that may be cited."""
    found: list[Diagnostic] = []
    for citation in citations:
        if own is not None and citation.source != own and citation.source in scope.sources:
            said = f"a rule or definition of {own} cites {own}, not {citation.source}"
            found.append(error("C810", said, citation.span, (own,)))
            continue
        ledger = scope.ledgers.get(citation.source)
        if ledger is None:
            if citation.source in scope.sources and citation.source not in scope.ledgers:
                said = f"there is no ledger of the passages of {citation.source}"
                found.append(error("C809", said, citation.span))
            continue
        passage = ledger.passages.get(citation.passage)
        if passage is None:
            found.append(no_passage(citation.passage, citation.span, ledger))
        elif (role := role_of(passage, ledger)) not in (("evidence",) if evidence else CITABLE):
            where, allowed = ("evidence", ("evidence",)) if evidence else ("source", CITABLE)
            said = f"'{citation.passage}' has the role '{role}' and cannot stand under '{where}'"
            found.append(error("C802", said, citation.span, allowed))
    return found


def role_of(passage: Passage, ledger: Ledger) -> str:
    """The role of a passage; a duplicate has that of its original."""
    seen = {passage.id}
    while passage.role == "duplicate" and passage.of not in seen and passage.of in ledger.passages:
        passage = ledger.passages[passage.of or ""]
        seen.add(passage.id)
    return passage.role


def check_places(citations: Iterable[Citation], scope: Scope) -> list[Diagnostic]:
    """Which of the citations name no passage, whatever its role; for what speaks of passages and does not rest on them.

    That the source exists is asked elsewhere.
    """
    found: list[Diagnostic] = []
    for citation in citations:
        ledger = scope.ledgers.get(citation.source)
        if ledger is not None and citation.passage not in ledger.passages:
            found.append(no_passage(citation.passage, citation.span, ledger))
        elif citation.source in scope.sources and citation.source not in scope.ledgers:
            said = f"there is no ledger of the passages of {citation.source}"
            found.append(error("C809", said, citation.span))
    return found


def no_passage(word: str, span: Span | None, ledger: Ledger) -> Diagnostic:
    """The finding that a word names no passage of the ledger, with the one that was probably meant."""
    said = f"'{word}' is no passage of {ledger.source}"
    place = word.rpartition(".")[0]
    likely = _likely(word, ledger)
    if likely is not None:
        return Diagnostic("C801", said, span or _NOWHERE, nearest=likely)
    numbers = [passage.id for passage in ledger.passages.values() if passage.place == place]
    if numbers:
        said += f": those of this place run up to {max(numbers, key=_number)}"
        return Diagnostic("C801", said, span or _NOWHERE)
    places = tuple(dict.fromkeys(passage.place for passage in ledger.passages.values()))
    return Diagnostic("C801", said, span or _NOWHERE, places, nearest(place, places))


def _likely(word: str, ledger: Ledger) -> str | None:
    """The passage whose name was misspelt; no other number is suggested for one that is a number and too high."""
    place, _, number = word.rpartition(".")
    places = {passage.place for passage in ledger.passages.values()}
    if number.isdigit():
        known = nearest(place, places) if place not in places else None
        return f"{known}.{number}" if f"{known}.{number}" in ledger.passages else None
    return nearest(word, ledger.passages)


def _number(id_: str) -> int:
    digits = id_.rpartition(".")[2]
    return int(digits) if digits.isdigit() and digits.isascii() and len(digits) < 9 else 0


def check_ledger(ledger: Ledger, source: Source | None) -> list[Diagnostic]:
    """Passages in the source's places, every word in exactly one passage, duplicates of something."""
    found: list[Diagnostic] = []
    for passage in ledger.passages.values():
        if source is not None and passage.place not in source.places:
            said = f"'{passage.id}' stands in no place of {source.id}"
            found.append(error("C807", said, passage.span, tuple(source.places), passage.place))
        elif not _number(passage.id):
            said = f"'{passage.id}' must end in a number, as in '{passage.place}.1'"
            found.append(error("C807", said, passage.span))
        original = ledger.passages.get(passage.of or "")
        if passage.of is not None and (original is None or original.role == "duplicate"):
            said = f"'{passage.of}' is {'itself a duplicate' if original else 'no passage of this ledger'}"
            likely = None if original else _likely(passage.of, ledger)
            found.append(Diagnostic("C805", said, passage.of_span or passage.span or _NOWHERE, nearest=likely))
    return found + _coverage(ledger)


def _coverage(ledger: Ledger) -> list[Diagnostic]:
    every = ((first, last, id_) for id_, passage in ledger.passages.items() for first, last in passage.words)
    found: list[Diagnostic] = []
    reached = 0
    before: Passage | None = None
    for first, last, id_ in sorted(every):
        passage = ledger.passages[id_]
        if first <= reached and before is not None:
            said = f"words {first} to {min(last, reached)} belong to '{before.id}' already"
            notes = (Note(f"{before.id} stands here", before.span or _NOWHERE),)
            found.append(Diagnostic("C803", said, passage.span or _NOWHERE, notes=notes))
        elif first > reached + 1:
            said = f"words {reached + 1} to {first - 1}, before this passage, belong to no passage"
            found.append(error("C804", said, passage.span))
        if last > reached:
            reached, before = last, passage
    if before is not None and ledger.text_words and reached != ledger.text_words:
        said = f"the passages end with word {reached}, and the text has {ledger.text_words} words"
        found.append(error("C804", said, before.span))
    return found


def uncited(ledger: Ledger, cited: set[str]) -> list[Diagnostic]:
    """Recommendations, definitions and criteria that nothing cites; a duplicate's citation counts for its original."""
    counted = set(cited)
    for passage in ledger.passages.values():
        if passage.id in cited and passage.of is not None:
            counted.add(passage.of)
    found = []
    for passage in ledger.passages.values():
        if passage.role in CITABLE and passage.id not in counted:
            said = f"nothing cites '{passage.id}', which has the role '{passage.role}'"
            found.append(error("C808", said, passage.span))
    return found
