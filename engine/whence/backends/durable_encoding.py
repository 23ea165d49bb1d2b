"""A program as rules the forward-chaining engine can be trusted with: positive, dual-rail, over opaque numbers.

Every node has four predicates: *true*, *not false* (true or unknown), *false* and *not true*. An AND node gives one
engine rule for *true* and one for *not false*; its other two predicates are complements the driver asserts once the
node's stratum is finished. The engine's limits are met here: long conjunctions are built up from parts, predicates
with many readers get copies, large programs become several rulesets. It refuses to know the engine's module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from whence.backends.durable_limits import MAX_CONDITIONS, MAX_READERS, MAX_RULES, check_limits
from whence.backends.durable_spelling import fact_numbers, ruleset_text
from whence.program.program import Program
from whence.values.struct import Struct

RAILS = ("true", "not false", "false", "not true")
TRUE, NOT_FALSE, FALSE, NOT_TRUE = range(4)


class EngineRule(Struct, frozen=True):
    """`head` holds when every predicate of `body` does. `place` is its stratum, its node, and its turn within it."""

    head: int
    body: tuple[int, ...]
    place: tuple[int, int, int]

    @property
    def node(self) -> int:
        """The program node it decides, wholly or in part."""
        return self.place[1]


class Ruleset(Struct, frozen=True):
    """Rules of one engine ruleset in topological order; rule k of the engine is `rules[k]`.

    `numbers` gives the engine's number of each predicate some rule of it reads; `text` is its definition in JSON.
    """

    rules: tuple[EngineRule, ...]
    numbers: dict[int, int]
    text: str


class Encoding(Struct, frozen=True):
    """Rulesets to be run one after the other, and `names`, the printed name of each predicate."""

    rulesets: tuple[Ruleset, ...]
    names: dict[int, str]


def predicate(node: int, rail: int) -> int:
    """The number of a node's predicate on a rail."""
    return 4 * node + rail


def encode(
    program: Program, conditions: int = MAX_CONDITIONS, readers: int = MAX_READERS, rules: int = MAX_RULES
) -> Encoding:
    """The rulesets of `program`, within the given limits.

    Raises EngineLimit, naming the rules of the knowledge concerned, where a limit is passed all the same.
    """
    names = {predicate(node, rail): f"{node} {RAILS[rail]}" for node in range(program.size) for rail in range(4)}
    split = [part for rule in _plain_rules(program) for part in _split(rule, conditions, names)]
    shared = _share(program, split, readers, names)
    shared.sort(key=lambda rule: rule.place)
    rulesets = []
    for start in range(0, len(shared), rules - 1):
        chunk = tuple(shared[start : start + rules - 1])
        numbers = fact_numbers(len(chunk), MAX_CONDITIONS, sorted({read for rule in chunk for read in rule.body}))
        bodies = [[numbers[read] for read in rule.body] for rule in chunk]
        check_limits(program, bodies, [rule.node for rule in chunk])
        rulesets.append(Ruleset(chunk, numbers, ruleset_text(bodies)))
    return Encoding(tuple(rulesets), names)


def _plain_rules(program: Program) -> Iterator[EngineRule]:
    """Two rules for each AND node: all parts true make it true, all parts not false make it not false."""
    for node, parts in enumerate(program.ands, 1 + len(program.leaves)):
        place = (program.strata[node], node, 1)
        true = tuple(predicate(part >> 1, FALSE if part & 1 else TRUE) for part in parts)
        not_false = tuple(predicate(part >> 1, NOT_TRUE if part & 1 else NOT_FALSE) for part in parts)
        yield EngineRule(predicate(node, TRUE), true, place)
        yield EngineRule(predicate(node, NOT_FALSE), not_false, place)


def _split(rule: EngineRule, most: int, names: dict[int, str]) -> Iterator[EngineRule]:
    """The rule itself, or its parts and what joins them, where it has more conditions than the engine can match."""
    stratum, node, _ = rule.place
    body, part = rule.body, 0
    while len(body) > most:
        joined: list[int] = []
        for start in range(0, len(body), most):
            part += 1
            new = len(names)
            names[new] = f"{names[rule.head]} part {part}"
            joined.append(new)
            yield EngineRule(new, body[start : start + most], (stratum, node, 0))
        body = tuple(joined)
    yield EngineRule(rule.head, body, rule.place)


def _share(program: Program, rules: list[EngineRule], most: int, names: dict[int, str]) -> list[EngineRule]:
    """The rules with copies of every predicate that more than `most` of them read."""
    readers: dict[int, list[int]] = defaultdict(list)
    for index, rule in enumerate(rules):
        for read in rule.body:
            readers[read].append(index)
    bodies = [list(rule.body) for rule in rules]
    copies: list[EngineRule] = []
    for read, reading in sorted(readers.items()):
        if len(reading) <= most:
            continue
        for start in range(0, len(reading), most):
            copy = len(names)
            names[copy] = f"{names[read]} copy {1 + start // most}"
            copies.append(EngineRule(copy, (read,), _copy_place(program, read)))
            for index in reading[start : start + most]:
                bodies[index][bodies[index].index(read)] = copy
    changed = [EngineRule(rule.head, tuple(body), rule.place) for rule, body in zip(rules, bodies, strict=True)]
    return changed + copies


def _copy_place(program: Program, read: int) -> tuple[int, int, int]:
    """After the predicate is settled and before anything that reads it: a complement is settled one stratum later."""
    node, rail = divmod(read, 4)
    late = rail in (FALSE, NOT_TRUE) and node > len(program.leaves)
    return (program.strata[node] + late, node, 2)
