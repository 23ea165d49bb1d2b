"""The other readings of a base, tried: each holds together, and under each somebody gets another answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from whence.analysis.scope import error
from whence.analysis.touched import changed_names
from whence.analysis.variant import under
from whence.language.base import KnowledgeBase
from whence.language.reading import Alternative, Reading
from whence.proofs.differing import anyone_differs
from whence.proofs.everybody import EFFORT, Everybody, NotProved
from whence.proofs.things import thing_findings
from whence.text.diagnostic import Diagnostic
from whence.values.struct import replace

#: Readings tried with one solver: it grows with each, and a small solver is a fast one.
TOGETHER = 15


def reading_findings(base: KnowledgeBase, effort: int = EFFORT) -> list[Diagnostic]:
    """Other readings that contradict themselves, or under which nobody gets another answer; in reading order.

    Where that could not be decided within `effort` conflicts of the solver it is said as a warning.
    """
    found: list[Diagnostic] = []
    readings = list(base.readings.values())
    for first in range(0, len(readings), TOGETHER):
        with closing(Everybody(base, effort)) as everybody:
            for reading in readings[first : first + TOGETHER]:
                for alternative in reading.otherwise:
                    found += _findings(reading, alternative, everybody)
    return found


def _findings(reading: Reading, alternative: Alternative, everybody: Everybody) -> Iterator[Diagnostic]:
    other = everybody.under(under(everybody.base, alternative))
    broken = [_placed(one, reading, alternative) for one in _changed(everybody.base, other)]
    yield from broken
    if any(one.severity == "error" for one in broken):
        return
    try:
        if not anyone_differs(everybody, other):
            yield error("R544", f"nobody gets another answer under '{alternative.name}'", reading.span)
    except NotProved as why:
        said = f"whether anybody gets another answer under '{alternative.name}' is not proved: {why}"
        yield replace(error("R543", said, reading.span), severity="warning")


def _changed(base: KnowledgeBase, other: Everybody) -> Iterator[Diagnostic]:
    """What fails of the things that are changed, as it would if the files said so."""
    for name in sorted(changed_names(base, other.base)):
        thing = other.base.definitions.get(name) or other.base.rules.get(name)
        if thing is not None:
            yield from thing_findings(thing, other)


def _placed(one: Diagnostic, reading: Reading, alternative: Alternative) -> Diagnostic:
    """The finding where the reading stands, unless it has a place in the reading's file already."""
    here = reading.span is not None and one.span.file == reading.span.file
    return replace(
        one,
        message=f"under '{alternative.name}': {one.message}",
        span=one.span if here or reading.span is None else reading.span,
    )
