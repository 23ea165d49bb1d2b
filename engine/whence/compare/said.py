"""What is known of a patient, written as a patient's file would say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from whence.language.patient import Given, Patient
from whence.language.vocabulary import Fact
from whence.values.answers import Duration, Number
from whence.values.known import Between, Known, OneOf
from whence.values.quantity import UNITS, Quantity

#: The units in which a time is written, the largest first.
_UNITS = {"days": ("week", "day", "hour", "minute"), "months": ("year", "month")}


def patient_of(name: str, known: Mapping[str, Known], facts: Mapping[str, Fact], day: date) -> Patient:
    """A patient of whom exactly `known` is known, in the order of `facts`. Raises ValueError for half answers."""
    given = {fact: given_of(facts[fact], known[fact]) for fact in facts if fact in known}
    return Patient(name, given, day)


def given_of(fact: Fact, known: Known) -> Given:
    """What a file would say of one fact. Raises ValueError for half an answer."""
    return Given(fact.name, answer=answer_of(fact, known))


def answer_of(fact: Fact, known: Known) -> str:
    """The whole answer in the words of a file. Raises ValueError for half an answer."""
    match known:
        case OneOf(answers=answers) if len(answers) == 1:
            return next(iter(answers))
        case Between(low=low, high=high) if low is not None and low == high:
            return str(quantity(fact, low))
    raise ValueError(f"{fact.name} is not fully known")


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
