"""Things that must not lead back to themselves: definitions, refines, replaces, wider actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from whence.analysis.scope import Scope
from whence.language.condition import names
from whence.text.diagnostic import Diagnostic, Note
from whence.text.position import Span

_NOWHERE = Span("", 1, 1, 1, 1)
Links = Mapping[str, Mapping[str, Span]]


def circle_findings(scope: Scope, links: Links = MappingProxyType({})) -> tuple[list[Diagnostic], set[str]]:
    """One finding for each circle, and every name that is part of one.

    `links` gives, for 'refines' and 'replaces', where each rule says so.
    """
    refining, replacing = links.get("refines", {}), links.get("replaces", {})
    definitions = {name: one for name, one in scope.definitions.items() if one is not None}
    rules = {id_: rule for id_, rule in scope.rules.items() if rule is not None}
    actions = {id_: action for id_, action in scope.actions.items() if action is not None}
    families: tuple[tuple[str, str, dict[str, tuple[str, ...]], dict[str, Span | None]], ...] = (
        (
            "R511",
            "the definition {} rests on itself: {}",
            {n: tuple(u for c in one.cases.values() for u in names(c)) for n, one in definitions.items()},
            {n: one.span for n, one in definitions.items()},
        ),
        (
            "R509",
            "the rule {} refines itself: {}",
            {id_: (rule.refines,) for id_, rule in rules.items() if rule.refines},
            {id_: refining.get(id_, rule.span) for id_, rule in rules.items()},
        ),
        (
            "R515",
            "the rule {} replaces itself: {}",
            {id_: (rule.replaces,) for id_, rule in rules.items() if rule.replaces},
            {id_: replacing.get(id_, rule.span) for id_, rule in rules.items()},
        ),
        (
            "N313",
            "the action {} is a kind of itself: {}",
            {id_: (action.kind_of,) for id_, action in actions.items() if action.kind_of},
            {id_: action.span for id_, action in actions.items()},
        ),
    )
    found: list[Diagnostic] = []
    inside: set[str] = set()
    for code, said, edges, spans in families:
        for circle in circles(edges):
            inside.update(circle)
            way = " -> ".join((*circle, circle[0]))
            notes = tuple(Note(f"{name} stands here", spans[name] or _NOWHERE) for name in circle[1:])
            sentence = said.format(f"'{circle[0]}'", way)
            found.append(Diagnostic(code, sentence, spans[circle[0]] or _NOWHERE, notes=notes))
    return found, inside


def circles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """One circle for each group of names that lead to each other, smallest name first.

    Names that lead nowhere need not be keys. Written here and not taken from the graph library, because loading a
    base must stay fast and this is the only question asked of these edges.
    """
    done: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(edges):
        path: list[str] = []
        ways: list[list[str]] = [[start]]
        on_path: set[str] = set()
        while ways:
            if not ways[-1]:
                ways.pop()
                if path:
                    left = path.pop()
                    on_path.discard(left)
                    done.add(left)
                continue
            name = ways[-1].pop()
            if name in on_path:
                circle = path[path.index(name) :]
                if not any(set(circle) & set(known) for known in found):
                    smallest = circle.index(min(circle))
                    found.append(circle[smallest:] + circle[:smallest])
            elif name not in done and name in edges:
                path.append(name)
                on_path.add(name)
                ways.append(sorted(edges[name], reverse=True))
    return found
