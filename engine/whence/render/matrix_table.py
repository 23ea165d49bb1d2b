"""The matrix of passages and rules: CSV with a line for each pair, HTML with a line for each passage.

A spreadsheet takes a cell that begins with a sign of arithmetic for a formula and runs it; here none does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from whence.language.base import KnowledgeBase
from whence.ledger.matrix import Row
from whence.render.page import visible
from whence.render.statement import version
from whence.values.struct import Struct

HEAD = (
    "source", "trust", "place", "passage", "role", "words", "state", "because", "kind", "name", "under", "cited at",
    "rule version", "rule status", "charts", "topics",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@")


class Line(Struct, frozen=True):
    """One passage for the page."""

    passage: str
    role: str
    state: str
    because: str
    cited_by: tuple[str, ...]
    through: tuple[str, ...]
    charts: tuple[str, ...]
    topics: tuple[str, ...]


class Part(Struct, frozen=True):
    """One source for the page."""

    id: str
    publisher: str
    title: str
    trust: str
    lines: tuple[Line, ...]

    def number(self, state: str) -> int:
        """How many of its passages are in a state."""
        return sum(1 for line in self.lines if line.state == state)


def matrix_csv(rows: Iterable[Row], base: KnowledgeBase) -> str:
    """The matrix as CSV (RFC 4180): a line for each passage and each thing that stands on it, one where nothing does.

    `under` is 'source' or 'evidence' where the thing cites the passage itself or another place where the same is
    printed (`cited at`), and 'through' where a rule rests on a definition or score that does.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        for line in _pairs(row, base):
            writer.writerow([harmless(cell) for cell in line])
    return out.getvalue()


def harmless(cell: str) -> str:
    """The cell as text to every spreadsheet: an apostrophe before what would be run, control characters written out.

    >>> harmless("=1+1"), harmless("plain")
    ("'=1+1", 'plain')
    """
    shown = visible(" ".join(cell.split()))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _pairs(row: Row, base: KnowledgeBase) -> Iterator[Sequence[str]]:
    one = row.standing
    source = base.sources[one.source]
    place = source.places[one.passage.place].title if one.passage.place in source.places else one.passage.place
    # a range such as 1-12 is taken for a date by spreadsheets, hence 'to'
    words = ", ".join(f"{first} to {last}" for first, last in one.passage.words)
    opening = (
        one.source, source.trust, place, one.passage.id, one.passage.role, words, row.state, row.because,
    )  # fmt: skip
    reached = (", ".join(one.pathways), ", ".join(one.topics))
    pairs = [(link.kind, link.name, link.under, at) for at, link in one.cited_by]
    direct = {name for _, name, _, _ in pairs}
    pairs += [("rule", name, "through", "") for name in one.rules if name not in direct]
    for kind, name, under, at in pairs or [("", "", "", "")]:
        rule = base.rules.get(name) if kind == "rule" else None
        versions = (str(rule.version), rule.status) if rule is not None else ("", "")
        yield (*opening, kind, name, under, at, *versions, *reached)


def matrix_html(rows: Iterable[Row], base: KnowledgeBase) -> str:
    """The matrix as one page: a table for each source, a line for each passage, the heads in sight while it moves."""
    from whence.render.report.setting import html

    lines: dict[str, list[Line]] = {}
    for row in rows:
        lines.setdefault(row.standing.source, []).append(_line(row))
    parts = []
    for name, found in lines.items():
        source = base.sources[name]
        parts.append(Part(name, source.publisher, source.title, source.trust, tuple(found)))
    return html("matrix.html.j2", {"parts": parts, "knowledge": base.digest, "made_by": f"whence {version()}"})


def _line(row: Row) -> Line:
    one = row.standing
    cited_by = tuple(
        f"{link.kind} {link.name}{' (evidence)' if link.under == 'evidence' else ''}"
        f"{f' at {at}' if at != one.passage.id else ''}"
        for at, link in one.cited_by
    )
    direct = {link.name for _, link in one.cited_by}
    through = tuple(name for name in one.rules if name not in direct)
    passage = one.passage
    return Line(passage.id, passage.role, row.state, row.because, cited_by, through, one.pathways, one.topics)
