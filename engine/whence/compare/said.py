"""What is known of a patient, written as a patient's file would say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from whence.language.patient import Given, Patient
from whence.language.vocabulary import Fact
from whence.values.answers import Duration, Number, Words
from whence.values.known import Between, Bound, Known, OneOf, Op
from whence.values.quantity import UNITS, Quantity

#: The units in which a time is written, the largest first.
_UNITS = {"days": ("week", "day", "hour", "minute"), "months": ("year", "month")}


def patient_of(name: str, known: Mapping[str, Known], facts: Mapping[str, Fact], day: date) -> Patient:
    """A patient of whom exactly `known` is known, in the order of `facts`. Raises ValueError for spans of days."""
    return Patient(name, {fact: given_of(facts[fact], known[fact]) for fact in facts if fact in known}, day)


def given_of(fact: Fact, known: Known) -> Given:
    """What a patient's file says of the fact. Raises ValueError for a span of days."""
    match known:
        case OneOf(answers=answers) if len(answers) == 1:
            return Given(fact.name, answer=next(iter(answers)))
        case OneOf(answers=answers) if isinstance(fact.answer, Words):
            return Given(fact.name, one_of=tuple(word for word in fact.answer.answers if word in answers))
        case Between(low=low, high=high) if low is not None and low == high:
            return Given(fact.name, answer=str(quantity(fact, low)))
        case Between(low=low, high=high, low_open=low_open, high_open=high_open):
            bounds = []
            if low is not None and (low > 0 or low_open or high is None):
                bounds.append(Bound(Op.MORE_THAN if low_open else Op.AT_LEAST, quantity(fact, low)))
            if high is not None:
                bounds.append(Bound(Op.LESS_THAN if high_open else Op.AT_MOST, quantity(fact, high)))
            return Given(fact.name, bounds=tuple(bounds))
    raise ValueError(f"{fact.name} is known by days")


def quantity(fact: Fact, amount: Decimal) -> Quantity:
    """An amount in base units as one would write it: the largest unit that divides it."""
    match fact.answer:
        case Duration(family=family):
            units = _UNITS[family]
            smallest = units[-1] if amount else units[min(1, len(units) - 1)]
            unit = next((unit for unit in units if amount and amount % UNITS[unit][1] == 0), smallest)
            size = amount / UNITS[unit][1]
            return Quantity(size, unit if size == 1 else f"{unit}s")
        case Number(unit=unit):
            return Quantity(amount, unit)
        case _:
            return Quantity(amount)
