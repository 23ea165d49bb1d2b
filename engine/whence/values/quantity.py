"""Numbers that carry their unit.

Units fall into families; two quantities compare only within one family. Days and months are two families,
because three months are between 89 and 92 days. Any unit that belongs to no family is a family of its own.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from whence.values.struct import Struct

#: unit -> (family, size in the family's base unit). Bases: minute, month.
UNITS: dict[str, tuple[str, Decimal]] = {
    "minute": ("days", Decimal(1)),
    "minutes": ("days", Decimal(1)),
    "hour": ("days", Decimal(60)),
    "hours": ("days", Decimal(60)),
    "day": ("days", Decimal(1440)),
    "days": ("days", Decimal(1440)),
    "week": ("days", Decimal(10080)),
    "weeks": ("days", Decimal(10080)),
    "month": ("months", Decimal(1)),
    "months": ("months", Decimal(1)),
    "year": ("months", Decimal(12)),
    "years": ("months", Decimal(12)),
}

MINUTES_PER_DAY = Decimal(1440)


class Quantity(Struct, frozen=True):
    """An amount with its unit; `unit` is '' for a count or a score."""

    amount: Decimal
    unit: str = ""

    @property
    def family(self) -> str:
        """'days', 'months', or the unit itself where it belongs to no family."""
        return UNITS[self.unit][0] if self.unit in UNITS else self.unit

    @property
    def in_base(self) -> Decimal:
        """The amount in the base unit of its family: minutes, months, or the unit itself."""
        return self.amount * UNITS[self.unit][1] if self.unit in UNITS else self.amount

    def __str__(self) -> str:
        amount = format(self.amount.normalize(), "f")
        return f"{amount} {self.unit}" if self.unit else amount


def units_of(amount: Decimal, *families: str) -> tuple[str, ...]:
    """The units of these families as they are written after the amount: *day* after one, *days* after any other."""
    one = amount == 1
    return tuple(unit for unit, (family, _) in UNITS.items() if family in families and unit.endswith("s") != one)


def parse_quantity(text: str) -> Quantity | None:
    """Read '2 weeks', '8 Gy' or '12'; None where the text is no number followed by at most one unit.

    Numbers are plain decimals; exponents, signs, infinities and thousands separators are not numbers here.
    """
    number, _, unit = text.strip().partition(" ")
    if not number or not all(c.isdigit() or c == "." for c in number) or not number.isascii():
        return None
    try:
        amount = Decimal(number)
    except InvalidOperation:
        return None
    return Quantity(amount, unit.strip())
