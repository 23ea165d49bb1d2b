"""One map of a file, read entry by entry: which entries exist, which are needed, what each takes.

It refuses to know what the entries mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from whence.reader.findings import Findings
from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.position import Span
from whence.values.calendar import parse_day

_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")


def shape_of(node: Node) -> str:
    """The editor's word for what stands there."""
    match node:
        case Scalar():
            return "words" if node.text else "nothing"
        case Sequence():
            return "a list"
        case Mapping():
            return "a map"


class Form:
    """The entries of one map. `what` names the thing with its article, as in 'a rule'.

    Unknown entries and missing ones are reported once, when the form is opened.
    """

    def __init__(
        self, node: Node | None, what: str, findings: Findings, known: Iterable[str], required: Iterable[str] = ()
    ) -> None:
        self.what = what
        self.findings = findings
        self.known = tuple(known)
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self._meant: set[str] = set()
        if not isinstance(node, Mapping):
            self.span = node.span if node is not None else Span("", 1, 1, 1, 1)
            if node is not None:
                findings.error("S204", f"{what} is a map of entries, and here stands {shape_of(node)}", node.span)
            return
        self.span = node.entries[0][0].span if node.entries else node.span
        for key, value in node.entries:
            if key.text in self.known:
                self.entries[key.text] = (key, value)
            else:
                self._unknown(key)
        for name in required:
            if name not in self.entries and name not in self._meant:
                findings.error("S203", f"{what} needs '{name}', which is missing here", self.span)

    def _unknown(self, key: Scalar) -> None:
        said = f"'{key.text}' is no part of {self.what}"
        self.findings.error("S202", said, key.span, self.known, key.text)
        if (meant := self.findings.diagnostics[-1].nearest) is not None:
            self._meant.add(meant)

    def has(self, name: str) -> bool:
        """Whether the entry is written."""
        return name in self.entries

    def meant(self, *names: str) -> bool:
        """Whether one of the entries is written, though perhaps misspelt: then it is not missing."""
        return any(name in self.entries or name in self._meant for name in names)

    def node(self, name: str) -> Node | None:
        """What stands under the entry, or None."""
        return self.entries[name][1] if name in self.entries else None

    def key_span(self, name: str) -> Span:
        """Where the name of the entry stands; the whole thing's place where there is none."""
        return self.entries[name][0].span if name in self.entries else self.span

    def value_span(self, name: str) -> Span:
        """Where the value of the entry stands."""
        return self.entries[name][1].span if name in self.entries else self.span

    def text(self, name: str) -> str | None:
        """The words under the entry."""
        node = self.node(name)
        return None if node is None else word_of(node, name, self.findings)

    def texts(self, name: str, may_be_empty: bool = False) -> tuple[Scalar, ...]:
        """The words under the entry: one, or a list."""
        node = self.node(name)
        if node is None:
            return ()
        if isinstance(node, Scalar):
            return () if word_of(node, name, self.findings) is None else (node,)
        return self.list_of_words(name, may_be_empty)

    def list_of_words(self, name: str, may_be_empty: bool = False) -> tuple[Scalar, ...]:
        """The words of a list under the entry, none of them twice."""
        words: dict[str, Scalar] = {}
        for item in self.items(name, may_be_empty):
            if word_of(item, name, self.findings) is None or not isinstance(item, Scalar):
                continue
            if item.text in words:
                self.findings.error("S213", f"'{item.text}' stands twice in this list", item.span)
            else:
                words[item.text] = item
        return tuple(words.values())

    def items(self, name: str, may_be_empty: bool = False) -> tuple[Node, ...]:
        """The items of a list under the entry; an empty list is a mistake unless it `may_be_empty`."""
        node = self.node(name)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.findings.error("S204", f"'{name}' takes a list, and here stands {shape_of(node)}", node.span)
            return ()
        if not node.items and not may_be_empty:
            self.findings.error("S206", f"the list under '{name}' is empty", node.span)
        return node.items

    def map_entries(self, name: str) -> tuple[tuple[Scalar, Node], ...]:
        """The entries of a map under the entry; an empty map is a mistake."""
        node = self.node(name)
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.findings.error("S204", f"'{name}' takes a map, and here stands {shape_of(node)}", node.span)
            return ()
        if not node.entries:
            self.findings.error("S206", f"the map under '{name}' is empty", node.span)
        return node.entries

    def whole(self, name: str) -> int | None:
        """A whole number, 0 or more."""
        text = self.text(name)
        if text is None:
            return None
        if not _WHOLE.fullmatch(text):
            self.findings.error("S210", f"'{name}' takes a whole number, not '{text}'", self.value_span(name))
            return None
        return int(text)

    def day(self, name: str) -> date | None:
        """A day written YYYY-MM-DD."""
        text = self.text(name)
        if text is None:
            return None
        if (day := parse_day(text)) is None:
            said = f"'{text}' is no day: write it as year-month-day, such as 2026-01-31"
            self.findings.error("S211", said, self.value_span(name))
        return day

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """One of a closed list of words."""
        text = self.text(name)
        if text is None:
            return None
        if text not in allowed:
            said = f"'{name}' cannot be '{text}'"
            self.findings.error("S209", said, self.value_span(name), allowed, text)
            return None
        return text

    def flag(self, name: str) -> bool:
        """Whether 'yes' is written; left out means no."""
        return self.choice(name, ("yes", "no")) == "yes"


def word_of(node: Node, name: str, findings: Findings) -> str | None:
    """The words of a scalar; anything else is a mistake under the entry `name`."""
    if not isinstance(node, Scalar):
        findings.error("S204", f"'{name}' takes words, and here stands {shape_of(node)}", node.span)
        return None
    if not node.text.strip():
        findings.error("S205", f"nothing stands after '{name}'", node.span)
        return None
    return node.text
