"""A topic: a decision point where sources meet, what is compared there, and what excludes what."""

from __future__ import annotations

from dataclasses import dataclass, field

from whence.text.position import Span


@dataclass(frozen=True, slots=True)
class Topic:
    """`decides` names actions (each with everything narrower) or definitions; `compare` names details by path.

    `excludes` holds pairs of actions that cannot both be followed, as the first step only where `exclude_as` is
    'first_step', else ('any') at all. `alternatives` are rules that one source offers side by side.
    """

    name: str
    title: str
    decides: tuple[str, ...]
    compare: tuple[str, ...]
    exclude_as: str = "any"
    excludes: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
