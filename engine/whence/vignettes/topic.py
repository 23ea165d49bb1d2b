"""Vignettes about a topic: what is expected between two sources, and what the comparison gives, in the same words."""

from __future__ import annotations

from whence.compare.comparison import Comparison, Part
from whence.language.patient import Case

STANDINGS = ("silent", "only one speaks", "several speak")
NOTHING = "nothing between them"


def expected(case: Case) -> str:
    """What the case expects: `differs in dose and timing, possible`."""
    return _said(case.expect, case.ways, case.how_sure)


def outcome(comparison: Comparison, case: Case) -> str:
    """What came, as far as the case asks: the gravest outcome between its sources, or how many speak.

    A case with one source in `between` asks what stands inside that source, or whether it is available here.
    """
    if case.expect in STANDINGS:
        return comparison.standing
    between = frozenset(case.between) or None
    if case.expect == Part.NOT_AVAILABLE.value:
        parts = {one.source: one.part.value for one in comparison.sources}
        return ", ".join(sorted({parts[name] for name in case.between})) or "no source is named"
    sure = case.how_sure or "live"
    worst = comparison.worst(between, sure)
    if worst is None:
        return NOTHING
    ways = comparison.ways(between, sure) if case.ways else ()
    return _said(worst.kind, ways, case.how_sure)


def _said(kind: str, ways: tuple[str, ...], how_sure: str | None) -> str:
    inside = f" in {' and '.join(sorted(ways))}" if ways else ""
    return f"{kind}{inside}{', ' + how_sure if how_sure is not None else ''}"
