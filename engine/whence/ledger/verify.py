"""Anchors held against the texts that a user owns: found with equal digest, changed, or not to be verified here.

A text is recognised by its words; file names play no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from whence.language.base import KnowledgeBase
from whence.language.source import Citation, Ledger, Passage
from whence.ledger.align import Placed, align, between
from whence.ledger.anchors import digest_of, passage_digest
from whence.ledger.links import Citing, citing
from whence.values.struct import Struct

#: A text in which fewer than this share of the anchors stand is some other document.
RECOGNISED = 0.5
_SAMPLE = 12
_LEADING = 8
_SOME = 4  # passages of the sample that must be found before a text is looked at closely
_LONGER = 2  # a text that is so many times longer or shorter is some other document


class Changed(Struct, frozen=True):
    """A passage whose words are not found in the text, with what cites it, and what cites it through its original."""

    passage: str
    cited_by: tuple[Citing, ...]
    through: tuple[Citing, ...] = ()


class Strange(Struct, frozen=True):
    """Words `first` to `last` of the text, which belong to no passage; they stand after the passage `after`."""

    after: str | None
    first: int
    last: int


class Verification(Struct, frozen=True):
    """How one source stands. `text` is the name of the text found, or None: cannot be verified here.

    `verified` counts the passages found with equal digests out of `passages`; `whole` says whether the text as a whole
    is the one that was read.
    """

    source: str
    text: str | None
    whole: bool
    passages: int
    verified: int
    changed: tuple[Changed, ...] = ()
    strange: tuple[Strange, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether there is a text, every passage stands in it, and nothing else does."""
        return self.text is not None and not self.changed and not self.strange


def verify(base: KnowledgeBase, texts: Mapping[str, Sequence[str]]) -> tuple[Verification, ...]:
    """Hold every ledger against `texts` (name -> words); one verification for each source, in source order."""
    links = citing(base)
    standing = recognised(base, texts)
    found = []
    for ledger in base.ledgers.values():
        if ledger.source not in standing:
            found.append(Verification(ledger.source, None, False, len(ledger.passages), 0))
        else:
            name, placed = standing[ledger.source]
            whole = digest_of(texts[name]) == ledger.text_digest
            found.append(_held(ledger, name, texts[name], placed, links, whole))
    return tuple(found)


def recognised(base: KnowledgeBase, texts: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, Placed]]:
    """The text of each source that has one among `texts` (name -> words), and where its passages stand in it."""
    known = {ledger.text_digest for ledger in base.ledgers.values()}
    digests = {name: digest_of(words) for name, words in texts.items()}
    found: dict[str, tuple[str, Placed]] = {}
    for ledger in base.ledgers.values():
        exact = next((name for name in sorted(texts) if digests[name] == ledger.text_digest), None)
        others = {name: texts[name] for name in sorted(texts) if digests[name] not in known}
        name = exact if exact is not None else _recognise(ledger, others)
        placed = {} if name is None else align(ledger, texts[name])
        if name is not None and (exact is not None or len(placed) >= RECOGNISED * len(ledger.passages)):
            found[ledger.source] = name, placed
    return found


def _held(
    ledger: Ledger, name: str, words: Sequence[str], placed: Placed, links: Mapping[Citation, tuple[Citing, ...]],
    whole: bool,
) -> Verification:  # fmt: skip
    changed = []
    for passage in ledger.passages.values():
        if passage.id not in placed:
            direct = links.get(Citation(ledger.source, passage.id), ())
            through = links.get(Citation(ledger.source, passage.of), ()) if passage.of is not None else ()
            changed.append(Changed(passage.id, direct, through))
    strange = _strange(ledger, len(words), placed)
    return Verification(ledger.source, name, whole, len(ledger.passages), len(placed), tuple(changed), tuple(strange))


def _strange(ledger: Ledger, count: int, placed: Placed) -> list[Strange]:
    """The words of the text between passages that follow each other in the ledger too."""
    pieces = sorted(
        (there, here, id_)
        for id_, found in placed.items()
        for there, here in zip(found, ledger.passages[id_].words, strict=True)
    )
    strange = []
    reached, printed, before = 0, 0, None
    end = ((count + 1, count + 1), (ledger.text_words + 1, ledger.text_words + 1), None)
    for (first, last), (was_first, was_last), id_ in [*pieces, end]:
        if first > reached + 1 and not between(ledger, placed, printed, was_first):
            strange.append(Strange(before, reached + 1, first - 1))
        if last > reached:
            reached, printed, before = last, was_last, id_
    return strange


def _recognise(ledger: Ledger, texts: Mapping[str, Sequence[str]]) -> str | None:
    """The text in which most of a sample of the ledger's anchors stand, wherever they stand; None where few do."""
    often = Counter(passage.digest for passage in ledger.passages.values())
    fit = [
        passage
        for passage in ledger.passages.values()
        if len(passage.words) == 1
        and passage.words[0][1] - passage.words[0][0] + 1 >= _LEADING
        and often[passage.digest] == 1
    ]
    sample = fit[:: max(1, len(fit) // _SAMPLE)][:_SAMPLE]
    best, most = None, 0
    for name, words in texts.items():
        if not ledger.text_words / _LONGER <= len(words) <= ledger.text_words * _LONGER:
            continue
        equal = sum(_stands(passage, words, len(words) - ledger.text_words) for passage in sample)
        if equal > most:
            best, most = name, equal
    return best if sample and most >= min(_SOME, len(sample)) else None


def _stands(passage: Passage, words: Sequence[str], longer: int) -> bool:
    """Whether the passage stands anywhere in the text, which is by so many words longer than the one that was read."""
    (first, last) = passage.words[0]
    if any(passage_digest(words, [(first + shift, last + shift)]) == passage.digest for shift in (0, longer)):
        return True
    length = last - first + 1
    return any(digest_of(words[start : start + length]) == passage.digest for start in range(len(words) - length + 1))
