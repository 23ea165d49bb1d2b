"""From parse events to a document, without recursion, so that no depth can hurt.

It works on anything shaped like YAML events and imports no YAML.
"""

from __future__ import annotations

import re
from typing import Protocol

from whence.text.diagnostic import Diagnostic
from whence.text.document import Mapping, Node, Scalar, Sequence
from whence.text.position import Span
from whence.values.struct import Struct, field

MAX_DEPTH = 64
MAX_NODES = 50_000
#: What no name looks like: a word, no colon or no blank after it, and a bracket.
_BEFORE_BRACKET = re.compile(r"([\w-]+)( +|:)[\[{]")
_MISSING = ("a colon is missing after this", "a blank is missing after the colon")
_NO_BLANK = re.compile(r"[A-Za-z][\w-]*:\S")


class Mark(Protocol):
    """A place in the text; line and column count from 0."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


class Event(Protocol):
    """What the parser reports next; a parser of text always knows the marks."""

    @property
    def start_mark(self) -> Mark | None:
        """Where it begins."""

    @property
    def end_mark(self) -> Mark | None:
        """Where it ends."""


class _Start(Struct, frozen=True):
    line: int = 0
    column: int = 0


class _Open(Struct):
    """A list or map whose end has not come yet."""

    mapping: bool
    flow: bool
    start: Mark
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    skip: bool = False


class Builder:
    """Takes events one by one and builds one document."""

    def __init__(self, file: str) -> None:
        self.findings: list[Diagnostic] = []
        self._file = file
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0
        self._nodes = 0
        self._usable = True

    def result(self) -> tuple[Node | None, list[Diagnostic]]:
        """The document, None where it cannot be used, and the findings in order."""
        empty = isinstance(self._root, Scalar) and not self._root.text and not self._root.quoted
        if self._usable and (self._root is None or empty):
            self._refuse("T112", "the file is empty", Span(self._file, 1, 1, 1, 1))
        findings = sorted(self.findings, key=lambda one: one.sort_key)
        return (self._root if self._usable else None), findings

    def take(self, event: Event) -> bool:
        """Take one event; False where nothing further is worth reading."""
        kind = type(event).__name__.removesuffix("Event")
        match kind:
            case "Scalar" | "MappingStart" | "SequenceStart" | "Alias":
                return self._node(kind, event)
            case "MappingEnd" | "SequenceEnd":
                self._close(event)
            case "DocumentStart":
                return self._document(event)
        return True

    def _document(self, event: Event) -> bool:
        self._documents += 1
        span = self._span(event.start_mark, event.end_mark)
        if self._documents > 1:
            self._refuse("T111", "a second document begins here: one file holds one", span)
            return False
        if getattr(event, "version", None) or getattr(event, "tags", None):
            self._refuse("T110", "lines beginning with '%' are not used here", span)
        return True

    def _node(self, kind: str, event: Event) -> bool:
        span = self._span(event.start_mark, event.end_mark)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse("T104", f"the file holds more than {MAX_NODES:,} words", span)
            return False
        if kind == "Alias":
            self._refuse("T109", f"'*{getattr(event, 'anchor', '')}' points elsewhere: write out what is meant", span)
            self._put(Scalar("", span))
            return True
        if (anchor := getattr(event, "anchor", None)) is not None:
            self._refuse("T109", f"'&{anchor}' is a mark to point at: write out what is meant where it is meant", span)
        if (tag := getattr(event, "tag", None)) is not None:
            tag = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._refuse("T110", f"'{tag}' is a tag: words stay words here, leave it out", span)
        if kind == "Scalar":
            style = getattr(event, "style", None)
            self._put(Scalar(str(getattr(event, "value", "")), span, quoted=bool(style)))
            return True
        if len(self._stack) >= MAX_DEPTH:
            self._refuse("T105", f"lists and maps stand more than {MAX_DEPTH} deep in each other", span)
            return False
        mapping = kind == "MappingStart"
        self._stack.append(_Open(mapping, bool(getattr(event, "flow_style", False)), event.start_mark or _Start()))
        return True

    def _close(self, event: Event) -> None:
        done = self._stack.pop()
        start = Span(self._file, done.start.line + 1, done.start.column + 1, 0, 0)
        if done.flow or not done.items:
            end = event.end_mark or _Start()
            end_line, end_column = end.line + 1, end.column + 1
        else:  # a block "ends" at the next word of the file, perhaps many comments later
            end_line, end_column = done.items[-1].span.end_line, done.items[-1].span.end_column
        span = Span(self._file, start.line, start.column, end_line, end_column)
        if done.mapping:
            self._put(Mapping(tuple(zip(done.keys.values(), done.items, strict=True)), span))
        else:
            self._put(Sequence(tuple(done.items), span))

    def _put(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        into = self._stack[-1]
        if not into.mapping:
            into.items.append(node)
        elif into.key is None and not into.skip:
            self._put_key(into, node)
        elif into.skip:
            into.skip = False
        elif into.key is not None:
            empty = isinstance(node, Scalar) and not node.text and not node.quoted
            if empty and not into.key.quoted and _NO_BLANK.match(into.key.text):
                self._refuse("T107", "a blank is missing after the colon", into.key.span)
            into.keys[into.key.text] = into.key
            into.items.append(node)
            into.key = None

    def _put_key(self, into: _Open, node: Node) -> None:
        if not isinstance(node, Scalar) or not node.text:
            self._refuse("T113", "a word is needed before the colon", node.span)
            into.skip = True
        elif not node.quoted and (bracket := _BEFORE_BRACKET.match(node.text)) is not None:
            self._refuse("T107", _MISSING[bracket[2] == ":"], node.span)
            into.skip = True
        elif (first := into.keys.get(node.text)) is not None:
            said = f"'{node.text}' stands twice here, first in line {first.span.line}"
            self.findings.append(Diagnostic("T108", said, node.span))
            into.skip = True
        else:
            into.key = node

    def _refuse(self, code: str, said: str, span: Span) -> None:
        self.findings.append(Diagnostic(code, said, span))
        self._usable = False

    def _span(self, start: Mark | None, end: Mark | None) -> Span:
        start, end = start or _Start(), end or _Start()
        return Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
