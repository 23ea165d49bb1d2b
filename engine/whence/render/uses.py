"""Where a thing of the knowledge is used: the rules, definitions and pathways that name it."""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, names
from whence.language.definition import Definition
from whence.language.pathway import Apply, Ask, GoTo, Pathway
from whence.language.recommendation import actions
from whence.language.rule import Rule
from whence.values.struct import Struct


class Uses(Struct, frozen=True):
    """Names in order."""

    rules: tuple[str, ...]
    definitions: tuple[str, ...]
    pathways: tuple[str, ...]


def uses(name: str, base: KnowledgeBase) -> Uses:
    """What names the fact, action, definition, rule, pathway or source `name`; what merely follows from it is left out.

    A source is named by what cites it.
    """
    return Uses(
        tuple(sorted(rule.id for rule in base.rules.values() if name in set(_of_rule(rule)))),
        tuple(sorted(each.name for each in base.definitions.values() if name in set(_of_definition(each)))),
        tuple(sorted(each.name for each in base.pathways.values() if name in set(_of_pathway(each)))),
    )


def _of_rule(rule: Rule) -> Iterator[str]:
    for condition in (rule.when, rule.unless, rule.only_if, rule.even_if):
        yield from _names(condition)
    yield from actions(rule.then.advice)
    yield from (each for each in (rule.refines, rule.instead_of, rule.replaces, rule.then.rather_than) if each)
    yield from (cited.source for cited in (*rule.source, *rule.evidence))


def _of_definition(definition: Definition) -> Iterator[str]:
    for case in definition.cases.values():
        yield from _names(case)
    yield from (cited.source for cited in definition.source)


def _of_pathway(pathway: Pathway) -> Iterator[str]:
    yield from _names(pathway.enter)
    yield from (cited.source for cited in pathway.source)
    for step in pathway.steps.values():
        match step:
            case Ask(name=name):
                yield name
            case Apply(rules=rules):
                yield from rules
            case GoTo(pathway=other):
                yield other
            case _:
                continue


def _names(condition: Condition | None) -> tuple[str, ...]:
    return () if condition is None else names(condition)


def advises(rule: Rule, action: str, base: KnowledgeBase) -> bool:
    """Whether the rule names the action, or one that stands under it."""
    return any(action in _wider(named, base) for named in actions(rule.then.advice))


def _wider(action: str, base: KnowledgeBase) -> Iterator[str]:
    """The action and each wider one, up to the widest."""
    seen: set[str] = set()
    step: str | None = action
    while step is not None and step not in seen:
        seen.add(step)
        yield step
        known = base.vocabulary.actions.get(step)
        step = known.kind_of if known is not None else None


def cites_place(rule: Rule, place: str) -> bool:
    """Whether the rule cites the passage `place`, or any passage of the place `place`."""
    cited = (each.passage for each in (*rule.source, *rule.evidence))
    return any(passage == place or passage.rpartition(".")[0] == place for passage in cited)
