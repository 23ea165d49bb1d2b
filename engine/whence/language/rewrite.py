"""A condition with one place of it changed. A place is the way down to it: which part, which part of that, and so on.

It refuses to know why anything is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from whence.language.condition import All, Any, Condition, Is, Not, Within

Place = tuple[int, ...]

#: What always holds, and what never does.
ALWAYS, NEVER = All(()), Any(())


def places(condition: Condition) -> Iterator[tuple[Place, Condition]]:
    """Each place with what stands there, in reading order; the whole stands at the place `()`."""
    yield (), condition
    for number, part in enumerate(parts_of(condition)):
        for place, inner in places(part):
            yield (number, *place), inner


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """What a branch joins or denies; nothing for a test."""
    match condition:
        case Is() | Within():
            return ()
        case Not(part=part):
            return (part,)
        case All(parts=parts) | Any(parts=parts):
            return parts
        case _:
            assert_never(condition)


def put(condition: Condition, place: Place, other: Condition) -> Condition:
    """The condition with `other` at `place`. Raises IndexError where there is no such place."""
    if not place:
        return other
    parts = list(parts_of(condition))
    parts[place[0]] = put(parts[place[0]], place[1:], other)
    return _with_parts(condition, tuple(parts))


def without(condition: Condition, place: Place) -> Condition:
    """The condition without the part of an *all* or *any* that stands at `place`; what is left alone stands alone.

    Raises ValueError where `place` is no part of an *all* or *any* of several.
    """
    joint = at(condition, place[:-1])
    if not place or not isinstance(joint, All | Any) or len(joint.parts) < 2:
        raise ValueError(f"nothing can be left out at {place}")
    left = joint.parts[: place[-1]] + joint.parts[place[-1] + 1 :]
    return put(condition, place[:-1], left[0] if len(left) == 1 else _with_parts(joint, left))


def at(condition: Condition, place: Place) -> Condition:
    """What stands at `place`. Raises IndexError where there is no such place."""
    for number in place:
        condition = parts_of(condition)[number]
    return condition


def _with_parts(condition: Condition, parts: tuple[Condition, ...]) -> Condition:
    match condition:
        case All(span=span):
            return All(parts, span)
        case Any(span=span):
            return Any(parts, span)
        case Not(span=span):
            return Not(parts[0], span)
        case _:
            raise IndexError("a test has no parts")
