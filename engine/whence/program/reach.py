"""Which rules, definitions and lines a program node serves: the names to print when something is wrong with a node."""

from __future__ import annotations

from collections.abc import Iterable

from whence.program.program import Program


def below(program: Program, literals: Iterable[int]) -> set[int]:
    """The nodes of `literals` and every node under them."""
    first_and = 1 + len(program.leaves)
    found: set[int] = set()
    waiting = [literal >> 1 for literal in literals]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            if node >= first_and:
                waiting.extend(part >> 1 for part in program.ands[node - first_and])
    return found


def users(program: Program, node: int) -> tuple[str, ...]:
    """The names that stand on `node`: rules, definitions, impossible lines, pathways, groups, each in name order."""
    hung: list[tuple[str, list[int]]] = [
        (rule, [root for root in (roots.when, roots.unless, roots.only_if) if root is not None])
        for rule, roots in program.rules.items()
    ]
    hung += [(name, list(answers.values())) for name, answers in program.definitions.items()]
    hung += [(name, [root]) for name, root in (*program.impossible.items(), *program.pathways.items())]
    hung += [(f"{guideline}: {group}", [root]) for (guideline, group), root in program.groups.items()]
    return tuple(name for name, literals in hung if node in below(program, literals))
