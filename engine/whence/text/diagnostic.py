"""Findings as data: a code, a sentence, a place, what was expected. Rendering is done elsewhere."""

from __future__ import annotations

from whence.text.position import Span
from whence.values.struct import Struct


class Note(Struct, frozen=True):
    """A second place that belongs to a finding, with what is to be seen there."""

    text: str
    span: Span


class Diagnostic(Struct, frozen=True):
    """One mistake or remark about a file.

    `code` is stable and documented; `message` is one sentence in the editor's words; `expected` lists what could
    stand there; `nearest` is the likeliest intended word; `severity` is 'error' or 'warning'.
    """

    code: str
    message: str
    span: Span
    expected: tuple[str, ...] = ()
    nearest: str | None = None
    severity: str = "error"
    notes: tuple[Note, ...] = ()

    def __str__(self) -> str:
        return f"{self.span}: {self.code} {self.message}"

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By file, then place, then code: the order in which findings are shown."""
        return (self.span.file, self.span.line, self.span.column, self.code, self.message)
