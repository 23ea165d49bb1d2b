"""Two printed figures against each other: the same, one inside the other, sharing some values, or none.

Units of mass and of absorbed dose are brought to one unit each; everything else keeps the unit it is printed with. It
refuses to know what the figures are figures of.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from whence.language.recommendation import Figure
from whence.values.known import Op
from whence.values.quantity import UNITS, Quantity
from whence.values.struct import Struct

#: unit -> (the unit it is compared in, how many of those it is).
_SAME_MEASURE = {
    "kg": ("mg", Decimal(1_000_000)),
    "g": ("mg", Decimal(1000)),
    "mg": ("mg", Decimal(1)),
    "microgram": ("mg", Decimal("0.001")),
    "micrograms": ("mg", Decimal("0.001")),
    "Gy": ("Gy", Decimal(1)),
    "cGy": ("Gy", Decimal("0.01")),
}


class Likeness(Enum):
    """How two printed values stand to each other (language reference, section 10); the value is the word printed."""

    SAME = "same"
    WITHIN = "within"
    OVERLAPS = "overlaps"
    DIFFERS = "differs"
    DIFFERS_AS_AN_EXAMPLE = "differs as an example"
    NOT_COMPARABLE = "not comparable"
    NOT_STATED = "not stated"


class Interval(Struct, frozen=True):
    """The amounts a figure allows, in `unit`; None where a side is open-ended, `*_open` where the end is excluded."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    low_open: bool = False
    high_open: bool = False

    def times(self, factor: Interval) -> Interval:
        """The products, in the unit of this one; `factor` has no open end of its own."""
        low = None if self.low is None or factor.low is None else self.low * factor.low
        high = None if self.high is None or factor.high is None else self.high * factor.high
        return Interval(low, high, self.unit, self.low_open or factor.low_open, self.high_open or factor.high_open)

    def shared_by(self, number: Decimal) -> Interval:
        """The part of one of `number` equal parts. Raises decimal errors where `number` is 0."""
        low = None if self.low is None else self.low / number
        high = None if self.high is None else self.high / number
        return Interval(low, high, self.unit, self.low_open, self.high_open)

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        if self.low is not None and self.low == self.high:
            return f"{_plain(self.low)}{unit}"
        if self.low is not None and self.high is not None:
            return f"{_plain(self.low)} to {_plain(self.high)}{unit}"
        if self.high is not None:
            return f"{'less than' if self.high_open else 'at most'} {_plain(self.high)}{unit}"
        if self.low is not None:
            return f"{'more than' if self.low_open else 'at least'} {_plain(self.low)}{unit}"
        return "any amount"


def interval(figure: Figure | None) -> Interval | None:
    """The amounts of a figure; None where nothing is printed.

    >>> str(interval(Figure(Quantity(Decimal(1), "g"), Quantity(Decimal(2), "g"))))
    '1000 to 2000 mg'
    """
    if figure is None:
        return None
    if figure.bound is not None:
        end, unit = measured(figure.bound.quantity)
        match figure.bound.op:
            case Op.AT_LEAST | Op.MORE_THAN:
                return Interval(end, None, unit, low_open=figure.bound.op is Op.MORE_THAN)
            case Op.AT_MOST | Op.LESS_THAN:
                return Interval(None, end, unit, high_open=figure.bound.op is Op.LESS_THAN)
    if figure.low is None or figure.high is None:
        return None
    (low, unit), (high, _) = measured(figure.low), measured(figure.high)
    return Interval(low, high, unit)


def measured(quantity: Quantity) -> tuple[Decimal, str]:
    """The amount in the unit in which quantities of its measure are compared, and that unit."""
    if quantity.unit in UNITS:
        return quantity.in_base, {"days": "minutes", "months": "months"}[quantity.family]
    unit, size = _SAME_MEASURE.get(quantity.unit, (quantity.unit, Decimal(1)))
    return quantity.amount * size, unit


