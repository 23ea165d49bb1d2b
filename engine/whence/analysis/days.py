"""Days of a patient, and the durations between them, held against the durations given."""

from __future__ import annotations

from datetime import date

from whence.analysis.quantities import quantity_faults
from whence.analysis.scope import error
from whence.language.patient import Given, Patient
from whence.language.vocabulary import Fact
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span
from whence.values.answers import Duration
from whence.values.calendar import parse_day
from whence.values.known import Between, Bound, Elapsed, Known, Op, within
from whence.values.quantity import parse_quantity
from whence.values.truth import Truth

_FIRST_DAY, _LAST_DAY = date(1850, 1, 1), date(2200, 12, 31)
_NOWHERE = Span("", 1, 1, 1, 1)


def days_of(given: Given, fact: Fact, found: list[Diagnostic]) -> tuple[date, date] | None:
    """The first and last day that remain possible; None where what is given is no day."""
    low, high = _FIRST_DAY, _LAST_DAY
    if given.answer is not None:
        day = parse_day(given.answer)
        if day is None:
            said = f"'{given.answer}' is no day: write it as year-month-day, such as 2026-01-31"
            found.append(error("S211", said, given.span))
            return None
        low = high = day
    elif not given.day_bounds:
        found.append(error("A411", f"'{fact.name}' is answered with a day, or with days that bound it", given.span))
        return None
    for op, day in given.day_bounds:
        match op:
            case "at_least":
                low = max(low, day)
            case "more_than":
                low = max(low, date.fromordinal(day.toordinal() + 1)) if day < _LAST_DAY else day
            case "at_most":
                high = min(high, day)
            case _:
                high = min(high, date.fromordinal(day.toordinal() - 1)) if day > _FIRST_DAY else day
    if low < _FIRST_DAY or high > _LAST_DAY:
        found.append(error("S211", f"'{fact.name}' is answered with a day between 1850 and 2200", given.span))
        return None
    if low > high:
        found.append(error("A407", f"no day is left for {fact.name}", given.span))
        return None
    return low, high


def compute(
    fact: Fact, patient: Patient, known: dict[str, Known], days: dict[str, tuple[date, date]],
    as_of: date | None, found: list[Diagnostic],
) -> None:  # fmt: skip
    """The duration between two days, held against the duration given, if any."""
    first_name, last_name = fact.between[0], fact.between[1] if len(fact.between) > 1 else None
    first = days.get(first_name)
    today = None if as_of is None else (as_of, as_of)
    last = today if last_name is None else days.get(last_name)
    if first is None or last is None:
        return
    first_given = patient.facts[first_name]
    if first[0] > last[1]:
        end = f"the day answered for {last_name}" if last_name is not None else f"{as_of}, the day of the assessment"
        said = f"'{first_name}' lies after {end}"
        notes: tuple[Note, ...] = ()
        if last_name is not None and (span := patient.facts[last_name].span) is not None:
            notes = (Note("the later day is answered here", span),)
        found.append(Diagnostic("V711", said, first_given.span or _NOWHERE, notes=notes))
        return
    elapsed = Elapsed(first, last)
    stated = known.get(fact.name)
    if isinstance(stated, Between) and isinstance(fact.answer, Duration):
        given = patient.facts[fact.name]
        if _disagree(elapsed, given, fact):
            said = f"'{fact.name}' disagrees with the days from which it follows"
            notes = (Note(f"{first_name} is answered here", first_given.span or _NOWHERE),)
            if last_name is not None:
                notes += (Note(f"{last_name} is answered here", patient.facts[last_name].span or _NOWHERE),)
            found.append(Diagnostic("V702", said, given.span or _NOWHERE, notes=notes))
        if first[0] != first[1] or last[0] != last[1]:
            return
    known[fact.name] = elapsed


def _disagree(elapsed: Elapsed, given: Given, fact: Fact) -> bool:
    bounds = given.bounds
    if given.answer is not None:
        quantity = parse_quantity(given.answer)
        if quantity is None:
            return False
        bounds = (Bound(Op.AT_LEAST, quantity), Bound(Op.AT_MOST, quantity))
    for bound in bounds:
        if quantity_faults(bound.quantity, Duration(bound.quantity.family), fact.name, computed=True):
            continue  # hours are finer than days: nothing to hold against
        if within(elapsed, (bound,)) is Truth.FALSE:
            return True
    return False
