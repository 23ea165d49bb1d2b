"""Directed graphs by networkx: order, circles, reach. The only module that imports networkx."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

import networkx as nx

N = TypeVar("N", bound=Hashable)

DiGraph = nx.DiGraph


def digraph(nodes: Iterable[N], edges: Iterable[tuple[N, N]]) -> nx.DiGraph[N]:
    """A graph of `nodes` and `edges`; ends of edges that are not among the nodes are added."""
    graph: nx.DiGraph[N] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return graph


def topological_order(graph: nx.DiGraph[N]) -> list[N]:
    """The nodes so that every edge points forward; ties are broken by the nodes' sort order.

    Raises ValueError where the graph has a circle.
    """
    try:
        return list(nx.lexicographical_topological_sort(graph))
    except nx.NetworkXUnfeasible as error:
        raise ValueError(str(error)) from error


def find_circle(graph: nx.DiGraph[N]) -> list[N] | None:
    """The nodes of one circle in order, the smallest node first, or None where there is none."""
    try:
        circle = [edge[0] for edge in nx.find_cycle(graph)]
    except nx.NetworkXNoCycle:
        return None
    start = circle.index(min(circle))
    return circle[start:] + circle[:start]


def reachable(graph: nx.DiGraph[N], start: N) -> set[N]:
    """Every node that can be reached from `start`, itself included."""
    return {start, *nx.descendants(graph, start)}
