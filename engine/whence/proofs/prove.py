"""Everything that must hold for every patient of a base, in one go: what `whence check` adds to names and shapes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from whence.language.base import KnowledgeBase
from whence.language.definition import Definition
from whence.language.rule import Rule
from whence.proofs.alignments import alignment_findings
from whence.proofs.everybody import EFFORT, Everybody
from whence.proofs.population import population_findings
from whence.proofs.readings import reading_findings
from whence.proofs.things import thing_findings
from whence.text.diagnostic import Diagnostic


def prove(
    base: KnowledgeBase, effort: int = EFFORT, readings: Callable[[], list[Diagnostic]] | None = None
) -> list[Diagnostic]:
    """Every proof that fails, with a patient who shows it, and a warning for each that could not be finished.

    The solver gives a question up after `effort` conflicts. `readings` gives what `reading_findings` finds, where
    somebody is at it already.
    """
    from whence.proofs.pathways import pathway_findings  # the graph library is slow to import

    things: tuple[Definition | Rule, ...] = (*base.definitions.values(), *base.rules.values())
    with closing(Everybody(base, effort)) as everybody:
        found = [one for thing in things for one in thing_findings(thing, everybody)]
        found += [*population_findings(everybody), *pathway_findings(everybody), *alignment_findings(everybody)]
    found += reading_findings(base, effort) if readings is None else readings()
    return sorted(found, key=lambda one: one.sort_key)
