"""The condition language: what may stand after ``when`` and ``unless``.

A condition is a small tree. Leaves test one name (a fact, a definition or a score); branches join them. Nothing here
knows about YAML, the rule engine or drawing: those modules walk this tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from whence.text.position import Span
from whence.values.known import Bound
from whence.values.struct import Placed


class Is(Placed, frozen=True):
    """The answer of `name` is one of `answers`."""

    name: str
    answers: tuple[str, ...]
    span: Span | None = None
    spans: tuple[Span, ...] = ()  # one for each answer, where read


class Within(Placed, frozen=True):
    """The number, duration or score `name` meets every one of `bounds`."""

    name: str
    bounds: tuple[Bound, ...]
    span: Span | None = None
    spans: tuple[Span, ...] = ()  # one for each bound, where read


class Not(Placed, frozen=True):
    """`part` is not so."""

    part: Condition
    span: Span | None = None


class All(Placed, frozen=True):
    """Every one of `parts` is so."""

    parts: tuple[Condition, ...]
    span: Span | None = None


class Any(Placed, frozen=True):
    """At least one of `parts` is so."""

    parts: tuple[Condition, ...]
    span: Span | None = None


Test = Is | Within
Condition = All | Any | Not | Is | Within


def tests(condition: Condition) -> Iterator[Test]:
    """Yield each test of the condition in reading order, repeats included."""
    match condition:
        case Is() | Within():
            yield condition
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from tests(part)
        case Not(part=part):
            yield from tests(part)
        case _:
            assert_never(condition)


def names(condition: Condition) -> tuple[str, ...]:
    """Each name the condition tests, once, in reading order.

    >>> names(All((Is("fever", ("present",)), Not(Is("cough", ("absent",))), Is("fever", ("absent",)))))
    ('fever', 'cough')
    """
    return tuple(dict.fromkeys(test.name for test in tests(condition)))


def both(first: Condition | None, second: Condition | None) -> Condition | None:
    """The two joined by *all*, either of them perhaps missing."""
    if first is None or second is None:
        return first if second is None else second
    return All((first, second))


def either(first: Condition | None, second: Condition | None) -> Condition | None:
    """The two joined by *any*, either of them perhaps missing."""
    if first is None or second is None:
        return first if second is None else second
    return Any((first, second))
