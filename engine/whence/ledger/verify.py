"""Anchors held against the texts that a user owns: equal, changed, or not to be verified here.

A text is recognised by its words: the one in which most anchors of a ledger are found as written. File names play no
part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Ledger
from whence.ledger.anchors import digest_of, passage_digest
from whence.ledger.links import citing

#: A text in which fewer than this share of the anchors stand is some other document.
RECOGNISED = 0.5


@dataclass(frozen=True, slots=True)
class Verification:
    """How one source stands. `text` is the name of the text found, or None: cannot be verified here.

    `changed` maps each passage whose words differ to the rules and definitions that cite it; `whole` says whether the
    text as a whole is the one that was read.
    """

    source: str
    text: str | None
    whole: bool
    verified: int
    changed: Mapping[str, tuple[str, ...]]


def verify(base: KnowledgeBase, texts: Mapping[str, Sequence[str]]) -> tuple[Verification, ...]:
    """Hold every ledger against `texts` (name -> words); one verification for each source, in source order."""
    links = citing(base)
    found = []
    for ledger in base.ledgers.values():
        name = _recognise(ledger, texts)
        if name is None:
            found.append(Verification(ledger.source, None, False, 0, {}))
            continue
        words = texts[name]
        changed = {
            passage.id: tuple(c.name for c in links.get(Citation(ledger.source, passage.id), ()))
            for passage in ledger.passages.values()
            if passage_digest(words, passage.words) != passage.digest
        }
        whole = len(words) == ledger.text_words and digest_of(words) == ledger.text_digest
        found.append(Verification(ledger.source, name, whole, len(ledger.passages) - len(changed), changed))
    return tuple(found)


def _recognise(ledger: Ledger, texts: Mapping[str, Sequence[str]]) -> str | None:
    """The text in which most of the ledger's anchors stand as written, if enough of them do."""
    best, most = None, 0
    for name in sorted(texts):
        words = texts[name]
        if digest_of(words) == ledger.text_digest:
            return name
        equal = sum(passage_digest(words, p.words) == p.digest for p in ledger.passages.values())
        if equal > most:
            best, most = name, equal
    return best if most >= RECOGNISED * len(ledger.passages) else None
