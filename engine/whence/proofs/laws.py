"""The two laws of pathways, each decided exactly by looking for a patient.

1. No route's answers force a rule of the box it leads to to be refuted.
2. Whoever enters, and to whom a rule of the chart applies, passes a box of that rule or stops at an unanswered
   diamond before it. Somebody of whom only part is known breaks this law only if somebody of whom everything is known
   does, so only the latter are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.graph.algorithm import pathway_graph
from whence.graph.digraph import reachable
from whence.graph.leaves import facts_below
from whence.graph.routes import Route, routes
from whence.graph.walk import walk
from whence.language.condition import Condition, Is, Not
from whence.language.evaluate import evaluate
from whence.language.pathway import Apply, Ask, Pathway
from whence.language.rule import Rule
from whence.proofs.everybody import Answers, Everybody, NotProved, Somebody
from whence.proofs.walked import Walked, walked
from whence.values.struct import Struct
from whence.values.truth import Truth

#: Routes of one chart that are looked at one by one; a chart anybody could read has a few hundred.
ROUTES = 20_000


class Breach(Struct, frozen=True):
    """A law broken: which (`law` is 'refuted', 'missed' or 'undecided'), by which rule, at which box, and who shows it.

    For 'refuted', `route` holds the answers; for 'missed', `witness` is a patient to whom the rule applies and who does
    not pass it; for 'undecided', `why` says what stopped the proof.
    """

    law: str
    rule: str
    step: str
    route: Route = ()
    witness: Somebody | None = None
    why: str = ""


def breaches(everybody: Everybody, pathway: Pathway) -> Iterator[Breach]:
    """Every breach of the two laws in one pathway; at most one for each law, rule and box."""
    chart = _Chart(everybody, pathway)
    boxes: dict[str, set[str]] = {}
    for name, step in pathway.steps.items():
        for rule in step.rules if isinstance(step, Apply) else ():
            boxes.setdefault(rule, set()).add(name)
            yield from chart.tried("refuted", rule, name, frozenset((name,)))
    for rule, steps in boxes.items():
        yield from chart.tried("missed", rule, min(steps), frozenset(steps))


class _Chart:
    """One pathway under trial; what the trials have in common is worked out once."""

    def __init__(self, everybody: Everybody, pathway: Pathway) -> None:
        self._everybody, self._base, self._pathway = everybody, everybody.base, pathway
        self._walked: Walked = walked(pathway, everybody.settled, everybody.gates)
        graph = pathway_graph(pathway)
        self._onward = {step: reachable(graph, step) for step in pathway.steps}
        asked = {step.name for step in pathway.steps.values() if isinstance(step, Ask)}
        self._asked = {name: facts_below(Is(name, ()), self._base) for name in sorted(asked)}
        lines = [facts_below(line.condition, self._base) for line in self._base.vocabulary.impossible]
        self._groups = [*self._asked.values(), *lines]
        self._enter = () if pathway.enter is None else (pathway.enter,)
        self._routes: dict[frozenset[str], Mapping[str, tuple[Route, ...]]] = {}

    def tried(self, law: str, rule: str, step: str, boxes: frozenset[str]) -> Iterator[Breach]:
        """The breach of a law by one rule, if there is one, or that it could not be decided."""
        try:
            if law == "refuted":
                yield from self._refuted(step, self._base.rules[rule])
            else:
                yield from self._missed(boxes, self._base.rules[rule])
        except NotProved as why:
            yield Breach("undecided", rule, step, why=str(why))

    def _refuted(self, step: str, rule: Rule) -> Iterator[Breach]:
        """Law 1 for one rule of one box: each route that somebody walks must leave the rule standing for somebody."""
        parts = self._base.expanded(rule)
        standing = (parts.when, *([Not(parts.unless)] if parts.unless is not None else []))
        stands = self._holds(*standing)
        for route in self._routes_to(step, (*standing, *self._enter)):
            way = self._holds(*self._enter, *(Is(name, answers) for name, answers in route))
            if not self._everybody.possible([*way, *stands]) and self._everybody.possible(way):
                yield Breach("refuted", rule.id, step, route)
                return

    def _missed(self, boxes: frozenset[str], rule: Rule) -> Iterator[Breach]:
        """Law 2 for one rule: nobody may enter, have the rule apply, and walk past all its boxes."""
        parts = self._base.expanded(rule)
        demands: list[Condition] = [*self._enter, parts.when]
        demands += [Not(parts.unless)] if parts.unless is not None else []
        demands += [parts.only_if] if parts.only_if is not None else []
        past = [-self._walked.at[box] for box in boxes]
        past += [-stop for step, stop in self._walked.stuck.items() if boxes & self._onward[step]]
        if not self._everybody.possible([*self._holds(*demands), *past]):
            return

        def shown(known: Answers) -> bool:
            if any(evaluate(demand, known, self._base.defined) is not Truth.TRUE for demand in demands):
                return False
            seen = walk(self._base, self._pathway, known)
            return not boxes & set(seen.passed) and not any(boxes & self._onward[step] for step in seen.frontier)

        conditions = (*demands, *(Is(name, ()) for name in self._asked))
        yield Breach("missed", rule.id, min(boxes), witness=self._everybody.shown_by(conditions, shown))

    def _holds(self, *conditions: Condition) -> list[int]:
        return [self._everybody.settled.rails(condition).true for condition in conditions]

    def _routes_to(self, step: str, conditions: tuple[Condition, ...]) -> tuple[Route, ...]:
        """The routes to a step as far as they can touch the conditions. Raises NotProved where they are too many."""
        names = self._related(conditions)
        if names not in self._routes:
            self._routes[names] = routes(self._pathway, names)
        found = self._routes[names].get(step, ())
        if len(found) > ROUTES:
            raise NotProved(f"more than {ROUTES:,} ways lead there")
        return found

    def _related(self, conditions: tuple[Condition, ...]) -> frozenset[str]:
        """The names asked in the pathway that share facts with the conditions, directly or through one another.

        Answers to all others leave the rule as it is; lines of *impossible* count as links here too.
        """
        facts = {name for condition in conditions for name in facts_below(condition, self._base)}
        while True:
            near = {fact for group in self._groups if group & facts for fact in group}
            if near <= facts:
                return frozenset(name for name, below in self._asked.items() if facts & below)
            facts |= near
