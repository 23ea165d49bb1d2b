"""What a reader notices besides the value it makes: mistakes, and names that must exist elsewhere."""

from __future__ import annotations

from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.text.suggest import nearest as nearest_of
from whence.values.struct import Struct, field


class Mention(Struct, frozen=True):
    """A word that stands for something said elsewhere: an action, a purpose, a rule, a detail word, ..."""

    kind: str
    word: str
    span: Span


class Findings(Struct):
    """Collects while one file is read; nothing stops at the first mistake."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def error(self, code: str, said: str, span: Span, expected: tuple[str, ...] = (), word: str | None = None) -> None:
        """Add a mistake; `word` is what was written, from which the nearest of `expected` is found."""
        likely = nearest_of(word, expected) if word is not None else None
        self.diagnostics.append(Diagnostic(code, said, span, expected, likely))

    def warning(self, code: str, said: str, span: Span) -> None:
        """Add a remark that forbids nothing."""
        self.diagnostics.append(Diagnostic(code, said, span, severity="warning"))

    def mention(self, kind: str, word: str | None, span: Span) -> None:
        """Note that `word` must be found among the things of `kind`; None is passed over."""
        if word is not None:
            self.mentions.append(Mention(kind, word, span))
