"""What of a document was read, what came of it, and what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Ledger
from whence.ledger.links import citing, family

#: The roles whose passages must be cited by something that runs.
TO_BE_CITED = ("recommendation", "definition", "criterion")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One document: words in all and in passages, passages by role, those to be cited and not, those excused.

    `excused` maps passages that are out of scope or unavailable to the reason given.
    """

    source: str
    words: int
    accounted: int
    roles: Mapping[str, int]
    to_be_cited: int
    uncited: tuple[str, ...]
    excused: Mapping[str, str]

    @property
    def complete(self) -> bool:
        """Whether every word is accounted for and every passage that must be cited is."""
        return self.words == self.accounted and not self.uncited


def coverage(base: KnowledgeBase) -> tuple[Coverage, ...]:
    """The coverage of each source, in source order."""
    cited = set(citing(base))
    return tuple(_of(ledger, cited) for ledger in base.ledgers.values())


def _of(ledger: Ledger, cited: set[Citation]) -> Coverage:
    roles: dict[str, int] = {}
    uncited: list[str] = []
    excused: dict[str, str] = {}
    due = 0
    counted: set[int] = set()
    for passage in ledger.passages.values():
        roles[passage.role] = roles.get(passage.role, 0) + 1
        for first, last in passage.words:
            counted.update(range(first, last + 1))
        if passage.role in TO_BE_CITED:
            due += 1
            if not any(Citation(ledger.source, p.id) in cited for p in family(ledger, passage)):
                uncited.append(passage.id)
        if passage.role in ("out of scope", "unavailable"):
            excused[passage.id] = passage.because or passage.role
    return Coverage(ledger.source, ledger.text_words, len(counted), roles, due, tuple(uncited), excused)
