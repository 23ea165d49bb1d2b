"""What a YAML parser complains of, said so that an editor knows what to do. It parses nothing."""

from __future__ import annotations

import re
from typing import Protocol

from whence.text.diagnostic import Diagnostic
from whence.text.position import Span
from whence.values.struct import Struct


class _Mark(Protocol):
    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


def syntax_error(error: object, text: str, file: str) -> Diagnostic:
    """The finding for a parser's complaint.

    `error` has `problem`, `problem_mark`, `context`, `context_mark`, as PyYAML's marked errors do.
    """
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    at: _Mark | None = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened: _Mark | None = getattr(error, "context_mark", None) or at
    here = _character(text, at)
    if here == "\t" or "tab character" in problem:
        return _finding("T106", "a tab stands here: indent with spaces", file, at)
    if "quoted scalar" in context and "end of stream" in problem:
        return _finding("T107", "the quotation mark opened here is never closed", file, opened)
    if "escape" in problem or "hexdecimal" in problem:
        return _finding("T107", "what follows this backslash means nothing: use single quotes", file, at)
    if ("',' or ']'" in problem or "',' or '}'" in problem) and (quote := _open_quote(text, opened)) is not None:
        return _finding("T107", "the quotation mark opened here is never closed", file, quote)
    if "',' or ']'" in problem:
        return _finding("T107", "the list opened here by '[' is not closed, or lacks a comma", file, opened)
    if "',' or '}'" in problem:
        return _finding("T107", "the map opened here by '{' is not closed, or lacks a comma", file, opened)
    misfit = "mapping values" in problem or "expected key" in problem or "block end" in problem
    if misfit and (found := _word_before_bracket(text, at)) is not None:
        return _finding("T107", found[1], file, found[0])
    if "mapping values" in problem:
        return _finding("T107", "this colon does not fit: check the indentation, or put the words in quotes", file, at)
    if "cannot start any token" in problem:
        return _finding("T107", f"no word can begin with '{here}': put it in quotes", file, at)
    if "expected ':'" in problem and _NO_BLANK.match(_rest(text, opened)):
        return _finding("T107", "a blank is missing after the colon", file, opened)
    if "expected ':'" in problem:
        return _finding("T107", "a colon is missing after this", file, opened)
    if "node content" in problem:
        return _finding("T107", "something is missing before this: a word, or the end of a list or map", file, at)
    if "expected key" in problem or "'-' indicator" in problem or "block end" in problem:
        return _finding("T107", "this does not line up with what stands above it", file, at)
    return _finding("T107", f"this cannot be read as YAML ({problem or 'no reason given'})", file, at)


def _character(text: str, at: _Mark | None) -> str:
    return _rest(text, at)[:1]


def _rest(text: str, at: _Mark | None) -> str:
    """The line from a place on."""
    return "" if at is None else _line(text, at)[at.column :]


def _line(text: str, at: _Mark) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[at.line] if at.line < len(lines) else ""


_NO_BLANK = re.compile(r"[A-Za-z][\w-]*:\S")
_BEFORE_BRACKET = re.compile(r"( *(?:- +)*)[\w-]+( +|:)[\[{]")


class _Place(Struct, frozen=True):
    line: int
    column: int


def _word_before_bracket(text: str, at: _Mark | None) -> tuple[_Mark, str] | None:
    """Where a line begins with a word and a bracket, before the place complained of, and what is missing between."""
    if at is None or (match := _BEFORE_BRACKET.match(_line(text, at))) is None:
        return None
    said = "a blank is missing after the colon" if match[2] == ":" else "a colon is missing after this"
    return (_Place(at.line, len(match[1])), said) if match.end() <= at.column else None


def _open_quote(text: str, opened: _Mark | None) -> _Mark | None:
    """The last double quotation mark of the line of a bracket, where there is an odd number of them after it."""
    if opened is None or _rest(text, opened).count('"') % 2 == 0:
        return None
    line = _line(text, opened)
    return _Place(opened.line, line.rindex('"'))


def _finding(code: str, said: str, file: str, at: _Mark | None) -> Diagnostic:
    line, column = (at.line + 1, at.column + 1) if at is not None else (1, 1)
    return Diagnostic(code, said, Span(file, line, column, line, column + 1))
