"""The program as data: leaf tests, AND nodes with complemented edges, and the roots that rules and answers hang on.

A literal is `2 * node + complement`. Node 0 is the constant true, so literal 0 is true and literal 1 is false. Nodes
1 .. len(leaves) are the leaf tests; the AND nodes follow. Children always have smaller numbers than their node.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.condition import Test
from whence.language.definition import Score
from whence.values.struct import Struct, field

TRUE = 0
FALSE = 1


class Roots(Struct, frozen=True):
    """The literals of one rule after expansion; None where the rule has no such part."""

    when: int
    unless: int | None = None
    only_if: int | None = None


class Program(Struct, frozen=True):
    """One program for a whole base.

    `leaves[i]` is node i + 1; `ands[j]` holds the sorted literals of node len(leaves) + 1 + j; `strata[node]` is
    the number of complemented edges to AND nodes on the way down to its leaves, at most (the complement of a leaf is as
    much given as the leaf, and counts nothing). A pathway without `enter` has the literal true. `scores` are those
    that leaves test: a leaf named like one of them is a test of its total. `groups` holds the people among whom groups
    of rules claim something, by guideline and name of the group.
    """

    leaves: tuple[Test, ...]
    ands: tuple[tuple[int, ...], ...]
    strata: tuple[int, ...]
    rules: Mapping[str, Roots]
    definitions: Mapping[str, Mapping[str, int]]
    impossible: Mapping[str, int]
    pathways: Mapping[str, int]
    scores: Mapping[str, Score] = field(default_factory=dict)
    groups: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The number of nodes, the constant included."""
        return 1 + len(self.leaves) + len(self.ands)
