"""The two laws of pathways, each decided exactly by looking for a patient.

1. No route's answers force a rule of the box it leads to to be refuted.
2. Whoever enters, and to whom a rule of the chart applies, passes a box of that rule or stops at an unanswered
   diamond before it. Somebody of whom only part is known breaks this law only if somebody of whom everything is known
   does, so only the latter are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whence.graph.algorithm import pathway_graph
from whence.graph.completions import Demand, Holds, Undecided, find_patient, leaves, unknown_facts
from whence.graph.digraph import reachable
from whence.graph.routes import Route, routes
from whence.graph.walk import walk
from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, Is, Not
from whence.language.pathway import Apply, Ask, Pathway
from whence.language.rule import Rule
from whence.values.known import Known
from whence.values.truth import Truth


@dataclass(frozen=True, slots=True)
class Breach:
    """A law broken: which (`law` is 'refuted', 'missed' or 'undecided'), by which rule, at which box, and who shows it.

    For 'refuted', `route` holds the answers and `witness` a patient who walks them; for 'missed', `witness` is a
    patient to whom the rule applies and who does not pass it; for 'undecided', `why` says what stopped the search.
    """

    law: str
    rule: str
    step: str
    route: Route = ()
    witness: Mapping[str, Known] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Avoids:
    """The demand that a walk of the pathway passes none of `boxes`."""

    pathway: Pathway
    boxes: frozenset[str]
    before: Mapping[str, frozenset[str]]  # step -> the boxes that can be reached from it
    base: KnowledgeBase

    def facts(self) -> frozenset[str]:
        """The facts below every diamond of the pathway."""
        asked = (step.name for step in self.pathway.steps.values() if isinstance(step, Ask))
        return frozenset(test.name for name in asked for test in leaves(Is(name, ()), self.base))

    def truth(self, known: Mapping[str, Known]) -> Truth:
        """True when no box is passed whatever else is learnt, false when one is passed."""
        walked = walk(self.base, self.pathway, known)
        if self.boxes & set(walked.passed):
            return Truth.FALSE
        waits = any(self.before[step] for step in walked.frontier)
        return Truth.UNKNOWN if waits else Truth.TRUE

    def open_facts(self, known: Mapping[str, Known]) -> Iterator[str]:
        """The facts unknown at the diamonds where the walk stands before a box."""
        for step in walk(self.base, self.pathway, known).frontier:
            ask = self.pathway.steps[step]
            if self.before[step] and isinstance(ask, Ask):
                for answer in ask.answers:
                    yield from unknown_facts(Is(ask.name, (answer,)), known, self.base)


def breaches(base: KnowledgeBase, pathway: Pathway) -> Iterator[Breach]:
    """Every breach of the two laws in one pathway; at most one for each law, rule and box."""
    boxes: dict[str, set[str]] = {}
    for name, step in pathway.steps.items():
        if isinstance(step, Apply):
            for rule in step.rules:
                boxes.setdefault(rule, set()).add(name)
                yield from _refuted(base, pathway, name, base.rules[rule])
    for rule, steps in boxes.items():
        yield from _missed(base, pathway, frozenset(steps), base.rules[rule])


def _refuted(base: KnowledgeBase, pathway: Pathway, step: str, rule: Rule) -> Iterator[Breach]:
    """Law 1 for one rule of one box: each route that somebody walks must leave the rule standing for somebody."""
    expanded = base.expanded(rule)
    standing = [expanded.when, *([Not(expanded.unless)] if expanded.unless is not None else [])]
    entered = [] if pathway.enter is None else [pathway.enter]
    for route in routes(pathway, _related(base, pathway, [*standing, *entered])).get(step, ()):
        way = [*entered, *(Is(name, answers) for name, answers in route)]
        try:
            if _somebody(base, [*way, *standing]) is None:
                walker = _somebody(base, way)
                if walker is not None:
                    yield Breach("refuted", rule.id, step, route, walker)
                    return
        except Undecided as reason:
            yield Breach("undecided", rule.id, step, route, why=str(reason))
            return


def _missed(base: KnowledgeBase, pathway: Pathway, boxes: frozenset[str], rule: Rule) -> Iterator[Breach]:
    """Law 2 for one rule: nobody may enter, have the rule apply, and walk past all its boxes."""
    expanded = base.expanded(rule)
    conditions: list[Condition] = [] if pathway.enter is None else [pathway.enter]
    conditions += [expanded.when, *([Not(expanded.unless)] if expanded.unless is not None else [])]
    conditions += [expanded.only_if] if expanded.only_if is not None else []
    graph = pathway_graph(pathway)
    onward: dict[str, set[str]] = {}
    for step in pathway.steps:
        onward[step] = reachable(graph, step)
    before = {step: boxes & steps for step, steps in onward.items()}
    demands: list[Demand] = [Holds(condition, base) for condition in conditions]
    try:
        witness = find_patient(base, [*demands, Avoids(pathway, boxes, before, base)])
    except Undecided as reason:
        yield Breach("undecided", rule.id, min(boxes), why=str(reason))
        return
    if witness is not None:
        yield Breach("missed", rule.id, min(boxes), witness=witness)


def _somebody(base: KnowledgeBase, conditions: list[Condition]) -> dict[str, Known] | None:
    return find_patient(base, [Holds(condition, base) for condition in conditions])


def _related(base: KnowledgeBase, pathway: Pathway, conditions: list[Condition]) -> frozenset[str]:
    """The names asked in the pathway that share facts with the conditions, directly or through one another.

    Answers to all others leave the rule as it is: what is impossible together is brought in by the search itself, and
    lines of *impossible* count as links here too.
    """
    asked = {step.name for step in pathway.steps.values() if isinstance(step, Ask)}
    groups = [frozenset(test.name for test in leaves(Is(name, ()), base)) for name in asked]
    groups += [frozenset(test.name for test in leaves(line.condition, base)) for line in base.vocabulary.impossible]
    facts = {test.name for condition in conditions for test in leaves(condition, base)}
    while True:
        near = {fact for group in groups if group & facts for fact in group}
        if near <= facts:
            break
        facts |= near
    return frozenset(name for name in asked if facts & {test.name for test in leaves(Is(name, ()), base)})
