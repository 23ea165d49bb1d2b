"""Two bases side by side: which rules may end otherwise in one than in the other, and a base cut down to some rules.

What is not touched is decided by equal conditions over equal definitions, so it cannot end otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from whence.language.base import KnowledgeBase
from whence.language.condition import Condition, names
from whence.values.struct import replace


def changed_names(base: KnowledgeBase, other: KnowledgeBase) -> frozenset[str]:
    """The rules, definitions and scores that are not the same in both, or that only one of them has."""
    found: set[str] = set()
    for ours, theirs in (
        (base.rules, other.rules),
        (base.definitions, other.definitions),
        (base.scores, other.scores),
    ):
        if ours is theirs:  # nearly all of them are one and the same
            continue
        found |= ours.keys() - theirs.keys()
        for name, there in theirs.items():
            here = ours.get(name)
            if here is not there and here != there:
                found.add(name)
    return frozenset(found)


def touched(base: KnowledgeBase, other: KnowledgeBase) -> tuple[str, ...]:
    """The rules whose verdict or advice may differ between the two, in name order.

    What the other base alone has is changed itself, and what is the same in both stands on the same names; so the
    links of one base are enough.
    """
    changed = changed_names(base, other)
    return tuple(sorted(resting_on(base, changed) | {name for name in changed if name in other.rules}))


def resting_on(base: KnowledgeBase, changed: Collection[str]) -> set[str]:
    """The rules that are among `changed`, or that refine or test something which is, however far below it stands."""
    return standing_on(base, changed) & base.rules.keys()


def standing_on(base: KnowledgeBase, changed: Collection[str]) -> set[str]:
    """Those rules, and the definitions and scores that are among `changed` or test something which is."""
    found: set[str] = set()
    todo = [name for name in changed if name in base.rules or name in base.defined]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += base.above.get(name, ())
    return found


def lineage(base: KnowledgeBase, rule: str) -> tuple[str, ...]:
    """The rule and the rules it refines, up to the first. Raises KeyError where one is not there."""
    line = [rule]
    while (parent := base.rules[line[-1]].refines) is not None:
        line.append(parent)
    return tuple(line)


def terms_of(base: KnowledgeBase, rules: Iterable[str]) -> frozenset[str]:
    """The definitions and scores that the rules test, and all that those rest on."""
    found: set[str] = set()
    todo = _names(part for rule in rules for part in _parts(base, rule))
    while todo:
        name = todo.pop()
        if name in found or (name not in base.definitions and name not in base.scores):
            continue
        found.add(name)
        if name in base.definitions:
            todo += _names(base.definitions[name].cases.values())
    return frozenset(found)


def _parts(base: KnowledgeBase, rule: str) -> tuple[Condition | None, ...]:
    written = base.rules[rule]
    return (written.when, written.unless, written.only_if)


def _names(conditions: Iterable[Condition | None]) -> list[str]:
    return [name for condition in conditions if condition is not None for name in names(condition)]


def part_of(base: KnowledgeBase, rules: Iterable[str]) -> KnowledgeBase:
    """The base with only these rules, those they refine, and the definitions and scores they rest on.

    Each of the rules ends in it as it does in the whole base. Charts, topics and readings are left out.
    """
    kept = {each for rule in rules for each in lineage(base, rule)}
    used = terms_of(base, kept)
    return replace(
        base,
        rules={name: base.rules[name] for name in sorted(kept)},
        definitions={name: one for name, one in base.definitions.items() if name in used},
        scores={name: one for name, one in base.scores.items() if name in used},
        pathways={},
        topics={},
        readings={},
    )
