"""The same AND graph in CLIPS, two rails, complements by CLIPS' own `not` below a salience per stratum."""

from __future__ import annotations

from collections.abc import Sequence

import clips  # type: ignore[import-not-found, unused-ignore]

from whence.backends.durable_driver import given, truth
from whence.backends.durable_encoding import FALSE, NOT_FALSE, NOT_TRUE, TRUE, predicate
from whence.program.program import Program
from whence.values.truth import Truth


class ClipsProgram:
    """Decides a program for one patient at a time."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._environment = clips.Environment()
        for rule in rules(program):
            self._environment.build(rule)

    def run(self, leaf_truths: Sequence[Truth]) -> tuple[Truth, ...]:
        environment = self._environment
        environment.reset()
        environment.load_facts(" ".join(f"(p {held})" for held in given(leaf_truths)))
        environment.run()
        held = {int(fact[0]) for fact in environment.facts() if fact.template.name == "p"}
        return tuple(truth(node, held) for node in range(self._program.size))


def rules(program: Program) -> list[str]:
    made = []
    for node, parts in enumerate(program.ands, 1 + len(program.leaves)):
        first = 1000 - 2 * program.strata[node]
        for head, straight, turned in ((TRUE, TRUE, FALSE), (NOT_FALSE, NOT_FALSE, NOT_TRUE)):
            body = " ".join(f"(p {predicate(part >> 1, turned if part & 1 else straight)})" for part in parts)
            made.append(rule(f"n{node}-{head}", first, body, predicate(node, head)))
        for head, absent in ((FALSE, NOT_FALSE), (NOT_TRUE, TRUE)):
            body = f"(not (p {predicate(node, absent)}))"
            made.append(rule(f"n{node}-{head}", first - 1, body, predicate(node, head)))
    return made


def rule(name: str, salience: int, body: str, head: int) -> str:
    return f"(defrule {name} (declare (salience {salience})) {body} => (assert (p {head})))"
