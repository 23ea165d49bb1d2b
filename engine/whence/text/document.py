"""A parsed file before anybody knows what it means: scalars, sequences and mappings, each with its place.

Words stay words: a scalar is its text. `plain` gives the values a schema checks.
"""

from __future__ import annotations

import re

from whence.text.position import Span
from whence.values.struct import Struct

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")


class Scalar(Struct, frozen=True):
    """One word, number or text, exactly as written; `quoted` where quotes or a block style stood around it."""

    text: str
    span: Span
    quoted: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Mapping(Struct, frozen=True):
    """A map; the entries keep the order in which they were written, and no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        """The key itself with its place, or None."""
        for name, _ in self.entries:
            if name.text == key:
                return name
        return None


Node = Scalar | Sequence | Mapping
Plain = str | int | float | None | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The JSON value of a node: maps, lists, texts, and numbers where an unquoted scalar is one. No booleans."""
    match node:
        case Scalar(text=text, quoted=quoted):
            if quoted:
                return text
            if _INTEGER.fullmatch(text):
                return int(text)
            if _DECIMAL.fullmatch(text):
                return float(text)
            return None if text in ("", "~", "null") else text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {key.text: plain(value) for key, value in entries}
