"""Bare programs for the traps of the rule engine: any AND graph, without a knowledge base around it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from whence.language.condition import Is
from whence.program.program import Program, Roots
from whence.values.truth import Truth, all_of


def program_of(leaves: int, ands: Iterable[Sequence[int]]) -> Program:
    """A program over `leaves` tests; each AND node n is the `when` of the rule `book/n`."""
    made = tuple(tuple(sorted(parts)) for parts in ands)
    strata = [0] * (1 + leaves)
    for parts in made:
        strata.append(max(strata[part >> 1] + (part & 1 and part >> 1 > leaves) for part in parts))
    rules = {f"book/{node}": Roots(2 * node) for node in range(1 + leaves, 1 + leaves + len(made))}
    tests = tuple(Is(f"fact_{leaf}", ("yes",)) for leaf in range(1, 1 + leaves))
    return Program(tests, made, tuple(strata), rules, {}, {}, {})


def by_kleene(program: Program, leaves: Sequence[Truth]) -> tuple[Truth, ...]:
    """The truth of every node, straight from the definition."""
    values = [Truth.TRUE, *leaves]
    for parts in program.ands:
        values.append(all_of(~values[part >> 1] if part & 1 else values[part >> 1] for part in parts))
    return tuple(values)


def random_truths(program: Program, seed: int) -> list[Truth]:
    chosen = random.Random(seed)
    return [chosen.choice(list(Truth)) for _ in program.leaves]
