"""Random patient files for any base: whole and partial answers, quantities near the thresholds, days and durations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from laws.random_people import TODAY
from whence.language.base import KnowledgeBase
from whence.language.condition import Is, Within
from whence.language.patient import Given, Patient
from whence.language.vocabulary import Fact
from whence.program.program import Program
from whence.program.reach import below
from whence.values.answers import Count, Day, Duration, Number, Words
from whence.values.known import Bound, Op
from whence.values.quantity import Quantity

_LOW, _HIGH = (Op.AT_LEAST, Op.MORE_THAN), (Op.AT_MOST, Op.LESS_THAN)
_UNITS = {"days": (("days", 1440), ("hours", 60), ("weeks", 10080)), "months": (("months", 1), ("years", 12))}


def patient_files(base: KnowledgeBase, program: Program, seed: int) -> Iterator[Patient]:
    """Endless patients, the same for the same base and seed; some contradict themselves."""
    chosen = Random(seed)
    near: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(1)])
    for leaf in program.leaves:
        if isinstance(leaf, Within):
            near[leaf.name].append(leaf.bounds[0].quantity.amount)
    facts = list(base.vocabulary.facts.values())
    number = 0
    while True:
        number += 1
        share = chosen.choice([0.02, 0.2, 0.6, 1.0])
        given = {fact.name: answered(fact, near[fact.name], chosen) for fact in facts if chosen.random() < share}
        if chosen.random() < 0.8:
            given |= led(program, chosen)
        order = sorted(given, key=lambda _: chosen.random())
        yield Patient(f"person-{number}", {name: given[name] for name in order}, TODAY - timedelta(chosen.randrange(3)))


def led(program: Program, chosen: Random) -> dict[str, Given]:
    """Answers in words that lead towards one rule."""
    roots = program.rules[chosen.choice(sorted(program.rules))]
    nodes = below(program, [root for root in (roots.when, roots.unless, roots.only_if) if root is not None])
    found = {}
    for node in sorted(nodes):
        leaf = program.leaves[node - 1] if 0 < node <= len(program.leaves) else None
        if isinstance(leaf, Is) and leaf.name not in program.scores and chosen.random() < 0.8:
            found[leaf.name] = Given(leaf.name, answer=chosen.choice(leaf.answers))
    return found


def answered(fact: Fact, near: list[Decimal], chosen: Random) -> Given:
    """One fact answered, in whole or in part."""
    match fact.answer:
        case Words(answers=answers):
            some = tuple(chosen.sample(answers, chosen.randint(1, len(answers))))
            if chosen.random() < 0.7:
                return Given(fact.name, answer=some[0])
            none_of = len(some) < len(answers) and chosen.random() < 0.5
            return Given(fact.name, none_of=some) if none_of else Given(fact.name, one_of=some)
        case Day():
            days = sorted(TODAY - timedelta(chosen.randrange(3, 800)) for _ in range(2))
            if chosen.random() < 0.6:
                return Given(fact.name, answer=days[0].isoformat())
            low, high = chosen.choice(_LOW).value, chosen.choice(_HIGH).value
            pair = ((low, days[0]), (high, days[1] + timedelta(3)))
            return Given(fact.name, day_bounds=chosen.choice([pair, pair[:1], pair[1:]]))
        case Count():
            return counted(fact.name, near, "", Decimal(1), chosen)
        case Number(unit=unit):
            return counted(fact.name, near, unit, Decimal(1), chosen)
        case Duration(family=family):
            unit, size = chosen.choice(_UNITS[family])
            return counted(fact.name, near, unit, Decimal(size), chosen)


def counted(name: str, near: list[Decimal], unit: str, size: Decimal, chosen: Random) -> Given:
    """A quantity at, just below or just above a threshold; or bounds around it."""
    amount = max(Decimal(0), (chosen.choice(near) / size).to_integral_value() + chosen.choice([-1, 0, 0, 1]))
    if chosen.random() < 0.6:
        return Given(name, answer=str(Quantity(amount, unit)))
    low = Bound(chosen.choice(_LOW), Quantity(amount, unit))
    high = Bound(chosen.choice(_HIGH), Quantity(amount + chosen.randint(1, 3), unit))
    return Given(name, bounds=chosen.choice([(low, high), (low,), (high,)]))
