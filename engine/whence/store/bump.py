"""The version of one file raised by one, every other byte left as it is."""

from __future__ import annotations

import re

from whence.text.diagnostic import Diagnostic
from whence.text.document import Mapping, Scalar
from whence.text.yaml_reader import read

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)")


class NoVersion(ValueError):
    """The file states no version that could be raised; the text says so for whoever asked."""


def bumped(content: bytes, shown_as: str) -> tuple[bytes | None, int, list[Diagnostic]]:
    """The content with its version raised, the new version, and what is wrong where it cannot be read (content None).

    Raises NoVersion where the file has no whole number as its version.
    """
    root, wrong = read(content, shown_as)
    if root is None:
        return None, 0, wrong
    version = root.get("version") if isinstance(root, Mapping) else None
    if not isinstance(version, Scalar) or version.quoted or not version.text.isascii() or not version.text.isdigit():
        raise NoVersion(f"{shown_as} has no 'version' with a whole number")
    raised = int(version.text) + 1
    start = _offset(content, version.span.line, version.span.column)
    end = start + len(version.text)
    return content[:start] + str(raised).encode() + content[end:], raised, []


def _offset(content: bytes, line: int, column: int) -> int:
    """Where a place (from 1, in characters) begins among the bytes; a byte order mark counts for neither."""
    text = content.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    before = _LINE.findall(text.removeprefix(mark))[: line - 1]
    start = len(mark) + sum(map(len, before))
    return len(text[: start + column - 1].encode("utf-8"))
