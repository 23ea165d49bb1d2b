"""Ranges of numbers: made of bounds, narrowed to whole numbers, and whether anybody's answer lies in one.

No count, number or time is negative. It refuses to know files and tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from whence.values.answers import AnswerKind, Count, Words
from whence.values.known import Between, Bound, Elapsed, Known, OneOf, Op


def range_of(bounds: Iterable[Bound]) -> Between:
    """What meets every bound, from 0 on; of two bounds of one side the last counts."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None
    low_open = high_open = False
    for bound in bounds:
        amount = bound.quantity.in_base
        match bound.op:
            case Op.AT_LEAST | Op.MORE_THAN:
                low, low_open = amount, bound.op is Op.MORE_THAN
            case Op.AT_MOST | Op.LESS_THAN:
                high, high_open = amount, bound.op is Op.LESS_THAN
    return Between(low, high, low_open, high_open)


def whole_numbers(known: Between) -> Between:
    """The same range with whole numbers as its ends."""
    low, high = known.low, known.high
    if low is not None:
        whole = low.to_integral_value(ROUND_CEILING)
        low = whole + 1 if known.low_open and whole == low else whole
    if high is not None:
        whole = high.to_integral_value(ROUND_FLOOR)
        high = whole - 1 if known.high_open and whole == high else whole
    return Between(low, high)


def is_nobodys(known: Known, kind: AnswerKind) -> bool:
    """Whether no answer to a question of this kind is left, so that it can be known of nobody."""
    match known:
        case OneOf(answers=answers):
            return not answers or (isinstance(kind, Words) and answers.isdisjoint(kind.answers))
        case Elapsed(first=first, last=last):
            return first[0] > first[1] or last[0] > last[1] or first[0] > last[1]
        case Between():
            left = whole_numbers(known) if isinstance(kind, Count) else known
            low, low_open = (Decimal(0), False) if left.low is None or left.low < 0 else (left.low, left.low_open)
            return left.high is not None and (low > left.high or (low == left.high and (low_open or left.high_open)))
