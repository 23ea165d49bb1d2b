"""Walking one patient through a chart: which steps are passed, where the walk stops for want of an answer, how it ends.

The order of questions is the chart's; nothing here decides a rule. `enter` is not looked at: the
walk begins at the start.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.base import KnowledgeBase
from whence.language.condition import Is
from whence.language.evaluate import evaluate
from whence.language.pathway import Apply, Ask, Fork, Meet, Pathway
from whence.values.known import Known
from whence.values.struct import Struct, field
from whence.values.truth import Truth


class Walk(Struct, frozen=True):
    """The steps and arrows passed, in the order of the walk.

    A diamond at which the walk stops is among `frontier` and not among `passed`; a step where it ends or goes on to
    another pathway is among both `passed` and `ends`.
    """

    passed: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    frontier: tuple[str, ...]
    ends: tuple[str, ...]


def walk(base: KnowledgeBase, pathway: Pathway, known: Mapping[str, Known]) -> Walk:
    """Walk the pathway with what is known of a patient.

    A diamond is passed where every answer that remains leads to the same step. A fork sends the walk down all its
    columns; its meet is passed once every column has been walked to its end and one at least has come to the meet.
    """
    steps = _Steps(base, pathway, known)
    steps.run(pathway.start)
    return Walk(tuple(steps.passed), tuple(steps.edges), tuple(steps.frontier), tuple(steps.ends))


class _Steps(Struct):
    base: KnowledgeBase
    pathway: Pathway
    known: Mapping[str, Known]
    passed: dict[str, None] = field(default_factory=dict)
    edges: dict[tuple[str, str], None] = field(default_factory=dict)
    frontier: dict[str, None] = field(default_factory=dict)
    ends: dict[str, None] = field(default_factory=dict)

    def run(self, name: str) -> tuple[frozenset[str], bool]:
        """Walk on from a step; gives the meets arrived at, and whether every way was walked to its end."""
        match self.pathway.steps[name]:
            case Ask() as ask:
                target = self.led_to(ask)
                if target is None:
                    self.frontier[name] = None
                    return frozenset(), False
                return self.go(name, target)
            case Apply(next=following):
                return self.go(name, following)
            case Fork(columns=columns, next=following):
                ways = [self.go(name, column) for column in columns]
                met = frozenset[str]().union(*(meets for meets, _ in ways))
                own = sorted(meet for meet in met if self.fork_of(meet) == name)
                if not all(done for _, done in ways):
                    for meet in own:
                        self.passed.pop(meet, None)
                    return met - set(own), False
                if not own:
                    return met, True
                onward = [self.go(meet, following) for meet in own]
                return (met - set(own)).union(*(meets for meets, _ in onward)), all(done for _, done in onward)
            case Meet():
                self.passed[name] = None
                return frozenset((name,)), True
            case _:
                self.passed[name] = None
                self.ends[name] = None
                return frozenset(), True

    def go(self, name: str, target: str) -> tuple[frozenset[str], bool]:
        """Pass a step and walk on from the next."""
        self.passed[name] = None
        self.edges[name, target] = None
        return self.run(target)

    def fork_of(self, meet: str) -> str | None:
        """The fork whose columns come together at a meet."""
        step = self.pathway.steps[meet]
        return step.fork if isinstance(step, Meet) else None

    def led_to(self, ask: Ask) -> str | None:
        """The step that every remaining answer leads to, or None."""
        for target in dict.fromkeys(ask.answers.values()):
            answers = tuple(answer for answer, following in ask.answers.items() if following == target)
            if evaluate(Is(ask.name, answers), self.known, self.base.defined) is Truth.TRUE:
                return target
        return None
