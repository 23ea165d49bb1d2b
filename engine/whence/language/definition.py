"""A definition: a named finding or class of one source, with the condition of each of its answers.

`present:` is written as the two cases present / absent, so that every later stage sees one form. Scores are kept
beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.condition import Condition
from whence.language.rule import InForce, Review
from whence.language.source import Citation
from whence.text.position import Span
from whence.values.known import Bound
from whence.values.struct import Placed, Struct


class Definition(Placed, frozen=True):
    """`cases` maps answers to conditions; `otherwise` is the answer when every case is false, or None.

    A definition written with `present:` has the one case 'present' and `otherwise` 'absent'.
    """

    name: str
    folder: str
    version: int
    asks: str
    cases: Mapping[str, Condition]
    otherwise: str | None
    source: tuple[Citation, ...]
    in_force: InForce
    status: str
    because: str | None = None
    open_list: bool = False
    reviews: tuple[Review, ...] = ()
    note: str | None = None
    span: Span | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """Its answers in the order written, `otherwise` last."""
        return (*self.cases, self.otherwise) if self.otherwise is not None else tuple(self.cases)


class Points(Struct, frozen=True):
    """The points of one component: fact answer -> (fewest, most)."""

    fact: str
    points: Mapping[str, tuple[int, int]]


class Score(Placed, frozen=True):
    """An additive score; `bands` maps a band's name to its bounds on the total."""

    name: str
    folder: str
    version: int
    asks: str
    components: tuple[Points, ...]
    range: tuple[Bound, ...]
    bands: Mapping[str, tuple[Bound, ...]]
    source: tuple[Citation, ...]
    in_force: InForce
    status: str
    reviews: tuple[Review, ...] = ()
    note: str | None = None
    span: Span | None = None
