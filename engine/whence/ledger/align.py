"""Where the passages of a ledger stand in a text whose words may have moved.

Found from their digests alone. Long passages lead: each is looked for where the one before it says, then nearby, then
anywhere; short ones and those in several pieces are looked for between them. A passage with one word changed is found
nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from whence.language.source import Ledger, Passage
from whence.ledger.anchors import digest_of

#: Passages of fewer words than this lead nobody: the same few words may stand in many places.
LEADING = 6
NEAR = 300  # words to either side in which a leading passage is looked for first
FAR = 20  # how often one is then looked for in the whole text
TRIES = 256  # ways of placing the pieces of one passage
PIECE = 40  # places tried for one piece between its neighbours

Placed = dict[str, tuple[tuple[int, int], ...]]


def align(ledger: Ledger, words: Sequence[str]) -> Placed:
    """The ranges of words (from 1, ends included) at which each passage stands in the text; others are left out."""
    return _Alignment(ledger, words).run()


class _Alignment:
    def __init__(self, ledger: Ledger, words: Sequence[str]) -> None:
        self._words = words
        self._passages = list(ledger.passages.values())
        self._often = Counter(passage.digest for passage in self._passages)
        self._whole = sorted((p for p in self._passages if len(p.words) == 1), key=lambda p: p.words[0])
        self._start: dict[str, int] = {}  # passage -> index of its first word in the text
        self._far = FAR

    def run(self) -> Placed:
        leading = [passage for passage in self._whole if _length(passage) >= LEADING]
        self._lead(leading)
        self._fill()
        placed = {
            passage.id: ((start + 1, start + _length(passage)),)
            for passage in self._whole
            if (start := self._start.get(passage.id)) is not None
        }
        return {**placed, **self._in_pieces()}

    def _lead(self, leading: list[Passage]) -> None:
        shift = cursor = 0
        for number, passage in enumerate(leading):
            expected = passage.words[0][0] - 1 + shift
            start: int | None = expected
            if expected < cursor or not self._stands(passage, expected):
                # Words printed twice would be found in the wrong place: they wait until their neighbours are found.
                alone = self._often[passage.digest] == 1
                start = self._look(passage, expected, cursor, leading[number + 1 : number + 4]) if alone else None
            if start is not None:
                self._start[passage.id] = start
                cursor = start + _length(passage)
                shift = start - passage.words[0][0] + 1

    def _look(self, passage: Passage, expected: int, cursor: int, following: list[Passage]) -> int | None:
        last = len(self._words) - _length(passage)
        for start in _nearest(expected, max(cursor, expected - NEAR), min(last, expected + NEAR)):
            if self._stands(passage, start):
                return start
        stayed = any(self._stands(other, other.words[0][0] + expected - passage.words[0][0]) for other in following)
        if stayed or not self._far:  # what follows has not moved, so this one has changed
            return None
        self._far -= 1
        return next((start for start in range(cursor, last + 1) if self._stands(passage, start)), None)

    def _fill(self) -> None:
        """Passages that are left, each between the places of those before and after it."""
        cursor = shift = 0
        for number, passage in enumerate(self._whole):
            if passage.id not in self._start:
                end = next(
                    (self._start[p.id] for p in self._whole[number + 1 :] if p.id in self._start), len(self._words)
                )
                for start in _nearest(passage.words[0][0] - 1 + shift, cursor, end - _length(passage)):
                    if self._stands(passage, start):
                        self._start[passage.id] = start
                        break
            if (found := self._start.get(passage.id)) is not None:
                cursor, shift = found + _length(passage), found - passage.words[0][0] + 1

    def _in_pieces(self) -> Placed:
        placed: Placed = {}
        for passage in self._passages:
            if len(passage.words) < 2:
                continue
            choices = [list(self._places(first, last)) for first, last in passage.words]
            for starts in islice(product(*choices), TRIES):
                pieces = [
                    (start, start + last - first)
                    for start, (first, last) in zip(starts, passage.words, strict=True)
                ]
                chosen = [word for start, end in pieces for word in self._words[start : end + 1]]
                if digest_of(chosen) == passage.digest:
                    placed[passage.id] = tuple((start + 1, end + 1) for start, end in pieces)
                    break
        return placed

    def _places(self, first: int, last: int) -> Iterator[int]:
        """Where a piece may start: as its neighbours have moved, then anywhere between them if that is close."""
        before = after = None
        for passage in self._whole:
            if passage.id in self._start:
                if passage.words[0][0] < first:
                    before = passage
                elif after is None:
                    after = passage
        shifts = [self._start[p.id] - p.words[0][0] + 1 for p in (before, after) if p is not None]
        likely = dict.fromkeys(first - 1 + shift for shift in (*shifts, 0))
        low = 0 if before is None else self._start[before.id] + _length(before)
        high = len(self._words) if after is None else self._start[after.id]
        room = range(low, high - (last - first))
        yield from likely
        if len(room) <= PIECE:
            yield from (start for start in room if start not in likely)

    def _stands(self, passage: Passage, start: int) -> bool:
        end = start + _length(passage)
        return start >= 0 and end <= len(self._words) and digest_of(self._words[start:end]) == passage.digest


def _length(passage: Passage) -> int:
    return passage.words[0][1] - passage.words[0][0] + 1


def _nearest(expected: int, low: int, high: int) -> Iterator[int]:
    """Every number from `low` to `high`, the nearest to `expected` first."""
    yield from sorted(range(low, high + 1), key=lambda start: (abs(start - expected), start))


def between(ledger: Ledger, placed: Mapping[str, object], before: int, after: int) -> bool:
    """Whether a passage that is not placed has words of the ledger's text between two of its word numbers."""
    return any(
        first < after and last > before
        for passage in ledger.passages.values()
        if passage.id not in placed
        for first, last in passage.words
    )
