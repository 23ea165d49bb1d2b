"""Pathways as directed graphs: one for each chart, and all of them joined by their *go on* steps.

Knows steps and arrows; how they look on paper, and what is known of a patient, are no business of this module.
"""

from __future__ import annotations

from typing import assert_never

from whence.graph.digraph import DiGraph, reachable
from whence.language.base import KnowledgeBase
from whence.language.pathway import Apply, Ask, End, Fork, GoTo, Meet, Pathway, Step, successors

#: The kind of a graph node, as its attribute `kind` holds it.
KINDS = ("ask", "apply", "fork", "meet", "goto", "end")


def kind(step: Step) -> str:
    """One of KINDS."""
    match step:
        case Ask():
            return "ask"
        case Apply():
            return "apply"
        case Fork():
            return "fork"
        case Meet():
            return "meet"
        case GoTo():
            return "goto"
        case End():
            return "end"
        case _:
            assert_never(step)


def pathway_graph(pathway: Pathway) -> DiGraph[str]:
    """The steps of one chart, in the order written, and its arrows.

    Each node has the attributes `kind` (one of KINDS) and `step`; each edge has `answers`, the answers of the diamond
    it leaves that lead along it, empty for other steps.
    """
    graph: DiGraph[str] = DiGraph()
    for name, step in pathway.steps.items():
        graph.add_node(name, kind=kind(step), step=step)
    for name, step in pathway.steps.items():
        for target in successors(step, pathway):
            graph.add_edge(name, target, answers=answers_between(step, target))
    return graph


def answers_between(step: Step, target: str) -> tuple[str, ...]:
    """The answers of a diamond that lead to `target`, in the order written; empty for any other step."""
    if not isinstance(step, Ask):
        return ()
    return tuple(answer for answer, following in step.answers.items() if following == target)


def algorithm_graph(base: KnowledgeBase) -> DiGraph[tuple[str, str]]:
    """Every chart of the base in one graph; a node is (pathway, step), and a *go on* step leads to the other's start.

    A *go on* to a pathway that is not in the base has no arrow.
    """
    graph: DiGraph[tuple[str, str]] = DiGraph()
    for pathway in base.pathways.values():
        chart = pathway_graph(pathway)
        for name, attributes in chart.nodes(data=True):
            graph.add_node((pathway.name, name), **attributes)
        for tail, head, attributes in chart.edges(data=True):
            graph.add_edge((pathway.name, tail), (pathway.name, head), **attributes)
    for pathway in base.pathways.values():
        for name, step in pathway.steps.items():
            if isinstance(step, GoTo) and step.pathway in base.pathways:
                target = (step.pathway, base.pathways[step.pathway].start)
                graph.add_edge((pathway.name, name), target, answers=())
    return graph


def columns(pathway: Pathway) -> dict[str, tuple[str, ...]]:
    """For each step: the columns it stands in, outermost first, each named by its first step; () outside all forks.

    A step that several columns of one fork lead to, such as its meet, stands in none of them.
    """
    graph = pathway_graph(pathway)
    inside: dict[str, list[tuple[int, str]]] = {name: [] for name in pathway.steps}
    for fork in pathway.steps.values():
        if not isinstance(fork, Fork):
            continue
        meets = [name for name, step in pathway.steps.items() if isinstance(step, Meet) and step.fork == fork.id]
        within = graph.copy()
        within.remove_nodes_from(meets)
        reach = {column: reachable(within, column) for column in fork.columns if column in within}
        for column, steps in reach.items():
            others = set[str]().union(*(found for name, found in reach.items() if name != column))
            for name in steps - others:
                inside[name].append((-len(steps), column))
    return {name: tuple(column for _, column in sorted(found)) for name, found in inside.items()}
