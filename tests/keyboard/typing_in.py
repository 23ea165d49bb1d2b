"""A file of this checkout with somebody typing in it: one piece of it replaced, the cursor at `|`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from keyboard.language_server import LanguageServer

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Typing:
    """The text as it stands now, and the cursor (line and column from 1)."""

    path: str
    text: str
    line: int
    column: int

    def completions(self, server: LanguageServer) -> dict[str, str]:
        """What the server offers at the cursor: label -> what is said of it."""
        server.open(self.path, self.text)
        return server.completions(self.path, self.line, self.column)

    def hover(self, server: LanguageServer) -> str:
        """What the server says of the word at the cursor."""
        server.open(self.path, self.text)
        return server.hover(self.path, self.line, self.column)

    def findings(self, server: LanguageServer) -> list[tuple[int, int, str]]:
        """What the server finds in the text: line, column and sentence."""
        server.open(self.path, self.text)
        return server.findings(self.path)


def typing(path: str, old: str, new: str) -> Typing:
    """`old`, which stands once in the file, replaced by `new`; the cursor where `new` has a `|`."""
    before = (ROOT / path).read_text(encoding="utf-8")
    assert before.count(old) == 1, (path, old, before.count(old))
    at = before.index(old) + new.index("|")
    text = before.replace(old, new.replace("|", "", 1))
    return Typing(path, text, text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1)
