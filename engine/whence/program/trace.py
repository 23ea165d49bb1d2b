"""What a back end that keeps a record tells: the truth of every program node, and what fired to make it so."""

from __future__ import annotations

from whence.values.struct import Struct
from whence.values.truth import Truth


class Firing(Struct, frozen=True):
    """One rule of the engine that really fired: the node it made true (or not false) and the facts it matched.

    It asserted the fact `<node> <rail>`. Rails are 'true', 'not false', 'false' and 'not true'; 'true part 1' is a step
    of a long conjunction and 'true copy 1' the same fact again, both only for the engine's limits.
    """

    node: int
    rail: str
    matched: tuple[str, ...]


class Trace(Struct, frozen=True):
    """The truth of every program node as the engine decided it, and what fired, in order."""

    values: tuple[Truth, ...]
    firings: tuple[Firing, ...] = ()

    def of(self, literal: int) -> Truth:
        """The truth of a program literal."""
        value = self.values[literal >> 1]
        return ~value if literal & 1 else value
