"""A patient who shows something, in an editor's words."""

from __future__ import annotations

from decimal import Decimal

from whence.language.base import KnowledgeBase
from whence.proofs.everybody import Somebody
from whence.values.answers import Duration, Number
from whence.values.known import Between, Known, OneOf
from whence.values.quantity import MINUTES_PER_DAY, Quantity


def in_words(base: KnowledgeBase, person: Somebody) -> str:
    """The patient's answers as they are written in a file: `fever: present, age: 18 years`; 'anybody' without any."""
    facts = [name for name in base.vocabulary.facts if name in person.known]
    said = [f"{name}: {_answer(base, name, person.known[name])}" for name in facts]
    said += [f"{name}: {total}" for name, total in person.totals.items()]
    return ", ".join(said) or "anybody"


def _answer(base: KnowledgeBase, name: str, known: Known) -> str:
    match known:
        case OneOf(answers=answers):
            return " or ".join(sorted(answers))
        case Between(low=low, high=high) if low is not None and low == high:
            return str(_quantity(base, name, low))
        case Between(low=low, high=high) if low is not None or high is not None:
            least, most = "more than" if known.low_open else "at least", "less than" if known.high_open else "at most"
            bounds = ((least, low), (most, high))
            return " and ".join(f"{word} {_quantity(base, name, end)}" for word, end in bounds if end is not None)
        case _:
            return "partly known"


def _quantity(base: KnowledgeBase, name: str, value: Decimal) -> Quantity:
    match base.vocabulary.facts[name].answer:
        case Duration(family="months"):
            return Quantity(value, "months")
        case Duration() if value % MINUTES_PER_DAY == 0:
            return Quantity(value / MINUTES_PER_DAY, "days")
        case Duration():
            return Quantity(value, "minutes")
        case Number(unit=unit):
            return Quantity(value, unit)
        case _:
            return Quantity(value)
