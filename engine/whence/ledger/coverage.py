"""What of a document was read, what came of it, and what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Ledger, Missing
from whence.ledger.links import Citing, citing, family
from whence.values.struct import Struct

#: The roles whose passages must be cited, each with the kinds of thing that count.
DUE = {
    "recommendation": ("rule",),
    "definition": ("rule", "definition", "score", "pathway"),
    "criterion": ("rule", "definition", "score", "pathway"),
}
EXCUSED = ("out of scope", "unavailable")


class Due(Struct, frozen=True):
    """The passages of one role that must be cited: how many there are, and those that nothing cites."""

    role: str
    passages: int
    uncited: tuple[str, ...]


class Coverage(Struct, frozen=True):
    """One document: its words, those that belong to a passage and to more than one, and its passages by role.

    `excused` maps passages that are out of scope or unavailable to the reason given; `missing` is what the document
    does not carry.
    """

    source: str
    words: int
    accounted: int
    twice: int
    roles: Mapping[str, int]
    due: tuple[Due, ...]
    excused: Mapping[str, str]
    missing: tuple[Missing, ...]

    @property
    def complete(self) -> bool:
        """Whether every word belongs to exactly one passage and every passage that must be cited is."""
        return self.words == self.accounted and not self.twice and not any(due.uncited for due in self.due)


def coverage(base: KnowledgeBase) -> tuple[Coverage, ...]:
    """The coverage of each source, in source order."""
    links = citing(base)
    return tuple(
        _of(ledger, links, base.sources[ledger.source].missing if ledger.source in base.sources else ())
        for ledger in base.ledgers.values()
    )


def _of(ledger: Ledger, links: Mapping[Citation, tuple[Citing, ...]], missing: tuple[Missing, ...]) -> Coverage:
    roles: dict[str, int] = {}
    uncited: dict[str, list[str]] = {role: [] for role in DUE}
    excused: dict[str, str] = {}
    times = [0] * (ledger.text_words + 1)
    for passage in ledger.passages.values():
        roles[passage.role] = roles.get(passage.role, 0) + 1
        for first, last in passage.words:
            for word in range(first, min(last, ledger.text_words) + 1):
                times[word] += 1
        if passage.role in DUE:
            kinds = {
                each.kind for one in family(ledger, passage) for each in links.get(Citation(ledger.source, one.id), ())
            }
            if not kinds & set(DUE[passage.role]):
                uncited[passage.role].append(passage.id)
        if passage.role in EXCUSED:
            excused[passage.id] = passage.because or passage.role
    return Coverage(
        source=ledger.source,
        words=ledger.text_words,
        accounted=sum(1 for count in times if count),
        twice=sum(1 for count in times if count > 1),
        roles=roles,
        due=tuple(Due(role, roles.get(role, 0), tuple(uncited[role])) for role in DUE),
        excused=excused,
        missing=missing,
    )
