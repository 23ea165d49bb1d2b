"""From a checked base to its program: conditions become literals over one hash-consed AND graph.

Numbering follows names, never the order in which files, rules or definitions came, so equal bases give equal programs.
Nothing is simplified that three values would not allow: `x and not x` stays, because it is unknown while x is.
It refuses to know patients, engines and dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import assert_never

from whence.graph.digraph import digraph, find_circle, topological_order
from whence.language.base import KnowledgeBase
from whence.language.condition import All, Any, Condition, Is, Not, Test, Within, names, tests
from whence.language.definition import Definition
from whence.program.normal import test_literal
from whence.program.program import FALSE, TRUE, Program, Roots


class DefinitionCircle(ValueError):
    """Definitions that use each other in a circle, perhaps through a negation; `names` lists them in order."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"these definitions use each other in a circle: {' -> '.join((*self.names, self.names[0]))}")


def build(base: KnowledgeBase) -> Program:
    """The program of `base`.

    Raises DefinitionCircle where definitions form a circle.
    """
    return _Builder(base).program()


def _leaf_order(test: Test) -> tuple[str, str, tuple[str, ...], Decimal, str]:
    match test:
        case Is(name=name, answers=answers):
            return (name, "", answers, Decimal(0), "")
        case Within(name=name, bounds=(bound,)):
            return (name, bound.op.value, (), bound.quantity.amount, bound.quantity.unit)
        case _:
            raise AssertionError(f"not in normal form: {test}")


def definition_order(definitions: Mapping[str, Definition]) -> list[str]:
    """The definitions so that each comes after those it uses. Raises DefinitionCircle."""
    uses = (
        (used, name)
        for name in sorted(definitions)
        for case in definitions[name].cases.values()
        for used in names(case)
        if used in definitions
    )
    graph = digraph(sorted(definitions), uses)
    circle = find_circle(graph)
    if circle is not None:
        raise DefinitionCircle(reversed(circle))
    return topological_order(graph)


class _Builder:
    """Collects leaves first, so that they are numbered by name, then makes AND nodes bottom up."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._expanded = {rule: base.expanded(base.rules[rule]) for rule in sorted(base.rules)}
        self._impossible = {line.name: line.condition for line in base.vocabulary.impossible}
        self._among = {
            (name, group.name): group.among
            for name, guideline in sorted(base.guidelines.items())
            for group in sorted(guideline.groups, key=lambda one: one.name)
            if group.among is not None
        }
        self._order = definition_order(base.definitions)
        leaves = {leaf for condition in self._conditions() for leaf in self._leaves_of(condition)}
        self._leaves = sorted(leaves, key=_leaf_order)
        self._node_of: dict[Test, int] = {leaf: number for number, leaf in enumerate(self._leaves, 1)}
        self._ands: dict[tuple[int, ...], int] = {}
        self._definitions: dict[str, dict[str, int]] = {}

    def program(self) -> Program:
        for name in self._order:
            self._definitions[name] = self._answers(self._base.definitions[name])
        rules = {
            rule: Roots(
                self._literal(parts.when),
                None if parts.unless is None else self._literal(parts.unless),
                None if parts.only_if is None else self._literal(parts.only_if),
            )
            for rule, parts in self._expanded.items()
        }
        impossible = {name: self._literal(self._impossible[name]) for name in sorted(self._impossible)}
        pathways = {name: self._enter(name) for name in sorted(self._base.pathways)}
        groups = {name: self._literal(among) for name, among in self._among.items()}
        definitions = {name: self._definitions[name] for name in sorted(self._definitions)}
        tested = sorted({leaf.name for leaf in self._leaves} & set(self._base.scores))
        scores = {name: self._base.scores[name] for name in tested}
        ands = tuple(self._ands)
        return Program(
            tuple(self._leaves),
            ands,
            _strata(len(self._leaves), ands),
            rules,
            definitions,
            impossible,
            pathways,
            scores,
            groups,
        )

    def _conditions(self) -> Iterable[Condition]:
        for parts in self._expanded.values():
            yield from (part for part in (parts.when, parts.unless, parts.only_if) if part is not None)
        for definition in self._base.definitions.values():
            yield from definition.cases.values()
        yield from self._impossible.values()
        yield from (pathway.enter for pathway in self._base.pathways.values() if pathway.enter is not None)
        yield from self._among.values()

    def _leaves_of(self, condition: Condition) -> Iterable[Test]:
        for test in tests(condition):
            if test.name not in self._base.definitions:
                yield from (leaf for leaf, _ in test_literal(test))

    def _enter(self, pathway: str) -> int:
        enter = self._base.pathways[pathway].enter
        return TRUE if enter is None else self._literal(enter)

    def _answers(self, definition: Definition) -> dict[str, int]:
        cases = {answer: self._literal(case) for answer, case in definition.cases.items()}
        if definition.otherwise is not None:
            none = self._and(literal ^ 1 for literal in cases.values())
            stated = cases.get(definition.otherwise, FALSE)
            cases[definition.otherwise] = self._or((stated, none))
        return {answer: cases[answer] for answer in definition.answers}

    def _literal(self, condition: Condition) -> int:
        match condition:
            case Is(name=name, answers=answers) if name in self._definitions:
                of = self._definitions[name]
                return self._or(of[answer] for answer in answers)
            case Is() | Within():
                return self._and(2 * self._node_of[leaf] + flip for leaf, flip in test_literal(condition))
            case Not(part=part):
                return self._literal(part) ^ 1
            case All(parts=parts):
                return self._and(self._literal(part) for part in parts)
            case Any(parts=parts):
                return self._or(self._literal(part) for part in parts)
            case _:
                assert_never(condition)

    def _or(self, literals: Iterable[int]) -> int:
        return self._and(literal ^ 1 for literal in literals) ^ 1

    def _and(self, literals: Iterable[int]) -> int:
        """One literal for the conjunction. A part standing twice counts once; a constant decides or drops out."""
        parts = tuple(sorted(set(literals) - {TRUE}))
        if not parts or parts[0] == FALSE:
            return FALSE if parts else TRUE
        if len(parts) == 1:
            return parts[0]
        node = self._ands.setdefault(parts, 1 + len(self._leaves) + len(self._ands))
        return 2 * node


def _strata(leaf_count: int, ands: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """Complement steps below each node; numbers are topological, so one pass settles them."""
    strata = [0] * (1 + leaf_count)
    for parts in ands:
        strata.append(
            max(strata[part >> 1] + (1 if part & 1 and part >> 1 > leaf_count else 0) for part in parts)
        )
    return tuple(strata)
