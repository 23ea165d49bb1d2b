"""The driver of one ruleset: which facts to assert when, and what each firing means.

Facts go in by batches, sorted; what fired is asserted in the next batch; once a stratum is at rest, the complements of
its nodes are facts too. The engine stays behind a function that asserts a batch and tells what fired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from whence.backends.durable_encoding import FALSE, NOT_FALSE, NOT_TRUE, TRUE, Encoding, Ruleset, predicate
from whence.backends.durable_spelling import fact
from whence.program.program import Program
from whence.program.trace import Firing
from whence.values.truth import Truth

Fired = tuple[str, Mapping[str, Mapping[str, int]]]  # an engine rule and the facts it matched, by alias
_GIVEN = {
    Truth.TRUE: (TRUE, NOT_FALSE),
    Truth.UNKNOWN: (NOT_FALSE, NOT_TRUE),
    Truth.FALSE: (FALSE, NOT_TRUE),
}


class EngineFault(RuntimeError):
    """The rule engine failed or broke one of its promises; no answer was given."""


def given(leaf_truths: Iterable[Truth]) -> set[int]:
    """The predicates that hold of the leaves."""
    return {predicate(leaf, rail) for leaf, known in enumerate(leaf_truths, 1) for rail in _GIVEN[known]}


def truth(node: int, held: set[int]) -> Truth:
    """The truth of a node once everything has fired. Node 0 is the constant true."""
    if node == 0 or predicate(node, TRUE) in held:
        return Truth.TRUE
    return Truth.UNKNOWN if predicate(node, NOT_FALSE) in held else Truth.FALSE


class Stages:
    """One ruleset with everything its sessions need, reckoned once."""

    def __init__(self, program: Program, encoding: Encoding, index: int) -> None:
        self.ruleset: Ruleset = encoding.rulesets[index]
        self._names = encoding.names
        self._facts = {read: fact(number) for read, number in self.ruleset.numbers.items()}
        self._predicate_of = {number: read for read, number in self.ruleset.numbers.items()}
        strata = sorted({rule.place[0] for rule in self.ruleset.rules})
        first_and = 1 + len(program.leaves)
        self._finished = [
            [node for node in range(first_and, program.size) if program.strata[node] == stratum] for stratum in strata
        ]
        later = encoding.rulesets[index + 1 :]
        if later and later[0].rules[0].place[0] == strata[-1]:
            self._finished[-1] = []  # the next ruleset goes on with this stratum and finishes it

    def run(
        self, assert_batch: Callable[[Sequence[str]], Iterable[Fired]], held: set[int], firings: list[Firing]
    ) -> None:
        """Fire every rule that can fire, adding what then holds to `held`, complements included, and to `firings`.

        Raises EngineFault where the engine fired a rule on other facts than the rule asks for.
        """
        asserted: set[int] = set()
        for finished in self._finished:
            while batch := sorted((held & self._facts.keys()) - asserted):
                asserted.update(batch)
                for rule, frame in assert_batch([self._facts[read] for read in batch]):
                    held.add(self._fire(rule, frame, firings))
            for node in finished:
                if predicate(node, NOT_FALSE) not in held:
                    held.add(predicate(node, FALSE))
                if predicate(node, TRUE) not in held:
                    held.add(predicate(node, NOT_TRUE))

    def _fire(self, rule: str, frame: Mapping[str, Mapping[str, int]], firings: list[Firing]) -> int:
        fired = self.ruleset.rules[int(rule[1:])]
        matched = tuple(self._predicate_of[frame[f"m_{place}"]["p"]] for place in range(len(frame)))
        if matched != fired.body:
            raise EngineFault(f"the rule engine fired {rule} on other facts than it asks for")
        rail = self._names[fired.head].partition(" ")[2]
        firings.append(Firing(fired.node, rail, tuple(self._names[read] for read in matched)))
        return fired.head
