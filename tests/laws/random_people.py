"""Random patients for any base: most of them led towards some rule, so that conditions are met and just missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from whence.language.base import KnowledgeBase
from whence.language.condition import Is, Test, Within
from whence.program.program import Program
from whence.program.reach import below
from whence.values.answers import Day, Duration, Words
from whence.values.known import Between, Elapsed, Known, OneOf

TODAY = date(2026, 11, 20)


def people(base: KnowledgeBase, program: Program, seed: int) -> Iterator[dict[str, Known]]:
    """Endless patients, the same for the same base and seed."""
    chosen = Random(seed)
    makers = makers_of(base, program)
    under = {
        rule: [
            program.leaves[node - 1]
            for root in (roots.when, roots.unless, roots.only_if)
            if root is not None
            for node in sorted(below(program, [root]))
            if 0 < node <= len(program.leaves)
        ]
        for rule, roots in program.rules.items()
    }
    rules = sorted(under)
    while True:
        share = chosen.choice([0.05, 0.3, 0.7, 1.0])
        known = {name: make(chosen) for name, make in makers.items() if chosen.random() < share}
        for leaf in under[chosen.choice(rules)] if chosen.random() < 0.8 else []:
            if chosen.random() < 0.8:
                known[leaf.name] = met(leaf, chosen)
        yield known


def makers_of(base: KnowledgeBase, program: Program) -> dict[str, Callable[[Random], Known]]:
    limits: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)])
    for leaf in program.leaves:
        if isinstance(leaf, Within):
            limits[leaf.name].append(leaf.bounds[0].quantity.amount)
    makers: dict[str, Callable[[Random], Known]] = {}
    for name, fact in base.vocabulary.facts.items():
        match fact.answer:
            case Words(answers=answers):
                makers[name] = lambda chosen, answers=answers: OneOf(
                    frozenset(chosen.sample(answers, 1 if chosen.random() < 0.8 else chosen.randint(1, len(answers))))
                )
            case Day():
                pass
            case kind:
                dated = isinstance(kind, Duration) and bool(fact.between)
                makers[name] = lambda chosen, near=limits[name], dated=dated: number(chosen, near, dated)
    return makers


def number(chosen: Random, near: list[Decimal], dated: bool) -> Known:
    if dated and chosen.random() < 0.6:
        days = sorted(TODAY - timedelta(days=chosen.randrange(0, 1200)) for _ in range(4))
        if chosen.random() < 0.6:
            return Elapsed((days[1], days[1]), (days[2], days[2]))
        return Elapsed((days[0], days[1]), (days[2], days[3]))
    about = max(Decimal(0), chosen.choice(near) + chosen.choice([-1, 0, 0, 1]))
    match chosen.randrange(5):
        case 0:
            return Between(low=about, low_open=chosen.random() < 0.5)
        case 1:
            return Between(high=about, high_open=chosen.random() < 0.5)
        case 2:
            return Between(about, about + 2, chosen.random() < 0.5, chosen.random() < 0.5)
        case _:
            return Between(about, about)


def met(leaf: Test, chosen: Random) -> Known:
    """An answer that makes the leaf true, or for a bound the limit itself."""
    if isinstance(leaf, Is):
        return OneOf(frozenset({chosen.choice(leaf.answers)}))
    limit = leaf.bounds[0].quantity.amount + chosen.choice([0, 1])
    return Between(limit, limit)
