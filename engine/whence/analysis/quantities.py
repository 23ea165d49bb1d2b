"""Quantities against the kind of question they answer: units, families, whole numbers, bounds that make sense."""

from __future__ import annotations

from decimal import Decimal

from whence.text.position import Span
from whence.values.answers import Count, Duration, Number
from whence.values.known import Bound, Op
from whence.values.quantity import MINUTES_PER_DAY, Quantity, units_of
from whence.values.ranges import is_nobodys, range_of

_LOWER = (Op.AT_LEAST, Op.MORE_THAN)
#: Longer than any life; keeps calendar arithmetic inside the calendar.
LONGEST = {"days": Decimal(200 * 366) * MINUTES_PER_DAY, "months": Decimal(200 * 12)}
_FAMILIES = ("days", "months")


def example_of(kind: Count | Number | Duration) -> str:
    """An answer such a question could have."""
    match kind:
        case Count():
            return "2"
        case Number(unit=unit):
            return f"2 {unit}"
        case Duration(family=family):
            return f"2 {family}"


def quantity_faults(
    quantity: Quantity, kind: Count | Number | Duration, name: str, *, computed: bool
) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is wrong with a quantity as answer to, or bound on, a question of this kind: (code, sentence, units)."""
    match kind:
        case Count():
            if quantity.unit:
                return [("A405", f"'{name}' is a plain number, without '{quantity.unit}'", ())]
            if quantity.amount != quantity.amount.to_integral_value():
                return [("A413", f"'{name}' is a whole number, not {quantity}", ())]
        case Number(unit=unit):
            if quantity.unit != unit:
                said = f"'{name}' is measured in {unit}" + (f", not in '{quantity.unit}'" if quantity.unit else "")
                return [("A405", said, (unit,))]
        case Duration(family=family):
            units = units_of(quantity.amount, family)
            if quantity.family != family:
                if quantity.family in _FAMILIES:
                    said = f"'{name}' is counted in {family}, and months never mix with days: not '{quantity}'"
                    return [("A406", said, units_of(Decimal(2), family))]
                said = (
                    f"'{name}' is a time and needs its unit"
                    if not quantity.unit
                    else (f"'{quantity.unit}' is no unit of '{name}'")
                )
                return [("A405", said, units)]
            if computed and not _whole(quantity):
                return [("A413", f"'{name}' is computed from days: {quantity} is no whole number of {family}", ())]
            if quantity.in_base > LONGEST[family]:
                return [("A407", f"{quantity} is longer than any life", ())]
    return []


def _whole(quantity: Quantity) -> bool:
    base = quantity.in_base if quantity.family == "months" else quantity.in_base / MINUTES_PER_DAY
    return base == base.to_integral_value()


def bounds_faults(
    bounds: tuple[Bound, ...], spans: tuple[Span, ...], kind: Count | Number | Duration
) -> list[tuple[str, Span | None]]:
    """Bounds that repeat a side or leave no number at all."""
    faults: list[tuple[str, Span | None]] = []
    kept: dict[bool, Bound] = {}
    place: Span | None = None
    for index, bound in enumerate(bounds):
        span = spans[index] if index < len(spans) else None
        below = bound.op in _LOWER
        other = kept.setdefault(below, bound)
        if other is bound:
            place = span
        else:
            side = "below" if below else "above"
            faults.append((f"'{other.op.value}' and '{bound.op.value}' both bound it from {side}: keep one", span))
    pair = [kept[below] for below in (True, False) if below in kept]
    if isinstance(kind, Count) and any(bound.quantity.amount % 1 for bound in pair):
        return faults  # that a count is a whole number is told already
    if len({bound.quantity.family for bound in pair}) == 1 and is_nobodys(range_of(pair), kind):
        thing = "no whole number" if isinstance(kind, Count) else "nothing"
        faults.append((f"{thing} is {' and '.join(_words(bound) for bound in pair)}", place))
    return faults


def _words(bound: Bound) -> str:
    return f"{bound.op.value.replace('_', ' ')} {bound.quantity}"
