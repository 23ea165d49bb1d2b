"""A ledger carried over to a later text: which passages stand in it as they were, which moved, changed or are gone.

It needs both texts, the one that was read and the new one. A passage is *unchanged* where its words stand under the
same numbers, *moved* where they stand under others, *edited* where words at least `ALIKE` like them stand in a stretch
that no other passage has (`same_words.likeness`), else *gone*. Words of the new text that belong to none of these are
new: nobody has read them. It refuses to write anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from whence.language.source import Ledger, Passage
from whence.ledger.anchors import passage_digest
from whence.ledger.likely import likeliest
from whence.ledger.same_words import likeness, same_words
from whence.values.struct import Struct

#: From this likeness on another wording is an edited passage, and below it the passage is gone.
ALIKE = 0.5
#: A piece of fewer words than this moves only beside a neighbour of old, or to where nothing else is free: the same few
#: words may stand anywhere.
FEW = 4

Outcome = Literal["unchanged", "moved", "edited", "gone"]
Ranges = tuple[tuple[int, int], ...]


class Relinked(Struct, frozen=True):
    """One passage in the new text: `words` are its ranges there (from 1, ends included), none where it is gone."""

    passage: Passage
    outcome: Outcome
    words: Ranges
    likeness: float


class Relinking(Struct, frozen=True):
    """Every passage in ledger order, and the stretches of the new text that nobody has read, each in order.

    A stretch is given by its first and last word and by the passage that ends before it, if one does. `waiting` are
    the passages whose words in the old text are not those of their digest: edited once before, and not read since.
    """

    passages: tuple[Relinked, ...]
    unread: tuple[tuple[int, int, str | None], ...]
    waiting: tuple[str, ...] = ()

    def of(self, *outcomes: Outcome) -> tuple[Relinked, ...]:
        """The passages with one of these outcomes."""
        return tuple(one for one in self.passages if one.outcome in outcomes)


def relink(ledger: Ledger, old: Sequence[str], new: Sequence[str]) -> Relinking:
    """Carry the ledger of the text with the words `old` over to `new`."""
    return _Relinker(ledger, old, new).run()


class _Relinker:
    def __init__(self, ledger: Ledger, old: Sequence[str], new: Sequence[str]) -> None:
        self._passages = list(ledger.passages.values())
        self._old, self._new = old, new
        self._taken = bytearray(len(new))
        self._found: dict[str, Relinked] = {}
        self._start: dict[int, int] = {}  # first word of a piece that was found, old -> new
        self._end: dict[int, int] = {}  # the word after its last, old -> new
        self._same = same_words(old, new)

    def run(self) -> Relinking:
        for passage in self._passages:
            self._note(passage, [self._in_order(first - 1, last) for first, last in passage.words])
        self._moved()
        self._edited()
        for passage in self._left():
            self._found[passage.id] = Relinked(passage, "gone", (), 0.0)
        waiting = [one.id for one in self._passages if passage_digest(self._old, one.words) != one.digest]
        found = (self._found[one.id] for one in self._passages)
        return Relinking(tuple(found), tuple(self._unread()), tuple(waiting))

    def _left(self) -> list[Passage]:
        return [passage for passage in self._passages if passage.id not in self._found]

    def _note(self, passage: Passage, starts: Sequence[int | None]) -> None:
        """Take the places of the pieces, where all were found."""
        pieces = list(zip(starts, passage.words, strict=True))
        ranges = [(start + 1, start + last - first + 1) for start, (first, last) in pieces if start is not None]
        if len(ranges) < len(passage.words) or any(first > last for first, last in ranges):
            return
        outcome: Outcome = "unchanged" if tuple(ranges) == passage.words else "moved"
        self._take(Relinked(passage, outcome, tuple(ranges), 1.0))
        for (first, last), (was_first, was_last) in zip(ranges, passage.words, strict=True):
            self._start[was_first - 1], self._end[was_last] = first - 1, last

    def _take(self, one: Relinked) -> None:
        self._found[one.passage.id] = one
        for first, last in one.words:
            self._taken[first - 1 : last] = b"\1" * (last - first + 1)

    def _in_order(self, low: int, high: int) -> int | None:
        """Where the words from `low` to before `high` stand together, in the order of all words."""
        found = self._same[low:high]
        start = found[0] if found else None
        return start if start is not None and found == list(range(start, start + high - low)) else None

    def _moved(self) -> None:
        """The longest passage first; of those with the same words the one that has moved least."""
        places = self._places()
        left = {passage.id: passage for passage in self._left()}
        found = {id_: self._elsewhere(passage, places) for id_, passage in left.items()}
        while found:
            best = min(found, key=lambda id_: (-_length(left[id_]), self._far(left[id_], found[id_])))
            starts = found.pop(best)
            pieces = list(zip(starts, left[best].words, strict=True))
            if any(start is not None and any(self._taken[start : start + last - first + 1])
                   for start, (first, last) in pieces):  # fmt: skip
                found[best] = self._elsewhere(left[best], places)  # somebody took these words meanwhile
            else:
                self._note(left[best], starts)

    def _elsewhere(self, passage: Passage, places: Mapping[str, list[int]]) -> list[int | None]:
        return [self._anywhere(first - 1, last, places) for first, last in passage.words]

    def _far(self, passage: Passage, starts: Sequence[int | None]) -> int:
        """How far the pieces found stand from where they are expected."""
        pieces = zip(starts, passage.words, strict=True)
        return sum(abs(start - self._expected(first - 1)) for start, (first, _) in pieces if start is not None)

    def _places(self) -> Mapping[str, list[int]]:
        places: dict[str, list[int]] = {}
        for number, word in enumerate(self._new):
            places.setdefault(word, []).append(number)
        return places

    def _anywhere(self, low: int, high: int, places: Mapping[str, list[int]]) -> int | None:
        """Where the same words stand in words that no passage has, the nearest to where they are expected."""
        words = list(self._old[low:high])
        rare = min(range(len(words)), key=lambda each: len(places.get(words[each], ())))
        beside = {self._end.get(low), self._start.get(high, -1) - len(words)}
        expected = self._expected(low)
        free = []
        for place in places.get(words[rare], ()):
            start = place - rare
            whole = start >= 0 and list(self._new[start : start + len(words)]) == words
            if whole and self._may(start, start + len(words), start in beside):
                free.append(start)
        return min(free, key=lambda start: (start not in beside, abs(start - expected), start), default=None)

    def _may(self, start: int, end: int, beside: bool) -> bool:
        """Whether a piece that stands here too may be the one that is looked for."""
        if any(self._taken[start:end]):
            return False
        alone = (start == 0 or self._taken[start - 1]) and (end == len(self._taken) or self._taken[end])
        return end - start >= FEW or beside or bool(alone)

    def _expected(self, low: int) -> int:
        """Where a word would stand if it followed the last word before it that is found."""
        for before in range(low - 1, max(-1, low - 500), -1):
            if (found := self._same[before]) is not None:
                return found + low - before
        return low

    def _edited(self) -> None:
        """The likeliest passage first, so that none takes words that are more like another's."""
        left = {passage.id: passage for passage in self._left()}
        likely = {id_: self._likely(passage) for id_, passage in left.items()}
        while likely:
            best = max(likely, key=lambda id_: (likely[id_].likeness, -self._far(left[id_], _starts(likely[id_]))))
            one = likely.pop(best)
            if one.likeness < ALIKE:
                return
            if any(any(self._taken[first - 1 : last]) for first, last in one.words):
                likely[best] = self._likely(left[best])  # somebody took these words meanwhile
                continue
            self._take(one)

    def _likely(self, passage: Passage) -> Relinked:
        ranges = []
        for first, last in passage.words:
            words = self._old[first - 1 : last]
            found = likeliest(words, self._new, self._free(), self._expected(first - 1))
            ranges += [found] if found is not None else []
        was = [word for first, last in passage.words for word in self._old[first - 1 : last]]
        now = [word for first, last in ranges for word in self._new[first:last]]
        alike = likeness(was, now) if was != now else 0.0  # equal words that may not have moved here are others
        return Relinked(passage, "edited", tuple((first + 1, last) for first, last in ranges), alike)

    def _free(self) -> Iterator[tuple[int, int]]:
        """The stretches of the new text that no passage has: index of the first word, and of the one after the last."""
        end = 0
        while (start := self._taken.find(0, end)) != -1:
            end = self._taken.find(1, start)
            end = len(self._taken) if end == -1 else end
            yield start, end

    def _unread(self) -> Iterator[tuple[int, int, str | None]]:
        ends = {last: one.passage.id for one in self._found.values() for _, last in one.words}
        for start, end in self._free():
            yield start + 1, end, ends.get(start)


def _starts(one: Relinked) -> list[int | None]:
    """The index of the first word of each piece; None for pieces that were not found."""
    found: list[int | None] = [first - 1 for first, _ in one.words]
    return found + [None] * (len(one.passage.words) - len(found))


def _length(passage: Passage) -> int:
    return sum(last - first + 1 for first, last in passage.words)
