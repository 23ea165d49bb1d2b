"""The ways through a chart to each of its steps, as the answers given on the way.

Columns of a fork are all walked, so a route beyond a meet carries one way through every column. Only the answers of the
diamonds asked for are kept; that makes few routes out of many. Nothing here judges whether anybody can walk a route.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator

from whence.language.pathway import Apply, Ask, Fork, Meet, Pathway
from whence.values.struct import Struct, field

#: (name asked, the answers that lead on), in the order of the names; a name stands once.
Route = tuple[tuple[str, tuple[str, ...]], ...]


def routes(pathway: Pathway, names: Container[str]) -> dict[str, tuple[Route, ...]]:
    """For each step that can be reached: every route to it, as far as diamonds of `names` are concerned, sorted.

    Routes that give one name two contradicting answers are left out.
    """
    walker = _Walker(pathway, names)
    walker.run(pathway.start, ())
    return {step: tuple(sorted(found)) for step, found in walker.found.items()}


class _Walker(Struct):
    """Collects routes; `run` returns how the walk from a step may leave the column it stands in."""

    pathway: Pathway
    names: Container[str]
    found: dict[str, set[Route]] = field(default_factory=lambda: defaultdict(set))
    exits: dict[tuple[str, Route], frozenset[tuple[str | None, Route]]] = field(default_factory=dict)

    def run(self, step: str, route: Route) -> frozenset[tuple[str | None, Route]]:
        """The ends of the walk from `step`: (the meet it arrives at or None, the route)."""
        if (step, route) not in self.exits:
            self.found[step].add(route)
            self.exits[step, route] = frozenset(self._on(step, route))
        return self.exits[step, route]

    def _on(self, name: str, route: Route) -> Iterator[tuple[str | None, Route]]:
        match self.pathway.steps[name]:
            case Ask(name=asked, answers=answers):
                for target in dict.fromkeys(answers.values()):
                    given = tuple(answer for answer, following in answers.items() if following == target)
                    longer = _with(route, asked, given) if asked in self.names else route
                    if longer is not None:
                        yield from self.run(target, longer)
            case Apply(next=following):
                yield from self.run(following, route)
            case Fork(columns=columns, next=following):
                for met, joined in self._all_columns(columns, route):
                    if met:
                        yield from self.run(following, joined)
                    else:
                        yield None, joined
            case Meet():
                yield name, route
            case _:
                yield None, route

    def _all_columns(self, columns: tuple[str, ...], route: Route) -> set[tuple[bool, Route]]:
        """Every combination of ways through the columns, and whether any of them arrives at a meet."""
        combined = {(False, route)}
        for column in columns:
            ways = self.run(column, route)
            merged = ((was or met is not None, _join(sofar, way)) for was, sofar in combined for met, way in ways)
            combined = {(was, joined) for was, joined in merged if joined is not None}
        return combined


def _with(route: Route, name: str, given: tuple[str, ...]) -> Route | None:
    """The route with one more answer, None where it contradicts an earlier one."""
    answers = dict(route)
    left = tuple(sorted(set(given) & set(answers.get(name, given))))
    return tuple(sorted({**answers, name: left}.items())) if left else None


def _join(first: Route, second: Route) -> Route | None:
    """Both routes together, None where they contradict each other."""
    joined: Route | None = first
    for name, given in second:
        joined = None if joined is None else _with(joined, name, given)
    return joined
