"""Somebody of whom as few facts as possible are told, and those in full where that is possible.

The number of facts is the least there is: fewer are asked for until nobody is left. It refuses to know rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from whence.backends.answers_tried import figure_above
from whence.backends.told import Told
from whence.language.vocabulary import Fact
from whence.proofs.everybody import Everybody
from whence.values.answers import Words
from whence.values.known import Between, Known


def fewest_told(
    everybody: Everybody, told: Told, literals: Sequence[int], facts: Iterable[str]
) -> Mapping[str, Known]:
    """What is known of somebody of whom the literals hold and of whom no facts but `facts` matter to them.

    There must be such a person. Raises NotProved.
    """
    asked = sorted(name for name in facts if name in told.facts)
    said = {name: told.said(name) for name in asked}
    counts = everybody.gates.counts(said.values())
    wanted = list(literals)
    while True:
        if not everybody.possible(wanted):
            raise ValueError("nobody is like this")
        model = everybody.model()
        many = sum(1 for literal in said.values() if literal in model)
        if many == 0 or not everybody.possible([*wanted, -counts[many - 1]]):
            break
        wanted.append(-counts[many - 1])
    wanted = [*literals, *(literal if literal in model else -literal for literal in said.values())]
    for name in asked:
        settled = [*wanted, told.settled(name)]
        if said[name] in model and everybody.possible(settled):
            wanted, model = settled, everybody.model()
    known = {name: answer for name in asked if (answer := told.known(model, name)) is not None}
    return {name: _figure(told.facts[name], answer, told, model) for name, answer in known.items()}


def _figure(fact: Fact, known: Known, told: Told, model: frozenset[int]) -> Known:
    """A number told in full as one figure that reads well; anything else as it is."""
    if isinstance(fact.answer, Words) or not isinstance(known, Between) or told.settled(fact.name) not in model:
        return known
    amount = known.low
    if amount is not None and known.low_open:
        amount = figure_above(fact.answer, amount, known.high)
    return known if amount is None else Between(amount, amount)
