"""A page of text before it is broken into lines: entries with a label, a depth and a style.

It refuses to know terminals and colours: `layout` gives pieces of text with the name of their style, and every sign
that could steer a screen is made visible here.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from whence.values.struct import Struct

#: The names a style may have; how they look is for whoever shows the page.
STYLES = ("plain", "heading", "strong", "weak", "against", "ask", "muted", "error", "good")

Piece = tuple[str, str]
_LABEL = 9
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Entry(Struct, frozen=True):
    """One paragraph. `label` stands in a column before it; `verbatim` keeps its blanks and is never broken."""

    text: str = ""
    label: str = ""
    depth: int = 0
    style: str = "plain"
    label_style: str = "muted"
    verbatim: bool = False


BLANK = Entry()
Page = Iterable[Entry]


def visible(text: str) -> str:
    r"""The text with every control character written out, so that no file can steer a terminal.

    >>> visible("red \x1b[31m")
    'red \\x1b[31m'
    """
    return _STEERING.sub(lambda found: _written(ord(found[0])), text)


def _written(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def layout(page: Page, width: int) -> Iterator[list[Piece]]:
    """Yield the lines of the page, each as pieces of (text, style); words longer than the line are not broken."""
    for entry in page:
        indent = " " * (entry.depth * (4 if width >= 70 else 2))
        if entry.verbatim:
            yield [(indent + visible(entry.text), entry.style)]
            continue
        label = visible(entry.label)
        column = max(_LABEL, len(label) + 1) if label else 0
        text = visible(" ".join(entry.text.split()))
        hanging = indent + (" " * column if label else " " * (4 if entry.depth == 0 else 2))
        room = max(20, width - (len(indent) + column if label else len(indent)))
        lines = _wrapped(text, room, "" if label else hanging[len(indent) :])
        first, *rest = lines or [""]
        opening: list[Piece] = [(indent, "plain")] if indent and (label or first) else []
        if label:
            opening.append((label.ljust(column) if first else label, entry.label_style))
        yield [*opening, (first, entry.style)] if first else opening
        for line in rest:
            yield [(hanging + line if label else indent + line, entry.style)]


def _wrapped(text: str, width: int, hanging: str) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
