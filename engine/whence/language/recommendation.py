"""What stands after ``then``: one word of strength over an action or a joint of actions, and its details.

What the text does not print is None or empty here: *not stated*, never a default.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.condition import Condition
from whence.text.position import Span
from whence.values.known import Bound
from whence.values.quantity import Quantity
from whence.values.struct import Placed, Struct

JOINTS = ("together", "in_order", "either", "any_of")


class Figure(Struct, frozen=True):
    """A printed figure: `n unit` (low == high), `n to m unit`, or a bound such as *at most 5*."""

    low: Quantity | None = None
    high: Quantity | None = None
    bound: Bound | None = None


class Dose(Struct, frozen=True):
    """One dose; at most one of `per` ('day'), `every` (interval) and `times` ('4 per day') is given.

    `dose` is None where only the route is printed.
    """

    dose: Figure | None
    per: str | None = None
    every: Quantity | None = None
    times: str | None = None
    route: tuple[str, ...] = ()
    divided: bool = False
    or_equivalent: str | None = None
    titrated: str | None = None
    temporary: bool = False
    label: str | None = None
    lasting: Figure | None = None


class Schedule(Struct, frozen=True):
    """A radiation schedule."""

    total: Figure | None = None
    per_fraction: Figure | None = None
    fractions: Figure | None = None
    length: str | None = None


class Taper(Struct, frozen=True):
    """How a dose is reduced."""

    halve: str | None = None
    every: Quantity | None = None
    over: Figure | None = None
    to: str | None = None
    how: str | None = None


class Details(Struct, frozen=True):
    """Everything a ``then`` or one of its parts may say besides the action."""

    grade: str | None = None
    loading: Dose | None = None
    maintenance: Dose | None = None
    dose: Dose | None = None
    schedules: tuple[Schedule, ...] = ()
    fractions: Figure | None = None
    length: str | None = None
    label: str | None = None
    taper: Taper | None = None
    example: bool = False
    examples: tuple[str, ...] = ()
    urgency: str | None = None
    within: Quantity | None = None
    starting: str | None = None  # the event written after `from`
    before: str | None = None
    after: str | None = None
    while_: Condition | None = None
    until: Condition | None = None
    purpose: tuple[str, ...] = ()
    extent: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    for_: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()


NO_DETAILS = Details()


class Do(Placed, frozen=True):
    """One action, perhaps with details of its own."""

    action: str
    details: Details = NO_DETAILS
    span: Span | None = None


class Joint(Placed, frozen=True):
    """Several actions joined: `kind` is one of JOINTS."""

    kind: str
    parts: tuple[Advice, ...]
    span: Span | None = None


Advice = Do | Joint


class Recommendation(Placed, frozen=True):
    """One strength over what is advised. For a word of force *unavailable*, `advice` is None and `topic` is set."""

    word: str
    advice: Advice | None
    details: Details = NO_DETAILS
    rather_than: str | None = None
    topic: str | None = None
    span: Span | None = None


def actions(advice: Advice | None) -> Iterator[str]:
    """Yield each action named by the advice, in reading order."""
    match advice:
        case Do(action=action):
            yield action
        case Joint(parts=parts):
            for part in parts:
                yield from actions(part)
        case None:
            return


def all_details(then: Recommendation) -> Iterator[Details]:
    """Yield the details of the whole, then those of each part, in reading order."""
    yield then.details
    yield from _of_parts(then.advice)


def _of_parts(advice: Advice | None) -> Iterator[Details]:
    match advice:
        case Do(details=details):
            yield details
        case Joint(parts=parts):
            for part in parts:
                yield from _of_parts(part)
        case None:
            return
