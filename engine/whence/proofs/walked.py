"""A walk through a chart as literals of the solver: which boxes somebody passes, and where the walk stops.

It says of a person of whom every fact has an answer what `graph.walk` says. It knows no rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.backends.encoded_conditions import EncodedConditions
from whence.backends.gates import Gates
from whence.graph.algorithm import pathway_graph
from whence.graph.digraph import topological_order
from whence.language.condition import Is
from whence.language.pathway import Apply, Ask, Fork, Meet, Pathway
from whence.values.struct import Struct, field


class Walked(Struct, frozen=True):
    """`at`: the literal that a step is come to; `stuck`: that the walk stops at a diamond without an answer."""

    at: Mapping[str, int]
    stuck: Mapping[str, int]


def walked(pathway: Pathway, conditions: EncodedConditions, gates: Gates) -> Walked:
    """The literals for every step of a pathway. Raises ValueError where its steps run in a circle."""
    order = topological_order(pathway_graph(pathway))
    ends = _Ends(pathway, conditions, gates)
    for step in reversed(order):
        ends.settle(step)
    ways: dict[str, list[int]] = {step: [] for step in order}
    ways[pathway.start].append(gates.true)
    at: dict[str, int] = {}
    stuck: dict[str, int] = {}
    for name in order:
        at[name] = gates.any_of(ways[name])
        match pathway.steps[name]:
            case Ask():
                led = ends.led[name]
                for target, literal in led.items():
                    ways[target].append(gates.all_of((at[name], literal)))
                stuck[name] = gates.all_of((at[name], *(-literal for literal in led.values())))
            case Apply(next=following):
                ways[following].append(at[name])
            case Fork(columns=columns, next=following):
                for column in columns:
                    ways[column].append(at[name])
                if ends.met[name] != -gates.true:
                    ways[following].append(gates.all_of((at[name], ends.met[name])))
            case _:
                pass
    return Walked(at, stuck)


class _Ends(Struct):
    """How the walk from each step ends; a step is settled after those that follow it."""

    pathway: Pathway
    conditions: EncodedConditions
    gates: Gates
    led: dict[str, dict[str, int]] = field(default_factory=dict)  # diamond -> step behind it -> literal
    met: dict[str, int] = field(default_factory=dict)  # fork -> its columns are walked to their ends, and one meets
    done: dict[str, int] = field(default_factory=dict)  # every way from the step is walked to its end
    meets: dict[str, dict[str, int]] = field(default_factory=dict)  # step -> meet come to from there -> literal

    def settle(self, name: str) -> None:
        gates, true = self.gates, self.gates.true
        match self.pathway.steps[name]:
            case Ask(name=asked, answers=answers):
                led: dict[str, int] = {}
                for target in dict.fromkeys(answers.values()):
                    given = tuple(answer for answer, following in answers.items() if following == target)
                    led[target] = self.conditions.rails(Is(asked, given)).true
                self.led[name] = led
                self.done[name] = gates.any_of(gates.all_of((on, self.done[to])) for to, on in led.items())
                self.meets[name] = self._joined((to, on) for to, on in led.items())
            case Apply(next=following):
                self.done[name], self.meets[name] = self.done[following], self.meets[following]
            case Fork(columns=columns, next=following):
                below = self._joined((column, true) for column in columns)
                own = {meet for meet in below if self._fork_of(meet) == name}
                through = gates.all_of(self.done[column] for column in columns)
                met = gates.any_of(below[meet] for meet in own)
                self.met[name] = gates.all_of((through, met))
                onward = self.done[following] if own else true
                self.done[name] = gates.all_of((through, gates.any_of((-met, onward))))
                others = {meet: [literal] for meet, literal in below.items() if meet not in own}
                for meet, literal in self.meets[following].items() if own else ():
                    others.setdefault(meet, []).append(gates.all_of((self.met[name], literal)))
                self.meets[name] = {meet: gates.any_of(literals) for meet, literals in others.items()}
            case Meet():
                self.done[name], self.meets[name] = true, {name: true}
            case _:
                self.done[name], self.meets[name] = true, {}

    def _joined(self, ways: Iterable[tuple[str, int]]) -> dict[str, int]:
        found: dict[str, list[int]] = {}
        for target, literal in ways:
            for meet, on in self.meets[target].items():
                found.setdefault(meet, []).append(self.gates.all_of((literal, on)))
        return {meet: self.gates.any_of(literals) for meet, literals in found.items()}

    def _fork_of(self, meet: str) -> str | None:
        step = self.pathway.steps[meet]
        return step.fork if isinstance(step, Meet) else None
