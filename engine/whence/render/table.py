"""A table of text in a given width: cells are broken into lines, columns that need little room get little.

It refuses to know what stands in it; styles are those of a page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from whence.render.page import Entry

GAP = 2
_NARROWEST = 7


def table(
    head: Sequence[str], rows: Sequence[tuple[Sequence[str], str]], width: int, depth: int = 0
) -> Iterator[Entry]:
    """The lines of the table; each row is its cells and its style. The last but one column takes what room is left."""
    cells = [head, *(row for row, _ in rows)]
    room = width - depth * 4 - GAP * (len(head) - 1)
    sizes = _sizes(cells, room)
    yield from _lines(head, sizes, "muted", depth)
    for row, style in rows:
        yield from _lines(row, sizes, style, depth)


def _sizes(cells: Sequence[Sequence[str]], room: int) -> list[int]:
    widest = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    many = len(widest)
    flexible = max(many - 2, 0)
    most = max(room // (many + 1), _NARROWEST)
    sizes = [min(size, most) for size in widest]
    sizes[flexible] = max(room - sum(sizes[:flexible]) - sum(sizes[flexible + 1 :]), _NARROWEST)
    return sizes


def _lines(row: Sequence[str], sizes: Sequence[int], style: str, depth: int) -> Iterator[Entry]:
    broken = [_wrapped(cell, size) for cell, size in zip(row, sizes, strict=True)]
    for number in range(max(len(lines) for lines in broken)):
        parts = [
            (lines[number] if number < len(lines) else "").ljust(size)
            for lines, size in zip(broken, sizes, strict=True)
        ]
        yield Entry((" " * GAP).join(parts).rstrip(), depth=depth, style=style, verbatim=True)


def _wrapped(text: str, size: int) -> list[str]:
    """Lines of at most `size`; names are broken after their own hyphens, slashes and dots where they must be."""
    found: list[str] = []
    for line in textwrap.wrap(text, size, break_long_words=False, break_on_hyphens=True) or [""]:
        while len(line) > size:
            at = max(line.rfind(mark, 0, size) for mark in "/.-_") + 1
            cut = at if at > 0 else size
            found.append(line[:cut])
            line = line[cut:]
        found.append(line)
    return found
