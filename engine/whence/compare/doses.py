"""Doses, schedules and tapers in normal form: the amount of a day, the total of a course. All of it is *derived*.

A first dose is one amount; a continuing one is an amount for each day; a course is a total, a number of fractions and
an amount for each. Nothing is reckoned that would need a figure the source does not print.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from whence.compare.figures import Interval, Likeness, Relation, interval, likeness, of_lists, of_parts, relation
from whence.language.recommendation import Dose, Schedule, Taper
from whence.values.quantity import MINUTES_PER_DAY, Quantity
from whence.values.struct import Struct

_PER_DAY = {"day": Decimal(1), "week": 1 / Decimal(7)}


class Amount(Struct, frozen=True):
    """A dose in normal form; `daily` says that it is the amount of a day, `derived` that it was reckoned."""

    amount: Interval
    daily: bool
    derived: bool

    def __str__(self) -> str:
        return f"{self.amount} per day" if self.daily else str(self.amount)


def amount(dose: Dose) -> Amount | None:
    """The dose as one amount, or as the amount of a day where its rhythm is printed; None without a figure.

    >>> from whence.language.recommendation import Figure
    >>> four = Quantity(Decimal(4), "mg")
    >>> str(amount(Dose(Figure(four, four), every=Quantity(Decimal(6), "hours"))))
    '16 mg per day'
    """
    printed = interval(dose.dose)
    if printed is None:
        return None
    if dose.every is not None:
        if dose.every.family != "days" or not dose.every.in_base:
            return None
        times = MINUTES_PER_DAY / dose.every.in_base
        return Amount(printed.times(Interval(times, times, "")), daily=True, derived=True)
    if dose.times is not None:
        return Amount(printed.times(_often(dose.times)), daily=True, derived=True)
    return Amount(printed, daily=dose.per == "day", derived=False)


def _often(times: str) -> Interval:
    """`4 per day`, `2 to 4 per day`, `3 per week` as times a day."""
    number, _, rhythm = times.partition(" per ")
    low, _, high = number.partition(" to ")
    return Interval(Decimal(low) * _PER_DAY[rhythm], Decimal(high or low) * _PER_DAY[rhythm], "")


def compare_doses(first: Dose | None, second: Dose | None) -> Likeness:
    """How two doses of one kind (first with first, continuing with continuing) stand to each other."""
    if first is None or second is None:
        return Likeness.NOT_STATED
    ours, theirs = amount(first), amount(second)
    if ours is None or theirs is None or ours.daily is not theirs.daily:
        return Likeness.NOT_COMPARABLE
    return likeness(ours.amount, theirs.amount)


class Course(Struct, frozen=True):
    """A schedule in normal form: what is printed, and what follows from it. `derived` names what was reckoned."""

    total: Interval | None
    fractions: Interval | None
    per_fraction: Interval | None
    derived: tuple[str, ...] = ()


def course(schedule: Schedule) -> Course:
    """The schedule with its total, where it follows from the fractions, or its fraction, where that follows.

    >>> from whence.language.recommendation import Figure
    >>> four, five = Quantity(Decimal(4), "Gy"), Quantity(Decimal(5))
    >>> str(course(Schedule(per_fraction=Figure(four, four), fractions=Figure(five, five))).total)
    '20 Gy'
    """
    total, fractions, each = (interval(one) for one in (schedule.total, schedule.fractions, schedule.per_fraction))
    if total is None and each is not None and fractions is not None:
        return Course(each.times(fractions), fractions, each, ("total",))
    many = None if fractions is None or fractions.low != fractions.high else fractions.low
    if each is None and total is not None and many:
        return Course(total, fractions, total.shared_by(many), ("per_fraction",))
    return Course(total, fractions, each)


def compare_courses(first: tuple[Schedule, ...], second: tuple[Schedule, ...]) -> Likeness:
    """How two lists of schedules, any one of which may be followed, stand to each other."""
    return of_lists([[_courses(one, other) for other in second] for one in first])


def _courses(first: Schedule, second: Schedule) -> Relation:
    """Two schedules, by all that both print or that follows for both; where nothing is, by the word for the length."""
    ours, theirs = course(first), course(second)
    found = of_parts(
        (
            relation(ours.total, theirs.total),
            relation(ours.fractions, theirs.fractions),
            relation(ours.per_fraction, theirs.per_fraction),
        )
    )
    if found.likeness is Likeness.NOT_COMPARABLE and first.length is not None and first.length == second.length:
        return Relation(Likeness.SAME, True, True)
    return found


def compare_tapers(first: Taper | None, second: Taper | None) -> Likeness:
    """How two ways of reducing a dose stand to each other."""
    if first is None or second is None:
        return Likeness.NOT_STATED
    if first == second:
        return Likeness.SAME
    if first.to is not None and second.to is not None and first.to != second.to:
        return Likeness.DIFFERS
    if first.over is not None and second.over is not None:
        return likeness(interval(first.over), interval(second.over))
    if first.halve is not None and first.halve == second.halve and first.every and second.every:
        return compare_times(first.every, second.every)
    return Likeness.NOT_COMPARABLE


def compare_times(first: Quantity | None, second: Quantity | None) -> Likeness:
    """How two time spans stand to each other; months and days have no common measure."""
    if first is None or second is None:
        return Likeness.NOT_STATED
    if first.family != second.family:
        return Likeness.NOT_COMPARABLE
    return Likeness.SAME if first.in_base == second.in_base else Likeness.DIFFERS


def derived(schedules: tuple[Schedule, ...]) -> tuple[str, ...]:
    """What follows from printed schedules and is not printed itself, in words."""
    return tuple(
        f"{getattr(one, name)} {'in total' if name == 'total' else 'per fraction'}"
        for one, name in product(map(course, schedules), ("total", "per_fraction"))
        if name in one.derived
    )
