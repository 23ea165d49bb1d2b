"""Anchors: the words of a text, counted from 1, and the digest of a passage's words.

Only whitespace is folded: words are what stands between white space, joined by single spaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def words_of(text: str) -> list[str]:
    """The words of a text in order."""
    return text.split()


def line_numbers(text: str) -> list[int]:
    """For each word of the text the number of its line, from 1."""
    return [number for number, line in enumerate(text.split("\n"), 1) for _ in words_of(line)]


def digest_of(words: Iterable[str]) -> str:
    """The digest written in a ledger: 'sha256:' and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(" ".join(words).encode("utf-8")).hexdigest()


def passage_digest(words: Sequence[str], ranges: Iterable[tuple[int, int]]) -> str | None:
    """The digest of the words of `ranges` (from 1, ends included); None where a range leaves the text."""
    chosen: list[str] = []
    for first, last in ranges:
        if first < 1 or last > len(words):
            return None
        chosen.extend(words[first - 1 : last])
    return digest_of(chosen)
