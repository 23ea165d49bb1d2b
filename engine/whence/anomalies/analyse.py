"""Everything that looks wrong in a base, each with the smallest patient who shows it, replayed in the engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing

from whence.anomalies.anomaly import KINDS, UNDECIDED, Anomaly
from whence.anomalies.contradictory import contradictory
from whence.anomalies.days import day_of, together
from whence.anomalies.exceptions import idle_exceptions
from whence.anomalies.ground import Ground
from whence.anomalies.groups import unkept_claims
from whence.anomalies.known import known_by
from whence.anomalies.never import never_applying
from whence.anomalies.redundant import redundant
from whence.anomalies.smallest import Smallest
from whence.anomalies.suspect import Suspect
from whence.anomalies.unused import unused
from whence.assessment.assess import Assessor
from whence.compare.witness import last_start
from whence.language.base import KnowledgeBase
from whence.program.program import Program
from whence.proofs.everybody import EFFORT, NotProved
from whence.values.struct import replace

#: Each search with what it looks for.
_SEARCHES: tuple[tuple[Callable[[Ground], Iterator[Suspect]], str], ...] = (
    (never_applying, "rules that never apply"),
    (redundant, "rules that say nothing new"),
    (contradictory, "contradictions"),
    (unkept_claims, "overlaps and gaps of groups"),
    (idle_exceptions, "exceptions that never matter"),
)


def suspects(base: KnowledgeBase, effort: int = EFFORT) -> list[Suspect]:
    """Every anomaly, proved and not yet shown, by kind and then by name.

    Where the solver gave up after `effort` conflicts there is one of kind *undecided*.
    """
    found = list(unused(base))
    with closing(Ground(base, effort)) as ground:
        for search, what in _SEARCHES:
            try:
                found += search(ground)
            except NotProved as why:
                said = f"the search for {what} was not finished: {why}"
                found.append(Suspect(Anomaly(UNDECIDED, (), said)))
    order = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(found, key=lambda one: (order[one.anomaly.kind], one.anomaly.about))


class Shower:
    """Finds the patients who show anomalies of one base. Close it when done."""

    def __init__(self, base: KnowledgeBase, program: Program, assessor: Assessor) -> None:
        """`assessor` decides `program`, which is the program of `base`."""
        self._base, self._program = base, program
        self._preferred = last_start(base)
        self._smallest = Smallest(base, program, assessor)

    def close(self) -> None:
        """Frees the solver."""
        self._smallest.close()

    def shown(self, suspect: Suspect) -> Anomaly:
        """The anomaly with its patient, and with where it is known. Raises NotReplayed and what `assess` raises."""
        found = replace(suspect.anomaly, known=known_by(self._base, suspect.anomaly.about))
        span = None if suspect.wanted is None else together(self._base, suspect.wanted)
        if suspect.wanted is None or span is None:
            return found
        day = day_of(span, self._preferred)
        name = re.sub("[^a-z0-9]+", "-", f"{found.kind} {found.about[0]}".lower()).strip("-")
        among = None if suspect.among is None else self._program.groups[suspect.among]
        patient, ends = self._smallest.patient(name, suspect.wanted, day, among)
        return replace(found, witness=patient, day=day, ends=ends)
