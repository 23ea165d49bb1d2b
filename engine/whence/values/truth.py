"""Three-valued truth: Kleene's strong logic, in which unknown is never false.

Kleene, *Introduction to Metamathematics* (1952), section 64. Nothing here knows what is being asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """False, unknown or true, ordered so that *and* is the minimum and *or* the maximum.

    >>> Truth.TRUE & Truth.UNKNOWN
    <Truth.UNKNOWN: 1>
    >>> Truth.FALSE & Truth.UNKNOWN
    <Truth.FALSE: 0>
    >>> ~Truth.UNKNOWN
    <Truth.UNKNOWN: 1>
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    # `_value_`, because `value` is looked up through a descriptor, and this runs for every part of every condition
    def __and__(self, other: Truth) -> Truth:
        return self if self._value_ <= other._value_ else other

    def __or__(self, other: Truth) -> Truth:
        return self if self._value_ >= other._value_ else other

    def __invert__(self) -> Truth:
        return _DENIED[self]

    def __bool__(self) -> NoReturn:
        raise TypeError("a Truth has three values: compare it with Truth.TRUE, Truth.FALSE or Truth.UNKNOWN")

    @property
    def word(self) -> str:
        """The word printed for it: 'true', 'false' or 'unknown'."""
        return self.name.lower()


_DENIED = {truth: Truth(2 - truth.value) for truth in Truth}


def all_of(truths: Iterable[Truth]) -> Truth:
    """The conjunction; true when there are no parts."""
    result = Truth.TRUE
    for truth in truths:
        result = result & truth
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """The disjunction; false when there are no parts."""
    result = Truth.FALSE
    for truth in truths:
        result = result | truth
    return result
