"""For each fact of a program the whole answers that make every difference its tests can see.

Words: every answer. Numbers and durations: each bound, and a round figure between and beyond the bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal

from whence.language.condition import Is
from whence.language.vocabulary import Fact
from whence.program.program import Program
from whence.values.answers import AnswerKind, Count, Duration, Words
from whence.values.known import Between, Known, OneOf

#: Steps of a figure that reads well, by family, in base units; the first that fits is taken.
_STEPS = {"days": (Decimal(1440), Decimal(60), Decimal(1)), "months": (Decimal(1),)}


def tried(program: Program, facts: Mapping[str, Fact]) -> dict[str, tuple[Known, ...]]:
    """The answers by fact, for every fact a test or a score of the program asks for."""
    bounds: dict[str, set[Decimal]] = {}
    for leaf in program.leaves:
        if leaf.name not in program.scores:
            found = bounds.setdefault(leaf.name, set())
            if not isinstance(leaf, Is):
                found |= {bound.quantity.in_base for bound in leaf.bounds}
    for score in program.scores.values():
        for component in score.components:
            bounds.setdefault(component.fact, set())
    return {name: _answers(facts[name].answer, sorted(marks)) for name, marks in sorted(bounds.items())}


def _answers(kind: AnswerKind, marks: list[Decimal]) -> tuple[Known, ...]:
    if isinstance(kind, Words):
        return tuple(OneOf(frozenset((answer,))) for answer in kind.answers)
    steps = _STEPS[kind.family] if isinstance(kind, Duration) else (Decimal(1),)
    found = set(marks)
    for low, high in zip([None, *marks], [*marks, None], strict=True):
        amount = _between(low, high, steps, whole=isinstance(kind, Count))
        if amount is not None:
            found.add(amount)
    return tuple(Between(amount, amount) for amount in sorted(found) if not isinstance(kind, Count) or amount % 1 == 0)


def figure_above(kind: AnswerKind, low: Decimal, high: Decimal | None) -> Decimal:
    """A figure of a number or duration that reads well, above `low` and below `high`. They leave room for one."""
    steps = _STEPS[kind.family] if isinstance(kind, Duration) else (Decimal(1),)
    amount = _between(low, high, steps, whole=False)
    if amount is None:
        raise AssertionError(f"nothing lies between {low} and {high}")
    return amount


def _between(low: Decimal | None, high: Decimal | None, steps: tuple[Decimal, ...], *, whole: bool) -> Decimal | None:
    """A round figure above `low` (from 0 on where there is none) and below `high`; None where there is none."""
    for step in steps:
        first = Decimal(0) if low is None else ((low / step).to_integral_value(ROUND_FLOOR) + 1) * step
        if high is None or first < high:
            return first
    if whole or high is None or (low is None and high == 0):
        return None
    return (Decimal(0) if low is None else low) + (high - (low or Decimal(0))) / 2
