"""The normal form of a leaf test: what two spellings of one test have in common.

Sorted answers; numbers and durations as single bounds in base units, where *less than* is the complement of *at least*
and *at most* that of *more than*. It refuses to know nodes and programs.
"""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from whence.language.condition import Is, Test, Within
from whence.values.known import Bound, Op
from whence.values.quantity import UNITS, Quantity

_BASE_UNIT = {"days": "minutes", "months": "months"}


def test_literal(test: Test) -> tuple[tuple[Test, bool], ...]:
    """The leaf tests in normal form, each with whether it is complemented, that together (by *all*) say `test`.

    >>> [complemented for _, complemented in test_literal(Within("age", (Bound(Op.LESS_THAN, Quantity(Decimal(3))),)))]
    [True]
    """
    match test:
        case Is(name=name, answers=answers):
            return ((Is(name, tuple(sorted(set(answers)))), False),)
        case Within(name=name, bounds=bounds):
            return tuple(_bound_literal(name, bound) for bound in bounds)
        case _:
            assert_never(test)


def _bound_literal(name: str, bound: Bound) -> tuple[Test, bool]:
    complemented = bound.op in (Op.LESS_THAN, Op.AT_MOST)
    op = Op.AT_LEAST if bound.op in (Op.AT_LEAST, Op.LESS_THAN) else Op.MORE_THAN
    return Within(name, (Bound(op, _in_base(bound.quantity)),)), complemented


def _in_base(quantity: Quantity) -> Quantity:
    """The quantity in the base unit of its family, so that 2 weeks and 14 days are one leaf."""
    unit = _BASE_UNIT[quantity.family] if quantity.unit in UNITS else quantity.unit
    return Quantity(Decimal(format(quantity.in_base.normalize(), "f")), unit)
