"""The words of a text that are most like some given words. It refuses to know passages and whole documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import Match, SequenceMatcher

#: Of the blocks of equal words so many are tried as the first and as the last of the stretch.
TRIED = 40


def likeliest(
    words: Sequence[str], text: Sequence[str], free: Iterable[tuple[int, int]], expected: int
) -> tuple[int, int] | None:
    """The stretch of `text` most like `words`: index of its first word, and of the word after its last.

    Only within one of the stretches `free` (given in the same way); of two equally like the one nearer to `expected`.
    None where no word of `words` stands there.
    """
    best: tuple[float, int, int, int] | None = None
    for start, end in free:
        found = _within(words, text, start, end)
        if found is None:
            continue
        share, low, high = found
        mark = (share, -abs(low - expected), low, high)
        if best is None or mark > best:
            best = mark
    return None if best is None else (best[2], best[3])


def _within(words: Sequence[str], text: Sequence[str], start: int, end: int) -> tuple[float, int, int] | None:
    matcher = SequenceMatcher(None, text[start:end], words, autojunk=False)
    seed = matcher.find_longest_match()
    if not seed.size:
        return None
    slack = len(words) // 2 + 5
    low = max(start, start + seed.a - seed.b - slack)
    high = min(end, start + seed.a - seed.b + len(words) + slack)
    blocks = SequenceMatcher(None, text[low:high], words, autojunk=False).get_matching_blocks()[:-1]
    return max(_stretches(blocks, len(words), low, high), default=None)


def _stretches(blocks: Sequence[Match], length: int, low: int, high: int) -> Iterable[tuple[float, int, int]]:
    """Each stretch from one block to another, with its likeness.

    Where words before the first block or after the last are not found, as many others may stand in their place.
    """
    for number, first in enumerate(blocks[:TRIED]):
        for last in blocks[max(number, len(blocks) - TRIED) :]:
            equal = sum(block.size for block in blocks[number : blocks.index(last) + 1])
            begin = low + first.a - min(first.b, first.a)
            after = low + last.a + last.size
            end = after + min(length - last.b - last.size, high - after)
            yield 2 * equal / (length + end - begin), begin, end
