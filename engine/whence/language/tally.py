"""The total of a score for one patient: an interval while components are unknown or worth a range.

A component of which nothing is known may be worth any of its points. The interval only shrinks as more is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from whence.language.definition import Points, Score
from whence.values.known import Bound, Known, OneOf, Op, Tally
from whence.values.struct import Struct


class Component(Struct, frozen=True):
    """One component of a score for a patient: the fewest and the most points it may be worth."""

    fact: str
    low: int
    high: int


def components(score: Score, known: Mapping[str, Known]) -> tuple[Component, ...]:
    """What each component is worth, in the order of the score."""
    return tuple(_component(points, known.get(points.fact)) for points in score.components)


def _component(points: Points, known: Known | None) -> Component:
    remaining = known.answers if isinstance(known, OneOf) else points.points.keys()
    worth = [points.points[answer] for answer in points.points if answer in remaining]
    return Component(points.fact, min(low for low, _ in worth), max(high for _, high in worth))


def unsettled(score: Score, known: Mapping[str, Known]) -> tuple[str, ...]:
    """The component facts of which more could be known: those with several answers left that are not worth the same.

    A component whose one answer is worth a range is as settled as the source leaves it.
    """
    open_ = []
    for points in score.components:
        answer = known.get(points.fact)
        remaining = answer.answers if isinstance(answer, OneOf) else points.points.keys()
        if len({points.points[word] for word in remaining}) > 1:
            open_.append(points.fact)
    return tuple(open_)


def tally(score: Score, known: Mapping[str, Known]) -> Tally:
    """The total with the bands of the score."""
    parts = components(score, known)
    bands = tuple((band, *_ends(bounds)) for band, bounds in score.bands.items())
    return Tally(sum(part.low for part in parts), sum(part.high for part in parts), bands)


def with_tallies(scores: Mapping[str, Score], known: Mapping[str, Known]) -> dict[str, Known | Tally]:
    """What is known of the facts, and what follows for every score."""
    return {**known, **{name: tally(score, known) for name, score in scores.items()}}


def band_of(total: Tally) -> str | None:
    """The one band the total can lie in; None while several are open, or where no band holds it."""
    reached = [
        band for band, low, high in total.bands
        if (low is None or total.high >= low) and (high is None or total.low <= high)
    ]  # fmt: skip
    return reached[0] if len(reached) == 1 else None


def _ends(bounds: tuple[Bound, ...]) -> tuple[int | None, int | None]:
    """The smallest and the largest whole total within bounds."""
    low: int | None = None
    high: int | None = None
    for bound in bounds:
        limit = int(bound.quantity.amount.to_integral_value(rounding="ROUND_CEILING"))
        whole = Decimal(limit) == bound.quantity.amount
        match bound.op:
            case Op.AT_LEAST:
                low = limit
            case Op.MORE_THAN:
                low = limit + 1 if whole else limit
            case Op.AT_MOST:
                high = limit if whole else limit - 1
            case Op.LESS_THAN:
                high = limit - 1
    return low, high