def likeness(first: Interval | None, second: Interval | None) -> Likeness:
    """How two figures stand to each other."""
    if first is None or second is None:
        return Likeness.NOT_STATED
    if first.unit != second.unit:
        return Likeness.NOT_COMPARABLE
    if (_low(first), _high(first)) == (_low(second), _high(second)):
        return Likeness.SAME
    if inside(first, second) or inside(second, first):
        return Likeness.WITHIN
    return Likeness.DIFFERS if _apart(first, second) or _apart(second, first) else Likeness.OVERLAPS


def inside(first: Interval, second: Interval) -> bool:
    """Whether every amount of the first is one of the second, units being the same."""
    return _low(second) <= _low(first) and _high(first) <= _high(second)


class Relation(Struct, frozen=True):
    """How one entry of a list stands to one of another, and which of the two lies inside the other."""

    likeness: Likeness
    first_inside: bool = False
    second_inside: bool = False


def relation(first: Interval | None, second: Interval | None) -> Relation:
    """How two figures stand to each other, with the direction."""
    found = likeness(first, second)
    if first is None or second is None or first.unit != second.unit:
        return Relation(found)
    return Relation(found, inside(first, second), inside(second, first))


def of_parts(parts: Sequence[Relation]) -> Relation:
    """How two things stand to each other of which each part is compared: apart where one part is apart."""
    stated = [part for part in parts if part.likeness is not Likeness.NOT_STATED]
    found = {part.likeness for part in stated}
    if not stated or Likeness.NOT_COMPARABLE in found:
        return Relation(Likeness.DIFFERS if Likeness.DIFFERS in found else Likeness.NOT_COMPARABLE)
    if Likeness.DIFFERS in found:
        return Relation(Likeness.DIFFERS)
    ours, theirs = all(part.first_inside for part in stated), all(part.second_inside for part in stated)
    if ours and theirs:
        return Relation(Likeness.SAME, True, True)
    return Relation(Likeness.WITHIN if ours or theirs else Likeness.OVERLAPS, ours, theirs)


def of_lists(relations: Sequence[Sequence[Relation]]) -> Likeness:
    """How two lists stand to each other, of which any one entry may be followed.

    `relations[i][j]` says how entry i of the first stands to entry j of the second.
    """
    if not relations or not relations[0]:
        return Likeness.NOT_STATED
    flat = {one.likeness for row in relations for one in row}
    if flat <= {Likeness.NOT_COMPARABLE, Likeness.NOT_STATED}:
        return Likeness.NOT_COMPARABLE
    if flat <= {Likeness.NOT_COMPARABLE, Likeness.NOT_STATED, Likeness.DIFFERS}:
        return Likeness.DIFFERS
    columns = list(zip(*relations, strict=True))
    if all(any(one.likeness is Likeness.SAME for one in line) for line in (*relations, *columns)):
        return Likeness.SAME
    ours = all(any(one.first_inside for one in row) for row in relations)
    theirs = all(any(one.second_inside for one in column) for column in columns)
    return Likeness.WITHIN if ours or theirs else Likeness.OVERLAPS


def of_words(first: frozenset[str], second: frozenset[str]) -> Likeness:
    """How two lists of words stand to each other, of which any one may be followed."""
    if not first or not second:
        return Likeness.NOT_STATED
    if first == second:
        return Likeness.SAME
    if first <= second or second <= first:
        return Likeness.WITHIN
    return Likeness.OVERLAPS if first & second else Likeness.DIFFERS


def _low(one: Interval) -> tuple[Decimal, bool]:
    return (Decimal("-Infinity") if one.low is None else one.low, one.low_open)


def _high(one: Interval) -> tuple[Decimal, bool]:
    return (Decimal("Infinity") if one.high is None else one.high, not one.high_open)


def _apart(first: Interval, second: Interval) -> bool:
    """Whether the first ends before the second begins."""
    if first.high is None or second.low is None:
        return False
    return first.high < second.low or (first.high == second.low and (first.high_open or second.low_open))


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
