"""Findings about files as a page: the sentence with its address, the line itself, what could stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from whence.render.page import BLANK, Entry, visible
from whence.render.phrases import counted
from whence.text.diagnostic import Diagnostic
from whence.text.position import Span

_MOST_EXPECTED = 12
_MOST_CODES = 4


def diagnostics_page(found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]], width: int) -> Iterator[Entry]:
    """The page. `lines` holds the lines of each file that could be read; long lines are cut around the place."""
    for diagnostic in found:
        yield from _finding(diagnostic, lines, width)
        yield BLANK


def _finding(diagnostic: Diagnostic, lines: Mapping[str, Sequence[str]], width: int) -> Iterator[Entry]:
    style = "error" if diagnostic.severity == "error" else "ask"
    remark = "" if diagnostic.severity == "error" else "warning: "
    yield Entry(f"{diagnostic.span}: {diagnostic.code} {remark}{diagnostic.message}", style=style)
    yield from excerpt(diagnostic.span, lines, width)
    if diagnostic.expected and diagnostic.expected != (diagnostic.nearest,):
        yield Entry(_expected(diagnostic.expected), "expected:", 1)
    if diagnostic.nearest is not None:
        yield Entry(f"did you mean '{diagnostic.nearest}'?", depth=1, style="good")
    for note in diagnostic.notes:
        yield Entry(f"{note.span}: {note.text}", depth=1)
        yield from excerpt(note.span, lines, width)


def _expected(words: tuple[str, ...]) -> str:
    shown = ", ".join(words[:_MOST_EXPECTED])
    more = len(words) - _MOST_EXPECTED
    return shown if more <= 0 else f"{shown} and {counted(more, 'more', 'more')}"


def excerpt(span: Span, lines: Mapping[str, Sequence[str]], width: int) -> Iterator[Entry]:
    """The line of a place with carets under it; nothing where the file cannot be shown."""
    text = lines.get(span.file, ())
    if not 1 <= span.line <= len(text):
        return
    line = text[span.line - 1]
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line.rstrip())
    gutter = f"{span.line:5} | "
    room = max(20, width - len(gutter) - 1)
    left = max(0, min(start - room // 3, len(line) - room))
    shown = line[left : left + room]
    before, under = visible(line[left:start]), visible(line[start : max(end, start + 1)])
    marks = " " * len(before) + "^" * max(1, min(len(under), room - len(before)))
    yield Entry(gutter + visible(shown), style="plain", verbatim=True)
    yield Entry(" " * (len(gutter) - 2) + "| " + marks, style="error", verbatim=True)


def summary(found: Sequence[Diagnostic]) -> Entry:
    """One line that counts the findings."""
    errors = sum(1 for each in found if each.severity == "error")
    warnings = len(found) - errors
    if not found:
        return Entry("Nothing is wrong.", style="good")
    parts = [counted(errors, "mistake")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    places = counted(len({each.span.file for each in found}), "file")
    return Entry(f"{' and '.join(parts)} in {places}.", style="error" if errors else "ask")


def more(found: Sequence[Diagnostic]) -> Iterator[Entry]:
    """Where to read on about the codes found, those found most often first; nothing where none was."""
    counts = Counter(each.code for each in found)
    codes = sorted(counts, key=lambda code: (-counts[code], code))
    if len(codes) == 1:
        yield Entry(f"whence explain {codes[0]} says more.", style="muted")
    elif codes:
        others = "" if len(codes) <= _MOST_CODES else ", ..."
        yield Entry(f"whence explain CODE says more: {', '.join(codes[:_MOST_CODES])}{others}", style="muted")
