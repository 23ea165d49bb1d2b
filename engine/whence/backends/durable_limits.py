"""The limits of the rule engine, checked before it is given anything.

Past most of them it does not complain: it drops facts, hangs, or takes two words for one. The encoding stays within
all of them by itself; this is the check that it did, and the sentence an editor reads where it could not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whence.backends.durable_spelling import GROUP_BITS, collisions, reserved_words
from whence.program.program import Program
from whence.program.reach import users

MAX_CONDITIONS = 15  # 16 work; at 17 the engine builds, then drops the batch in which the 17th fact comes
MAX_READERS = 250  # 256 work; 257 is refused when the ruleset is built
MAX_RULES = 4000  # 4,096 work, boot rule included
MAX_GROUPS = 500  # 511 work; at 513 building never returns


class EngineLimit(ValueError):
    """The rule engine cannot hold this knowledge; `rules` are the rules (or definitions, pathways) concerned."""

    def __init__(self, what: str, rules: Sequence[str]) -> None:
        self.rules = tuple(rules)
        super().__init__(f"{what}; concerned: {', '.join(self.rules) or 'the engine itself'}")


def check_limits(program: Program, bodies: Sequence[Sequence[int]], nodes: Sequence[int]) -> None:
    """Raise EngineLimit where a ruleset would pass a limit. `nodes[k]` is the program node that rule k decides."""
    if len(bodies) + 1 > MAX_RULES:
        what = f"{len(bodies)} engine rules in one ruleset, at most {MAX_RULES - 1}"
        raise EngineLimit(what, _named(program, nodes[-1:]))
    for body, node in zip(bodies, nodes, strict=True):
        if not 1 <= len(body) <= MAX_CONDITIONS:
            what = f"{len(body)} conditions in one engine rule, from 1 to {MAX_CONDITIONS} are possible"
            raise EngineLimit(what, _named(program, [node]))
        if len(set(body)) != len(body):
            raise EngineLimit("a condition stands twice in one engine rule", _named(program, [node]))
    readers = Counter(number for body in bodies for number in body)
    for number, count in readers.most_common(1):
        if count > MAX_READERS:
            reading = [node for body, node in zip(bodies, nodes, strict=True) if number in body]
            what = f"{count} engine rules share one condition, at most {MAX_READERS} may"
            raise EngineLimit(what, _named(program, reading))
    groups = {number >> GROUP_BITS for number in readers}
    if len(groups) > MAX_GROUPS:
        raise EngineLimit(f"{len(groups)} groups of facts, at most {MAX_GROUPS}", _named(program, nodes[-1:]))
    words = [*reserved_words(len(bodies), MAX_CONDITIONS), *(f"p{number}" for number in readers)]
    for first, second in collisions(words):
        reading = [node for body, node in zip(bodies, nodes, strict=True) if second in (f"p{read}" for read in body)]
        raise EngineLimit(f"the engine cannot tell {first} from {second}", _named(program, reading))


def _named(program: Program, nodes: Sequence[int]) -> list[str]:
    return sorted({name for node in nodes for name in users(program, node)})
