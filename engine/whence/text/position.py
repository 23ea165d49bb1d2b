"""Where a thing stands in a file."""

from __future__ import annotations

from whence.values.struct import Struct


class Span(Struct, frozen=True, order=True):
    """A stretch of one file. Lines and columns count from 1; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
