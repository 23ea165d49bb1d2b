"""What is known of one answer: the answers that remain, and whether a test holds of them.

A test is true when every remaining answer makes it true, false when none does, otherwise unknown. So learning more
(narrowing what remains) can only turn unknown into true or false.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from whence.values.calendar import add
from whence.values.quantity import Quantity
from whence.values.struct import Struct
from whence.values.truth import Truth, all_of


class Op(Enum):
    """The four bounds of the language; the value is the word an editor writes."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


class Bound(Struct, frozen=True):
    """A comparison with a quantity."""

    op: Op
    quantity: Quantity


class OneOf(Struct, frozen=True):
    """One of these words remains."""

    answers: frozenset[str]


class Between(Struct, frozen=True):
    """A number, in the base unit of its family, between `low` and `high`; None where that side is open-ended.

    `low_open` and `high_open` say that the end itself is excluded. A known number has low == high.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False


class Elapsed(Struct, frozen=True):
    """The time from a first day to a last day, each known to lie between two days (ends included)."""

    first: tuple[date, date]
    last: tuple[date, date]


class Tally(Struct, frozen=True):
    """The whole-numbered total of a score, between `low` and `high` (ends included).

    `bands` are the score's classes as (name, smallest total, largest total); None where a band has no such end.
    """

    low: int
    high: int
    bands: tuple[tuple[str, int | None, int | None], ...] = ()


Known = OneOf | Between | Elapsed


def is_one_of(known: Known | Tally | None, answers: tuple[str, ...]) -> Truth:
    """Whether the answer (of a score: its band) is one of `answers`; None (nothing known) gives unknown."""
    match known:
        case OneOf(answers=remaining):
            pass
        case Tally(low=least, high=most, bands=bands):
            remaining = frozenset(
                name for name, low, high in bands if (low is None or most >= low) and (high is None or least <= high)
            )
        case _:
            return Truth.UNKNOWN
    if remaining <= frozenset(answers):
        return Truth.TRUE
    return Truth.UNKNOWN if remaining & frozenset(answers) else Truth.FALSE


def within(known: Known | Tally | None, bounds: tuple[Bound, ...]) -> Truth:
    """Whether the answer meets every bound; None (nothing known) gives unknown.

    Raises ValueError where a bound is not of the family the answer is measured in.
    """
    match known:
        case Between():
            return all_of(_meets(known, bound.op, bound.quantity.in_base) for bound in bounds)
        case Elapsed(first=first, last=last):
            return all_of(_elapsed(first, last, bound) for bound in bounds)
        case Tally(low=least, high=most):
            return within(Between(Decimal(least), Decimal(most)), bounds)
        case _:
            return Truth.UNKNOWN


def _meets(known: Between, op: Op, limit: Decimal) -> Truth:
    match op:
        case Op.AT_LEAST:
            return _reaches(known, limit, strict=False)
        case Op.MORE_THAN:
            return _reaches(known, limit, strict=True)
        case Op.LESS_THAN:
            return ~_reaches(known, limit, strict=False)
        case Op.AT_MOST:
            return ~_reaches(known, limit, strict=True)


def _reaches(known: Between, limit: Decimal, *, strict: bool) -> Truth:
    """`>= limit`, or `> limit` when strict, over everything the interval leaves open."""
    if known.low is not None and (known.low > limit or (known.low == limit and (known.low_open or not strict))):
        return Truth.TRUE
    if known.high is not None and (known.high < limit or (known.high == limit and (known.high_open or strict))):
        return Truth.FALSE
    return Truth.UNKNOWN


def _elapsed(first: tuple[date, date], last: tuple[date, date], bound: Bound) -> Truth:
    shortest = _between_days(first[1], last[0], bound)
    longest = _between_days(first[0], last[1], bound)
    return shortest if shortest is longest else Truth.UNKNOWN


def _between_days(first: date, last: date, bound: Bound) -> Truth:
    """*At least n* holds when the first day plus n is not later than the last day; *more than* when it is earlier."""
    due = add(first, bound.quantity)
    if due is None:
        raise ValueError(f"{bound.quantity} is no whole number of days or months")
    match bound.op:
        case Op.AT_LEAST:
            holds = due <= last
        case Op.MORE_THAN:
            holds = due < last
        case Op.LESS_THAN:
            holds = due > last
        case Op.AT_MOST:
            holds = due >= last
    return Truth.TRUE if holds else Truth.FALSE
