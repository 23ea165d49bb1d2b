"""Everything `diff` has to say, as one value."""

from __future__ import annotations

from datetime import date

from whence.changes.altered import Altered
from whence.changes.cohort import Affected
from whence.changes.pairs import Pair
from whence.changes.region import Refused, Region
from whence.language.base import KnowledgeBase
from whence.values.struct import Struct


class Difference(Struct, frozen=True):
    """From `old` to `new`, on the day `as_of` or on every day.

    `undecided` are the rules at which the solver gave up. `cohort` is None where none was asked about.
    """

    old: KnowledgeBase
    new: KnowledgeBase
    altered: tuple[Altered, ...]
    regions: tuple[Region, ...]
    refused: tuple[Refused, ...]
    undecided: tuple[Pair, ...]
    as_of: date | None = None
    cohort: tuple[Affected, ...] | None = None

    @property
    def matters(self) -> bool:
        """Whether somebody gets another answer, or that could not be decided."""
        return bool(self.regions or self.refused or self.undecided)

    def of(self, altered: Altered) -> tuple[Region, ...]:
        """The regions for which a changed thing is responsible."""
        names = {(altered.kind, altered.name), (altered.kind, altered.was)}
        return tuple(region for region in self.regions if names & set(region.because))
