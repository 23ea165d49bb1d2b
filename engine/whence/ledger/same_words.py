"""Which words of one text are which words of another: the same words in the same order, as many as can well be found.

Stretches of words that stand once in each text are paired first, the longest chain of them that keeps its order is
kept, and the gaps are filled with shorter stretches and at last word by word (patience diff, B. Cohen; in the gaps the
blocks of Ratcliff and Obershelp). It refuses to know passages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

#: Lengths of the stretches that are paired, the longest first.
STRETCHES = (12, 6, 3, 1)
#: A gap with more pairs of words than this is left unfilled: it is another text.
CLOSE = 4_000_000


def same_words(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each word of `old` the index of the same word in `new`, rising; None where it is not found in order."""
    found: list[int | None] = [None] * len(old)
    gaps = [(0, len(old), 0, len(new), 0)]
    while gaps:
        low, high, start, end, level = gaps.pop()
        while low < high and start < end and old[low] == new[start]:
            found[low] = start
            low, start = low + 1, start + 1
        while low < high and start < end and old[high - 1] == new[end - 1]:
            found[high - 1] = end - 1
            high, end = high - 1, end - 1
        if low == high or start == end:
            continue
        if level == len(STRETCHES):
            if (high - low) * (end - start) <= CLOSE:
                for first, second in _word_by_word(old[low:high], new[start:end]):
                    found[low + first] = start + second
            continue
        length = STRETCHES[level]
        reached, so_far = low, start
        for first, second in _chain(_paired(old, new, (low, high), (start, end), length)):
            if first < reached or second < so_far:  # lies over the stretch before it
                continue
            gaps.append((reached, first, so_far, second, level + 1))
            for step in range(length):
                found[first + step] = second + step
            reached, so_far = first + length, second + length
        gaps.append((reached, high, so_far, end, level + 1))
    return found


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """How like two stretches of words are, from 0 to 1: twice the words in common blocks over the words of both.

    The blocks are those of Ratcliff and Obershelp (Dr. Dobb's Journal, July 1988), of words instead of letters.
    """
    return SequenceMatcher(None, old, new, autojunk=False).ratio() if old or new else 1.0


def _word_by_word(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def _paired(
    old: Sequence[str], new: Sequence[str], here: tuple[int, int], there: tuple[int, int], length: int
) -> list[tuple[int, int]]:
    """The places of every stretch that stands once in each of the two ranges, in the order of the old one."""
    ours, theirs = _once(old, here, length), _once(new, there, length)
    return [(place, theirs[words]) for words, place in ours.items() if words in theirs]


def _once(words: Sequence[str], where: tuple[int, int], length: int) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    often: set[tuple[str, ...]] = set()
    for start in range(where[0], where[1] - length + 1):
        stretch = tuple(words[start : start + length])
        if stretch in places:
            often.add(stretch)
        places.setdefault(stretch, start)
    return {stretch: place for stretch, place in places.items() if stretch not in often}


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs in which the second numbers rise as the first do (patience sorting)."""
    ends: list[int] = []  # the least second number with which a chain of that length can end
    holders: list[int] = []
    before: list[int | None] = []
    for number, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(holders[length - 1] if length else None)
        if length == len(ends):
            ends.append(second)
            holders.append(number)
        else:
            ends[length], holders[length] = second, number
    chain: list[tuple[int, int]] = []
    last = holders[-1] if holders else None
    while last is not None:
        chain.append(pairs[last])
        last = before[last]
    return chain[::-1]
