"""The patient nearest to a given one of whom something holds: as few facts as can be are known otherwise.

Facts are wholly known or wholly unknown where such a patient does; partly known otherwise. Exact, by counting the
facts that differ with gates and asking for none, one, two and so on. It refuses to know why somebody is looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from whence.proofs.everybody import Everybody
from whence.values.known import Between, Known

#: Facts that may differ; a case that changes more shows nothing to anybody.
MOST = 8


def nearest(
    goal: Sequence[int], known: Mapping[str, Known], facts: Collection[str], everybody: Everybody
) -> dict[str, Known | None] | None:
    """What is known otherwise of that patient than of one of whom `known` is known, fact by fact; None of nobody.

    `goal` are literals over `everybody.partly_known`; only `facts` may differ. None as answer of a fact: unknown.
    Where more than MOST facts would differ, nobody is found. Raises NotProved.
    """
    told = everybody.told
    for line in everybody.base.vocabulary.impossible:  # what is told of other facts must not break a line either
        everybody.partly_known.rails(line.condition)
    may = [name for name in everybody.base.vocabulary.facts if name in facts]
    fixed = [told.same(name, answer) for name, answer in known.items() if name not in facts]
    plain = [told.plain(name) for name in may]
    counts = _at_least([-told.same(name, known.get(name)) for name in may], everybody)
    for kept in ([*fixed, *plain], fixed):
        for most in range(min(MOST, len(may)) + 1):
            if everybody.possible([*goal, *kept, -counts[most + 1]]):
                model = everybody.model()
                differ = [name for name in may if told.same(name, known.get(name)) not in model]
                return {name: _known(model, name, everybody) for name in differ}
        if not everybody.possible([*goal, *fixed]):
            return None
    return None


def _known(model: Collection[int], fact: str, everybody: Everybody) -> Known | None:
    """What is told of the fact; the figure of the person, where the number is told as far as tests can see."""
    told = everybody.told.known(model, fact)
    whole = everybody.answer(model, fact)
    return whole if isinstance(told, Between) and everybody.told.plain(fact) in model else told


def _at_least(literals: Sequence[int], everybody: Everybody) -> list[int]:
    """For each number from 0 to one above MOST (or above all of them) a literal that as many of them hold."""
    gates = everybody.gates
    counts = [gates.true]
    for literal in literals:
        longer = [gates.true]
        for number in range(1, min(len(counts), MOST + 1) + 1):
            before = counts[number] if number < len(counts) else -gates.true
            longer.append(gates.any_of((before, gates.all_of((counts[number - 1], literal)))))
        counts = longer
    return [*counts, *[-gates.true] * (MOST + 2 - len(counts))]
